"""The visitor's place in a queue, and the call that comes of it: three neighbours, one ticket.

The steward signs answers only for the ticket it holds, and drops what belongs to another call or to
a past generation. What the relay must know is kept until the relay answers, and said again when the
line to it is back: a word that falls into a lost line is heard by nobody.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.core.events import EventLog
from kiosk.steward.given_up import GivenUp
from kiosk.steward.keys import Binding
from kiosk.steward.ports import Say
from session.protocol.call import CallAnswer, CallEnd, CallOffer, CallReoffer, Notice
from session.protocol.envelope import LEAP, Envelope
from session.protocol.kiosk_relay import (
    CallbackAnswer,
    CallbackAsk,
    CallbackKept,
    QueueJoin,
    QueueLeave,
    SeatGranted,
    SeatLost,
    TicketState,
)  # fmt: skip
from session.protocol.local_media import AnswerDraft, CallBegin, OfferWanted
from session.protocol.shared import EndReason
from session.protocol.transfer import TransferAgree, TransferDone

LOST_KEPT_S = 300.0
"""A lost link keeps the seat this long, where the settings say nothing else."""
EARLY_MOST = 200
"""Offers and addresses kept for a media process that is not up yet."""


@dataclass(frozen=True)
class Seat:
    """The call of a ticket: its id, the newest generation, the lease."""

    call: str
    generation: int
    granted: SeatGranted


@dataclass(frozen=True)
class Held:
    """The ticket this kiosk holds for its visitor, and what the relay has not answered yet."""

    join: QueueJoin
    seat: Seat | None = None
    asked: CallbackAsk | None = None
    """To be called back: the ticket stays ours until its number is known."""
    agreed: TransferAgree | None = None
    """To be passed on: until the relay says what came of it."""

    @property
    def desk(self) -> str:
        """The counter of the call, or the one that was asked for."""
        return self.seat.granted.desk if self.seat is not None else self.join.desk


class CallDesk:
    """Brings relay, media and screen together for one ticket at a time."""

    def __init__(
        self,
        screen: Say,
        relay: Say,
        media: Say,
        prove: Callable[[Binding], str],
        open_media: Callable[[], None],
        media_listening: Callable[[], bool],
        events: EventLog,
        keep_lost_s: float = LOST_KEPT_S,
        monotonic: Callable[[], float] = time.monotonic,
        keep_unmade_s: float = LOST_KEPT_S,
    ) -> None:
        self._keep_lost_s, self._keep_unmade_s = keep_lost_s, keep_unmade_s
        self._screen = screen
        self._relay = relay
        self._media = media
        self._prove = prove
        self._open_media = open_media
        self._media_listening = media_listening
        self._events = events
        self._held: Held | None = None
        self._given_up = GivenUp(relay, monotonic)
        self._waiting_offers: list[Envelope] = []
        self._media_died = False
        self._expiry: asyncio.TimerHandle | None = None

    @property
    def busy(self) -> bool:
        """Someone waits or talks."""
        return self._held is not None

    @property
    def owing(self) -> bool:
        """An expert may still wait for someone who is not here any more: the relay is to hear of it soon."""
        return self._given_up.pressing

    @property
    def talking(self) -> bool:
        """A seat is granted."""
        return self._held is not None and self._held.seat is not None

    @property
    def call(self) -> str | None:
        """The call under way."""
        return self._held.seat.call if self._held is not None and self._held.seat is not None else None

    @property
    def administration(self) -> str:
        """Whose expert the visitor talks to; empty outside a call."""
        seat = self._held.seat if self._held is not None else None
        return seat.granted.administration if seat is not None else ""

    # ---- from the screen

    def join(self, body: QueueJoin) -> None:
        """Take a place."""
        self._hold(Held(body))
        self._relay(body)
        self._events.emit("queue.join-complete", desk=body.desk)

    def leave(self, body: QueueLeave) -> None:
        """Give the place up."""
        if self._held is not None and self._held.join.ticket == body.ticket:
            self._events.emit("queue.leave-complete", desk=self._held.join.desk)
            self._held = None
            self._forget_expiry()
        self._given_up.add(body.ticket)
        self._relay(body)

    def ask_callback(self, body: CallbackAsk) -> None:
        """Leave the queue and be called back here: once the number is known the relay keeps the ticket."""
        self._hold(Held(QueueJoin(ticket=body.ticket, desk=body.desk), asked=body))
        self._relay(body)
        self._events.emit("queue.callback-complete", desk=body.desk)

    def answer_callback(self, body: CallbackAnswer, desk: str) -> None:
        """The person called back is there: their ticket is ours again."""
        if body.present:
            self._hold(Held(QueueJoin(ticket=body.ticket, desk=desk)))
        self._relay(body)

    def agree(self, body: TransferAgree) -> None:
        """The visitor is passed on with their word, once the relay hears it."""
        held = self._held
        if held is not None and held.seat is not None and held.join.ticket == body.ticket:
            self._held = replace(held, agreed=body)
        self._relay(body, call=self.call)

    def hang_up(self, reason: EndReason) -> None:
        """The visitor ends the call, or the visit ends: nothing of it goes on."""
        held, self._held = self._held, None
        self._forget_expiry()
        if held is None:
            return
        self._given_up.add(held.join.ticket)
        if held.seat is None:
            self._relay(QueueLeave(ticket=held.join.ticket))
            return
        self._relay(CallEnd(reason=reason), call=held.seat.call, gen=held.seat.generation)
        self._media(CallEnd(reason=reason), call=held.seat.call, gen=held.seat.generation)
        self._events.emit("call.end-complete", call=held.seat.call, reason=reason)

    # ---- from the relay

    def online(self) -> None:
        """The link is back: say again what was given up, then ask for the same place again."""
        left = self._given_up.say_again()
        if left:
            self._events.emit("queue.leave-repeated", count=left)
        held = self._held
        if held is not None and held.seat is None:
            self._relay(held.asked or held.join)
        elif held is not None and held.agreed is not None:
            self._relay(held.agreed, call=self.call)

    def ticket_moved(self, body: TicketState) -> None:
        """Our position changed, or the place is gone."""
        if body.status == "gone":
            self._given_up.confirmed(body.ticket)
        if self._held is None or self._held.join.ticket != body.ticket:
            return
        self._screen(body)
        self._events.emit("queue.position-changed", desk=body.desk, ahead=body.ahead)
        if body.status == "gone" and self._held.seat is None:
            self._held = None

    def refused(self, key: str) -> None:
        """The relay refused something while we waited: the place cannot be had."""
        held = self._held
        if held is None or held.seat is not None:
            return
        if held.asked is not None and key == "queue.seat-taken":
            # An expert was quicker than the wish to be called back: their seat is on its way.
            self._held = replace(held, asked=None)
            return
        self._held = None
        self._screen(TicketState(ticket=held.join.ticket, desk=held.join.desk, status="gone"))

    def callback_kept(self, body: CallbackKept) -> None:
        """The number to keep: from now on the relay alone has the ticket."""
        held = self._held
        if held is not None and held.join.ticket == body.ticket and held.asked is not None:
            self._held = None
        self._screen(body)

    def begins(self, message: Envelope, body: SeatGranted) -> bool:
        """Whether this seat is our ticket's, and a newer one than any that was granted for it."""
        held = self._held
        if held is None or held.join.ticket != body.ticket or message.call is None:
            return False
        return held.seat is None or held.seat.granted.fence < body.fence

    def seated(self, message: Envelope, body: SeatGranted) -> bool:
        """An expert took our ticket. False where it is no news, or nobody is here for it."""
        held = self._held
        if message.call is None:
            return False
        if held is None or held.join.ticket != body.ticket:
            # Given up while the line was away: the expert must not wait for a person who left.
            self._given_up.add(body.ticket)
            self._relay(QueueLeave(ticket=body.ticket))
            return False
        if held.seat is not None:
            if held.seat.granted.fence >= body.fence:
                return False
            # The loss of the former seat was said while the line was away.
            self._lose(held, held.seat, SeatLost(ticket=body.ticket, back=True))
        seat = Seat(message.call, message.gen or 0, body)
        self._media_died = False
        self._hold(replace(held, seat=seat, asked=None, agreed=None))
        self._waiting_offers.clear()
        self._screen(body, call=seat.call, gen=seat.generation)
        self._events.emit("call.ring-complete", call=seat.call)
        self._keep_a_while(seat, max(self._keep_lost_s, self._keep_unmade_s))
        self._open_media()
        if self._media_listening():
            self._begin(seat)
        return True

    def seat_lost(self, message: Envelope, body: SeatLost) -> None:
        """The expert is gone; first in the queue again, or nothing. A former call's loss is no news."""
        held = self._held
        if held is None or held.join.ticket != body.ticket or held.seat is None:
            return
        if message.call is None or message.call == held.seat.call:
            self._lose(held, held.seat, body)

    def _lose(self, held: Held, seat: Seat, body: SeatLost) -> None:
        self._media(CallEnd(reason="lost"), call=seat.call, gen=seat.generation)
        self._forget_expiry()
        self._held = replace(held, seat=None, agreed=None) if body.back else None
        self._screen(body)

    def transferred(self, message: Envelope, body: TransferDone) -> None:
        """Passed on: the call is over and the ticket waits elsewhere. With a `key` the call goes on.

        The answer to a wish that was said again is no news once the first one was heard.
        """
        held = self._held
        if held is None or held.join.ticket != body.ticket:
            return
        if held.desk == body.desk if body.key is None else held.agreed is None:
            return
        self._held = replace(held, agreed=None)
        if body.key is None:
            if held.seat is not None:
                self._media(CallEnd(reason="moved"), call=held.seat.call, gen=held.seat.generation)
                self._events.emit("call.end-complete", call=held.seat.call, reason="moved")
            self._forget_expiry()
            self._held = Held(QueueJoin(ticket=body.ticket, desk=body.desk))
        self._screen(body, call=message.call)

    def offered(self, message: Envelope) -> None:
        """An offer or a candidate of the browser, for the newest generation or a newer one."""
        seat = self._seat_of(message)
        if seat is None or message.gen is None or not 0 <= message.gen - seat.generation <= LEAP:
            return
        if message.gen > seat.generation:
            self._renumber(seat, message.gen)
        if isinstance(message.body, CallOffer):
            self._events.emit("call.offer-init", call=seat.call, generation=message.gen)
        if self._media_listening():
            self._media(message.body, call=seat.call, gen=message.gen)
        elif len(self._waiting_offers) < EARLY_MOST:
            self._waiting_offers.append(message)

    def ended(self, message: Envelope, body: CallEnd) -> None:
        """The other side ended the call, through the relay or through the media's channel."""
        seat = self._seat_of(message)
        if seat is None:
            return
        if self._held is not None:
            self._given_up.add(self._held.join.ticket)
        self._held = None
        self._forget_expiry()
        self._media(body, call=seat.call, gen=seat.generation)
        self._relay(body, call=seat.call, gen=seat.generation)
        self._screen(body, call=seat.call, gen=seat.generation)
        self._events.emit("call.end-complete", call=seat.call, reason=body.reason)

    # ---- from the media process

    def media_ready(self) -> None:
        """A media process listens. In a call that is the second one: the next generation."""
        seat = self._held.seat if self._held is not None else None
        if seat is None:
            return
        self._begin(seat)

    def media_lost(self) -> None:
        """It died. In a call the browser is asked at once for the offer that its successor will answer."""
        seat = self._held.seat if self._held is not None else None
        if seat is not None:
            self._waiting_offers.clear()
            self._renumber(seat, seat.generation + 1)
            self._screen(Notice(state="lost", reason="media"), call=seat.call, gen=seat.generation + 1)
            reoffer = CallReoffer(generation=seat.generation + 1, reason="media")
            self._relay(reoffer, call=seat.call, gen=seat.generation + 1)
            self._media_died = True
            self._keep_a_while(seat, self._keep_lost_s)

    def answered(self, message: Envelope, body: AnswerDraft) -> None:
        """Sign and send the answer of the newest generation."""
        held, seat = self._held, self._seat_of(message)
        if held is None or seat is None or message.gen != seat.generation:
            return
        proof = self._prove(
            Binding(held.join.ticket, seat.call, seat.generation, body.offer_sha256, body.fingerprint)
        )
        self._relay(CallAnswer(sdp=body.sdp, proof=proof), call=seat.call, gen=seat.generation)

    def wants_offer(self, message: Envelope, body: OfferWanted) -> None:
        """The connection is lost: ask the browser for the next generation."""
        seat = self._seat_of(message)
        if seat is None or message.gen is None or message.gen < seat.generation:
            return
        self._renumber(seat, message.gen)
        self._relay(CallReoffer(generation=message.gen, reason=body.reason), call=seat.call, gen=message.gen)

    def noticed(self, message: Envelope, body: Notice) -> None:
        """News of the connection, for the screen; a loss keeps the seat for a while."""
        seat = self._seat_of(message)
        if seat is None:
            return
        self._screen(body, call=seat.call, gen=message.gen)
        if body.state == "connected":
            self._forget_expiry()
        elif body.state == "lost":
            self._keep_a_while(seat, self._keep_lost_s)

    # ---- inside

    def _hold(self, held: Held) -> None:
        self._forget_expiry()
        self._given_up.confirmed(held.join.ticket)
        self._held = held

    def _begin(self, seat: Seat) -> None:
        self._media(
            CallBegin(ice=seat.granted.ice, resumed=self._media_died), call=seat.call, gen=seat.generation
        )
        self._media_died = False
        waiting, self._waiting_offers = self._waiting_offers, []
        for message in waiting:
            self._media(message.body, call=seat.call, gen=message.gen)

    def _seat_of(self, message: Envelope) -> Seat | None:
        seat = self._held.seat if self._held is not None else None
        return seat if seat is not None and message.call == seat.call else None

    def _renumber(self, seat: Seat, generation: int) -> None:
        if self._held is not None:
            self._held = replace(self._held, seat=replace(seat, generation=generation))

    def _keep_a_while(self, seat: Seat, wait_s: float) -> None:
        """Nobody is connected: a call that does not become one in time ends by itself."""
        if self._expiry is None:
            self._expiry = asyncio.get_running_loop().call_later(wait_s, self._expired, seat.call)

    def _forget_expiry(self) -> None:
        if self._expiry is not None:
            self._expiry.cancel()
            self._expiry = None

    def _expired(self, call: str) -> None:
        self._expiry = None
        seat = self._held.seat if self._held is not None else None
        if seat is not None and seat.call == call:
            self._screen(CallEnd(reason="lost"), call=call, gen=seat.generation)
            self.hang_up("lost")
