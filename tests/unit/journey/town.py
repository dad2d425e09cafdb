"""Saint-Aubin's offices and permanences, for stories."""

import tempfile
from functools import cache
from pathlib import Path

from offline_cache.directory.guide import Guide, Spot, open_guide
from offline_cache.directory.model import Point
from offline_cache.sample.offices import INSEE, install_sample


@cache
def saint_aubin() -> Guide:
    """Read whole before its folder goes: a database that is open stays readable."""
    with tempfile.TemporaryDirectory() as folder:
        install_sample(Path(folder))
        guide = open_guide(Path(folder), Spot(INSEE, Point(47.8121, 2.1462)))
        guide.stops()
        guide.orientation()
        return guide
