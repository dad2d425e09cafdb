"""What the switchboard says again to a neighbour that comes late."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from kiosk.core.events import EventLog
from kiosk.link.aio import Connection
from kiosk.steward.steward import Parts, Steward
from session.protocol import appointments, local
from session.protocol.envelope import Body, Envelope, envelope
from session.protocol.kiosk_relay import CallbackAnswer, CallbackRing
from tests.unit.steward.steward_doubles import Ear

PID = 4242
TICKET = "a" * 32
RING = CallbackRing(ticket=TICKET, number="C-7", desk="caf", expert="Nadia")


class Screen:
    """A connection that says these things and then ends."""

    def __init__(self, *said: Body) -> None:
        self.peer = SimpleNamespace(pid=PID)
        self.send = Ear()
        self._said = [envelope(body) for body in said]

    def become(self, *_links: object) -> None:
        """Roles are of no matter here."""

    def __aiter__(self) -> "Screen":
        return self

    async def __anext__(self) -> Envelope:
        if not self._said:
            raise StopAsyncIteration
        return self._said.pop(0)


class Hall:
    """A switchboard whose only neighbour is the screen on stage."""

    def __init__(self) -> None:
        self.screen = Ear()
        self.answers: list[tuple[CallbackAnswer, str]] = []
        parts: dict[str, Any] = {name: SimpleNamespace() for name in Parts.__dataclass_fields__}
        parts["stage"] = SimpleNamespace(
            connected=lambda _pid, _send: True,
            is_front=lambda _pid: True,
            ready=lambda _pid, _phase: None,
            say=self.screen,
        )
        parts["world"] = SimpleNamespace(
            world=local.World,
            tell_all=lambda: None,
            link=lambda _up: None,
            stage=lambda _body: None,
            facts=SimpleNamespace(help="idle"),
        )
        self.relay = Ear()
        parts["relay"] = self.relay
        self.counted: list[str] = []
        parts["trial"] = SimpleNamespace(owns=lambda _pid: False, takes=lambda _message: False)
        parts["counters"] = SimpleNamespace(count=self.counted.append)
        opened = SimpleNamespace(folder="/run/vault")
        parts["visits"] = SimpleNamespace(vault=None, begin=lambda: opened)
        unheard = dict.fromkeys(("answered", "wants_offer", "noticed", "ended", "seat_lost"))
        parts["calls"] = SimpleNamespace(
            **unheard,
            answer_callback=lambda body, desk: self.answers.append((body, desk)),
            online=lambda: None,
        )
        parts["shows"] = SimpleNamespace(**dict.fromkeys(("live", "stamp", "undo")))
        self.steward = Steward(Parts(**parts), EventLog(None, "test"))

    async def enter(self, *said: Body) -> None:
        """A screen comes on stage and says this."""
        hello = local.Hello(role="screen", pid=PID)
        screen = Screen(hello, local.ScreenReady(phase="on-stage"), *said)
        await self.steward.accept(cast("Connection", screen))


async def test_a_screen_that_enters_while_someone_is_called_back_says_so() -> None:
    hall = Hall()
    await hall.steward.heard(envelope(RING))
    await hall.enter()
    assert hall.screen.bodies == [RING, RING]


@pytest.mark.parametrize("how", ["stopped", "answered", "cut off"])
async def test_a_ring_that_is_over_is_not_said_again(how: str) -> None:
    hall = Hall()
    await hall.steward.heard(envelope(RING))
    match how:
        case "stopped":
            await hall.steward.heard(envelope(RING.model_copy(update={"expert": ""})))
        case "answered":
            await hall.enter(CallbackAnswer(ticket=TICKET, present=True))
            assert [desk for _, desk in hall.answers] == ["caf"]
        case _:
            hall.steward.online(False)
    hall.screen.heard.clear()
    await hall.enter()
    assert hall.screen.bodies == []


@pytest.mark.parametrize(
    ("stages", "counted"), [(["reading", "waiting", "reading"], ["visits"]), (["staff", "welcome"], [])]
)
async def test_a_visit_is_counted_once_and_an_agent_at_their_panel_is_none(
    stages: list[Any], counted: list[str]
) -> None:
    hall = Hall()
    await hall.enter(local.VisitBegin(), *(local.VisitStage(stage=stage) for stage in stages))
    assert hall.counted == counted


async def test_what_is_asked_of_appointments_goes_to_the_relay_and_its_answer_to_the_screen() -> None:
    hall = Hall()
    asked = appointments.SlotsAsk(desk="caf")
    await hall.enter(asked)
    assert asked in hall.relay.bodies
    free = appointments.SlotsFree(desk="caf", slots=[])
    await hall.steward.heard(envelope(free))
    assert free in hall.screen.bodies
