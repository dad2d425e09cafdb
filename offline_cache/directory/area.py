"""Which offices a kiosk keeps: those of départements, those that serve communes, those within a radius."""

from dataclasses import dataclass

from offline_cache.directory.calendar import department
from offline_cache.directory.distance import kilometres
from offline_cache.directory.model import Point
from offline_cache.directory.record import Entry
from offline_cache.directory.tables import Communes


@dataclass(frozen=True)
class Area:
    """What was asked for; empty, everything is kept."""

    communes: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    centre: Point | None = None
    radius_km: float = 0.0

    @property
    def everything(self) -> bool:
        """Nothing was left out."""
        return not (self.communes or self.departments or self.centre)


class Sieve:
    """Keeps the entries of an area. What it found of a commune it remembers: the same ones come by thousands."""

    def __init__(self, area: Area, communes: Communes) -> None:
        self._area = area
        self._communes = communes
        self._around = {department(code) for code in area.communes} | area.departments
        self._asked: dict[str, bool] = {}

    def keeps(self, entry: Entry) -> bool:
        """Whether an entry is wanted. One without coordinates counts as near within its département."""
        office, area = entry.office, self._area
        if office is None:
            return False
        if area.everything or self.concerns(office.insee):
            return True
        if area.centre is not None:
            if office.point is None:
                near = department(office.insee) in self._around
            else:
                near = kilometres(area.centre, office.point) <= area.radius_km
            if near:
                return True
        return any(self.concerns(code) for _, code in entry.served)

    def concerns(self, code: str) -> bool:
        """Whether a commune is one whose offices are wanted expressly."""
        if code not in self._asked:
            today = self._communes.today(code)
            wanted = today in self._area.communes or department(today) in self._area.departments
            self._asked[code] = wanted or self._area.everything
        return self._asked[code]

    def written(self, code: str) -> bool:
        """Whether to write that a commune is served: one of the area's own départements.

        A court of appeal serves thousands of others.
        """
        return not self._around or department(code) in self._around
