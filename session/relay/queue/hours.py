"""When a counter is open: pure, on local wall time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from offline_cache.directory.calendar import holiday

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True)
class Span:
    """Minutes after midnight, `start` included, `end` not; 1440 is midnight."""

    start: int
    end: int


@dataclass(frozen=True)
class Hours:
    """Spans per weekday (Monday first) and the days that are otherwise.

    What `special` says of a date goes before all; then days off, and the public holidays of the
    commune `insee` (empty: none).
    """

    week: tuple[tuple[Span, ...], ...] = ((),) * 7
    closed: frozenset[date] = field(default_factory=frozenset)
    special: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    insee: str = ""

    def on(self, day: date) -> tuple[Span, ...]:
        """The spans of one date, none on a day off."""
        if day in self.special:
            return self.special[day]
        off = day in self.closed or (self.insee != "" and holiday(day, self.insee) != "")
        return () if off else self.week[day.weekday()]


@dataclass(frozen=True)
class Opening:
    """Open or not, until when, or when next, in French words ready to show."""

    open: bool
    until: str = ""
    opens: str = ""


def opening(hours: Hours, local: datetime) -> Opening:
    """State of a counter at a local wall time."""
    minute = local.hour * 60 + local.minute
    for span in hours.on(local.date()):
        if span.start <= minute < span.end:
            return Opening(open=True, until=_until(hours, local.date(), span.end))
    return Opening(open=False, opens=_next(hours, local))


def _until(hours: Hours, day: date, end: int) -> str:
    around_the_clock = end == 1440 and any(s.start == 0 for s in hours.on(day + timedelta(days=1)))
    return "" if around_the_clock else clock_words(end)


def _next(hours: Hours, local: datetime) -> str:
    minute = local.hour * 60 + local.minute
    for ahead in range(LOOK_AHEAD_DAYS):
        day = local.date() + timedelta(days=ahead)
        for span in sorted(hours.on(day), key=lambda s: s.start):
            if ahead or span.start > minute:
                return f"{_day_words(day, ahead)} à {clock_words(span.start)}"
    return ""


def _day_words(day: date, ahead: int) -> str:
    if ahead < 2:
        return ("aujourd'hui", "demain")[ahead]
    name = _JOURS[day.weekday()]
    return name if ahead < 7 else f"{name} {day.day}/{day.month:02d}"


def clock_words(minute: int) -> str:
    """`9 h`, `17 h 30`, `minuit`."""
    if minute % 1440 == 0:
        return "minuit"
    hour, rest = divmod(minute, 60)
    return f"{hour} h {rest:02d}" if rest else f"{hour} h"


def parse_span(text: str) -> Span:
    """Read `09:00-12:30`.

    Raises:
        ValueError: not that, or it ends before it begins.
    """
    begin, dash, finish = text.partition("-")
    if not dash:
        raise ValueError(text)
    span = Span(_minutes(begin), _minutes(finish))
    if span.start >= span.end:
        raise ValueError(text)
    return span


def _minutes(text: str) -> int:
    if text.strip() == "24:00":
        return 1440
    moment = time.fromisoformat(text.strip())
    return moment.hour * 60 + moment.minute
