"""Slots and bookings on both databases a relay may have: whoever asks at once, one books."""

import asyncio
import dataclasses
import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from kiosk.core.clock import rfc3339
from kiosk.core.ids import new_id
from session.protocol.appointments import (
    AgendaChanged,
    AppointmentBooked,
    SlotBook,
    SlotsAsk,
    SlotsFree,
    SlotsOpen,
)
from session.protocol.kiosk_relay import QueueJoin, SeatGranted
from session.protocol.pages_relay import SeatTake
from session.protocol.shared import ProcedureRef
from session.relay.appointments.model import Appointment, Slot
from session.relay.config import RelayConfig
from session.relay.database import Database, check_revision, migrate
from session.relay.queue.model import Booked, DeskSetup, Ticket
from session.relay.store import SqlStore
from session.relay.tables import metadata
from session.relay.tls import TlsPaths
from tests.integration.relay.postgres import postgres
from tests.integration.relay.relay_kit import KioskIdentity, Population, RelayThread, TownClock, listed

NOW = "2026-11-26T10:00:00Z"
LATER = "2027-11-26T10:00:00Z"
Address = Callable[[], str]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with TemporaryDirectory(prefix="vg-") as name:
        Path(name).chmod(0o711)
        with postgres(Path(name) / "pg") as address:
            yield address


def fresh(server: str) -> str:
    """The address of an empty database of its own."""
    name = f"relay_{new_id()[:8]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'relay.db'}"
    else:
        address = fresh(request.getfixturevalue("server"))
    migrate(address)
    return address


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    database = Database(url)
    yield SqlStore(database)
    database.close()


def hours(count: int = 4, expert: str = "camille", desk: str = "caf") -> list[Slot]:
    """Half hours from 9:00 UTC on, 3 December."""
    first = datetime(2026, 12, 3, 9, tzinfo=UTC)
    times = [first + n * timedelta(minutes=30) for n in range(count + 1)]
    return [
        Slot(new_id(), desk, "CAF", expert, expert.title(), rfc3339(one), rfc3339(two), "Retraite")
        for one, two in itertools.pairwise(times)
    ]


def booking(slot: Slot, number: int = 1) -> Appointment:
    return Appointment(f"{number:064x}", f"{number:064d}", "K7", slot.slot, "", "", "")


def test_the_tables_are_those_the_program_expects(url: str) -> None:
    database = Database(url)
    check_revision(database.engine)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


async def test_what_is_open_and_free_is_told_and_what_is_booked_is_not(store: SqlStore) -> None:
    slots = hours()
    assert await store.open_slots(slots, NOW) == "opened"
    assert await store.free_slots("caf", NOW, LATER) == slots
    assert await store.free_slots("caf", slots[1].starts, LATER) == slots[2:]
    assert await store.desks_with_slots(NOW, LATER) == {"caf"}
    booked = await store.book(booking(slots[0]), NOW)
    assert isinstance(booked, Appointment)
    assert (booked.desk, booked.starts, booked.ends) == ("caf", slots[0].starts, slots[0].ends)
    assert await store.free_slots("caf", NOW, LATER) == slots[1:]
    assert await store.agenda("camille", NOW) == [(slots[0], booked), *((s, None) for s in slots[1:])]
    assert await store.agenda("dominique", NOW) == []


async def test_one_expert_has_no_two_slots_at_once_and_two_experts_may(store: SqlStore) -> None:
    assert await store.open_slots(hours(), NOW) == "opened"
    assert await store.open_slots(hours(), NOW) == "overlaps"
    inside = [replace(s, starts="2026-12-03T09:10:00Z", ends="2026-12-03T09:20:00Z") for s in hours(1)]
    assert await store.open_slots(inside, NOW) == "overlaps"
    assert await store.open_slots(hours(expert="dominique"), NOW) == "opened"
    after = [replace(s, starts="2026-12-03T11:00:00Z", ends="2026-12-03T11:30:00Z") for s in hours(1)]
    assert await store.open_slots(after, NOW) == "opened"


async def test_the_same_booking_twice_gives_the_same_receipt(store: SqlStore) -> None:
    slots = hours()
    await store.open_slots(slots, NOW)
    first = await store.book(replace(booking(slots[0]), procedure=ProcedureRef(sheet="F1", title="RSA")), NOW)
    assert isinstance(first, Appointment)
    assert await store.book(booking(slots[0]), NOW) == first
    assert await store.book(booking(slots[1]), NOW) == first, "the booking is known by its receipt"
    assert await store.book(booking(slots[0], 2), NOW) == "taken"
    assert await store.book(replace(booking(slots[1], 3), code_digest=first.code_digest), NOW) == "code-taken"


