"""All that is known of offices at one place: the directory, the stops, the orientation; asked by screens.

A directory that turns bad is one that knows nothing: a page without offices is better than no page.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from kiosk.core.errors import UserFacingError
from offline_cache.directory import hours, kept, tables, words
from offline_cache.directory.calendar import holiday
from offline_cache.directory.join import for_commune, rank
from offline_cache.directory.model import Edition, Found, Office, Point
from offline_cache.directory.orientation import Orientation
from offline_cache.directory.stops import Stop, visits
from offline_cache.directory.store import Directory
from offline_cache.directory.tables import Group
from offline_cache.model import OfficeLink

NEAR = 2
"""Offices shown for one line of a sheet."""
AROUND_KM = 60.0


@dataclass(frozen=True)
class Spot:
    """Where the kiosk is: the commune's code, and the point when the settings give one."""

    insee: str = ""
    point: Point | None = None


@dataclass(frozen=True)
class Near:
    """One line of the list of what is near."""

    group: Group
    found: Found


class Guide:
    """Answers are kept: they do not change while a visit lasts, and a page asks again every second."""

    def __init__(
        self, directory: Directory | None = None, spot: Spot | None = None, store: Path | None = None
    ) -> None:
        self._directory = directory
        self._store = store
        self.spot = spot or Spot()
        self._kinds: tables.Kinds | None = None
        self._communes = tables.communes().with_more(directory.became if directory else {})
        self._found: dict[tuple[str, ...], list[Found]] = {}
        self._offices: dict[str, Office | None] = {}
        self._near: list[Near] | None = None
        self._stops: tuple[Stop, ...] | None = None
        self._orientation: Orientation | None = None
        self._here: Point | None = self.spot.point

    @property
    def edition(self) -> Edition | None:
        """The directory's edition, when there is one."""
        return self._directory.edition if self._directory else None

    @property
    def knows(self) -> bool:
        """Whether there is any office or stop to show."""
        return self._directory is not None or bool(self.stops())

    def prepare(self, today: date) -> None:
        """Load what the first page with offices needs, while nobody looks."""
        self.orientation()
        self.nearby()
        self.holiday(today)

    def close(self) -> None:
        """Let go of the directory."""
        if self._directory is not None:
            self._directory.close()

    # ---- offices

    def for_link(self, link: OfficeLink) -> list[Found]:
        """The offices a sheet's « Où s’adresser » means; none when no directory knows."""
        kinds = self._table()
        codes = [link.pivot] if link.pivot else list(kinds.of_title(link.title))
        return self.for_codes(codes)

    def for_codes(self, codes: Sequence[str], most: int = NEAR) -> list[Found]:
        """The offices of the first of these kinds that has any."""
        key = (*codes, str(most))
        if key not in self._found:
            self._found[key] = self._look(codes, most)
        return self._found[key]

    def office(self, key: str) -> Found | None:
        """One office by its id."""
        if key not in self._offices:
            with self._careful():
                self._offices[key] = self._directory.office(key) if self._directory else None
        office = self._offices.get(key)
        return self._ranked([office], self._serving(office))[0] if office else None

    def _serving(self, office: Office) -> frozenset[str]:
        insee = self._communes.today(self.spot.insee)
        found: frozenset[str] = frozenset()
        with self._careful():
            if self._directory is not None and insee:
                found = self._directory.serving(office.types, insee)
        return found

    def nearby(self) -> list[Near]:
        """The best office of each kind of the table, those that serve the commune or are not too far."""
        if self._near is None:
            groups = [group for group in self._table().groups if group.name]
            found = [Near(group, one) for group in groups for one in self._best(group.codes, 1)]
            self._near = [near for near in found if near.found.serves or _close(near.found)]
        return self._near

    def group_of(self, office: Office) -> Group | None:
        """What kind of office it is."""
        return self._table().group_of(office.types)

    # ---- stops and orientation

    def stops(self) -> tuple[Stop, ...]:
        """The permanences, as the town wrote them."""
        if self._stops is None:
            self._stops = kept.stops_of(self._store) if self._store else ()
        return self._stops

    def stop(self, key: str) -> Stop | None:
        """One permanence by its id."""
        return next((stop for stop in self.stops() if stop.id == key), None)

    def due(self, moment: datetime) -> list[Stop]:
        """The permanences that will come, soonest first."""
        ends = {stop.id: next(visits(stop, moment, self.holiday), None) for stop in self.stops()}
        coming = [stop for stop in self.stops() if ends[stop.id] is not None]
        return sorted(coming, key=lambda stop: ((visit := ends[stop.id]) and visit.ends) or moment)

    def stops_for(self, codes: Sequence[str], moment: datetime) -> list[Stop]:
        """The permanences of these kinds of office, soonest first."""
        alike = {code for asked in codes for code in self._table().alike(asked)}
        return [stop for stop in self.due(moment) if alike & set(stop.types)]

    def orientation(self) -> Orientation:
        """The table of « Vers qui me tourner ? »."""
        if self._orientation is None:
            self._orientation = kept.orientation_of(self._store or Path())
        return self._orientation

    # ---- now

    def holiday(self, day: date) -> str:
        """The public holiday a day is, where the kiosk is."""
        return holiday(day, self._communes.today(self.spot.insee))

    def now(self, office: Office, moment: datetime) -> hours.Now:
        """Whether it is open."""
        insee = self._communes.today(office.insee or self.spot.insee)
        return hours.state(office.hours, moment, lambda day: holiday(day, insee))

    def opening(self, office: Office, moment: datetime) -> str:
        """The same in words."""
        return words.opening(self.now(office, moment), moment)

    # ---- inside

    def _table(self) -> tables.Kinds:
        if self._kinds is None:
            self._kinds = tables.kinds()
        return self._kinds

    def _look(self, codes: Sequence[str], most: int) -> list[Found]:
        kinds = self._table()
        more = [other for code in codes for other in kinds.otherwise(code)]
        for code in dict.fromkeys([*codes, *more]):
            found = self._best(kinds.alike(code), most)
            if found:
                return found
        return []

    def _best(self, types: Sequence[str], most: int) -> list[Found]:
        """The best of these kinds: chosen on what choosing needs, and only those read whole."""
        directory = self._directory
        if directory is None or not types:
            return []
        insee = self._communes.today(self.spot.insee)
        best: list[Found] = []
        with self._careful():
            serving = directory.serving(types, insee) if insee else frozenset()
            chosen = for_commune(self._ranked(directory.brief(types), serving), most)
            whole = ((one, directory.office(one.office.id)) for one in chosen)
            best.extend(replace(one, office=office) for one, office in whole if office is not None)
        return best

    def _ranked(self, offices: Sequence[Office], serving: frozenset[str]) -> list[Found]:
        return rank(offices, serving, self.spot.insee, self._point(), self._communes)

    def _point(self) -> Point | None:
        """Where the kiosk is: as set, or at the town hall of its commune."""
        if self._here is None and self._directory is not None and self.spot.insee:
            insee = self._communes.today(self.spot.insee)
            halls: list[Found] = []
            with self._careful():
                halls = rank(self._directory.brief(["mairie"]), (), self.spot.insee, None, self._communes)
            own = (one.office for one in halls if self._communes.today(one.office.insee) == insee)
            self._here = next((office.point for office in own if office.point), None)
        return self._here

    @contextmanager
    def _careful(self) -> Iterator[None]:
        """A damaged file ends the directory, not the page."""
        try:
            yield
        except UserFacingError as error:
            if error.key != "content.store-damaged":
                raise
            self._directory = None


def _close(found: Found) -> bool:
    return found.distance is not None and found.distance <= AROUND_KM


def open_guide(store: Path, spot: Spot) -> Guide:
    """The guide of a content store; without a directory it still knows the stops and the table."""
    found = Directory.open(store)
    return Guide(found if isinstance(found, Directory) else None, spot, store)
