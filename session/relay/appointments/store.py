"""Slots and appointments in SQL. Who books first is told by a unique column, not by a look before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from session.protocol.appointments import MOST_FREE, MOST_OPEN
from session.protocol.shared import ProcedureRef
from session.relay.appointments.model import Appointment, Slot
from session.relay.database import Database
from session.relay.tables import appointments, slots


class SqlAppointmentStore:
    """`AppointmentStore` on a `Database`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def open_slots(self, slots: Sequence[Slot], now: str) -> Literal["opened", "overlaps", "exceeded"]:
        """See `AppointmentStore`."""
        try:
            return await self._db.run(lambda c: _open(c, slots, now))
        except IntegrityError:  # the same hour, from another tab
            return "overlaps"

    async def close_slot(self, slot: str, expert: str) -> Literal["closed", "booked", "gone"]:
        """See `AppointmentStore`."""
        statement = delete(slots).where(slots.c.slot == slot, slots.c.expert == expert)
        try:
            closed = await self._db.run(lambda c: c.execute(statement).rowcount == 1)
        except IntegrityError:  # an appointment refers to it
            return "booked"
        return "closed" if closed else "gone"

    async def call_off(self, slot: str, expert: str) -> Literal["called-off", "closed", "gone"]:
        """See `AppointmentStore`."""
        try:
            return await self._db.run(lambda c: _call_off(c, slot, expert))
        except IntegrityError:  # booked between the two statements: that one is called off too
            return await self._db.run(lambda c: _call_off(c, slot, expert))

    async def recode(
        self, slot: str, expert: str, code_digest: str, hint: str
    ) -> Literal["recoded", "code-taken", "gone"]:
        """See `AppointmentStore`."""
        own = select(slots.c.slot).where(slots.c.slot == slot, slots.c.expert == expert)
        statement = (
            update(appointments)
            .where(appointments.c.slot.in_(own))
            .values(code_digest=code_digest, hint=hint)
        )
        try:
            changed = await self._db.run(lambda c: c.execute(statement).rowcount == 1)
        except IntegrityError:
            return "code-taken"
        return "recoded" if changed else "gone"

    async def agenda(self, expert: str, since: str) -> list[tuple[Slot, Appointment | None]]:
        """See `AppointmentStore`."""
        query = (
            select(slots, appointments)
            .join_from(slots, appointments, appointments.c.slot == slots.c.slot, isouter=True)
            .where(slots.c.expert == expert, slots.c.ends > since)
            .order_by(slots.c.starts)
            .limit(MOST_OPEN)
        )
        rows = await self._db.run(lambda c: c.execute(query).all())
        return [(_slot(row), _appointment(row) if row.receipt_sha256 else None) for row in rows]

    async def free_slots(self, desk: str, after: str, until: str) -> list[Slot]:
        """See `AppointmentStore`."""
        query = _free(select(slots), after, until).where(slots.c.desk == desk).order_by(slots.c.starts)
        rows = await self._db.run(lambda c: c.execute(query.limit(MOST_FREE)).all())
        return [_slot(row) for row in rows]

    async def desks_with_slots(self, after: str, until: str) -> frozenset[str]:
        """See `AppointmentStore`."""
        query = _free(select(slots.c.desk).distinct(), after, until)
        return frozenset(await self._db.run(lambda c: c.execute(query).scalars().all()))

    async def book(
        self, appointment: Appointment, after: str
    ) -> Appointment | Literal["taken", "code-taken"]:
        """See `AppointmentStore`."""
        try:
            return await self._db.run(lambda c: _book(c, appointment, after))
        except IntegrityError:
            return await self._db.run(lambda c: _who_was_first(c, appointment))

    async def slot(self, slot: str) -> Slot | None:
        """See `AppointmentStore`."""
        query = select(slots).where(slots.c.slot == slot)
        row = await self._db.run(lambda c: c.execute(query).one_or_none())
        return None if row is None else _slot(row)

    async def appointment(self, code_digest: str) -> Appointment | None:
        """See `AppointmentStore`."""
        query = select(appointments).where(appointments.c.code_digest == code_digest)
        row = await self._db.run(lambda c: c.execute(query).one_or_none())
        return None if row is None else _appointment(row)

    async def cancel(self, code_digest: str) -> None:
        """See `AppointmentStore`; the procedure is forgotten at once."""
        statement = (
            update(appointments)
            .where(appointments.c.code_digest == code_digest)
            .values(slot=None, procedure=None)
        )
        await self._db.run(lambda c: c.execute(statement))

    async def purge(self, before: str) -> tuple[int, int]:
        """See `AppointmentStore`."""
        return await self._db.run(lambda c: _purge(c, before))


