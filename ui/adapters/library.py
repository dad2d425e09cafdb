"""The content store as the journey's `Library`; an absent or damaged store is an empty one."""

from pathlib import Path

from kiosk.core.clock import Clock
from offline_cache.checklist import Checklist
from offline_cache.form_ways import FormWays
from offline_cache.model import Edition, Entry, Form, SearchAnswer, Sheet, Topic
from offline_cache.store import AgePolicy, ContentStore

_KEPT = 24
"""Sheets kept decoded: those of one visit's way."""


class StoreLibrary:
    """Reads one edition. Sheets and checklists last asked for are kept, so that a page redraws fast."""

    def __init__(self, store: ContentStore) -> None:
        self._store = store
        self._sheets: dict[str, Sheet | None] = {}
        self._checklists: dict[str, Checklist] = {}
        self._search: tuple[str, SearchAnswer] | None = None
        self._topics = store.topics()
        self.edition: Edition | None = store.edition

    def prepare(self) -> None:
        """Load what the first search needs."""
        self._store.prepare()

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

    def sheet(self, sheet: str) -> Sheet | None:
        """A sheet, kept decoded."""
        if sheet not in self._sheets:
            if len(self._sheets) >= _KEPT:
                self._sheets.pop(next(iter(self._sheets)))
            self._sheets[sheet] = self._store.sheet(sheet) if sheet else None
        return self._sheets[sheet]

    def search(self, text: str) -> SearchAnswer:
        """The last answer is kept: the page asks again for the same words."""
        if self._search is None or self._search[0] != text:
            self._search = (text, self._store.search(text))
        return self._search[1]

    def suggest(self, prefix: str) -> list[str]:
        """Words that begin so."""
        return self._store.suggest(prefix)

    def checklist(self, sheet: str) -> Checklist:
        """The papers to bring."""
        if sheet not in self._checklists:
            found = self.sheet(sheet)
            self._checklists[sheet] = self._store.checklist(found) if found else Checklist(sheet, ())
        return self._checklists[sheet]

    def forms(self, sheet: str) -> list[Form]:
        """The sheet's forms."""
        found = self.sheet(sheet)
        return self._store.forms(found) if found else []

    def form_ways(self, sheet: str, form: Form) -> FormWays:
        """How else to get a form."""
        found = self.sheet(sheet)
        return self._store.form_ways(form, found) if found else FormWays()


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

    def sheet(self, sheet: str) -> Sheet | None:  # noqa: ARG002 - the port's shape
        """None."""
        return None

    def search(self, text: str) -> SearchAnswer:  # noqa: ARG002 - the port's shape
        """Nothing found."""
        return SearchAnswer((), 0.0)

    def suggest(self, prefix: str) -> list[str]:  # noqa: ARG002 - the port's shape
        """Nothing."""
        return []

    def checklist(self, sheet: str) -> Checklist:
        """No papers."""
        return Checklist(sheet, ())

    def forms(self, sheet: str) -> list[Form]:  # noqa: ARG002 - the port's shape
        """None."""
        return []

    def form_ways(self, sheet: str, form: Form) -> FormWays:  # noqa: ARG002 - the port's shape
        """None."""
        return FormWays()


def open_library(folder: Path, clock: Clock, ages: AgePolicy | None = None) -> StoreLibrary | EmptyLibrary:
    """The content in use, or nothing."""
    store = ContentStore.open(folder, clock, ages)
    return StoreLibrary(store) if isinstance(store, ContentStore) else EmptyLibrary()
