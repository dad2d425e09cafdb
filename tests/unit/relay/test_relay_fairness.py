"""Who comes back first, and that nobody waits for ever because of it: claims on a real database."""

import asyncio
import random
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from kiosk.core.ids import new_id
from session.relay.database import Database
from session.relay.queue.line import in_line
from session.relay.queue.model import Move, Seat, Ticket
from session.relay.queue.ports import Service
from session.relay.queue.seating import FIRST_AGAIN
from session.relay.store import SqlStore
from session.relay.tables import metadata

SINCE = "2026-11-23T09:00:00Z"
SERVED = Service(waited_s=60, served_s=300, reason="expert")


def waiting(name: str) -> Ticket:
    return Ticket(new_id(), name, "caf", "CAF", "waiting", 0, SINCE)


def seat(ticket: Ticket) -> Seat:
    return Seat(new_id(), ticket.ticket, ticket.kiosk, "e1", "page", 0, 0, SINCE, SINCE)


@given(people=st.integers(2, 6), chance=st.integers(0, 1 << 16), dropping=st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_whoever_is_dropped_how_often_each_is_served_in_bounded_time(
    people: int, chance: int, dropping: int
) -> None:
    """One expert takes the first each time; any call may break, as often as it likes.

    Before someone is taken, each person ahead was taken once and came back first `FIRST_AGAIN` times at
    most; those behind them never before them, whatever breaks.
    """
    asyncio.run(_play(people, random.Random(chance), dropping))


async def _play(people: int, dice: random.Random, dropping: int) -> None:
    database = Database("sqlite://")
    await database.run(metadata.create_all)
    store = SqlStore(database)
    order = [await store.join(waiting(f"k{n}")) for n in range(people)]
    first_taken: dict[str, int] = {}
    for taken in range((FIRST_AGAIN + 1) * people):
        ticket = in_line(await store.tickets())[0]
        granted = await store.take(ticket.ticket, seat(ticket))
        assert granted is not None
        first_taken.setdefault(ticket.ticket, taken)
        if dice.randrange(100) < dropping:
            await store.give_back(granted.call, granted.holder)
        else:
            await store.finish(granted.call, SERVED, SINCE)
        if len(first_taken) == people:
            break
    for rank, ticket in enumerate(order):
        assert first_taken[ticket.ticket] <= (FIRST_AGAIN + 1) * rank
    database.close()


async def test_dropped_twice_is_first_and_a_third_time_last() -> None:
    database = Database("sqlite://")
    await database.run(metadata.create_all)
    store = SqlStore(database)
    mine = await store.join(waiting("k1"))
    await store.join(waiting("k2"))
    places: Counter[int] = Counter()
    for _ in range(3):
        granted = await store.take(mine.ticket, seat(mine))
        assert granted is not None
        back = await store.give_back(granted.call, granted.holder)
        assert back is not None
        places[[t.ticket for t in in_line(await store.tickets())].index(mine.ticket)] += 1
    assert places == {0: FIRST_AGAIN, 1: 1}
    database.close()


async def test_a_note_leaves_with_its_ticket_and_comes_along_when_the_expert_is_lost() -> None:
    database = Database("sqlite://")
    await database.run(metadata.create_all)
    store = SqlStore(database)
    mine = await store.join(waiting("k1"))
    granted = await store.take(mine.ticket, seat(mine))
    assert granted is not None
    move = Move("emploi", "France Travail", "", "Camille", "CAF", "un mot", SINCE)
    assert await store.move(granted.call, move, replace(SERVED, reason="moved"), SINCE)
    assert not await store.move(granted.call, move, SERVED, SINCE)
    # What the first counter did counts for its estimates; its expert may still say how it ended.
    assert await store.note_outcome(mine.ticket, "e1", "redirected")
    again = await store.take(mine.ticket, replace(seat(mine), expert="e2"))
    assert again is not None
    assert again.fence == granted.fence + 1
    back = await store.give_back(again.call, again.holder)
    assert back is not None
    assert (back.desk, back.note, back.sent_by) == ("emploi", "un mot", "Camille")
    await store.drop(mine.ticket, "k1")
    assert "un mot" not in repr(await database.run(_everything))
    database.close()


def _everything(connection: Connection) -> list[object]:
    return [row for table in metadata.sorted_tables for row in connection.execute(table.select()).all()]