async def test_a_slot_that_begins_too_soon_or_does_not_exist_is_taken(store: SqlStore) -> None:
    slots = hours()
    await store.open_slots(slots, NOW)
    assert await store.book(booking(slots[0]), slots[0].starts) == "taken"
    assert await store.book(booking(replace(slots[0], slot=new_id())), NOW) == "taken"


async def test_a_cancelled_slot_is_free_again_and_its_code_is_remembered(store: SqlStore) -> None:
    slots = hours(1)
    await store.open_slots(slots, NOW)
    wanted = replace(booking(slots[0]), procedure=ProcedureRef(sheet="F1", title="Divorce"))
    assert isinstance(await store.book(wanted, NOW), Appointment)
    await store.cancel(wanted.code_digest)
    await store.cancel(wanted.code_digest)
    kept = await store.appointment(wanted.code_digest)
    assert kept is not None
    assert (kept.slot, kept.procedure) == (None, None)
    assert await store.free_slots("caf", NOW, LATER) == slots
    assert isinstance(await store.book(booking(slots[0], 2), NOW), Appointment)


async def test_only_its_expert_closes_a_slot_and_none_that_is_booked(store: SqlStore) -> None:
    slots = hours(2)
    await store.open_slots(slots, NOW)
    await store.book(booking(slots[0]), NOW)
    assert await store.close_slot(slots[1].slot, "dominique") == "gone"
    assert await store.close_slot(slots[0].slot, "camille") == "booked"
    assert await store.close_slot(slots[1].slot, "camille") == "closed"
    assert await store.close_slot(slots[1].slot, "camille") == "gone"


async def test_what_its_expert_called_off_is_remembered_as_such_and_its_hour_is_gone(store: SqlStore) -> None:
    slots = hours(2)
    await store.open_slots(slots, NOW)
    wanted = replace(booking(slots[0]), procedure=ProcedureRef(sheet="F1", title="Divorce"))
    await store.book(wanted, NOW)
    assert await store.call_off(slots[0].slot, "dominique") == "gone"
    assert await store.call_off(slots[0].slot, "camille") == "called-off"
    assert await store.call_off(slots[0].slot, "camille") == "gone"
    assert await store.call_off(slots[1].slot, "camille") == "closed"
    kept = await store.appointment(wanted.code_digest)
    assert kept is not None
    assert (kept.slot, kept.procedure, kept.called_off) == (None, None, True)
    assert await store.free_slots("caf", NOW, LATER) == []
    assert await store.purge(LATER) == (0, 1)


async def test_a_new_code_takes_the_place_of_the_lost_one_and_never_that_of_another(store: SqlStore) -> None:
    slots = hours(2)
    await store.open_slots(slots, NOW)
    lost, other = booking(slots[0]), booking(slots[1], 2)
    for wanted in (lost, other):
        await store.book(wanted, NOW)
    assert await store.recode(slots[0].slot, "camille", other.code_digest, "ZZ") == "code-taken"
    assert await store.recode(slots[0].slot, "dominique", "d" * 64, "ZZ") == "gone"
    assert await store.recode(slots[0].slot, "camille", "d" * 64, "ZZ") == "recoded"
    assert await store.appointment(lost.code_digest) is None
    found = await store.appointment("d" * 64)
    assert found is not None
    assert (found.slot, found.hint) == (slots[0].slot, "ZZ")


async def test_what_is_over_is_forgotten_and_the_rest_stays(store: SqlStore) -> None:
    slots = hours(3)
    await store.open_slots(slots, NOW)
    for number, slot in enumerate(slots[:2]):
        await store.book(booking(slot, number), NOW)
    assert await store.purge(slots[0].starts) == (0, 0)
    assert await store.purge(slots[1].ends) == (1, 1)
    assert [slot for slot, _ in await store.agenda("camille", NOW)] == slots[1:]
    assert await store.appointment(booking(slots[0], 0).code_digest) is None


def together(url: str, count: int, work: Callable[[SqlStore, int], None]) -> None:
    """So many at once, on two relays of one database."""
    databases = [Database(url), Database(url)]
    barrier = threading.Barrier(count)

    def run(index: int) -> None:
        barrier.wait()
        work(SqlStore(databases[index % 2]), index)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for database in databases:
        database.close()


def test_of_sixteen_who_book_one_slot_at_once_one_has_it(url: str, store: SqlStore) -> None:
    slots = hours(1)
    asyncio.run(store.open_slots(slots, NOW))
    said: list[object] = []
    together(url, 16, lambda s, n: said.append(asyncio.run(s.book(booking(slots[0], n), NOW))))
    won = [answer for answer in said if isinstance(answer, Appointment)]
    assert len(said) == 16
    assert len(won) == 1
    assert said.count("taken") == 15
    assert asyncio.run(store.agenda("camille", NOW)) == [(slots[0], won[0])]


