"""A kiosk with its real identity, its real relay link and the real media process; no screen."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import httpx

from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.link import aio
from kiosk.steward.keep import KeptFile
from kiosk.steward.keys import Binding, Identity
from kiosk.steward.names import Names
from kiosk.steward.relay_link import RelayAddress, RelayLink
from session.protocol.call import CallAnswer, CallCandidate, CallEnd, CallOffer, CallReoffer
from session.protocol.envelope import Body, Envelope
from session.protocol.kiosk_relay import (
    Command,
    KioskCommand,
    KioskState,
    KioskStatus,
    QueueJoin,
    SeatGranted,
)
from session.protocol.local import Hello
from session.protocol.local_media import AnswerDraft, CallBegin, DocumentSend, OfferWanted
from session.protocol.shared import ProcedureRef
from tests.integration.engine.desk import StewardDesk
from tests.integration.expert.relay_stand import RelayStand

B = TypeVar("B", bound=Body)


class KioskStand(StewardDesk):
    """Between the relay and the media process it does what the steward does, and keeps what it heard."""

    def __init__(self, folder: Path, relay: RelayStand, name: str) -> None:
        super().__init__(folder)
        self.name = name
        self.ticket = new_id()
        self.tamper: Callable[[Binding], Binding] = lambda binding: binding
        self.from_relay: list[Envelope] = []
        self._relay = relay
        self._identity = Identity.load_or_make(folder)
        self.ident = ""
        self._link: RelayLink | None = None
        self._running: asyncio.Task[None] | None = None
        self._told = asyncio.Condition()
        self.online = asyncio.Event()
        self._begun: str | None = None
        self._generation = 0

    async def enrol(self) -> None:
        """Become known to the relay."""
        code = await self._relay.code(self.name)
        async with httpx.AsyncClient(verify=self._relay.context(), timeout=60) as client:
            said = {"code": code, "public_key": self._identity.public_key()}
            answer = await client.post(f"{self._relay.url}/api/enrol", json=said)
        self.ident = answer.raise_for_status().json()["kiosk"]

    async def link_up(self) -> None:
        """Bring the relay link up."""
        address = RelayAddress(self._relay.url, self.ident, self._relay.tls.ca)
        events = EventLog(None, "steward")
        names = Names(KeptFile(self.folder / "relay-address.json"), events)
        self._link = RelayLink(
            address, self._identity, events, self._on_relay, self._on_line, lambda: True, names
        )
        self._running = asyncio.create_task(self._link.run())
        async with asyncio.timeout(60):
            await self.online.wait()

    async def die_and_resume(self) -> None:
        """Kill the media process; a new one takes the call up, as the steward would have it."""
        assert self.child is not None
        self.child.kill()
        await self.child.wait()
        await self.start()
        self._generation += 1
        self.send(CallBegin(resumed=True), self._generation)

    async def link_down(self) -> None:
        """Let the link go."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def say(self, body: Body, *, gen: int | None = None) -> None:
        """To the relay, within the call when there is one."""
        assert self._link is not None
        self._link.say(body, call=self._begun, gen=gen)

    def join(self, title: str = "", appointment: str = "") -> None:
        """Wait for an expert."""
        procedure = ProcedureRef(sheet="F1", title=title) if title else None
        self.say(QueueJoin(ticket=self.ticket, desk="caf", procedure=procedure, appointment=appointment))

    def status(self, state: KioskState, *faults: str) -> None:
        """What the agent's tile shows."""
        self.say(KioskStatus(state=state, faults=list(faults)))

    def send_page(self, document: str, page: int, path: str) -> None:
        """A page picture of the vault, to the expert."""
        order = DocumentSend(
            document=new_id(), kind="page", path=path, name=f"page {page + 1}",
            media_type="image/webp", of=document, page=page,
        )  # fmt: skip
        self.in_call(order)

    def send_signed(self, document: str, path: str, name: str) -> str:
        """The signed copy, to the expert; returns its id."""
        signed = new_id()
        order = DocumentSend(
            document=signed, kind="signed", path=path, name=name, media_type="application/pdf", of=document
        )
        self.in_call(order)
        return signed

    def in_call(self, body: Body) -> None:
        """To the expert, over the call."""
        self.send(body, self._generation)

    async def told(self, kind: type[B], fits: Callable[[B], bool] = lambda _: True) -> B:
        """Wait for a message of the relay."""

        def found() -> B | None:
            bodies = [message.body for message in self.from_relay]
            return next((body for body in bodies if isinstance(body, kind) and fits(body)), None)

        async with asyncio.timeout(60), self._told:
            await self._told.wait_for(found)
            body = found()
            assert body is not None
            return body

    async def commanded(self, command: Command) -> None:
        """Wait for an agent's order."""
        await self.told(KioskCommand, lambda order: order.command == command)

    async def accept(self, connection: aio.Connection) -> None:
        """Serve one media process, passing its answers on."""
        self._connection = connection
        async for message in connection:
            async with self._news:
                self.heard.append(message)
                self._news.notify_all()
            self._on_media(message, connection)

    def _on_media(self, message: Envelope, connection: aio.Connection) -> None:
        generation = message.gen or 0
        match message.body:
            case Hello():
                connection.send(self.settings)
            case AnswerDraft() as draft:
                binding = Binding(self.ticket, self.call, generation, draft.offer_sha256, draft.fingerprint)
                proof = self._identity.prove(self.tamper(binding), self.ident)
                self.say(CallAnswer(sdp=draft.sdp, proof=proof), gen=generation)
            case OfferWanted(reason=reason):
                self.say(CallReoffer(generation=generation, reason=reason), gen=generation)
            case _:
                pass

    async def _on_relay(self, message: Envelope) -> None:
        async with self._told:
            self.from_relay.append(message)
            self._told.notify_all()
        match message.body:
            case SeatGranted() if message.call is not None and message.call != self._begun:
                self._begun = self.call = message.call
                self._generation = message.gen or 1
                self.send(CallBegin(), self._generation)
            case CallOffer() | CallCandidate() as body:
                self._generation = message.gen or 1
                self.send(body, self._generation)
            case CallEnd() as body:
                self.send(body, self._generation)
            case _:
                pass

    def _on_line(self, online: bool) -> None:
        if online:
            self.online.set()
        else:
            self.online.clear()
