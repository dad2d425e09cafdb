"""One page of an expert."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from kiosk.core.errors import UserFacingError
from session.protocol.appointments import AgendaAsk, SlotClose, SlotsOpen
from session.protocol.call import CallCandidate, CallEnd, CallOffer
from session.protocol.envelope import Envelope
from session.protocol.pages_relay import (
    EXPERT_TO_RELAY,
    ExpertAvailable,
    ExpertWelcome,
    Outcome,
    SeatReturn,
    SeatTake,
)
from session.protocol.rebooking import SlotCallOff, SlotRecode
from session.protocol.serving import DeskSay, ExpertServes, Skill
from session.relay.calls.front_desk import FrontDesk
from session.relay.identity.model import Account, Caller
from session.relay.parts import Parts
from session.relay.ports import KIOSKS, ExpertHere, Subscription, page_topic
from session.relay.queue.skills import Needs, choice, needs_of
from session.relay.queue.views import Snapshot, desks_state, waiting_list
from session.relay.talk import Handlers, Talk, Throttle
from session.relay.wire import Socket

Handle = Callable[[ExpertHere, Envelope], Awaitable[None]]


class ExpertSession:
    """From the welcome to the end of one web socket."""

    def __init__(self, parts: Parts, desk: FrontDesk, socket: Socket, account: Account) -> None:
        self._parts = parts
        self._desk = desk
        self._socket = socket
        self._skills: Needs = frozenset(account.skills) if account.skills else None
        self._here = ExpertHere(
            socket.ident,
            account.account,
            account.name,
            account.administration,
            can=self._skills,
            login=account.login,
        )
        self._throttle = Throttle(parts, socket)
        caller = Caller(account.role, account.administration, account)
        self._talk = Talk(parts, socket, "expert", caller, self._handlers())
        self._subscriptions: list[Subscription] = []

    async def welcome(self) -> None:
        """Say who is logged in, and show the line."""
        here = self._here
        topics = (page_topic(here.connection), KIOSKS)
        self._subscriptions = [self._parts.bus.subscribe(t, self._socket.deliver) for t in topics]
        await self._parts.presence.put_expert(here)
        await self._desk.board.greet(page_topic(here.connection), self._show)

    def _show(self, snapshot: Snapshot) -> None:
        here = self._here
        desks = [desk.name for desk in snapshot.desks if desk.administration == here.administration]
        skills = choice(needs_of(snapshot.desks, here.administration), self._skills)
        self._socket.send(
            ExpertWelcome(name=here.name, administration=here.administration, desks=desks, skills=skills)
        )
        self._socket.send(desks_state(snapshot))
        self._socket.send(waiting_list(snapshot, here))

    async def on_text(self, text: str) -> None:
        """One message."""
        if not self._throttle.passes():
            return
        try:
            message = EXPERT_TO_RELAY.unpack(text)
        except UserFacingError as error:
            self._talk.refuse(error.key)
        else:
            await self._talk.handle(message)

    async def gone(self) -> None:
        """The page went; its seat waits for it a while."""
        for subscription in self._subscriptions:
            subscription.close()
        grace_s = 0.0 if self._socket.left else self._parts.config.waits.link_grace_s
        await self._parts.presence.drop_expert(self._here.connection, grace_s)
        self._desk.board.changed()

    def _handlers(self) -> Handlers:
        signalling = self._desk.signalling
        return {
            ExpertAvailable: self._available,
            ExpertServes: self._serves,
            DeskSay: self._say,
            SeatTake: self._take,
            SeatReturn: self._come_back,
            CallOffer: self._passing(signalling.offer),
            CallCandidate: self._passing(signalling.candidate),
            CallEnd: self._passing(signalling.end_by_expert),
            Outcome: self._passing(signalling.outcome),
            AgendaAsk: self._agenda,
            SlotsOpen: self._agenda,
            SlotClose: self._agenda,
            SlotCallOff: self._agenda,
            SlotRecode: self._agenda,
        }

    def _passing(self, handle: Handle) -> Callable[[Envelope], Awaitable[None]]:
        return lambda message: handle(self._here, message)

    async def _available(self, message: Envelope) -> None:
        if not isinstance(message.body, ExpertAvailable):
            raise TypeError(message.type)
        self._here = replace(self._here, available=message.body.available)
        await self._parts.presence.put_expert(self._here)
        self._desk.board.changed()

    async def _serves(self, message: Envelope) -> None:
        """What they serve now: never more than they can."""
        if not isinstance(message.body, ExpertServes):
            raise TypeError(message.type)
        snapshot = await self._desk.board.snapshot()
        known = choice(needs_of(snapshot.desks, self._here.administration), self._skills)
        wanted = frozenset(message.body.skills) & _names(known)
        everything = not known or wanted == _names(known)
        self._here = replace(self._here, can=self._skills if everything else wanted)
        await self._parts.presence.put_expert(self._here)
        self._desk.board.changed()

    async def _say(self, message: Envelope) -> None:
        """A word to those who wait at one of their administration's counters."""
        if not isinstance(message.body, DeskSay):
            raise TypeError(message.type)
        desks = await self._parts.store.desks()
        ours = {desk.desk for desk in desks if desk.administration == self._here.administration}
        if message.body.desk not in ours:
            raise UserFacingError("queue.desk-unknown")
        self._desk.board.notices.say(message.body.desk, message.body.text)
        self._desk.board.changed()

    async def _take(self, message: Envelope) -> None:
        if not isinstance(message.body, SeatTake):
            raise TypeError(message.type)
        await self._desk.seats.take(self._here, message.body.ticket, message.id)

    async def _agenda(self, message: Envelope) -> None:
        match message.body:
            case AgendaAsk():
                await self._desk.agenda.tell(self._here)
            case SlotsOpen() as wish:
                await self._desk.agenda.open(self._here, wish)
            case SlotClose() as wish:
                await self._desk.agenda.close(self._here, wish)
            case SlotCallOff() as wish:
                await self._desk.agenda.call_off(self._here, wish)
            case SlotRecode() as wish:
                await self._desk.agenda.recode(self._here, wish)

    async def _come_back(self, message: Envelope) -> None:
        held = await self._desk.seats.come_back(self._here)
        if message.call is not None and message.call != held:
            self._socket.send(CallEnd(reason="lost"), call=message.call)


def _names(skills: list[Skill]) -> frozenset[str]:
    return frozenset(skill.skill for skill in skills)
