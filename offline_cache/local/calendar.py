"""When local things happen: notices of today, events to come, and how a day is said. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from offline_cache.local.model import Event, Notice, Repeat

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ARCHIVE_DAYS = 30
"""How long an ended notice can still be read: two months is the time to contest, a month is what people ask for."""
AHEAD_DAYS = 120
WEEK = 7
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NTH = {"1er": 1, "1re": 1, "premier": 1, "2e": 2, "deuxième": 2, "3e": 3, "4e": 4, "5e": 5, "dernier": -1}
_MONTHLY = re.compile(r"(?P<nth>\S+)\s+(?P<day>\S+)")


def weekday(text: str) -> int | None:
    """0 for « lundi »."""
    return WEEKDAYS.index(text.lower()) if text.lower() in WEEKDAYS else None


def monthly(text: str) -> tuple[int, int] | None:
    """`(2, 5)` for « 2e samedi », `(-1, 6)` for « dernier dimanche »."""
    match = _MONTHLY.fullmatch(text.strip().lower())
    day = weekday(match["day"]) if match else None
    return (_NTH[match["nth"]], day) if match and day is not None and match["nth"] in _NTH else None


def days_of(repeat: Repeat, start: date, end: date) -> Iterable[date]:
    """The days of an event that comes again, from `start` to `end`."""
    day = max(start, repeat.first)
    last = min(end, repeat.last)
    while day <= last:
        if day.weekday() in repeat.weekdays and day not in repeat.but and _is_nth(day, repeat.nth):
            yield day
        day += timedelta(days=1)


def _is_nth(day: date, nth: int) -> bool:
    if nth == 0:
        return True
    if nth == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth


@dataclass(frozen=True)
class Coming:
    """An event on a day of its own; `until` is the last day of one that lasts."""

    event: Event
    day: date
    until: date


def coming(events: Iterable[Event], today: date, days: int = AHEAD_DAYS) -> list[Coming]:
    """What happens from today on, soonest first; what comes again is there once, at its next day."""
    end = today + timedelta(days=days)
    found = [one for event in events if (one := _next(event, today, end))]
    return sorted(found, key=_soonest)


def _next(event: Event, today: date, end: date) -> Coming | None:
    if event.repeat is not None:
        day = next(iter(days_of(event.repeat, today, end)), None)
        return Coming(event, day, day) if day else None
    if event.first is None:
        return None
    last = event.last or event.first
    return Coming(event, max(event.first, today), last) if last >= today and event.first <= end else None


def agenda(events: Iterable[Event], today: date) -> list[Coming]:
    """What happens from today on, day by day: all of the week to come, then only what that week has not."""
    events = list(events)
    week = today + timedelta(days=WEEK - 1)
    near = [
        Coming(event, day, day)
        for event in events
        if event.repeat is not None
        for day in days_of(event.repeat, today, week)
    ]
    often = {one.event.id for one in near}
    found = near + [one for one in coming(events, today) if one.event.id not in often]
    return sorted(found, key=_soonest)


def _soonest(one: Coming) -> tuple[date, str, str]:
    return one.day, one.event.hours, one.event.title


def shown(notices: Iterable[Notice], today: date) -> list[Notice]:
    """The notices of today, alerts first, then the newest."""
    valid = [notice for notice in notices if notice.first <= today <= notice.last]
    return sorted(valid, key=lambda n: (n.kind != "alerte", -n.first.toordinal(), n.title))


def ended(notices: Iterable[Notice], today: date) -> list[Notice]:
    """The legal notices that have just ended, the last to end first."""
    since = today - timedelta(days=ARCHIVE_DAYS)
    over = [n for n in notices if n.kind == "legal" and since <= n.last < today]
    return sorted(over, key=lambda n: (-n.last.toordinal(), n.title))


def long_day(day: date, today: date | None = None) -> str:
    """« samedi 28 novembre »; with the year when it is another than today's."""
    number = "1er" if day.day == 1 else str(day.day)
    year = f" {day.year}" if today is None or day.year != today.year else ""
    return f"{WEEKDAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]}{year}"


def near_day(day: date, today: date) -> str:
    """« aujourd'hui », « demain », « samedi », « samedi 12 décembre »."""
    apart = (day - today).days
    if apart < 2:
        return "demain" if apart == 1 else "aujourd’hui"
    return WEEKDAYS[day.weekday()] if apart < 7 else long_day(day, today)


def again(repeat: Repeat) -> str:
    """« tous les mardis et samedis », « chaque 2e samedi du mois »."""
    names = [WEEKDAYS[day] for day in repeat.weekdays]
    if repeat.nth:
        nth = {-1: "dernier", 1: "1er"}.get(repeat.nth, f"{repeat.nth}e")
        return f"le {nth} {names[0]} du mois"
    plural = [f"{name}s" for name in names]
    said = plural[0] if len(plural) == 1 else f"{', '.join(plural[:-1])} et {plural[-1]}"
    return f"tous les {said}"
