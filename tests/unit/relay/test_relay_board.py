"""What the board tells to someone who comes while it tells the others."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from session.protocol.kiosk_relay import DesksState
from session.protocol.pages_relay import RELAY_TO_EXPERT, WaitingList
from session.relay.config import RelayConfig
from session.relay.counters import Counters
from session.relay.database import Database
from session.relay.local import LocalBus, LocalPresence
from session.relay.parts import Parts
from session.relay.ports import KIOSKS, Crowd, ExpertHere, KioskHere, page_topic
from session.relay.queue.board import Board
from session.relay.queue.model import DeskSetup, Ticket
from session.relay.queue.views import Snapshot, desks_state, waiting_list
from session.relay.store import SqlStore
from session.relay.tables import metadata

NADIA = ExpertHere("page", "e1", "Nadia", "CAF")
SINCE = "2026-11-23T09:00:00Z"


class Meanwhile(LocalPresence):
    """Something happens once, between what a snapshot read before it and what it reads after."""

    happens: Callable[[], Awaitable[None]] | None = None

    async def crowd(self) -> Crowd:
        happens, self.happens = self.happens, None
        if happens is not None:
            await happens()
        return await super().crowd()


class Hall:
    """A board over a real database, with one kiosk and one expert."""

    def __init__(self, database: Database) -> None:
        clock = SystemClock()
        self.store, self.bus, self.presence = SqlStore(database), LocalBus(), Meanwhile(clock)
        events = EventLog(None, "test")
        self.board = Board(
            Parts(RelayConfig(), clock, self.store, self.bus, self.presence, events, Counters())
        )

    async def joins(self) -> str:
        return (await self.store.join(Ticket(new_id(), "k1", "caf", "CAF", "waiting", 0, SINCE))).ticket


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    database = Database("sqlite://")
    await database.run(metadata.create_all)
    hall = Hall(database)
    await hall.store.put_desks([DeskSetup("caf", "CAF", "CAF, prestations")])
    await hall.presence.put_kiosk(KioskHere("k1", "Hall", "Saint-Aubin", "wire", since=SINCE))
    await hall.presence.put_expert(NADIA)
    yield hall
    database.close()


async def test_a_list_that_was_read_before_a_newer_one_was_told_is_told_again(hall: Hall) -> None:
    board = hall.board
    shown: list[Any] = []
    for topic in (page_topic(NADIA.connection), KIOSKS):
        hall.bus.subscribe(topic, lambda raw: shown.append(RELAY_TO_EXPERT.unpack(raw).body))

    def show(snapshot: Snapshot) -> None:
        shown.extend((desks_state(snapshot), waiting_list(snapshot, NADIA)))

    async def someone_joins() -> None:
        await hall.joins()
        await board.publish()

    hall.presence.happens = someone_joins
    await board.greet(page_topic(NADIA.connection), show)
    assert [len(body.people) for body in shown if isinstance(body, WaitingList)] == [1, 0]
    await board.publish()
    assert [len(body.people) for body in shown if isinstance(body, WaitingList)] == [1, 0, 1]
    assert [body.desks[0].waiting for body in shown if isinstance(body, DesksState)] == [1, 0, 1]
    # Once is enough, and who was shown the newest is not told it again.
    await board.publish()
    await board.greet(page_topic(NADIA.connection), show)
    shown.clear()
    await board.publish()
    assert shown == []
