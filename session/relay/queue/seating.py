"""Leases in SQL: each function is the body of one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from kiosk.core.clock import rfc3339
from session.relay.queue.forecast import RECENT
from session.relay.queue.model import Move, Seat
from session.relay.queue.ports import Service
from session.relay.tables import seats, services, tickets

FIRST_AGAIN = 2
"""So often a person whose expert vanished is first again; after that, behind those who wait by then.

A line that breaks each time would else keep everyone behind it waiting for ever.
"""
REMEMBERED = timedelta(days=400)
"""A year, and the weeks in which a report on it is written."""


def take(connection: Connection, ticket: str, seat: Seat) -> Seat | None:
    """Claim a ticket; expert and kiosk must have no other seat. Returns the seat with its fence.

    Of several relays on one PostgreSQL, one locks the row and the others pass on at once; the
    uniqueness of seats settles what no row lock can: one expert at two tickets. SQLite has one
    writer at a time.
    """
    if find(connection, expert=seat.expert) or find(connection, kiosk=seat.kiosk):
        return None
    free = tickets.c.status == "waiting"
    ringing_for_them = (tickets.c.status == "ringing") & (tickets.c.ring_expert == seat.expert)
    row = select(tickets.c.fence).where(tickets.c.ticket == ticket, or_(free, ringing_for_them))
    fence = connection.execute(row.with_for_update(skip_locked=True)).scalar_one_or_none()
    if fence is None:
        return None
    granted = replace(seat, fence=fence + 1)
    try:
        with connection.begin_nested():
            connection.execute(insert(seats).values(vars(granted)))
    except IntegrityError:
        return None
    connection.execute(
        update(tickets)
        .where(tickets.c.ticket == ticket)
        .values(status="seated", fence=granted.fence, number="", ring_expert="", ring_holder="")
    )
    return granted


def ring(connection: Connection, ticket: str, expert: str, holder: str) -> bool:
    """Claim a call-back, unless this expert has a seat or rings elsewhere already."""
    if find(connection, expert=expert) is not None:
        return False
    already = select(tickets.c.ticket).where(tickets.c.ring_expert == expert)
    if connection.execute(already).first() is not None:
        return False
    claimed = connection.execute(
        update(tickets)
        .where(tickets.c.ticket == ticket, tickets.c.status == "callback")
        .values(status="ringing", ring_expert=expert, ring_holder=holder)
    )
    return claimed.rowcount == 1


def stop_ringing(connection: Connection, ticket: str, expert: str, holder: str) -> bool:
    """Back to a call-back that waits, at its place."""
    stop = update(tickets).where(
        tickets.c.ticket == ticket, tickets.c.status == "ringing", tickets.c.ring_expert == expert
    )
    if holder:
        stop = stop.where(tickets.c.ring_holder == holder)
    return connection.execute(stop.values(status="callback", ring_expert="", ring_holder="")).rowcount == 1


def hold_ring(connection: Connection, expert: str, holder: str) -> None:
    """The connection that what this expert rings for comes to from now on."""
    connection.execute(update(tickets).where(tickets.c.ring_expert == expert).values(ring_holder=holder))


def find(connection: Connection, *, expert: str = "", kiosk: str = "", call: str = "") -> Seat | None:
    """The seat of an expert, of a kiosk, or of a call."""
    query = select(seats)
    for column, value in ((seats.c.expert, expert), (seats.c.kiosk, kiosk), (seats.c.call, call)):
        query = query.where(column == value) if value else query
    row = connection.execute(query.limit(1)).one_or_none()
    return None if row is None else Seat(**row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name


def all_seats(connection: Connection) -> list[Seat]:
    """Every lease."""
    rows = connection.execute(select(seats)).all()
    return [Seat(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def hold(connection: Connection, call: str, holder: str) -> bool:
    """The connection that speaks from now on."""
    statement = update(seats).where(seats.c.call == call).values(holder=holder)
    return connection.execute(statement).rowcount == 1


def raise_generation(connection: Connection, call: str, generation: int) -> bool:
    """Only upwards."""
    statement = (
        update(seats)
        .where(seats.c.call == call, seats.c.generation <= generation)
        .values(generation=generation)
    )
    return connection.execute(statement).rowcount == 1


def renew(connection: Connection, calls: Sequence[str], expires: str) -> None:
    """Prolong these leases."""
    connection.execute(update(seats).where(seats.c.call.in_(calls)).values(expires=expires))


def give_back(connection: Connection, call: str, holder: str) -> str | None:
    """First again, before all places; from the third time on behind them. Returns the ticket's id."""
    seat = find(connection, call=call)
    theirs = delete(seats).where(seats.c.call == call, seats.c.holder == holder)
    if seat is None or connection.execute(theirs).rowcount == 0:
        return None
    mine = tickets.c.ticket == seat.ticket
    returns = connection.execute(select(tickets.c.returns).where(mine)).scalar_one() + 1
    first, last = connection.execute(select(func.min(tickets.c.place), func.max(tickets.c.place))).one()
    place = first - 1 if returns <= FIRST_AGAIN else last + 1
    connection.execute(update(tickets).where(mine).values(status="waiting", place=place, returns=returns))
    return seat.ticket


