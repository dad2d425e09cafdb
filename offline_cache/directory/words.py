"""Offices in French: « ouvert jusqu’à 16 h 30 », « à 3 km », the hours of a week.

Here and not in `ui`, because the kiosk's screen and the agent's page say the same.
"""

from datetime import date, datetime

from offline_cache.directory.hours import Closed, Holiday, Now, Open, SeeRemark
from offline_cache.directory.model import DAY, Hours, Office, Rule, Span
from offline_cache.directory.weekdays import DAYS

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SEE = "voir la remarque"
ACCESS = {
    "yes": "Accessible en fauteuil roulant",
    "asking": "Accessible en fauteuil roulant, en prévenant avant",
    "no": "Pas accessible en fauteuil roulant",
}


def clock(minutes: int) -> str:
    """« 9 h », « 16 h 30 », of minutes after midnight."""
    minutes = minutes if minutes == DAY else minutes % DAY
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes % 60 else f"{minutes // 60} h"


def at(moment: datetime) -> str:
    """The time of a moment."""
    return clock(moment.hour * 60 + moment.minute)


def day(when: date) -> str:
    """« mardi 2 décembre »."""
    number = "1er" if when.day == 1 else str(when.day)
    return f"{DAYS[when.weekday()]} {number} {MONTHS[when.month - 1]}"


def near_day(when: date, today: date) -> str:
    """« aujourd’hui », « demain », « samedi », or the date when it is a week away."""
    ahead = (when - today).days
    if ahead in {0, 1}:
        return ("aujourd’hui", "demain")[ahead]
    return DAYS[when.weekday()] if 0 < ahead < 7 else day(when)


def opening(now: Now, moment: datetime) -> str:
    """What is said of this moment, in small letters; empty when nothing is known."""
    today = moment.date()
    match now:
        case Open(until=None):
            said = "ouvert jour et nuit"
        case Open(until=datetime() as until):
            said = _open(now, until, today)
        case Closed(told=True):
            said = f"sans doute fermé aujourd’hui{_then(now.opens, now.see, today)}"
        case Closed(opens=datetime() as opens, again=True):
            said = f"fermé, rouvre à {at(opens)}"
        case Closed():
            said = f"fermé{_then(now.opens, now.see, today)}"
        case Holiday():
            said = f"jour férié, sans doute fermé{_then(now.opens, now.see, today)}"
        case SeeRemark(day=when):
            said = f"{DAYS[when.weekday()]} : {SEE}"
        case _:
            said = ""
    return said


def _open(now: Open, until: datetime, today: date) -> str:
    end = (
        at(until)
        if until.date() == today or until.hour < 12
        else f"{near_day(until.date(), today)} à {at(until)}"
    )
    words = f"ferme bientôt, à {end}" if now.soon else f"ouvert jusqu’à {end}"
    if now.reopens is not None:
        words += f", rouvre à {at(now.reopens)}"
    return f"en principe {words}, {SEE}" if now.unsure else words


def _then(opens: datetime | None, see: date | None, today: date) -> str:
    if see is not None:
        return f" · {near_day(see, today)} : {SEE}"
    if opens is None:
        return ""
    when = opens.date()
    return f", ouvre {'' if when == today else near_day(when, today) + ' '}à {at(opens)}"


def spans_words(spans: tuple[Span, ...]) -> str:
    """« 9 h à 12 h, 14 h à 17 h »."""
    if any(span.start == 0 and span.end >= DAY - 1 for span in spans):
        return "jour et nuit"
    return ", ".join(
        f"{clock(span.start)} à {clock(span.end)}" for span in sorted(spans, key=lambda s: s.start)
    )


def week(hours: Hours) -> list[tuple[str, str]]:
    """Each day of the week with its hours and remarks; empty when nothing is known."""
    if not hours.rules:
        return []
    return [(name.capitalize(), _day_words(hours.on(number))) for number, name in enumerate(DAYS)]


def _day_words(rules: tuple[Rule, ...]) -> str:
    spans = tuple(span for rule in rules for span in rule.spans)
    parts = [spans_words(spans)] if spans else []
    parts += [rule.unread for rule in rules if rule.unread]
    parts += [rule.remark for rule in rules if rule.remark]
    return " · ".join(dict.fromkeys(parts)) or "fermé"


def grouped_week(hours: Hours) -> list[str]:
    """The week in few lines, days alike together: « Lundi à vendredi : 9 h à 12 h »."""
    lines: list[tuple[int, int, str]] = []
    for number, (_, words) in enumerate(week(hours)):
        if lines and lines[-1][2] == words:
            lines[-1] = (lines[-1][0], number, words)
        else:
            lines.append((number, number, words))
    return [f"{_days(first, last)} : {words}" for first, last, words in lines]


def _days(first: int, last: int) -> str:
    if first == last:
        return DAYS[first].capitalize()
    joined = "et" if last == first + 1 else "à"
    return f"{DAYS[first].capitalize()} {joined} {DAYS[last]}"


def distance(km: float | None) -> str:
    """« à 350 m », « à 3 km », « à 48 km », as the crow flies; empty when not known."""
    if km is None:
        return ""
    if km < 0.05:
        return "ici même"
    if km < 0.95:
        return f"à {round(km * 20) * 50} m"
    return f"à {km:.1f}".replace(".", ",").removesuffix(",0") + " km" if km < 9.95 else f"à {round(km)} km"


def address(office: Office) -> str:
    """The address in one line."""
    town = f"{office.postcode} {office.town}".strip()
    return ", ".join([*office.address, *([town] if town else [])])


def access(office: Office) -> str:
    """How one gets in; empty when not said."""
    said = ACCESS.get(office.access, "")
    return " : ".join(part for part in (said, office.access_note) if part)
