"""How far a place is, over the ground as a bird flies."""

import math

from offline_cache.directory.model import Point

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance (haversine: exact enough for two houses, and for two continents)."""
    north = math.radians(other.latitude - one.latitude)
    east = math.radians(other.longitude - one.longitude)
    spread = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    chord = math.sin(north / 2) ** 2 + spread * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))
