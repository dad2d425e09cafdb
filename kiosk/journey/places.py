"""The topics that are no folder of sheets but a part of the town's own area."""

from kiosk.journey import screens as at
from offline_cache.local.model import PREFIX, TOWN
from offline_cache.local.tiles import AREAS as _AREAS

AREAS: dict[str, at.Screen] = {TOWN: at.Town()}
AREAS |= {f"{PREFIX}{name}": at.Area(kind) for kind, (name, _) in _AREAS.items()}  # type: ignore[arg-type]
"""Topic -> where it leads."""
