"""The same relay on PostgreSQL, where several relays share one database."""

import asyncio
import base64
import dataclasses
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kiosk.core.ids import new_id
from session.protocol.appointments import SlotsOpen
from session.protocol.call import CallEnd
from session.protocol.kiosk_relay import QueueJoin, TicketState
from session.protocol.pages_relay import SeatOpen, SeatTake
from session.protocol.shared import ProcedureRef
from session.protocol.transfer import Handover, TransferAgree, TransferDone
from session.relay.config import RelayConfig
from session.relay.database import Database, migrate
from session.relay.queue.model import Seat, Ticket
from session.relay.store import SqlStore
from session.relay.tables import metadata
from session.relay.tls import TlsPaths
from tests.integration.relay.postgres import postgres
from tests.integration.relay.relay_kit import Population, RelayThread, Town, listed, seated, ticket

SINCE = "2026-11-23T09:00:00Z"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="vg-pg-") as name:
        Path(name).chmod(0o711)
        with postgres(Path(name) / "pg") as address:
            migrate(address)
            yield address


@pytest.fixture
def town(url: str, config: RelayConfig, tls: TlsPaths) -> Iterator[Town]:
    people = Population(url)
    people.account("camille", "expert", "CAF")
    people.account("sasha", "expert", "France Travail")
    hall, library = people.kiosk("Hall"), people.kiosk("Médiathèque")
    wanted = dataclasses.replace(config, database=url)
    relay = RelayThread(wanted, tls.ca)
    yield Town(relay, people, hall, library, people.kiosk("Hall", "Valmont"), wanted)
    relay.stop()


def waiting(kiosk: str) -> Ticket:
    return Ticket(new_id(), kiosk, "caf", "CAF", "waiting", 0, SINCE)


def seat(of: Ticket, expert: str) -> Seat:
    return Seat(new_id(), of.ticket, of.kiosk, expert, "page", 0, 0, SINCE, SINCE)


def test_the_migrations_make_the_tables_the_program_expects(url: str) -> None:
    database = Database(url)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_of_sixteen_experts_at_eight_relays_one_wins(url: str) -> None:
    databases = [Database(url) for _ in range(8)]
    stores = [SqlStore(database) for database in databases]
    for turn in range(5):
        place = asyncio.run(stores[0].join(waiting(f"k{turn}")))
        granted = at_once([(stores[i % 8], place, f"e{turn}-{i}") for i in range(16)])
        assert len(granted) == 1
        assert asyncio.run(stores[0].drop(place.ticket, place.kiosk)) is False
    close(databases)


def test_one_expert_in_two_places_gets_one_person(url: str) -> None:
    databases = [Database(url) for _ in range(8)]
    stores = [SqlStore(database) for database in databases]
    places = [asyncio.run(stores[0].join(waiting(f"two-{n}"))) for n in range(8)]
    granted = at_once([(store, place, "same") for store, place in zip(stores, places, strict=True)])
    assert len(granted) == 1
    tickets = asyncio.run(stores[0].tickets())
    assert sum(t.kiosk.startswith("two-") and t.status == "waiting" for t in tickets) == 7
    close(databases)


def at_once(claims: list[tuple[SqlStore, Ticket, str]]) -> list[Seat]:
    """Each claim in a thread of its own, all let go together; the seats that were granted."""
    barrier = threading.Barrier(len(claims))
    won: list[Seat] = []

    def claim(store: SqlStore, place: Ticket, expert: str) -> None:
        barrier.wait()
        granted = asyncio.run(store.take(place.ticket, seat(place, expert)))
        if granted is not None:
            won.append(granted)

    threads = [threading.Thread(target=claim, args=one) for one in claims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return won


def close(databases: list[Database]) -> None:
    for database in databases:
        database.close()


async def test_passed_on_dropped_and_revoked_as_on_sqlite(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as other,
        town.relay.page("camille") as sender,
        town.relay.page("sasha") as receiver,
    ):
        already = ticket()
        await other.send(QueueJoin(ticket=already, desk="emploi"))
        await listed(receiver, already)
        call = await seated(kiosk, sender)
        await kiosk.send(TransferAgree(ticket=call.ticket, desk="emploi", note="un mot"))
        assert (await kiosk.expect(TransferDone)).key is None
        assert (await sender.expect(CallEnd)).reason == "moved"
        person = (await listed(receiver, call.ticket, already))[0]
        assert person.handover == Handover(by="Camille", administration="CAF", note="un mot")
        await receiver.send(SeatTake(ticket=call.ticket))
        opened = await receiver.expect(SeatOpen, ticket=call.ticket)
        await receiver.send(CallEnd(reason="expert"), call=opened.call)
        await kiosk.expect(TicketState, ticket=call.ticket, status="gone")
        await asyncio.to_thread(town.people.revoke, town.library)
        await listed(receiver)


async def test_first_again_twice_then_behind(url: str) -> None:
    database = Database(url)
    store = SqlStore(database)
    mine = await store.join(waiting("drops"))
    behind = await store.join(waiting("behind"))
    for first in (True, True, False):
        granted = await store.take(mine.ticket, replace(seat(mine, "dropper")))
        assert granted is not None
        back = await store.give_back(granted.call, granted.holder)
        after = await store.ticket(behind.ticket)
        assert back is not None
        assert after is not None
        assert (back.place < after.place) is first
    database.close()


async def test_the_character_it_cannot_store_is_refused_before_it_and_ends_no_connection(town: Town) -> None:
    """PostgreSQL takes no character 0: what let it through would fall over it, and hang up on whoever said it."""
    async with town.relay.client() as client:
        said = {"login": "a\0", "password": "x"}
        assert (await client.post("/api/login", json=said)).status_code == 400
        assert (await client.post("/api/login", data=said)).status_code == 400
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        title = ProcedureRef(sheet="F1", title="Carte\0 grise")
        await kiosk.send(QueueJoin(ticket=ticket(), desk="caf", procedure=title))
        await kiosk.refused("link.message-invalid")
        await expert.send(
            SlotsOpen(desk="caf", day="2030-01-02", begins="09:00", ends="10:00", minutes=30, note="\0")
        )
        await expert.refused("link.message-invalid")
        async with town.relay.socket("/ws/kiosk") as stranger:
            await stranger.recv()
            header = base64.urlsafe_b64encode(b'{"alg":"EdDSA","kid":"a\\u0000"}').rstrip(b"=").decode()
            await stranger.send(f"{header}.e30.AA")
            assert "link.identity-refused" in str(await stranger.recv())
        await seated(kiosk, expert)
