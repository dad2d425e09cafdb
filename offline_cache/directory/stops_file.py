"""The file of permanences that an editor writes: read, with every error told by its line and its key."""

import re

from offline_cache.directory.fields import insee
from offline_cache.directory.model import Access, Point, Span
from offline_cache.directory.stops import Passage, Stop
from offline_cache.directory.times import span
from offline_cache.directory.town_file import Fault, Faults, Lines, Row, read_rows
from offline_cache.directory.weekdays import DAYS, folded, ranks_in

FILE = "permanences.toml"
MAX_STOPS = 500
_ACCESS: dict[str, Access] = {"oui": "yes", "sur demande": "asking", "non": "no"}
_STOP = (
    "id", "nom", "organisme", "types", "services", "telephone", "remarque", "rendez_vous", "accessible",
    "accessibilite", "passage",
)  # fmt: skip
_PASSAGE = (
    "lieu", "commune", "insee", "latitude", "longitude", "quand", "dates", "horaires", "du", "au",
    "une_semaine_sur", "annule", "jours_feries",
)  # fmt: skip


def read_stops(text: str) -> tuple[tuple[Stop, ...], tuple[Fault, ...]]:
    """The permanences of a file, and what is wrong with it. With any fault, install nothing of it."""
    faults = Faults()
    rows, lines = read_rows(text, ["permanence"], faults)
    if len(rows["permanence"]) > MAX_STOPS:
        faults.add(1, "permanence", f"trop de permanences ({MAX_STOPS} au plus)")
    stops = [_stop(row, lines) for row in rows["permanence"][:MAX_STOPS]]
    seen: set[str] = set()
    for row, stop in zip(rows["permanence"], stops, strict=False):
        if stop.id and stop.id in seen:
            row.fault("id", f"« {stop.id} » est déjà pris : chaque permanence a le sien")
        seen.add(stop.id)
    return tuple(stops), tuple(sorted(faults.found, key=lambda fault: fault.line))


def _stop(row: Row, lines: Lines) -> Stop:
    row.only(*_STOP)
    key = row.text("id", needed=True, most=60)
    if key and not re.fullmatch(r"[a-z0-9-]+", key):
        row.fault("id", "petites lettres sans accent, chiffres et traits d'union seulement")
    passages = row.rows("passage", lines, ("permanence", "passage"))
    if not passages:
        row.fault("passage", "il manque un bloc [[permanence.passage]] : où, et quand")
    return Stop(
        id=key,
        name=row.text("nom", needed=True, most=120),
        operator=row.text("organisme", most=120),
        types=row.texts("types", most=8),
        services=row.texts("services", most=20),
        phone=row.text("telephone", most=60),
        remark=row.text("remarque", most=600),
        appointment=row.truth("rendez_vous", otherwise=False),
        access=row.choice("accessible", dict(_ACCESS), ""),
        access_note=row.text("accessibilite"),
        passages=tuple(_passage(passage) for passage in passages),
    )


def _passage(row: Row) -> Passage:
    row.only(*_PASSAGE)
    weekday, ranks = _when(row)
    dates = row.days("dates")
    if weekday is None and not dates and "quand" not in row.values:
        row.fault(
            "quand", "il manque « quand » (« tous les mardis », « 1er et 3e mardi du mois ») ou « dates »"
        )
    every = row.whole("une_semaine_sur", 1, 8, 1)
    first, last = row.day("du"), row.day("au")
    if every > 1 and (first is None or ranks):
        row.fault("une_semaine_sur", 'demande « du » (la première date) et « quand = "tous les … " »')
    if first and last and last < first:
        row.fault("au", "cette date est avant « du »")
    if first and every > 1 and weekday is not None and first.weekday() != weekday:
        row.fault("du", f"le {first.isoformat()} n'est pas un {DAYS[weekday]}")
    cancelled = row.days("annule")
    passage = Passage(
        place=row.text("lieu", needed=True, most=160),
        spans=_spans(row),
        town=row.text("commune", most=80),
        insee=_insee(row),
        point=_point(row),
        weekday=weekday,
        ranks=ranks,
        every=every,
        dates=dates,
        first=first,
        last=last,
        cancelled=frozenset(cancelled),
        on_holidays=row.truth("jours_feries", otherwise=False),
    )
    for day in cancelled:
        if not passage.planned(day):
            row.fault("annule", f"le {day.isoformat()} n'est pas un jour de passage")
    return passage


def _when(row: Row) -> tuple[int | None, frozenset[int]]:
    """« tous les mardis », « mardi », « 1er et 3e mardi du mois »."""
    said = row.text("quand", most=80)
    if not said:
        return None, frozenset()
    if (ranked := ranks_in(said)) is not None:
        return ranked
    plain = re.sub(r"^(tous les|chaque|le|les)\s+", "", folded(said)).removesuffix("s")
    if plain in DAYS:
        return DAYS.index(plain), frozenset()
    row.fault("quand", "on attend « tous les mardis », ou « 1er et 3e mardi du mois »")
    return None, frozenset()


def _spans(row: Row) -> tuple[Span, ...]:
    """« 9 h à 12 h » or « 9:00-12:00 », one or several."""
    found = []
    written = row.texts("horaires", most=4)
    if not written:
        row.fault("horaires", "il manque les heures, comme « 9 h à 12 h »")
    for words in written:
        parts = re.split(r"\s*(?:à|-|–)\s*", words)
        read = span(parts[0].strip(), parts[1].strip()) if len(parts) == 2 else None
        if read is None:
            row.fault("horaires", f"« {words} » : on attend « 9 h à 12 h » ou « 9:00-12:00 »")
        else:
            found.append(read)
    return tuple(sorted(found, key=lambda s: s.start))


def _insee(row: Row) -> str:
    written = row.text("insee", most=12)
    code = insee(written)
    if written and not code:
        row.fault("insee", "un code INSEE a cinq caractères, comme 45300 (ce n'est pas le code postal)")
    return code


def _point(row: Row) -> Point | None:
    latitude, longitude = row.degrees("latitude", 90), row.degrees("longitude", 180)
    if (latitude is None) != (longitude is None):
        row.fault("latitude" if latitude is None else "longitude", "les deux vont ensemble")
        return None
    return Point(latitude, longitude) if latitude is not None and longitude is not None else None
