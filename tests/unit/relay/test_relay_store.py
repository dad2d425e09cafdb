"""The store on a real SQLite file: claims, places, fences, what remains."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from session.protocol.shared import ProcedureRef
from session.relay.database import Database, check_revision, migrate
from session.relay.queue.forecast import RECENT
from session.relay.queue.model import DeskSetup, Seat, Ticket
from session.relay.queue.ports import Service
from session.relay.store import SqlStore
from session.relay.tables import metadata

SINCE = "2026-11-23T09:00:00Z"
SERVED = Service(waited_s=60, served_s=300, reason="expert")


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'relay.db'}"
    migrate(address)
    return address


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    database = Database(url)
    yield SqlStore(database)
    database.close()


def waiting(kiosk: str = "k1", desk: str = "caf") -> Ticket:
    return Ticket(new_id(), kiosk, desk, "CAF", "waiting", 0, SINCE)


def seat(ticket: Ticket, expert: str = "e1") -> Seat:
    return Seat(new_id(), ticket.ticket, ticket.kiosk, expert, "page", 0, 0, SINCE, SINCE)


async def desks(store: SqlStore) -> None:
    await store.put_desks([DeskSetup("caf", "CAF", "CAF"), DeskSetup("logement", "CAF", "Logement")])


def test_the_migrations_make_the_tables_the_program_expects(url: str) -> None:
    database = Database(url)
    check_revision(database.engine)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_an_empty_file_is_not_served(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(UserFacingError, match=r"host\.schema-outdated"):
        check_revision(database.engine)
    database.close()


def test_nothing_is_acknowledged_before_it_is_on_disk(url: str) -> None:
    database = Database(url)
    with database.engine.connect() as connection:
        modes = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous")
        ]
    database.close()
    assert modes == ["delete", 3]


async def test_a_ticket_keeps_its_place_when_its_kiosk_asks_again(store: SqlStore) -> None:
    first = replace(waiting(), procedure=ProcedureRef(sheet="F1", title="RSA"))
    kept = await store.join(first)
    await store.join(waiting("k2"))
    assert await store.join(first) == kept
    assert next(t.ticket for t in await store.tickets()) == first.ticket
    assert (await store.tickets())[0].procedure == ProcedureRef(sheet="F1", title="RSA")


async def test_a_new_visit_drops_the_place_of_the_last_one(store: SqlStore) -> None:
    await store.join(waiting())
    new = await store.join(waiting())
    assert [t.ticket for t in await store.tickets()] == [new.ticket]


def test_of_two_experts_at_once_one_wins(url: str) -> None:
    """Two stores on one file, as two relays would be, and sixteen experts at a barrier."""
    one, two = Database(url), Database(url)
    stores = [SqlStore(one), SqlStore(two)]
    place = asyncio.run(stores[0].join(waiting()))
    barrier = threading.Barrier(16)
    granted: list[Seat] = []

    def take(index: int) -> None:
        barrier.wait()
        won = asyncio.run(stores[index % 2].take(place.ticket, seat(place, f"e{index}")))
        if won is not None:
            granted.append(won)

    threads = [threading.Thread(target=take, args=(index,)) for index in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    kept = asyncio.run(stores[0].seats())
    one.close()
    two.close()
    assert len(granted) == 1
    assert kept == granted


async def test_an_expert_has_one_seat_and_a_kiosk_too(store: SqlStore) -> None:
    first, second = await store.join(waiting()), await store.join(waiting("k2"))
    assert await store.take(first.ticket, seat(first)) is not None
    assert await store.take(second.ticket, seat(second)) is None
    assert await store.take(second.ticket, replace(seat(second, "e2"), kiosk="k1")) is None
    assert await store.take(second.ticket, seat(second, "e2")) is not None


async def test_who_is_given_back_is_first_and_the_fence_grows(store: SqlStore) -> None:
    first, _other = await store.join(waiting()), await store.join(waiting("k2"))
    lease = await store.take(first.ticket, seat(first))
    assert lease is not None
    assert lease.fence == 1
    later = await store.join(waiting("k3"))
    assert await store.give_back(lease.call, lease.holder) is not None
    line = [t.ticket for t in await store.tickets()]
    assert line[0] == first.ticket
    assert line[-1] == later.ticket
    again = await store.take(first.ticket, seat(first, "e2"))
    assert again is not None
    assert again.fence == 2
    assert await store.seat_of_expert("e1") is None


async def test_generations_only_grow(store: SqlStore) -> None:
    place = await store.join(waiting())
    lease = await store.take(place.ticket, seat(place))
    assert lease is not None
    assert [await store.raise_generation(lease.call, n) for n in (1, 3, 2, 3)] == [True, True, False, True]


async def test_a_call_back_keeps_its_place_and_gets_a_number(store: SqlStore) -> None:
    await desks(store)
    first, _ = await store.join(waiting()), await store.join(waiting("k2"))
    kept = await store.keep_for_callback(first)
    assert (kept.status, kept.number, kept.place) == ("callback", "C-1", first.place)
    assert await store.keep_for_callback(first) == kept
    other = await store.keep_for_callback(waiting("k3", "logement"))
    assert other.number == "C-1"
    assert (await store.keep_for_callback(waiting("k4"))).number == "C-2"


async def test_a_call_back_rings_for_one_expert_at_a_time(store: SqlStore) -> None:
    await desks(store)
    kept = await store.keep_for_callback(waiting())
    assert [await store.ring(kept.ticket, e, "page") for e in ("e1", "e2")] == [True, False]
    assert await store.take(kept.ticket, seat(kept, "e2")) is None
    assert await store.stop_ringing(kept.ticket, "e1")
    assert await store.ring(kept.ticket, "e2", "page")
    taken = await store.take(kept.ticket, seat(kept, "e2"))
    assert taken is not None


async def test_nothing_of_a_visitor_remains_after_the_call(store: SqlStore, url: str) -> None:
    await desks(store)
    place = await store.join(replace(waiting(), procedure=ProcedureRef(sheet="F1", title="Divorce")))
    lease = await store.take(place.ticket, seat(place))
    assert lease is not None
    assert await store.finish(lease.call, SERVED, SINCE)
    assert not await store.finish(lease.call, SERVED, SINCE)
    assert await store.note_outcome(place.ticket, "e1", "solved")
    assert not await store.note_outcome(place.ticket, "e1", "solved")
    assert await store.tickets() == []
    assert (await store.services_s(20))["caf"] == [300.0]
    raw = Path(url.removeprefix("sqlite:///")).read_bytes()
    assert b"Divorce" not in raw
    assert place.ticket.encode() not in raw


async def _served(store: SqlStore, desk: str, ended: str, seconds: float) -> None:
    place = await store.join(waiting(desk=desk))
    lease = await store.take(place.ticket, seat(place))
    assert lease is not None
    assert await store.finish(lease.call, replace(SERVED, served_s=seconds), ended)


async def test_old_services_go_with_the_next_one_and_those_an_estimate_draws_from_stay(
    store: SqlStore,
) -> None:
    await desks(store)
    await _served(store, "logement", "2020-01-01T09:00:00Z", 7)
    for day in range(RECENT + 10):
        await _served(store, "caf", f"2020-0{1 + day // 28}-{1 + day % 28:02}T09:00:00Z", day)
    kept = await store.services_s(1000)
    assert len(kept["caf"]) == RECENT + 10, "within 400 days all stay"
    await _served(store, "caf", "2026-11-23T09:00:00Z", 99)
    kept = await store.services_s(1000)
    assert kept["caf"] == [99.0, *(float(day) for day in range(RECENT + 9, 10, -1))]
    assert len(kept["caf"]) == RECENT
    assert kept["logement"] == [7.0]


async def test_another_expert_cannot_note_an_outcome(store: SqlStore) -> None:
    place = await store.join(waiting())
    assert await store.take(place.ticket, seat(place)) is not None
    assert not await store.note_outcome(place.ticket, "e2", "solved")
    assert await store.note_outcome(place.ticket, "e1", "solved")


@pytest.mark.parametrize("when", ["during the call", "after it"])
async def test_how_an_identity_was_established_stays_with_the_service_alone(
    store: SqlStore, url: str, when: str
) -> None:
    await desks(store)
    place = await store.join(waiting())
    lease = await store.take(place.ticket, seat(place))
    assert lease is not None
    if when == "during the call":
        assert await store.note_outcome(place.ticket, "e1", "solved", "paper")
    assert await store.finish(lease.call, SERVED, SINCE)
    if when == "after it":
        assert await store.note_outcome(place.ticket, "e1", "solved", "paper")
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        rows = database.execute("SELECT outcome, identity, ticket, expert FROM services").fetchall()
    assert rows == [("solved", "paper", "", "")]


async def test_the_command_line_waits_for_the_running_relay(store: SqlStore, url: str) -> None:
    """Another process holds the lock for a moment: the write comes after it, not an error."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    joining = asyncio.ensure_future(store.join(waiting()))
    release = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    release.start()
    assert (await joining).status == "waiting"
    release.join()
    other.close()
