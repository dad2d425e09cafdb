"""The queue in SQL. Claims are one conditional UPDATE each: the row count says who won."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from session.protocol.shared import ProcedureRef
from session.relay.appointments.model import place_of
from session.relay.database import Database
from session.relay.queue import seating
from session.relay.queue.line import next_number
from session.relay.queue.model import Booked, DeskSetup, Move, Seat, Ticket
from session.relay.queue.ports import Service
from session.relay.tables import desks, kiosks, services, tickets


class SqlQueueStore:
    """`QueueStore` on a `Database`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def put_desks(self, desks: Sequence[DeskSetup]) -> None:
        """See `QueueStore`."""
        await self._db.run(lambda c: _put_desks(c, desks))

    async def desks(self) -> list[DeskSetup]:
        """See `QueueStore`."""
        query = select(desks.c.settings).order_by(desks.c.rank)
        return [DeskSetup(**row) for row in await self._db.run(lambda c: c.execute(query).scalars().all())]

    async def tickets(self) -> list[Ticket]:
        """See `QueueStore`."""
        query = select(tickets).order_by(tickets.c.place)
        return [to_ticket(row) for row in await self._db.run(lambda c: c.execute(query).all())]

    async def ticket(self, ticket: str) -> Ticket | None:
        """See `QueueStore`."""
        return await self._db.run(lambda c: _find(c, ticket))

    async def join(self, ticket: Ticket) -> Ticket:
        """See `QueueStore`."""
        return await self._db.run(lambda c: _join(c, ticket))

    async def keep_for_callback(self, ticket: Ticket) -> Ticket:
        """See `QueueStore`."""
        return await self._db.run(lambda c: _keep_for_callback(c, ticket))

    async def drop(self, ticket: str, kiosk: str) -> bool:
        """See `QueueStore`."""
        statement = delete(tickets).where(
            tickets.c.ticket == ticket, tickets.c.kiosk == kiosk, tickets.c.status != "seated"
        )
        return await self._db.run(lambda c: c.execute(statement).rowcount == 1)

    async def ring(self, ticket: str, expert: str, holder: str) -> bool:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.ring(c, ticket, expert, holder))

    async def stop_ringing(self, ticket: str, expert: str, holder: str = "") -> bool:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.stop_ringing(c, ticket, expert, holder))

    async def hold_ring(self, expert: str, holder: str) -> None:
        """See `QueueStore`."""
        await self._db.run(lambda c: seating.hold_ring(c, expert, holder))

    async def take(self, ticket: str, seat: Seat) -> Seat | None:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.take(c, ticket, seat))

    async def seats(self) -> list[Seat]:
        """See `QueueStore`."""
        return await self._db.run(seating.all_seats)

    async def seat_of_expert(self, expert: str) -> Seat | None:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.find(c, expert=expert))

    async def seat_of_kiosk(self, kiosk: str) -> Seat | None:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.find(c, kiosk=kiosk))

    async def hold(self, call: str, holder: str) -> bool:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.hold(c, call, holder))

    async def raise_generation(self, call: str, generation: int) -> bool:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.raise_generation(c, call, generation))

    async def renew(self, calls: Sequence[str], expires: str) -> None:
        """See `QueueStore`."""
        await self._db.run(lambda c: seating.renew(c, calls, expires))

    async def give_back(self, call: str, holder: str) -> Ticket | None:
        """See `QueueStore`."""
        ticket = await self._db.run(lambda c: seating.give_back(c, call, holder))
        return None if ticket is None else await self.ticket(ticket)

    async def move(self, call: str, move: Move, service: Service, ended: str) -> bool:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.move(c, call, move, service, ended))

    async def widen(self, ticket: str, kiosk: str) -> bool:
        """See `QueueStore`."""
        statement = update(tickets).where(
            tickets.c.ticket == ticket,
            tickets.c.kiosk == kiosk,
            tickets.c.status == "waiting",
            tickets.c.skill != "",
        )
        return await self._db.run(lambda c: c.execute(statement.values(skill="")).rowcount == 1)

    async def come(self, ticket: str, kiosk: str) -> bool:
        """See `QueueStore`."""
        statement = update(tickets).where(
            tickets.c.ticket == ticket, tickets.c.kiosk == kiosk, tickets.c.status == "callback"
        )
        values = {"status": "waiting", "number": ""}
        return await self._db.run(lambda c: c.execute(statement.values(values)).rowcount == 1)

    async def strays(self) -> list[Ticket]:
        """See `QueueStore`."""
        query = select(tickets).join(kiosks, kiosks.c.kiosk == tickets.c.kiosk).where(kiosks.c.revoked)
        return [to_ticket(row) for row in await self._db.run(lambda c: c.execute(query).all())]

    async def finish(self, call: str, service: Service, ended: str) -> bool:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.finish(c, call, service, ended))

    async def note_outcome(self, ticket: str, expert: str, outcome: str, identity: str = "") -> bool:
        """See `QueueStore`."""
        return await self._db.run(lambda c: seating.note_outcome(c, ticket, expert, outcome, identity))

    async def services_s(self, limit: int) -> Mapping[str, list[float]]:
        """See `QueueStore`."""
        return await self._db.run(lambda c: _services(c, limit))