def _open(
    connection: Connection, wanted: Sequence[Slot], now: str
) -> Literal["opened", "overlaps", "exceeded"]:
    mine = slots.c.expert == wanted[0].expert
    kept = select(func.count()).select_from(slots).where(mine, slots.c.ends > now)
    if connection.execute(kept).scalar_one() + len(wanted) > MOST_OPEN:
        return "exceeded"
    # The slots of one order follow one another: nothing of this expert's may reach into their whole span.
    meets = select(slots.c.slot).where(
        mine, slots.c.starts < wanted[-1].ends, slots.c.ends > wanted[0].starts
    )
    if connection.execute(meets.limit(1)).first() is not None:
        return "overlaps"
    connection.execute(insert(slots), [vars(slot) for slot in wanted])
    return "opened"


def _call_off(connection: Connection, slot: str, expert: str) -> Literal["called-off", "closed", "gone"]:
    own = select(slots.c.slot).where(slots.c.slot == slot, slots.c.expert == expert)
    if connection.execute(own).first() is None:
        return "gone"
    told = (
        update(appointments)
        .where(appointments.c.slot == slot)
        .values(slot=None, procedure=None, called_off=True)
    )
    booked = connection.execute(told).rowcount == 1
    connection.execute(delete(slots).where(slots.c.slot == slot))
    return "called-off" if booked else "closed"


def _free(query: Select[Any], after: str, until: str) -> Select[Any]:
    booked = select(appointments.c.slot).where(appointments.c.slot == slots.c.slot).exists()
    return query.where(slots.c.starts > after, slots.c.starts < until, ~booked)


def _book(
    connection: Connection, wanted: Appointment, after: str
) -> Appointment | Literal["taken", "code-taken"]:
    known = _by_receipt(connection, wanted.receipt_sha256)
    if known is not None:
        return known
    found = select(slots).where(slots.c.slot == wanted.slot, slots.c.starts > after)
    row = connection.execute(found).one_or_none()
    if row is None:
        return "taken"
    booked = replace(wanted, desk=row.desk, starts=row.starts, ends=row.ends)
    values = vars(booked) | {"procedure": booked.procedure and booked.procedure.model_dump()}
    connection.execute(insert(appointments).values(values))
    return booked


def _who_was_first(
    connection: Connection, wanted: Appointment
) -> Appointment | Literal["taken", "code-taken"]:
    """Which of the unique columns was in the way: this booking itself, the code, or the slot."""
    known = _by_receipt(connection, wanted.receipt_sha256)
    if known is not None:
        return known
    other = select(appointments.c.code_digest).where(appointments.c.code_digest == wanted.code_digest)
    return "taken" if connection.execute(other).first() is None else "code-taken"


def _by_receipt(connection: Connection, receipt: str) -> Appointment | None:
    query = select(appointments).where(appointments.c.receipt_sha256 == receipt)
    row = connection.execute(query).one_or_none()
    return None if row is None else _appointment(row)


def _purge(connection: Connection, before: str) -> tuple[int, int]:
    gone = connection.execute(delete(appointments).where(appointments.c.ends < before)).rowcount
    return connection.execute(delete(slots).where(slots.c.ends < before)).rowcount, gone


def _slot(row: Any) -> Slot:
    return Slot(**{column.name: row._mapping[column] for column in slots.c})  # noqa: SLF001 - SQLAlchemy's documented name


def _appointment(row: Any) -> Appointment:
    values = {column.name: row._mapping[column] for column in appointments.c}  # noqa: SLF001 - SQLAlchemy's documented name
    procedure = values.pop("procedure")
    return Appointment(**values, procedure=ProcedureRef(**procedure) if procedure else None)
