"""The content store as the journey's `Library`; an absent or damaged store is an empty one."""

from pathlib import Path

from kiosk.core.clock import Clock
from kiosk.core.errors import UserFacingError
from kiosk.journey.cases import EVENT
from kiosk.journey.ports import NOTHING
from offline_cache.checklist import Checklist
from offline_cache.conditions import Facts
from offline_cache.events import LifeEvent, in_edition, load_events, merged
from offline_cache.form_ways import FormWays
from offline_cache.model import Crumb, Edition, Entry, Form, Sheet, Topic, Wizard
from offline_cache.narrow import narrow
from offline_cache.search.answer import SearchAnswer
from offline_cache.store import AgePolicy, ContentStore

_KEPT = 80
"""Sheets kept decoded: those of one visit's way, a plan's steps among them."""
ADDED = "evenements.toml"
"""Beside the editions: the life events a town adds, or tells otherwise."""


class StoreLibrary:
    """Reads one edition. Sheets and checklists last asked for are kept, so that a page redraws fast."""

    def __init__(self, store: ContentStore, added: Path) -> None:
        """`added` is the town's own table of life events, which may not exist."""
        self._store = store
        self._added = added
        self._sheets: dict[tuple[str, Facts], Sheet | None] = {}
        self._checklists: dict[tuple[str, Facts], Checklist] = {}
        self._wizards: dict[str, list[Crumb]] = {}
        self._there: dict[str, bool] = {}
        self._folders: dict[str, Sheet | None] = {}
        self._events: tuple[LifeEvent, ...] | None = None
        self._search: tuple[str, SearchAnswer] | None = None
        self._topics = store.topics()
        self.edition: Edition | None = store.edition

    def prepare(self) -> None:
        """Load what the first search and the home page need."""
        self._store.prepare()
        self.events()

    def topic(self, topic: str) -> Topic | None:
        """A tile or a folder."""
        return self._store.topic(topic)

    def topics(self) -> list[Topic]:
        """The tiles."""
        return self._topics

    def children(self, topic: str) -> list[Entry]:
        """What a tile holds."""
        found = self._store.topic(topic)
        return self._store.children(found) if found else []

    def sheet(self, sheet: str, known: Facts = NOTHING) -> Sheet | None:
        """A sheet, kept decoded and narrowed."""
        key = sheet, known
        if key not in self._sheets:
            whole = self.sheet(sheet) if known != NOTHING else self._store.sheet(sheet) if sheet else None
            if len(self._sheets) >= _KEPT:
                self._sheets.pop(next(iter(self._sheets)))
            self._sheets[key] = narrow(whole, known) if whole else None
        return self._sheets[key]

    def folder(self, topic: str) -> Sheet | None:
        """A topic's own page, kept decoded."""
        if topic not in self._folders:
            self._folders[topic] = self._store.folder(topic)
        return self._folders[topic]

    def has(self, key: str) -> bool:
        """Whether it can be opened."""
        if key not in self._there:
            self._there[key] = self._store.has(key)
        return self._there[key]

    def events(self) -> tuple[LifeEvent, ...]:
        """The life events this edition can tell."""
        if self._events is None:
            told = (in_edition(event, self.has, self.sheet) for event in town_events(self._added))
            self._events = tuple(event for event in told if event)
        return self._events

    def wizards(self, sheet: str) -> list[Crumb]:
        """Whose questions narrow a sheet."""
        if sheet not in self._wizards:
            found = self.sheet(sheet)
            self._wizards[sheet] = self._store.wizards(found) if found else []
        return self._wizards[sheet]

    def wizard(self, key: str) -> Wizard | None:
        """The questions a sheet asks."""
        if key.startswith(EVENT):
            return next((event.wizard for event in self.events() if EVENT + event.id == key), None)
        found = self.sheet(key)
        return found.wizard if found else None

    def search(self, text: str) -> SearchAnswer:
        """The last answer is kept: the page asks again for the same words."""
        if self._search is None or self._search[0] != text:
            self._search = (text, self._store.search(text))
        return self._search[1]

    def suggest(self, prefix: str) -> list[str]:
        """Words that begin so."""
        return self._store.suggest(prefix)

    def checklist(self, sheet: str, known: Facts = NOTHING) -> Checklist:
        """The papers to bring."""
        key = sheet, known
        if key not in self._checklists:
            found = self.sheet(sheet, known)
            self._checklists[key] = self._store.checklist(found) if found else Checklist(sheet, ())
        return self._checklists[key]

    def forms(self, sheet: str, known: Facts = NOTHING) -> list[Form]:
        """The sheet's forms."""
        found = self.sheet(sheet, known)
        return self._store.forms(found) if found else []

    def form_ways(self, sheet: str, form: Form) -> FormWays:
        """How else to get a form."""
        found = self.sheet(sheet)
        return self._store.form_ways(form, found) if found else FormWays()


def town_events(added: Path) -> tuple[LifeEvent, ...]:
    """Our life events and the town's. A table that cannot be read is left out: the command that checks it says why."""
    events = load_events()
    try:
        return merged(events, load_events(added)) if added.exists() else events
    except UserFacingError:
        return events


class EmptyLibrary:
    """What is left when no content is installed: a kiosk that still prints, calls and says so."""

    edition: Edition | None = None

    def prepare(self) -> None:
        """Nothing to load."""

    def topic(self, topic: str) -> Topic | None:  # noqa: ARG002 - the port's shape
        """No tile."""
        return None

    def topics(self) -> list[Topic]:
        """No tiles."""
        return []

    def children(self, topic: str) -> list[Entry]:  # noqa: ARG002 - the port's shape
        """Nothing."""
        return []

    def sheet(self, sheet: str, known: Facts = NOTHING) -> Sheet | None:  # noqa: ARG002 - the port's shape
        """None."""
        return None

    def folder(self, topic: str) -> Sheet | None:  # noqa: ARG002 - the port's shape
        """None."""
        return None

    def has(self, key: str) -> bool:  # noqa: ARG002 - the port's shape
        """Nothing."""
        return False

    def wizards(self, sheet: str) -> list[Crumb]:  # noqa: ARG002 - the port's shape
        """None."""
        return []

    def wizard(self, key: str) -> Wizard | None:  # noqa: ARG002 - the port's shape
        """None."""
        return None

    def events(self) -> tuple[LifeEvent, ...]:
        """None."""
        return ()

    def search(self, text: str) -> SearchAnswer:  # noqa: ARG002 - the port's shape
        """Nothing found."""
        return SearchAnswer((), 0.0)

    def suggest(self, prefix: str) -> list[str]:  # noqa: ARG002 - the port's shape
        """Nothing."""
        return []

    def checklist(self, sheet: str, known: Facts = NOTHING) -> Checklist:  # noqa: ARG002 - the port's shape
        """No papers."""
        return Checklist(sheet, ())

    def forms(self, sheet: str, known: Facts = NOTHING) -> list[Form]:  # noqa: ARG002 - the port's shape
        """None."""
        return []

    def form_ways(self, sheet: str, form: Form) -> FormWays:  # noqa: ARG002 - the port's shape
        """None."""
        return FormWays()


def open_library(folder: Path, clock: Clock, ages: AgePolicy | None = None) -> StoreLibrary | EmptyLibrary:
    """The content in use, or nothing."""
    store = ContentStore.open(folder, clock, ages)
    return StoreLibrary(store, folder / ADDED) if isinstance(store, ContentStore) else EmptyLibrary()
