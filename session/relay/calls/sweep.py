"""Looks, twice a second, for whoever vanished: experts, kiosks, rings that nobody answers, and revoked kiosks."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from session.relay.parts import Parts
from session.relay.queue.board import Board
from session.relay.queue.model import DeskSetup, Seat, Ticket
from session.relay.queue.seats import Seats
from session.relay.queue.tickets import Tickets

REFRESH_S = 10.0
"""Opening hours change nobody's state but the clock's: the board is looked at this often."""


class Sweep:
    """Applies the waits of the settings."""

    def __init__(self, parts: Parts, board: Board, seats: Seats, tickets: Tickets) -> None:
        self._parts = parts
        self._board = board
        self._seats = seats
        self._tickets = tickets
        self._waits = parts.config.waits
        self._renewed = self._refreshed = float("-inf")

    async def adopt(self) -> None:
        """At the start: leases that ran out while no relay was there are given back."""
        now = self._parts.now()
        for seat in await self._parts.store.seats():
            if seat.expires < now:
                await self._seats.give_back(seat)
        for ticket in await self._parts.store.tickets():
            if ticket.status == "ringing":
                await self._parts.store.stop_ringing(ticket.ticket, ticket.ring_expert)

    async def run(self) -> None:
        """For as long as the relay lives."""
        while True:
            await asyncio.sleep(self._waits.sweep_s)
            await self.once()

    async def once(self) -> None:
        """One look."""
        for ticket in await self._parts.store.strays():
            await self._tickets.forget(ticket)
        seats = await self._parts.store.seats()
        for seat in seats:
            await self._look_at(seat)
        desks = {desk.desk: desk for desk in await self._parts.store.desks()}
        for ticket in await self._parts.store.tickets():
            await self._look_at_ticket(ticket, desks.get(ticket.desk))
        await self._renew([seat.call for seat in seats])
        if self._parts.clock.monotonic() - self._refreshed >= REFRESH_S:
            self._refreshed = self._parts.clock.monotonic()
            self._board.changed()

    async def _look_at(self, seat: Seat) -> None:
        if await self._parts.presence.absent_s(seat.holder) >= self._waits.expert_return_s:
            await self._seats.give_back(seat)
        elif await self._parts.presence.absent_s(seat.kiosk) >= self._waits.kiosk_return_s:
            await self._seats.end(seat, "lost")

    async def _look_at_ticket(self, ticket: Ticket, desk: DeskSetup | None) -> None:
        match ticket.status:
            case "ringing":
                gone_s = await self._parts.presence.absent_s(ticket.ring_holder)
                if gone_s >= self._waits.ring_return_s or self._seats.ring_is_over(ticket):
                    await self._seats.stop_ring(ticket, tell_kiosk=True)
            case "waiting":
                if await self._parts.presence.absent_s(ticket.kiosk) >= self._waits.kiosk_return_s:
                    await self._forget(ticket)
            case "callback":
                if desk is None or _of_an_earlier_day(ticket, desk, self._parts.clock.now()):
                    await self._forget(ticket)
            case "seated":
                pass

    async def _forget(self, ticket: Ticket) -> None:
        if await self._parts.store.drop(ticket.ticket, ticket.kiosk):
            self._board.changed()

    async def _renew(self, calls: list[str]) -> None:
        now = self._parts.clock.monotonic()
        if calls and now - self._renewed >= self._waits.lease_s / 3:
            self._renewed = now
            await self._parts.store.renew(calls, self._seats.lease_end())


def _of_an_earlier_day(ticket: Ticket, desk: DeskSetup, now: datetime) -> bool:
    zone = ZoneInfo(desk.timezone)
    return datetime.fromisoformat(ticket.since).astimezone(zone).date() < now.astimezone(zone).date()
