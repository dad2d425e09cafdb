"""Passing a person on to another counter, once they said yes at the kiosk."""

from kiosk.core.clock import rfc3339
from session.protocol.call import CallEnd
from session.protocol.kiosk_relay import QueueWiden
from session.protocol.transfer import TransferAgree, TransferDone
from session.relay.parts import Parts
from session.relay.ports import KioskHere, kiosk_topic, page_topic
from session.relay.queue.board import Board
from session.relay.queue.model import DeskSetup, Move, Seat, Ticket
from session.relay.queue.seats import Seats, service_of
from session.relay.queue.skills import skill_of
from session.relay.queue.views import opening_of


class Transfers:
    """Moves a ticket with its person's word, and only with it: the kiosk asks, never an expert."""

    def __init__(self, parts: Parts, board: Board, seats: Seats) -> None:
        self._parts = parts
        self._board = board
        self._seats = seats

    async def agree(self, here: KioskHere, wish: TransferAgree, call: str | None) -> None:
        """First at the new counter, or told why not; then the call goes on. A repeat is told so again.

        The new counter may be the one of `call`: then a colleague of the expert takes them. Without a call it is a repeat.
        """
        seat = await self._parts.store.seat_of_kiosk(here.kiosk)
        ticket = await self._parts.store.ticket(wish.ticket)
        desk = next((d for d in await self._parts.store.desks() if d.desk == wish.desk), None)
        first = seat is not None and seat.call == call
        if ticket is not None and ticket.kiosk == here.kiosk and ticket.desk == wish.desk and not first:
            await self._done_before(here, ticket)
            return
        key = self._refusal(seat, ticket, wish, desk)
        if key is not None or seat is None or ticket is None or desk is None:
            refused = TransferDone(ticket=wish.ticket, desk=wish.desk, key=key or "queue.desk-unknown")
            await self._parts.tell(kiosk_topic(here.kiosk), refused)
            return
        move = Move(
            desk=desk.desk,
            administration=desk.administration,
            skill=skill_of(desk, ticket.procedure),
            sent_by=await self._name_of(seat),
            sent_from=ticket.administration,
            note=wish.note,
            since=self._parts.now(),
        )
        now = self._parts.clock.now()
        if not await self._parts.store.move(
            seat.call, move, service_of(seat, ticket, "moved", now), rfc3339(now)
        ):
            stale = TransferDone(ticket=wish.ticket, desk=wish.desk, key="queue.seat-stale")
            await self._parts.tell(kiosk_topic(here.kiosk), stale)
            return
        self._parts.counters.add("transfers")
        self._parts.events.emit("relay.transfer-complete", desk=ticket.desk, to=desk.desk)
        done = TransferDone(ticket=ticket.ticket, desk=desk.desk)
        await self._parts.tell(kiosk_topic(here.kiosk), done, call=seat.call)
        await self._parts.tell(page_topic(seat.holder), CallEnd(reason="moved"), call=seat.call)
        self._board.changed(ticket.ticket)

    async def _done_before(self, here: KioskHere, ticket: Ticket) -> None:
        """The answer was lost with the line, and with it perhaps the seat at the new counter."""
        done = TransferDone(ticket=ticket.ticket, desk=ticket.desk)
        await self._parts.tell(kiosk_topic(here.kiosk), done)
        if ticket.status == "seated":
            await self._seats.grant_again(here)
        self._board.changed(ticket.ticket)

    async def widen(self, here: KioskHere, wish: QueueWiden) -> None:
        """Anyone at the counter will do."""
        await self._parts.store.widen(wish.ticket, here.kiosk)
        self._board.changed(wish.ticket)

    def _refusal(
        self, seat: Seat | None, ticket: Ticket | None, wish: TransferAgree, desk: DeskSetup | None
    ) -> str | None:
        if seat is None or ticket is None or seat.ticket != wish.ticket:
            return "queue.seat-stale"
        if desk is None:
            return "queue.desk-unknown"
        return None if opening_of(desk, self._parts.clock.now()).open else "queue.desk-closed"

    async def _name_of(self, seat: Seat) -> str:
        crowd = await self._parts.presence.crowd()
        return next((e.name for e in crowd.experts.values() if e.account == seat.expert), "")