def move(connection: Connection, call: str, move: Move, service: Service, ended: str) -> bool:
    """The seat goes, the ticket waits elsewhere: sent on by an expert, with the person's word, it is first.

    The appointment that brought them was kept: nobody there has to wait for who it was with.
    """
    seat = find(connection, call=call)
    if seat is None:
        return False
    _keep_service(connection, seat, service, ended)
    connection.execute(delete(seats).where(seats.c.call == call))
    first = connection.execute(select(func.min(tickets.c.place))).scalar_one()
    connection.execute(
        update(tickets)
        .where(tickets.c.ticket == seat.ticket)
        .values(status="waiting", place=first - 1, appointment=None, **vars(move))
    )
    return True


def finish(connection: Connection, call: str, service: Service, ended: str) -> bool:
    """Seat and ticket go, the service stays, with who may still add its outcome."""
    seat = find(connection, call=call)
    if seat is None:
        return False
    _keep_service(connection, seat, service, ended)
    connection.execute(delete(seats).where(seats.c.call == call))
    connection.execute(delete(tickets).where(tickets.c.ticket == seat.ticket))
    return True


def _keep_service(connection: Connection, seat: Seat, service: Service, ended: str) -> None:
    desk = connection.execute(select(tickets.c.desk).where(tickets.c.ticket == seat.ticket)).scalar_one()
    values = {
        "call": seat.call,
        "desk": desk,
        "ended": ended,
        "waited_s": service.waited_s,
        "served_s": service.served_s,
        "reason": service.reason,
        "outcome": seat.outcome,
        "identity": seat.identity,
        "ticket": "" if seat.outcome else seat.ticket,
        "expert": "" if seat.outcome else seat.expert,
    }
    # An expert's last service only: no trail of who served when.
    connection.execute(update(services).where(services.c.expert == seat.expert).values(ticket="", expert=""))
    connection.execute(insert(services).values(values))
    _forget_services(connection, desk, ended)


def _forget_services(connection: Connection, desk: str, now: str) -> None:
    """What is older than `REMEMBERED` goes, except what the counter's estimates still draw from."""
    drawn_from = (
        select(services.c.ended)
        .where(services.c.desk == desk)
        .order_by(services.c.ended.desc())
        .offset(RECENT - 1)
        .limit(1)
    )
    oldest = connection.execute(drawn_from).scalar_one_or_none()
    if oldest is not None:
        before = min(oldest, rfc3339(datetime.fromisoformat(now) - REMEMBERED))
        connection.execute(delete(services).where(services.c.desk == desk, services.c.ended < before))


def note_outcome(connection: Connection, ticket: str, expert: str, outcome: str, identity: str) -> bool:
    """With the seat while it lasts, else with the service that just ended."""
    running = update(seats).where(seats.c.ticket == ticket, seats.c.expert == expert)
    if connection.execute(running.values(outcome=outcome, identity=identity)).rowcount == 1:
        return True
    ended = update(services).where(services.c.ticket == ticket, services.c.expert == expert)
    return (
        connection.execute(ended.values(outcome=outcome, identity=identity, ticket="", expert="")).rowcount
        == 1
    )
