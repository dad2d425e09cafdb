"""One kiosk's connection: challenge, signed hello, then its messages."""

import secrets
from dataclasses import replace

from kiosk.core.errors import UserFacingError
from session.protocol.appointments import AppointmentCheck, SlotBook, SlotsAsk
from session.protocol.call import CallAnswer, CallEnd, CallReoffer
from session.protocol.envelope import Envelope
from session.protocol.kiosk_relay import (
    CallbackAnswer,
    CallbackAsk,
    HelpRing,
    KioskCounters,
    KioskStatus,
    LinkChallenge,
    LinkHello,
    LinkWelcome,
    QueueJoin,
    QueueLeave,
    QueueWiden,
)  # fmt: skip
from session.protocol.line import LineAsk, LineServers
from session.protocol.transfer import TransferAgree
from session.protocol.trial import EchoAsk
from session.relay.calls.echo import Trial
from session.relay.calls.front_desk import FrontDesk
from session.relay.ice import servers
from session.relay.identity.frames import FrameReader, Replayed, claimed_kiosk
from session.relay.identity.model import Caller, Kiosk
from session.relay.parts import Parts
from session.relay.ports import KIOSKS, LEAVE, KioskHere, Subscription, kiosk_topic
from session.relay.queue.views import desks_state
from session.relay.talk import Handlers, Talk, Throttle
from session.relay.wire import IDENTITY_REFUSED, VERSION_REFUSED, Socket

HELLO_S = 15.0
"""A connection that has not said who it is by then is hung up."""
NOBODY = frozenset({"free", "fault"})
"""What a kiosk says of itself with nobody in front of it."""


