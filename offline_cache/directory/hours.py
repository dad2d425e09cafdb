"""Is it open now? From the usual week, the day's remark and the public holidays, never promising too much.

Times are those of the kiosk's wall clock, naive: an office that closes at five does so in any zone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from offline_cache.directory.model import DAY, Hours
from offline_cache.directory.weekdays import is_ranked, ranks_in

SOON_MINUTES = 30
HORIZON_DAYS = 14
"""How far ahead the next opening is looked for: past any run of public holidays."""

Holidays = Callable[[date], str]
"""The name of the public holiday a day is, or empty."""


@dataclass(frozen=True)
class Open:
    """Open until `until`; `soon` when that is near. `reopens` after a break of the same day.

    `until` is None around the clock. `unsure` when a remark speaks of the whole week.
    """

    until: datetime | None
    soon: bool = False
    reopens: datetime | None = None
    unsure: bool = False


@dataclass(frozen=True)
class Closed:
    """Closed; opens at `opens`, unless the remark of `see`, an earlier day, says something else.

    `again`: it was open today already. `told` when it is the remark that makes it closed today.
    """

    opens: datetime | None = None
    see: date | None = None
    again: bool = False
    told: bool = False
    unsure: bool = False


@dataclass(frozen=True)
class Holiday:
    """A public holiday: probably closed. `opens` as for `Closed`."""

    name: str
    opens: datetime | None = None
    see: date | None = None


@dataclass(frozen=True)
class SeeRemark:
    """Today's hours come with a remark that says more than we can: neither open nor closed is said."""

    day: date


@dataclass(frozen=True)
class Unknown:
    """Nobody wrote when it opens, or not so that it can be read."""


Now = Open | Closed | Holiday | SeeRemark | Unknown


def state(hours: Hours, moment: datetime, holidays: Holidays) -> Now:
    """What can be said of this moment (its wall-clock time; a zone is dropped)."""
    moment = moment.replace(tzinfo=None)
    if not any(rule.spans or rule.remark or rule.unread for rule in hours.rules):
        return Unknown()
    if _always(hours):
        return Open(None, unsure=bool(hours.remark))
    today = moment.date()
    spans = _sure_spans(hours, today - timedelta(days=1), holidays)
    # Past midnight, yesterday's hours still run.
    running = next((span for span in spans if span[0] <= moment < span[1]), None)
    if running is None:
        special = _special(hours, moment, holidays)
        if special is not None:
            return special
        return _closed(hours, moment, holidays, again=any(span[1] <= moment for span in _of(hours, today)))
    end = running[1]
    reopens = next((start for start, _ in spans if start >= end and start.date() == today), None)
    if reopens is not None and end.date() != today:
        reopens = None
    soon = end - moment <= timedelta(minutes=SOON_MINUTES)
    return Open(end, soon, reopens, unsure=bool(hours.remark))


def day_class(hours: Hours, day: date, holidays: Holidays) -> str:
    """`holiday`, `remark` (only the remark knows), `told` (the remark says: not this one), or `usual`."""
    if holidays(day):
        return "holiday"
    rules = hours.on(day.weekday())
    remarks = [rule.remark for rule in rules if rule.remark]
    if remarks:
        ranked = [ranks_in(remark) for remark in remarks]
        others = any(rule.spans and not rule.remark for rule in rules)
        told = all(
            found is not None and found[0] == day.weekday() and not is_ranked(day, found[1])
            for found in ranked
        )
        return "told" if told and not others else "remark"
    return "remark" if any(rule.unread for rule in rules) else "usual"


def _always(hours: Hours) -> bool:
    """Around the clock, every day, and no remark says otherwise: no holiday closes that."""
    days = (hours.on(weekday) for weekday in range(7))
    return all(
        not any(r.remark or r.unread for r in rules)
        and any(span.start == 0 and span.end >= DAY - 1 for r in rules for span in r.spans)
        for rules in days
    )


def _special(hours: Hours, moment: datetime, holidays: Holidays) -> Now | None:
    """What today is, when it is no usual day; None when it is one."""
    today = moment.date()
    match day_class(hours, today, holidays):
        case "holiday":
            if any("férié" in remark.casefold() for remark in _remarks(hours, today)):
                return SeeRemark(today)
            opens, see = _next(hours, moment, holidays)
            return Holiday(holidays(today), opens, see)
        case "remark":
            return SeeRemark(today)
        case "told":
            return _closed(hours, moment, holidays, told=True)
        case _:
            return None


def _remarks(hours: Hours, day: date) -> list[str]:
    return [hours.remark, *(rule.remark for rule in hours.on(day.weekday()))]


def _closed(
    hours: Hours, moment: datetime, holidays: Holidays, *, again: bool = False, told: bool = False
) -> Closed:
    opens, see = _next(hours, moment, holidays)
    again = again and opens is not None and opens.date() == moment.date()
    return Closed(opens, see, again, told, unsure=bool(hours.remark))


def _next(hours: Hours, moment: datetime, holidays: Holidays) -> tuple[datetime | None, date | None]:
    """The next sure opening; and the first day before it of which only its remark knows."""
    today = moment.date()
    spans = _sure_spans(hours, today - timedelta(days=1), holidays)
    opens = next((start for start, _ in spans if start > moment), None)
    last = opens.date() if opens else today + timedelta(days=HORIZON_DAYS)
    ahead = (today + timedelta(days=n) for n in range(1, (last - today).days))
    return opens, next((day for day in ahead if day_class(hours, day, holidays) == "remark"), None)


def _sure_spans(hours: Hours, first: date, holidays: Holidays) -> list[tuple[datetime, datetime]]:
    """When it is surely open, from a day on: sorted, and what touches joined."""
    found: list[tuple[datetime, datetime]] = []
    days = (first + timedelta(days=n) for n in range(HORIZON_DAYS + 2))
    usual = (day for day in days if day_class(hours, day, holidays) == "usual")
    for start, end in sorted(span for day in usual for span in _of(hours, day)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _of(hours: Hours, day: date) -> Iterator[tuple[datetime, datetime]]:
    midnight = datetime.combine(day, time())
    for rule in hours.on(day.weekday()):
        for span in rule.spans:
            yield midnight + timedelta(minutes=span.start), midnight + timedelta(minutes=span.end)
