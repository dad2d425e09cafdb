"""French public holidays, of the department a commune is in."""

import functools
from datetime import date

# What `holidays` calls the places whose holidays differ: Alsace is 6AE.
_PLACES = {
    "57": "57", "67": "6AE", "68": "6AE", "971": "971", "972": "972", "973": "973", "974": "974", "976": "976",
    "975": "PM", "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip


def department(insee: str) -> str:
    """The department of a commune's code: two characters, three overseas; empty when it is no code."""
    if len(insee) != 5:
        return ""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]


def holiday(day: date, insee: str = "") -> str:
    """The name of the public holiday a day is, where the commune is; empty on any other day.

    Good Friday in Alsace-Moselle is kept only where there is a Protestant church: it counts, since the
    office is « sans doute » closed.
    """
    return _year(day.year, _PLACES.get(department(insee), "")).get(day, "")


@functools.lru_cache(maxsize=32)
def _year(year: int, place: str) -> dict[date, str]:
    import holidays  # noqa: PLC0415 - 80 ms, which no screen waits for before it shows hours

    return dict(holidays.country_holidays("FR", subdiv=place or None, years=year, language="fr"))
