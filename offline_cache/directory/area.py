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

    def keeps(self, entry: Entry, communes: Communes) -> bool:
        """Whether an entry is wanted. One without coordinates counts as near within its département."""
        office = entry.office
        if office is None:
            return False
        if self.everything:
            return True
        if communes.today(office.insee) in self.communes or department(office.insee) in self.departments:
            return True
        if self.centre is not None and office.point is not None:
            if kilometres(self.centre, office.point) <= self.radius_km:
                return True
        elif self.centre is not None and department(office.insee) in self._around:
            return True
        return any(self.concerns(code, communes) for _, code in entry.served)

    def concerns(self, code: str, communes: Communes) -> bool:
        """Whether a commune is one whose offices are wanted expressly."""
        today = communes.today(code)
        return self.everything or today in self.communes or department(today) in self.departments

    @property
    def _around(self) -> set[str]:
        return {department(code) for code in self.communes}
