"""Opening hours as the directory writes them, into rules; what makes no sense is kept as written."""

import re
from typing import Any

from offline_cache.directory import fields
from offline_cache.directory.model import DAY, Rule, Span
from offline_cache.directory.weekdays import DAYS, folded

_TIME = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?")
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NIGHT_END = 6 * 60
"""A range that ends before it begins runs past midnight only when it ends by six in the morning."""
NIGHT_START = 17 * 60


def rule(entry: dict[str, Any]) -> tuple[Rule | None, str]:
    """One line of `plage_ouverture`, and what is wrong with it, if anything, for the report."""
    first, last = weekday(entry.get("nom_jour_debut")), weekday(entry.get("nom_jour_fin"))
    if first is None:
        return None, "jour illisible"
    last = first if last is None else last
    spans, unread = [], []
    for number in ("1", "2"):
        start, end = entry.get(f"valeur_heure_debut_{number}"), entry.get(f"valeur_heure_fin_{number}")
        written = f"{fields.text(start, 20)} à {fields.text(end, 20)}".strip()
        if written == "à":
            continue
        found = span(start, end)
        if found is None:
            unread.append(written)
        else:
            spans.append(found)
    remark = fields.text(entry.get("commentaire"), fields.TEXT)
    if not (spans or unread or remark):
        return None, "jour sans heures"
    # Half a day that can be read is no better than none: one would say closed when it may be open.
    kept = Rule(first, last, () if unread else tuple(spans), remark, _words(spans, unread))
    return kept, "heures illisibles" if unread else ""


def _words(spans: list[Span], unread: list[str]) -> str:
    if not unread:
        return ""
    read = [f"{s.start // 60}:{s.start % 60:02d} à {s.end // 60}:{s.end % 60:02d}" for s in spans]
    return ", ".join([*read, *unread])


def weekday(value: Any) -> int | None:
    """A day's number, Monday first; None when it is no day."""
    word = folded(fields.text(value, 20)).rpartition("/")[2].strip().removesuffix("s")
    for names in (DAYS, _ENGLISH):
        if word in names:
            return names.index(word)
    return None


def minutes(value: Any) -> int | None:
    """« 09:00:00 », « 9h30 », « 24:00 » as minutes after midnight; None when it is no time."""
    found = _TIME.fullmatch(fields.text(value, 20))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    total = hour * 60 + minute
    return total if minute < 60 and total <= DAY else None


def span(start: Any, end: Any) -> Span | None:
    """A range; None when an end is missing, or when it would be empty or absurdly long."""
    first, last = minutes(start), minutes(end)
    if first is None or last is None or first == DAY:
        return None
    if last > first:
        return Span(first, last)
    if last <= NIGHT_END and first >= NIGHT_START:
        return Span(first, last + DAY)
    return None
