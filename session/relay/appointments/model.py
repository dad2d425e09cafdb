"""Slots and appointments, and what time makes of them: pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.core.clock import rfc3339
from session.protocol.appointments import When
from session.protocol.shared import ProcedureRef

LEAD = timedelta(minutes=10)
"""A slot that begins sooner is booked by nobody: it could not be told to the expert in time."""
AHEAD = timedelta(days=60)
"""A visitor is shown this much."""
FURTHEST = timedelta(days=366)
"""An expert opens no slot beyond."""
EARLY = timedelta(minutes=15)
"""One may come this long before the hour."""
KEPT = timedelta(minutes=5)
"""So long after the hour, or the arrival where that is later, only the expert of the appointment may take one."""
REMEMBERED = timedelta(hours=24)
"""After its end, so that who comes too late is told so; then nothing of it remains."""
MOST_AT_ONCE = 100
"""Slots of one order."""
_FIRST_PLACE = -1_000_000_000


@dataclass(frozen=True)
class Slot:
    """A time that an expert keeps. `expert` is a login, which outlives an account that is made anew."""

    slot: str
    desk: str
    administration: str
    expert: str
    name: str
    starts: str
    ends: str
    note: str = ""


@dataclass(frozen=True)
class Appointment:
    """A slot that somebody booked; without `slot`, one that was cancelled, `called_off` by its expert."""

    receipt_sha256: str
    code_digest: str
    hint: str
    slot: str | None
    desk: str
    starts: str
    ends: str
    procedure: ProcedureRef | None = None
    called_off: bool = False


@dataclass(frozen=True)
class Span:
    """From one instant to another, UTC."""

    starts: datetime
    ends: datetime


def digest_of(code: str) -> str:
    """What is kept of a code. Slow on purpose (about 40 ms and 16 MiB each).

    A code is short because a person copies it: a plain hash of 35 bits is undone in a minute. A backup that
    went astray must let nobody cancel an appointment, or come in somebody's stead.
    """
    return hashlib.scrypt(code.encode(), salt=b"visio-guichet appointment", n=2**14, r=8, p=1, dklen=32).hex()


def receipt_of(request: str) -> str:
    """What is kept of a booking's id: its code could be made from the id itself."""
    return hashlib.sha256(f"visio-guichet booking {request}".encode()).hexdigest()


def cut(day: date, begins: time, ends: time, minutes: int, zone: ZoneInfo) -> list[Span]:
    """The whole slots of `minutes` between two wall times; the last one ends no later than `ends`.

    Time that passes counts: the night a clock is put forward has an hour less. Empty when a wall time does
    not exist on that day, when the end is not after the beginning, or beyond `MOST_AT_ONCE`.
    """
    first, last = _instant(day, begins, zone), _instant(day, ends, zone)
    if first is None or last is None or minutes <= 0:
        return []
    step = timedelta(minutes=minutes)
    count = (last - first) // step
    if not 0 < count <= MOST_AT_ONCE:
        return []
    return [Span(first + n * step, first + (n + 1) * step) for n in range(count)]


def _instant(day: date, wall: time, zone: ZoneInfo) -> datetime | None:
    """The first instant that this clock shows so; None where it jumps over it."""
    local = datetime.combine(day, wall, zone)
    there = local.astimezone(UTC)
    return there if there.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def may_open(spans: Sequence[Span], now: datetime) -> bool:
    """All still to come, and none too far."""
    return bool(spans) and spans[0].starts > now and spans[-1].ends <= now + FURTHEST


def bookable(now: datetime) -> tuple[str, str]:
    """Slots that begin after the one moment and before the other may be booked."""
    return rfc3339(now + LEAD), rfc3339(now + AHEAD)


def when_of(appointment: Appointment, now: datetime, zone: ZoneInfo) -> When:
    """What it is worth now, at a desk whose wall clock is in `zone`."""
    starts, ends = moment(appointment.starts), moment(appointment.ends)
    if appointment.slot is None:
        return "cancelled"
    if now >= ends:
        return "late"
    if starts.astimezone(zone).date() != now.astimezone(zone).date():
        return "other-day"
    return "early" if now < starts - EARLY else "now"


def opens_at(appointment: Appointment) -> str:
    """From when on one may come."""
    return rfc3339(moment(appointment.starts) - EARLY)


def kept_until(starts: str, arrived: str) -> str:
    """Until when only the expert of the appointment may take the person."""
    return rfc3339(max(moment(starts), moment(arrived)) + KEPT)


def place_of(starts: str) -> int:
    """Before all who came without an appointment, and by the hour among those who have one."""
    return _FIRST_PLACE + int(moment(starts).timestamp()) // 60


def moment(text: str) -> datetime:
    """An instant as it is stored."""
    return datetime.fromisoformat(text)
