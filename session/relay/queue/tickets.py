"""Queueing up, leaving, and asking to be called back."""

from kiosk.core.errors import UserFacingError
from session.protocol.kiosk_relay import (
    CallbackAnswer,
    CallbackAsk,
    CallbackKept,
    QueueJoin,
    QueueLeave,
    TicketState,
)
from session.protocol.shared import ProcedureRef
from session.relay.appointments.agenda import Agenda
from session.relay.parts import Parts
from session.relay.ports import KioskHere, kiosk_topic
from session.relay.queue.board import Board
from session.relay.queue.model import Booked, DeskSetup, Ticket
from session.relay.queue.seats import Seats
from session.relay.queue.skills import skill_of
from session.relay.queue.views import opening_of


class Tickets:
    """What a kiosk may ask of the queue."""

    def __init__(self, parts: Parts, board: Board, seats: Seats, agenda: Agenda) -> None:
        self._parts = parts
        self._board = board
        self._seats = seats
        self._agenda = agenda

    async def join(self, here: KioskHere, wish: QueueJoin) -> None:
        """Give a place, or the place this ticket has; a seat granted meanwhile is told again.

        Raises:
            UserFacingError: `queue.desk-unknown`, `queue.desk-closed`, `link.message-invalid` for
                another kiosk's ticket; with an appointment, as `Agenda.admit`.
        """
        await self._end_other_visit(here, wish.ticket)
        known = await self._parts.store.ticket(wish.ticket)
        if known is not None and known.kiosk != here.kiosk:
            raise UserFacingError("link.message-invalid", "ticket of another kiosk")
        if known is None:
            new = await self._arrived(here, wish)
            known = await self._parts.store.join(new)
            self._parts.counters.add("tickets")
            self._parts.events.emit("queue.join-complete", desk=known.desk)
        elif known.status == "seated":
            await self._seats.grant_again(here)
        elif known.status == "ringing":
            # The person touched « C'est moi » while the link was away: their answer is this.
            await self._seats.answer_callback(here, CallbackAnswer(ticket=known.ticket, present=True))
        elif known.status == "callback":
            await self._parts.store.come(known.ticket, here.kiosk)
        self._board.changed(known.ticket)

    async def _arrived(self, here: KioskHere, wish: QueueJoin) -> Ticket:
        """By appointment a closed counter is open, and its own desk counts, not the one named."""
        if wish.appointment:
            desk, booked, agreed = await self._agenda.admit(here, wish.appointment)
            return self._new(here, wish.ticket, desk, wish.procedure or agreed, booked)
        return self._new(here, wish.ticket, await self._open_desk(wish.desk), wish.procedure)

    async def leave(self, here: KioskHere, wish: QueueLeave) -> None:
        """Give the place up; a seat ends. An unknown ticket has left already."""
        seat = await self._parts.store.seat_of_kiosk(here.kiosk)
        if seat is not None and seat.ticket == wish.ticket:
            await self._seats.end(seat, "citizen", tell_kiosk=False)
        elif (known := await self._parts.store.ticket(wish.ticket)) is not None:
            await self._drop(here, known)
        await self._parts.tell(
            kiosk_topic(here.kiosk), TicketState(ticket=wish.ticket, desk="", status="gone")
        )

    async def ask_callback(self, here: KioskHere, wish: CallbackAsk) -> None:
        """Keep the place under a short number; a repeat is told the same number again.

        Raises:
            UserFacingError: as `join`; `queue.seat-taken` when an expert has just taken the ticket: their
                seat is told again, as a line that was away may have lost it.
        """
        known = await self._parts.store.ticket(wish.ticket)
        if known is not None and known.kiosk != here.kiosk:
            raise UserFacingError("link.message-invalid", "ticket of another kiosk")
        if known is None:
            known = self._new(here, wish.ticket, await self._open_desk(wish.desk), None)
        kept = await self._parts.store.keep_for_callback(known)
        if kept.status == "seated":
            await self._seats.grant_again(here)
            raise UserFacingError("queue.seat-taken")
        if known.status == "waiting":
            self._parts.counters.add("callbacks")
            self._parts.events.emit("queue.callback-complete", desk=kept.desk)
        await self._parts.tell(kiosk_topic(here.kiosk), CallbackKept(ticket=kept.ticket, number=kept.number))
        self._board.changed()

    async def visit_over(self, here: KioskHere) -> None:
        """The kiosk came back with nobody in front of it: its visit's places are given up."""
        seat = await self._parts.store.seat_of_kiosk(here.kiosk)
        if seat is not None:
            await self._seats.end(seat, "wiped", tell_kiosk=False)
        for ticket in await self._parts.store.tickets():
            if ticket.kiosk == here.kiosk and ticket.status == "waiting":
                await self._drop(here, ticket)

    async def forget(self, ticket: Ticket) -> None:
        """Its kiosk is revoked: whatever it waited for, a call too, ends."""
        seat = await self._parts.store.seat_of_kiosk(ticket.kiosk)
        if seat is not None:
            await self._seats.end(seat, "fault")
        elif await self._parts.store.drop(ticket.ticket, ticket.kiosk):
            await self._seats.ring_dropped(ticket)
            self._board.changed()

    async def _drop(self, here: KioskHere, ticket: Ticket) -> None:
        if await self._parts.store.drop(ticket.ticket, here.kiosk):
            await self._seats.ring_dropped(ticket)
            self._parts.events.emit("queue.leave-complete", desk=ticket.desk)
            self._board.changed()

    async def _end_other_visit(self, here: KioskHere, ticket: str) -> None:
        seat = await self._parts.store.seat_of_kiosk(here.kiosk)
        if seat is not None and seat.ticket != ticket:
            await self._seats.end(seat, "wiped", tell_kiosk=False)

    async def _open_desk(self, name: str) -> DeskSetup:
        for desk in await self._parts.store.desks():
            if desk.desk == name:
                if not opening_of(desk, self._parts.clock.now()).open:
                    raise UserFacingError("queue.desk-closed")
                return desk
        raise UserFacingError("queue.desk-unknown")

    def _new(
        self,
        here: KioskHere,
        ticket: str,
        desk: DeskSetup,
        procedure: ProcedureRef | None,
        booked: Booked | None = None,
    ) -> Ticket:
        return Ticket(
            ticket=ticket,
            kiosk=here.kiosk,
            desk=desk.desk,
            administration=desk.administration,
            status="waiting",
            place=0,
            since=self._parts.now(),
            procedure=procedure,
            appointment=booked,
            skill=skill_of(desk, procedure),
        )