def _put_desks(connection: Connection, wanted: Sequence[DeskSetup]) -> None:
    rows = connection.execute(select(desks.c.desk, desks.c.last_number)).all()
    numbers = {row.desk: row.last_number for row in rows}
    connection.execute(delete(desks))
    for rank, desk in enumerate(wanted):
        values = {
            "desk": desk.desk,
            "administration": desk.administration,
            "rank": rank,
            "settings": asdict(desk),
            "last_number": numbers.get(desk.desk, 0),
        }
        connection.execute(insert(desks).values(values))


def _find(connection: Connection, ticket: str) -> Ticket | None:
    row = connection.execute(select(tickets).where(tickets.c.ticket == ticket)).one_or_none()
    return None if row is None else to_ticket(row)


def _join(connection: Connection, ticket: Ticket) -> Ticket:
    found = _find(connection, ticket.ticket)
    if found is not None:
        return found
    connection.execute(delete(tickets).where(tickets.c.kiosk == ticket.kiosk, tickets.c.status == "waiting"))
    return _insert(connection, ticket)


def _keep_for_callback(connection: Connection, ticket: Ticket) -> Ticket:
    found = _find(connection, ticket.ticket) or _insert(connection, ticket)
    if found.status != "waiting":
        return found
    desk = desks.c.desk == found.desk
    taken = connection.execute(select(tickets.c.number).where(tickets.c.desk == found.desk)).scalars().all()
    last = connection.execute(select(desks.c.last_number).where(desk)).scalar_one()
    last, number = next_number(last, taken)
    connection.execute(update(desks).where(desk).values(last_number=last))
    kept = replace(found, status="callback", number=number)
    connection.execute(
        update(tickets).where(tickets.c.ticket == kept.ticket).values(status="callback", number=number)
    )
    return kept


def _insert(connection: Connection, ticket: Ticket) -> Ticket:
    last = connection.execute(select(func.max(tickets.c.place))).scalar_one() or 0
    placed = replace(ticket, place=max(last, 0) + 1)
    if ticket.appointment is not None:
        placed = replace(ticket, place=place_of(ticket.appointment.starts))
    values = vars(placed) | {
        "procedure": placed.procedure and placed.procedure.model_dump(),
        "appointment": placed.appointment and vars(placed.appointment),
    }
    connection.execute(insert(tickets).values(values))
    return placed


def _services(connection: Connection, limit: int) -> Mapping[str, list[float]]:
    recent: dict[str, list[float]] = {}
    names = connection.execute(select(desks.c.desk)).scalars().all()
    for desk in names:
        query = select(services.c.served_s).where(services.c.desk == desk)
        query = query.order_by(services.c.ended.desc()).limit(limit)
        recent[desk] = list(connection.execute(query).scalars().all())
    return recent


def to_ticket(row: Any) -> Ticket:
    """A ticket of a row of `tickets`."""
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
    procedure, appointment = values.pop("procedure"), values.pop("appointment")
    return Ticket(
        **values,
        procedure=ProcedureRef(**procedure) if procedure else None,
        appointment=Booked(**appointment) if appointment else None,
    )
