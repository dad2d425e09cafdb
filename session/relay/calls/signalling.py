"""SDP and candidates between an expert's page and a kiosk.

A message counts only from the connection that holds the seat, for the seat's call, and for its
present generation or a newer offer; what is older crossed a newer one and is dropped without a word.
An expert without the seat is told so. A kiosk is not refused: its late answer crossed the end of the
seat, and to a kiosk that waits again a refusal would mean that it lost its place. If it wants to go on
with a call that is over, it is told how that ended.
"""

from typing import TypeVar

from kiosk.core.errors import UserFacingError
from session.protocol.call import CallAnswer, CallCandidate, CallEnd, CallOffer, CallReoffer
from session.protocol.envelope import LEAP, Body, Envelope
from session.protocol.pages_relay import Outcome
from session.protocol.showing import Identity
from session.relay.parts import Parts
from session.relay.ports import ExpertHere, KioskHere, kiosk_topic, page_topic
from session.relay.queue.model import Seat
from session.relay.queue.seats import Seats

B = TypeVar("B", bound=Body)
_ESTABLISHED: dict[Identity, str] = {
    "paper": "identities_paper",
    "questions": "identities_questions",
    "known": "identities_known",
    "not-established": "identities_failed",
}
"""The counter of each way."""


class Signalling:
    """Forwards between the two ends of a seat."""

    def __init__(self, parts: Parts, seats: Seats) -> None:
        self._parts = parts
        self._seats = seats

    async def offer(self, expert: ExpertHere, message: Envelope) -> None:
        """The browser's offer opens a generation.

        Raises:
            UserFacingError: `queue.seat-stale`, here and for all that an expert sends; `link.message-invalid`
                for a generation so far ahead that none would be left to come back with.
        """
        seat = await self._held(expert, message)
        generation = message.gen or 0
        if generation > seat.generation + LEAP:
            raise UserFacingError("link.message-invalid", f"generation {generation}")
        if generation < 1 or not await self._parts.store.raise_generation(seat.call, generation):
            return
        # What a page wrote there would be the kiosk's next server: it is replaced, never passed on.
        offered = _body(message, CallOffer).model_copy(update={"ice": self._seats.ice(seat)})
        await self._publish(kiosk_topic(seat.kiosk), message, offered)

    async def candidate(self, expert: ExpertHere, message: Envelope) -> None:
        """A trickled candidate of the present generation."""
        seat = await self._held(expert, message)
        if message.gen == seat.generation:
            await self._forward(kiosk_topic(seat.kiosk), message, CallCandidate)

    async def end_by_expert(self, expert: ExpertHere, message: Envelope) -> None:
        """The expert hangs up; after the visitor did, that is no news: both may at once, and a page passes a goodbye on."""
        seat = await self._parts.store.seat_of_expert(expert.account)
        if seat is None or seat.call != message.call:
            return
        seat = await self._held(expert, message)
        await self._seats.end(seat, _body(message, CallEnd).reason, tell_expert=False)

    async def outcome(self, expert: ExpertHere, message: Envelope) -> None:
        """The wrap-up, during the call or after it."""
        body = _body(message, Outcome)
        noted = await self._parts.store.note_outcome(
            body.ticket, expert.account, body.outcome, body.identity or ""
        )
        if not noted:
            raise UserFacingError("queue.seat-stale")
        if body.identity is not None:
            self._parts.counters.add(_ESTABLISHED[body.identity])

    async def answer(self, here: KioskHere, message: Envelope) -> None:
        """The kiosk's answer to the present generation."""
        seat = await self._seat_of(here, message)
        if seat is not None and message.gen == seat.generation:
            await self._forward(page_topic(seat.holder), message, CallAnswer)

    async def reoffer(self, here: KioskHere, message: Envelope) -> None:
        """The kiosk wants a newer generation than the present one, or has not heard that the call is over."""
        seat = await self._seat_of(here, message)
        wish = _body(message, CallReoffer)
        if seat is None:
            await self._seats.say_over(here, message.call)
        elif seat.generation < wish.generation <= seat.generation + LEAP:
            # An hour into a call the credentials it began with are worth nothing any more.
            renewed = wish.model_copy(update={"ice": self._seats.ice(seat)})
            await self._publish(page_topic(seat.holder), message, renewed)

    async def end_by_kiosk(self, here: KioskHere, message: Envelope) -> None:
        """The citizen hangs up, or the visit was wiped, or the kiosk gave up."""
        seat = await self._seat_of(here, message)
        if seat is not None:
            await self._seats.end(seat, _body(message, CallEnd).reason, tell_kiosk=False)

    async def _held(self, expert: ExpertHere, message: Envelope) -> Seat:
        seat = await self._parts.store.seat_of_expert(expert.account)
        if seat is None or seat.holder != expert.connection or seat.call != message.call:
            raise UserFacingError("queue.seat-stale")
        return seat

    async def _seat_of(self, here: KioskHere, message: Envelope) -> Seat | None:
        seat = await self._parts.store.seat_of_kiosk(here.kiosk)
        return seat if seat is not None and seat.call == message.call else None

    async def _forward(self, topic: str, message: Envelope, kind: type[Body]) -> None:
        await self._publish(topic, message, _body(message, kind))

    async def _publish(self, topic: str, message: Envelope, body: Body) -> None:
        passed = Envelope(body, message.id, message.call, message.gen)
        await self._parts.bus.publish(topic, passed.pack())


def _body(message: Envelope, kind: type[B]) -> B:
    if not isinstance(message.body, kind):
        raise TypeError(message.type)
    return message.body