class KioskSession:
    """From the challenge to the end of one web socket."""

    def __init__(self, parts: Parts, desk: FrontDesk, socket: Socket) -> None:
        self._parts = parts
        self._board = desk.board
        self._seats = desk.seats
        self._tickets = desk.tickets
        self._signalling = desk.signalling
        self._tiles = desk.tiles
        self._agenda = desk.agenda
        self._transfers = desk.transfers
        self._socket = socket
        self._challenge = secrets.token_hex(16)
        self._opened = parts.clock.monotonic()
        self._throttle = Throttle(parts, socket)
        self._reader: FrameReader | None = None
        self._talk: Talk | None = None
        self._here: KioskHere | None = None
        self._subscriptions: list[Subscription] = []
        self._first_status = True
        self._trial = Trial(parts)

    def challenge(self) -> None:
        """The first message of the relay."""
        self._socket.send(LinkChallenge(challenge=self._challenge))

    async def still_welcome(self) -> bool:
        """Not revoked meanwhile, and not silent since the challenge."""
        if self._here is None:
            return self._parts.clock.monotonic() - self._opened < HELLO_S
        kiosk = await self._parts.store.kiosk(self._here.kiosk)
        return kiosk is not None and not kiosk.revoked

    async def on_text(self, frame: str) -> None:
        """One frame."""
        if not self._throttle.passes():
            return
        if self._talk is None or self._reader is None:
            await self._identify(frame)
            return
        try:
            message = self._reader.read(frame)
        except Replayed:
            self._drop("link.message-invalid")
        except UserFacingError as error:
            if error.key == "link.identity-refused":
                self._drop(error.key)
            else:
                self._talk.refuse(error.key)
        else:
            await self._talk.handle(message)

    async def gone(self) -> None:
        """The connection ended: the places stay."""
        for subscription in self._subscriptions:
            subscription.close()
        await self._trial.over()
        here = self._here
        if here is not None and await self._parts.presence.drop_kiosk(here.kiosk, here.connection):
            self._parts.events.emit("relay.kiosk-lost", kiosk=here.kiosk)
            self._board.changed()
            await self._tiles.publish(here.town)

    def _drop(self, key: str) -> None:
        self._parts.counters.add("frames_dropped")
        self._parts.events.emit("relay.message-refused", key=key)

    async def _identify(self, frame: str) -> None:
        kiosk = await self._parts.store.kiosk(claimed_kiosk(frame))
        if kiosk is None or kiosk.revoked:
            self._turn_away("link.identity-refused", IDENTITY_REFUSED)
            return
        reader = FrameReader(kiosk.public_key, self._challenge)
        try:
            message = reader.read(frame)
        except UserFacingError as error:
            outdated = error.key == "link.version-refused"
            self._turn_away(error.key, VERSION_REFUSED if outdated else IDENTITY_REFUSED)
            return
        if not isinstance(message.body, LinkHello):
            self._turn_away("link.message-invalid", IDENTITY_REFUSED)
            return
        self._reader = reader
        await self._welcome(kiosk)

    def _turn_away(self, key: str, code: int) -> None:
        self._parts.counters.add("kiosks_refused")
        self._parts.events.emit("relay.message-refused", key=key)
        self._socket.refuse(key)
        self._socket.hang_up(code)

    async def _welcome(self, kiosk: Kiosk) -> None:
        topic = kiosk_topic(kiosk.kiosk)
        await self._parts.bus.publish(topic, LEAVE)
        self._subscriptions = [self._parts.bus.subscribe(t, self._socket.deliver) for t in (topic, KIOSKS)]
        here = KioskHere(kiosk.kiosk, kiosk.name, kiosk.town, self._socket.ident, since=self._parts.now())
        self._here = here
        await self._parts.presence.put_kiosk(here)
        self._talk = Talk(self._parts, self._socket, "kiosk", Caller("kiosk", kiosk.town), self._handlers())
        self._parts.events.emit("relay.kiosk-connected", kiosk=kiosk.kiosk)
        self._socket.send(LinkWelcome(name=kiosk.name))
        await self._board.greet(topic, lambda snapshot: self._socket.send(desks_state(snapshot)))
        await self._seats.ring_again(here)
        self._board.changed()
        await self._tiles.publish(kiosk.town)

    def _handlers(self) -> Handlers:
        return {
            LinkHello: self._hello_again,
            KioskStatus: self._status,
            KioskCounters: self._used,
            QueueJoin: self._queue,
            QueueLeave: self._queue,
            QueueWiden: self._queue,
            TransferAgree: self._queue,
            CallbackAsk: self._queue,
            CallbackAnswer: self._queue,
            HelpRing: self._help,
            SlotsAsk: self._appointment,
            SlotBook: self._appointment,
            AppointmentCheck: self._appointment,
            CallAnswer: self._call,
            CallReoffer: self._call,
            CallEnd: self._call,
            EchoAsk: self._echo,
            LineAsk: self._line,
        }

    @property
    def _me(self) -> KioskHere:
        if self._here is None:
            raise RuntimeError("not identified")
        return self._here

    async def _hello_again(self, _message: Envelope) -> None:
        raise UserFacingError("link.message-invalid", "hello twice")

    async def _queue(self, message: Envelope) -> None:
        match message.body:
            case QueueJoin() as wish:
                await self._tickets.join(self._me, wish)
            case QueueLeave() as wish:
                await self._tickets.leave(self._me, wish)
            case QueueWiden() as wish:
                await self._transfers.widen(self._me, wish)
            case TransferAgree() as wish:
                await self._transfers.agree(self._me, wish, message.call)
            case CallbackAsk() as wish:
                await self._tickets.ask_callback(self._me, wish)
            case CallbackAnswer() as answer:
                await self._seats.answer_callback(self._me, answer)

    async def _appointment(self, message: Envelope) -> None:
        match message.body:
            case SlotsAsk() as wish:
                await self._agenda.free(self._me, wish)
            case SlotBook() as wish:
                await self._agenda.book(self._me, wish)
            case AppointmentCheck() as wish:
                await self._agenda.check(self._me, wish)

    async def _echo(self, _message: Envelope) -> None:
        await self._trial.ask(self._me, self._socket)

    async def _line(self, _message: Envelope) -> None:
        """Servers to try the line with: the credentials are no call's, and end like any other's."""
        ice = servers(self._parts.config.turn, self._me.kiosk, self._parts.clock.now())
        self._socket.send(LineServers(ice=ice))

    async def _call(self, message: Envelope) -> None:
        if await self._trial.takes(message):
            return
        match message.body:
            case CallAnswer():
                await self._signalling.answer(self._me, message)
            case CallReoffer():
                await self._signalling.reoffer(self._me, message)
            case CallEnd():
                await self._signalling.end_by_kiosk(self._me, message)

    async def _status(self, message: Envelope) -> None:
        status = message.body
        if not isinstance(status, KioskStatus):
            raise TypeError(message.type)
        nobody = status.state in NOBODY
        before = await self._present()
        if nobody and (self._first_status or before.state not in NOBODY):
            # Whatever was given up while the line was away, and at each end of a visit whatever is left of it.
            await self._tickets.visit_over(self._me)
        self._first_status = False
        here = replace(before, state=status.state, faults=tuple(status.faults), agent=status.agent)
        if status.state != before.state:
            here = replace(here, since=self._parts.now())
        if nobody or (status.state != "help" and before.help_answered):
            here = replace(here, help=False, help_answered=False)
        await self._now(before, here)

    async def _used(self, message: Envelope) -> None:
        if not isinstance(message.body, KioskCounters):
            raise TypeError(message.type)
        await self._parts.store.put_usage(self._me.kiosk, message.body.days)
        await self._tiles.publish(self._me.town)

    async def _help(self, message: Envelope) -> None:
        if not isinstance(message.body, HelpRing):
            raise TypeError(message.type)
        before = await self._present()
        # A call taken back is as good as answered, until the kiosk's status follows.
        ringing = message.body.active
        await self._now(before, replace(before, help=ringing, help_answered=not ringing))

    async def _present(self) -> KioskHere:
        """As presence has it: an agent's answer to a help call is noted there."""
        crowd = await self._parts.presence.crowd()
        return crowd.kiosks.get(self._me.kiosk, self._me)

    async def _now(self, before: KioskHere, here: KioskHere) -> None:
        if here.connection != self._me.connection:
            return  # another connection of this kiosk has taken over
        await self._parts.presence.put_kiosk(here)
        if here != before:
            await self._tiles.publish(here.town)
