"""Permanences and mobile stops: a van's calendar, an advisor's mornings. Pure; dates are computed.

A stop says when it comes by a weekday (every week, every n-th week, the n-th of the month) or by dates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from offline_cache.directory.hours import Holidays
from offline_cache.directory.model import Access, Point, Span
from offline_cache.directory.weekdays import is_ranked
from offline_cache.directory.words import at, near_day, spans_words
from offline_cache.directory.words import day as day_words

HORIZON_DAYS = 400
"""How far ahead a next date is looked for: one that comes once a year is still found."""


@dataclass(frozen=True)
class Passage:
    """Where and when it stops. `weekday` None: on `dates` only. No `ranks`: every week, or one in `every`."""

    place: str
    spans: tuple[Span, ...]
    town: str = ""
    insee: str = ""
    point: Point | None = None
    weekday: int | None = None
    ranks: frozenset[int] = frozenset()
    every: int = 1
    dates: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None
    cancelled: frozenset[date] = frozenset()
    on_holidays: bool = False

    def planned(self, day: date) -> bool:
        """Whether the calendar has this day, cancelled or not."""
        if day in self.dates:
            return True
        if self.weekday != day.weekday():
            return False
        if (self.first and day < self.first) or (self.last and day > self.last):
            return False
        if self.ranks:
            return is_ranked(day, self.ranks)
        return self.every == 1 or self.first is None or (day - self.first).days // 7 % self.every == 0

    def comes(self, day: date, holidays: Holidays) -> bool:
        """Whether it comes on this day."""
        return self.planned(day) and day not in self.cancelled and (self.on_holidays or not holidays(day))


@dataclass(frozen=True)
class Stop:
    """Something that comes to people: a van, an advisor in a town hall."""

    id: str
    name: str
    operator: str = ""
    types: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    phone: str = ""
    remark: str = ""
    appointment: bool = False
    access: Access = ""
    access_note: str = ""
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Visit:
    """One coming of a stop."""

    day: date
    passage: Passage

    @property
    def ends(self) -> datetime:
        """When it is over."""
        last = max((span.end for span in self.passage.spans), default=24 * 60)
        return datetime.combine(self.day, time()) + timedelta(minutes=last)


def visits(stop: Stop, moment: datetime, holidays: Holidays) -> Iterator[Visit]:
    """Those not over yet, soonest first."""
    moment = moment.replace(tzinfo=None)
    for ahead in range(HORIZON_DAYS):
        day = moment.date() + timedelta(days=ahead)
        due = [Visit(day, p) for p in stop.passages if p.comes(day, holidays)]
        yield from sorted((v for v in due if v.ends > moment), key=lambda v: v.ends)


def missed(stop: Stop, today: date, holidays: Holidays, days: int = 35) -> list[tuple[date, str]]:
    """The days of the coming weeks on which it should come and does not, with why."""
    ahead = (today + timedelta(days=n) for n in range(days))
    return [
        (day, "annulé" if day in passage.cancelled else "jour férié")
        for day in ahead
        for passage in stop.passages
        if passage.planned(day) and not passage.comes(day, holidays)
    ]


def place_words(passage: Passage) -> str:
    """« place de l’église, Sandillon »."""
    return ", ".join(part for part in (passage.place, passage.town) if part)


def visit_words(visit: Visit, moment: datetime) -> str:
    """« mardi 2 décembre, 9 h à 12 h, place de l’église »; « aujourd’hui » and « demain » by their names."""
    today = moment.date()
    ahead = (visit.day - today).days
    day = f"{near_day(visit.day, today)} {day_words(visit.day)}" if ahead < 2 else day_words(visit.day)
    parts = [day, spans_words(visit.passage.spans), place_words(visit.passage)]
    return ", ".join(part for part in parts if part)


def next_words(stop: Stop, moment: datetime, holidays: Holidays) -> str:
    """« Prochain passage : … », « Ici en ce moment, jusqu’à 12 h : … », or that none is planned."""
    visit = next(visits(stop, moment, holidays), None)
    if visit is None:
        return "Pas de passage prévu pour le moment"
    running = _running(visit, moment)
    if running is not None:
        return f"En ce moment, jusqu’à {at(running)} : {place_words(visit.passage)}"
    return f"Prochain passage : {visit_words(visit, moment)}"


def is_here(stop: Stop, moment: datetime, holidays: Holidays) -> bool:
    """Whether it receives people right now."""
    visit = next(visits(stop, moment, holidays), None)
    return visit is not None and _running(visit, moment) is not None


def _running(visit: Visit, moment: datetime) -> datetime | None:
    midnight = datetime.combine(visit.day, time())
    minutes = (moment.replace(tzinfo=None) - midnight).total_seconds() / 60
    span = next((s for s in visit.passage.spans if s.start <= minutes < s.end), None)
    return midnight + timedelta(minutes=span.end) if span else None