def test_one_booking_said_eight_times_at_once_is_one(url: str, store: SqlStore) -> None:
    slots = hours(1)
    asyncio.run(store.open_slots(slots, NOW))
    said: list[object] = []
    together(url, 8, lambda s, _n: said.append(asyncio.run(s.book(booking(slots[0]), NOW))))
    assert len(said) == 8
    assert all(answer == said[0] for answer in said)
    assert isinstance(said[0], Appointment)


def test_a_slot_closed_while_it_is_booked_is_one_or_the_other(url: str, store: SqlStore) -> None:
    slots = hours(8)
    asyncio.run(store.open_slots(slots, NOW))
    said: dict[tuple[str, int], object] = {}

    def work(own: SqlStore, index: int) -> None:
        slot = slots[index // 2]
        if index % 2:
            said["close", index // 2] = asyncio.run(own.close_slot(slot.slot, "camille"))
        else:
            said["book", index // 2] = asyncio.run(own.book(booking(slot, index), NOW))

    together(url, 16, work)
    for n in range(8):
        booked = isinstance(said["book", n], Appointment)
        assert said["close", n] == ("booked" if booked else "closed")


def test_a_slot_called_off_while_it_is_booked_leaves_nobody_with_an_hour_that_is_gone(
    url: str, store: SqlStore
) -> None:
    slots = hours(8)
    asyncio.run(store.open_slots(slots, NOW))
    said: dict[tuple[str, int], object] = {}

    def work(own: SqlStore, index: int) -> None:
        slot = slots[index // 2]
        if index % 2:
            said["call-off", index // 2] = asyncio.run(own.call_off(slot.slot, "camille"))
        else:
            said["book", index // 2] = asyncio.run(own.book(booking(slot, index), NOW))

    together(url, 16, work)
    for n in range(8):
        booked = said["book", n]
        assert said["call-off", n] == ("called-off" if isinstance(booked, Appointment) else "closed")
        if isinstance(booked, Appointment):
            kept = asyncio.run(store.appointment(booked.code_digest))
            assert kept is not None
            assert kept.called_off
    assert asyncio.run(store.agenda("camille", NOW)) == []


async def test_who_has_an_appointment_is_before_the_others_and_by_the_hour(store: SqlStore) -> None:
    await store.put_desks([DeskSetup("caf", "CAF", "CAF")])
    half_past, full = (
        Booked("2026-11-26T10:30:00Z", "camille", "Camille"),
        Booked("2026-11-26T10:00:00Z", "camille", "C"),
    )
    joined = []
    for n, booked in enumerate([None, half_past, full, None]):
        ticket = Ticket(new_id(), f"k{n}", "caf", "CAF", "waiting", 0, NOW, appointment=booked)
        joined.append((await store.join(ticket)).ticket)
    line = await store.tickets()
    assert [joined.index(t.ticket) for t in line] == [2, 1, 0, 3]
    assert line[0].appointment == full


@pytest.fixture
def whole(
    url: str, config: RelayConfig, tls: TlsPaths
) -> Iterator[tuple[RelayThread, KioskIdentity, TownClock]]:
    """A whole relay on this database."""
    people = Population(url)
    people.account("camille", "expert", "CAF")
    hall = people.kiosk("Hall")
    clock = TownClock("2026-12-03T07:00:00+00:00")
    relay = RelayThread(dataclasses.replace(config, database=url), tls.ca, clock)
    yield relay, hall, clock
    relay.stop()


async def test_a_whole_relay_opens_books_and_receives_on_this_database(
    whole: tuple[RelayThread, KioskIdentity, TownClock],
) -> None:
    relay, hall, clock = whole
    async with relay.page("camille") as expert, relay.kiosk(hall) as kiosk:
        await expert.send(
            SlotsOpen(desk="caf", day="2026-12-03", begins="09:00", ends="10:00", minutes=30, note="Retraite")
        )
        await expert.expect(AgendaChanged)
        await kiosk.send(SlotsAsk(desk="caf"))
        free = (await kiosk.expect(SlotsFree)).slots
        request = new_id()
        await kiosk.send(SlotBook(request=request, slot=free[0].slot))
        receipt = await kiosk.expect(AppointmentBooked)
        await kiosk.send(SlotBook(request=request, slot=free[0].slot))
        assert await kiosk.expect(AppointmentBooked) == receipt
        clock.set("2026-12-03T08:00:00+00:00")
        place = new_id()
        await kiosk.send(QueueJoin(ticket=place, desk="caf", appointment=receipt.code))
        people = await listed(expert, place)
        assert people[0].appointment == receipt.start
        await expert.send(SeatTake(ticket=place))
        assert (await kiosk.expect(SeatGranted)).expert == "Camille"
