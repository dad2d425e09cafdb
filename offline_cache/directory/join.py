"""Which office is meant: the one that serves the commune first, then the nearest. Pure."""

import re
from collections.abc import Collection, Iterable

from offline_cache.directory.distance import kilometres
from offline_cache.directory.model import Found, Office, Point
from offline_cache.directory.tables import Communes
from offline_cache.directory.weekdays import folded

_SECONDARY = re.compile(r"\b(deleguee?|annexe|antenne|relais|point d'accueil|permanence)\b")
FAR = float("inf")


def rank(
    offices: Iterable[Office],
    serving: Collection[str],
    insee: str = "",
    here: Point | None = None,
    communes: Communes | None = None,
) -> list[Found]:
    """Offices of one kind, best first.

    `serving` are the ids of those that the directory says serve the commune `insee`. A commune's own
    main office goes before its annexes, a place before a van; then the nearest, then by name.
    """
    today = (communes or Communes()).today
    code = today(insee)
    found = []
    for office in offices:
        serves = office.id in serving or bool(code and today(office.insee) == code)
        distance = kilometres(here, office.point) if here and office.point else None
        found.append(Found(office, serves, distance))
    return sorted(found, key=lambda f: _key(f, insee))


def _key(found: Found, insee: str) -> tuple[bool, bool, bool, bool, float, str]:
    office = found.office
    # Under an old code, the town hall of that former commune is the one meant.
    own = bool(insee) and office.insee == insee
    second = bool(_SECONDARY.search(folded(office.name)))
    distance = FAR if found.distance is None else found.distance
    return not found.serves, second, office.mobile, not own, distance, office.name


def for_commune(found: list[Found], most: int) -> list[Found]:
    """Those to show: the ones that serve the commune when there are any, else the nearest."""
    serving = [one for one in found if one.serves]
    return (serving or found)[:most]
