"""One event of the agenda, as a file writes it."""

from datetime import date

from offline_cache.local.calendar import WEEKDAYS, days_of, monthly, weekday
from offline_cache.local.model import Event, Picture, Repeat
from offline_cache.local.problems import meant
from offline_cache.local.tables import Key, Row

EVENT = {
    "id": Key("slug", required=True),
    "titre": Key("text", required=True, longest=100),
    "lieu": Key("text", required=True, longest=120),
    "date": Key("date"),
    "fin": Key("date"),
    "tous_les": Key("texts", longest=7),
    "chaque_mois": Key("text", longest=30),
    "du": Key("date"),
    "au": Key("date"),
    "sauf": Key("dates", longest=60),
    "heures": Key("text", longest=60),
    "texte": Key("text", longest=1500),
    "image": Key("text", longest=80),
    "image_montre": Key("text", longest=160),
    "accueil": Key("bool"),
    "mots": Key("texts", longest=40),
}
_LONGEST_DAYS = 60


def read_event(row: Row, ident: str, picture: Picture | None) -> Event:
    """Check and build; what is wrong was noted."""
    ways = [key for key in ("date", "tous_les", "chaque_mois") if row.has(key)]
    if len(ways) != 1:
        row.wrong("date", "dire quand, d'une seule façon : « date », « tous_les » ou « chaque_mois »")
    first, last = row.day("date"), row.day("fin")
    if first and last and not 0 <= (last - first).days <= _LONGEST_DAYS:
        row.wrong("fin", f"la fin vient de 0 à {_LONGEST_DAYS} jours après la date")
    return Event(
        ident, row.text("titre"), row.text("lieu"), row.text("heures"), first, last,
        None if first else _repeat(row), row.text("texte"), picture, row.flag("accueil"),
    )  # fmt: skip


def _repeat(row: Row) -> Repeat | None:
    if not row.has("tous_les") and not row.has("chaque_mois"):
        return None
    first, last = row.day("du"), row.day("au")
    if first is None or last is None:
        row.wrong("au" if first else "du", "ce qui revient a un début et une fin : « du » et « au »")
        return None
    days, nth = [], 0
    for text in row.texts("tous_les"):
        day = weekday(text)
        if day is None:
            row.wrong("tous_les", f"« {text} » n'est pas un jour{meant(text.lower(), WEEKDAYS)}")
        else:
            days.append(day)
    if row.has("chaque_mois"):
        found = monthly(row.text("chaque_mois"))
        if found is None:
            row.wrong("chaque_mois", "on attend « 1er samedi », « 2e mardi », « dernier dimanche »…")
            return None
        nth, day = found
        days.append(day)
    if not days:
        return None
    repeat = Repeat(tuple(sorted(set(days))), first, last, nth, row.days("sauf"))
    if not any(True for _ in days_of(repeat, first, min(last, _far(first)))):
        row.wrong("au", "cela n'a lieu aucun jour entre « du » et « au »")
    return repeat


def _far(first: date) -> date:
    """Ten years are enough to see whether something ever happens."""
    return date(min(first.year + 10, 9999), 12, 31)
