"""The steward's own call desk and relay link, and a relay that is away while the visitor decides."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import httpx
import pytest

from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.link.aio import Connection
from kiosk.steward.calls import CallDesk
from kiosk.steward.keep import KeptFile
from kiosk.steward.keys import Identity
from kiosk.steward.names import Names
from kiosk.steward.relay_link import RelayAddress, RelayLink
from kiosk.steward.steward import Parts, Steward
from session.protocol import local
from session.protocol.call import CallEnd
from session.protocol.envelope import Body, Envelope, envelope
from session.protocol.kiosk_relay import CallbackAsk, CallbackKept, QueueJoin, QueueLeave, SeatGranted
from session.protocol.pages_relay import SeatOpen, SeatReturn, SeatTake
from session.protocol.transfer import TransferAgree, TransferDone
from session.relay.tls import TlsPaths
from tests.integration.relay.relay_kit import DEADLINE_S, Town, Wire, listed

B = TypeVar("B", bound=Body)
PID = 4242


class Screen:
    """The screen on stage: it says what the test says, and hears what the steward says."""

    def __init__(self) -> None:
        self.peer = SimpleNamespace(pid=PID)
        self.says: asyncio.Queue[Envelope] = asyncio.Queue()
        self.says.put_nowait(envelope(local.Hello(role="screen", pid=PID)))
        self._heard: asyncio.Queue[Body] = asyncio.Queue()

    def send(self, body: Body, **_: Any) -> None:
        self._heard.put_nowait(body)

    def say(self, body: Body) -> None:
        self.says.put_nowait(envelope(body))

    async def hears(self, kind: type[B]) -> B:
        async with asyncio.timeout(DEADLINE_S):
            while not isinstance(body := await self._heard.get(), kind):
                pass
        return body

    def become(self, *_links: object) -> None:
        """Roles are of no matter here."""

    def __aiter__(self) -> "Screen":
        return self

    async def __anext__(self) -> Envelope:
        return await self.says.get()


class House:
    """A steward of which only the calls and the line to the relay are real."""

    def __init__(self, folder: Path, town: Town, ca: Path) -> None:
        self.town = town
        self.screen = Screen()
        self.online, self.offline = asyncio.Event(), asyncio.Event()
        self._ca = ca
        self._identity = Identity.load_or_make(folder)
        self._names = KeptFile(folder / "relay-address.json")
        self._events = EventLog(None, "test")

    async def run(self) -> None:
        address = RelayAddress(self.town.relay.url, await self._enrol(), self._ca)
        calls = CallDesk(
            self.screen.send, self._say, lambda *_a, **_k: None, lambda _b: "proof",
            lambda: None, lambda: False, self._events,
        )  # fmt: skip
        steward = Steward(self._parts(calls), self._events)

        def line(up: bool) -> None:
            steward.online(up)
            (self.online if up else self.offline).set()
            (self.offline if up else self.online).clear()

        self._link = RelayLink(
            address, self._identity, self._events, steward.heard, line, lambda: calls.busy or calls.owing,
            Names(self._names, self._events),
        )  # fmt: skip
        async with asyncio.TaskGroup() as group:
            group.create_task(self._link.run())
            group.create_task(steward.accept(cast("Connection", self.screen)))

    def _say(self, body: Body, **address: Any) -> None:
        self._link.say(body, **address)

    async def _enrol(self) -> str:
        code = await asyncio.to_thread(self.town.people.code, "Accueil")
        said = {"code": code, "public_key": self._identity.public_key()}
        async with self.town.relay.client() as client:
            answer: httpx.Response = await client.post("/api/enrol", json=said)
        return str(answer.raise_for_status().json()["kiosk"])

    def _parts(self, calls: CallDesk) -> Parts:
        nothing = SimpleNamespace()
        parts: dict[str, Any] = dict.fromkeys(Parts.__dataclass_fields__, nothing)
        parts["stage"] = SimpleNamespace(
            connected=lambda _pid, _send: True, is_front=lambda _pid: True, say=self.screen.send
        )
        parts["world"] = SimpleNamespace(
            world=local.World, tell_all=lambda: None, link=lambda _up: None, desks=lambda _body: None,
            facts=SimpleNamespace(help="idle"),
        )  # fmt: skip
        parts["counters"] = SimpleNamespace(count=lambda _name: None, days=list)
        parts["trial"] = SimpleNamespace(owns=lambda _pid: False, takes=lambda _message: False)
        parts["papers"] = SimpleNamespace(begin_call=lambda _call: None)
        parts["media"] = SimpleNamespace(new_call=lambda _call: None)
        parts["visits"] = SimpleNamespace(vault=None, begin=lambda: SimpleNamespace(folder="/run/vault"))
        parts["shows"] = SimpleNamespace(**dict.fromkeys(("live", "stamp", "undo")))
        parts |= {"calls": calls, "relay": self._say, "hurry": lambda: None}
        return Parts(**parts)

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """No relay is there; afterwards it is, and the line with it."""
        await asyncio.to_thread(self.town.relay.stop)
        async with asyncio.timeout(DEADLINE_S):
            await self.offline.wait()
        yield
        self.town.relay.start()
        async with asyncio.timeout(DEADLINE_S):
            await self.online.wait()


@pytest.fixture
async def house(tmp_path: Path, town: Town, tls: TlsPaths) -> AsyncIterator[House]:
    house = House(tmp_path, town, tls.ca)
    running = asyncio.create_task(house.run())
    async with asyncio.timeout(DEADLINE_S):
        await house.online.wait()
    yield house
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def taken(house: House, expert: Wire) -> tuple[str, str]:
    """The visitor waits and is taken: their ticket, and the call."""
    place = new_id()
    house.screen.say(QueueJoin(ticket=place, desk="caf"))
    await listed(expert, place)
    await expert.send(SeatTake(ticket=place))
    await house.screen.hears(SeatGranted)
    return place, (await expert.expect(SeatOpen)).call


async def test_a_call_hung_up_while_the_relay_is_away_frees_the_expert(house: House) -> None:
    async with house.town.relay.page("camille") as expert:
        _, call = await taken(house, expert)
    async with house.away():
        house.screen.say(CallEnd(reason="citizen"))
    async with house.town.relay.page("camille") as expert:
        # Whichever comes first, the page or the kiosk: no call is left that nobody is in.
        await expert.send(SeatReturn(), call=call)
        assert (await expert.expect_message(CallEnd)).call == call
        await taken(house, expert)


async def test_a_place_left_while_the_relay_is_away_is_in_no_list(house: House) -> None:
    place = new_id()
    async with house.town.relay.page("camille") as expert:
        house.screen.say(QueueJoin(ticket=place, desk="caf"))
        await listed(expert, place)
    async with house.away():
        house.screen.say(QueueLeave(ticket=place))
    async with house.town.relay.page("camille") as expert:
        await listed(expert)
        other = new_id()
        house.screen.say(QueueJoin(ticket=other, desk="caf"))
        await listed(expert, other)


async def test_a_yes_to_be_passed_on_is_heard_when_the_relay_is_back(house: House) -> None:
    async with house.town.relay.page("camille") as expert:
        place, _ = await taken(house, expert)
    async with house.away():
        house.screen.say(TransferAgree(ticket=place, desk="emploi"))
    assert await house.screen.hears(TransferDone) == TransferDone(ticket=place, desk="emploi")
    async with house.town.relay.page("sasha") as receiver:
        await listed(receiver, place)
        await receiver.send(SeatTake(ticket=place))
        assert (await house.screen.hears(SeatGranted)).desk == "emploi"


async def test_a_call_back_asked_for_while_the_relay_is_away_has_its_number_when_it_is_back(
    house: House,
) -> None:
    place = new_id()
    async with house.town.relay.page("camille") as expert:
        house.screen.say(QueueJoin(ticket=place, desk="caf"))
        await listed(expert, place)
    async with house.away():
        house.screen.say(CallbackAsk(ticket=place, desk="caf"))
    assert (await house.screen.hears(CallbackKept)).number == "C-1"
    async with house.town.relay.page("camille") as expert:
        assert (await listed(expert, place))[0].callback == "C-1"
