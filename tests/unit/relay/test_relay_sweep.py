"""Whom the sweep finds gone, and who has come back since it looked."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from session.relay.appointments.agenda import Agenda
from session.relay.calls.sweep import Sweep
from session.relay.config import RelayConfig
from session.relay.counters import Counters
from session.relay.database import Database
from session.relay.local import LocalBus, LocalPresence
from session.relay.parts import Parts
from session.relay.ports import ExpertHere, KioskHere
from session.relay.queue.board import Board
from session.relay.queue.model import DeskSetup, Ticket
from session.relay.queue.seats import Seats
from session.relay.queue.tickets import Tickets
from session.relay.store import SqlStore
from session.relay.tables import metadata

PAGE = ExpertHere("page", "e1", "Nadia", "CAF")
NEXT_PAGE = replace(PAGE, connection="next page")
SINCE = "2026-11-23T09:00:00Z"


class Meanwhile(LocalPresence):
    """Something happens once, between the snapshot and what is decided on it."""

    happens: Callable[[], Awaitable[None]] | None = None

    async def absent_s(self, who: str) -> float:
        gone_s = await super().absent_s(who)
        happens, self.happens = self.happens, None
        if happens is not None:
            await happens()
        return gone_s


class Relay:
    """One kiosk, one expert whose page is away for good, and the sweep."""

    def __init__(self, database: Database) -> None:
        self.clock, self.config = ManualClock(), RelayConfig()
        self.store, self.presence = SqlStore(database), Meanwhile(self.clock)
        parts = Parts(
            self.config, self.clock, self.store, LocalBus(), self.presence, EventLog(None, "test"), Counters()
        )
        board = Board(parts)
        self.seats = Seats(parts, board)
        self.sweep = Sweep(parts, board, self.seats, Tickets(parts, board, self.seats, Agenda(parts, board)))

    async def page_goes(self) -> None:
        await self.presence.drop_expert(PAGE.connection)
        waits = self.config.waits
        self.clock.advance(max(waits.expert_return_s, waits.ring_return_s))

    async def page_comes_back(self) -> None:
        await self.presence.put_expert(NEXT_PAGE)
        await self.seats.come_back(NEXT_PAGE)

    async def status(self, ticket: str) -> str:
        found = await self.store.ticket(ticket)
        return "" if found is None else found.status


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    database = Database("sqlite://")
    await database.run(metadata.create_all)
    relay = Relay(database)
    await relay.store.put_desks([DeskSetup("caf", "CAF", "CAF")])
    await relay.presence.put_kiosk(KioskHere("k1", "Hall", "Saint-Aubin", "wire", since=SINCE))
    await relay.presence.put_expert(PAGE)
    yield relay
    database.close()


@pytest.mark.parametrize("back", [False, True])
async def test_a_call_is_not_taken_from_an_expert_who_came_back_while_it_was_looked_at(
    relay: Relay, back: bool
) -> None:
    place = await relay.store.join(Ticket(new_id(), "k1", "caf", "CAF", "waiting", 0, SINCE))
    await relay.seats.take(PAGE, place.ticket, "m1")
    await relay.page_goes()
    relay.presence.happens = relay.page_comes_back if back else None
    await relay.sweep.once()
    assert await relay.status(place.ticket) == ("seated" if back else "waiting")
    await relay.sweep.once()
    assert await relay.status(place.ticket) == ("seated" if back else "waiting")


@pytest.mark.parametrize("back", [False, True])
async def test_a_ring_goes_on_for_an_expert_who_came_back_while_it_was_looked_at(
    relay: Relay, back: bool
) -> None:
    asked = Ticket(new_id(), "k1", "caf", "CAF", "waiting", 0, relay.clock.now().isoformat())
    kept = await relay.store.keep_for_callback(asked)
    await relay.seats.take(PAGE, kept.ticket, "m1")
    assert await relay.status(kept.ticket) == "ringing"
    await relay.page_goes()
    relay.presence.happens = relay.page_comes_back if back else None
    await relay.sweep.once()
    assert await relay.status(kept.ticket) == ("ringing" if back else "callback")
    await relay.sweep.once()
    assert await relay.status(kept.ticket) == ("ringing" if back else "callback")
