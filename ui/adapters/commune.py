"""Official content with the town's own over it, as the journey's `Library`; either may be missing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.core.clock import Clock
from kiosk.journey.ports import NOTHING
from offline_cache.checklist import Checklist
from offline_cache.conditions import Facts
from offline_cache.events import LifeEvent
from offline_cache.form_ways import FormWays
from offline_cache.local.calendar import coming, ended, shown
from offline_cache.local.content import LocalContent
from offline_cache.local.model import PREFIX
from offline_cache.local.search import LocalFinder
from offline_cache.local.tiles import local_entries, tiles_of
from offline_cache.model import Crumb, Edition, Entry, Form, Sheet, Topic, Wizard
from offline_cache.search.answer import SearchAnswer
from ui.adapters.library import EmptyLibrary, StoreLibrary

_SUGGESTIONS = 5
Official = StoreLibrary | EmptyLibrary


class CommuneLibrary:
    """Reads both. Ids tell which one is meant: a local one begins with `local:`."""

    def __init__(self, official: Official, local: LocalContent, clock: Clock) -> None:
        self._official = official
        self._local = local
        self._clock = clock
        self._finder = LocalFinder(local, clock.monotonic)
        self._sheets: dict[str, Sheet | None] = {}
        self._search: tuple[str, SearchAnswer] | None = None
        self._topics = tiles_of(local.town, official.topics())

    @property
    def edition(self) -> Edition | None:
        """The official edition."""
        return self._official.edition

    def prepare(self) -> None:
        """Load what the first search needs."""
        self._official.prepare()
        self._finder.prepare()

    def topic(self, topic: str) -> Topic | None:
        """A tile or a folder, with the title the town gave it."""
        return next((tile for tile in self._topics if tile.id == topic), None) or self._official.topic(topic)

    def topics(self) -> list[Topic]:
        """The tiles."""
        return self._topics

    def children(self, topic: str) -> list[Entry]:
        """What a tile holds."""
        if topic.startswith(PREFIX):
            return local_entries(self._local.town, topic, self._titled, self._official.topic)
        return self._official.children(topic)

    def _titled(self, ident: str) -> str:
        if ident.startswith(PREFIX):
            return self._local.title(ident)
        sheet = self._official.sheet(ident)
        return sheet.title if sheet else ""

    def has(self, key: str) -> bool:
        """Whether it can be opened."""
        return self.sheet(key) is not None if key.startswith(PREFIX) else self._official.has(key)

    def folder(self, topic: str) -> Sheet | None:
        """A topic's own page; the town's tiles have none."""
        return None if topic.startswith(PREFIX) else self._official.folder(topic)

    def events(self) -> tuple[LifeEvent, ...]:
        """The life events."""
        return self._official.events()

    def wizards(self, sheet: str) -> list[Crumb]:
        """Whose questions narrow a sheet; the town's own ask none."""
        return [] if sheet.startswith(PREFIX) else self._official.wizards(sheet)

    def wizard(self, key: str) -> Wizard | None:
        """The questions a sheet asks."""
        return None if key.startswith(PREFIX) else self._official.wizard(key)

    def sheet(self, sheet: str, known: Facts = NOTHING) -> Sheet | None:
        """A sheet of either; a local one names the others as they are called now, and has nothing to narrow."""
        if not sheet.startswith(PREFIX):
            return self._official.sheet(sheet, known)
        if sheet not in self._sheets:
            found = self._local.sheet(sheet)
            self._sheets[sheet] = found and replace(
                found, related=tuple(Crumb(c.id, name) for c in found.related if (name := self._titled(c.id)))
            )
        return self._sheets[sheet]

    def search(self, text: str) -> SearchAnswer:
        """Both, in one list; the last answer is kept."""
        if self._search is None or self._search[0] != text:
            official = self._official.search(text)
            self._search = (text, self._finder.search(text, official, self._current))
        return self._search[1]

    def suggest(self, prefix: str) -> list[str]:
        """Words that begin so."""
        return self._finder.suggest(prefix, self._official.suggest(prefix), self._current, _SUGGESTIONS)

    def _current(self, ident: str) -> bool:
        """An event that is over, and a notice out of its dates, is no longer found."""
        event, notice = self._local.event(ident), self._local.notice(ident)
        if notice is not None:
            return bool(shown([notice], self._today()) or ended([notice], self._today()))
        return event is None or bool(coming([event], self._today()))

    def _today(self) -> date:
        return self._clock.now().astimezone().date()

    def checklist(self, sheet: str, known: Facts = NOTHING) -> Checklist:
        """The papers to bring."""
        if sheet.startswith(PREFIX):
            return self._local.checklist(sheet)
        return self._official.checklist(sheet, known)

    def forms(self, sheet: str, known: Facts = NOTHING) -> list[Form]:
        """The sheet's forms."""
        return self._local.forms(sheet) if sheet.startswith(PREFIX) else self._official.forms(sheet, known)

    def form_ways(self, sheet: str, form: Form) -> FormWays:
        """How else to get a form; the town's own are all held here."""
        return FormWays() if sheet.startswith(PREFIX) else self._official.form_ways(sheet, form)


class CommunePictures(QQuickImageProvider):
    """`image://commune/SHA256`: pictures of the local edition in use, re-encoded when it was installed."""

    def __init__(self, local: LocalContent | None) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._local = local
        town = local.town if local else None
        self._known = {p.sha256 for shown in (town.pictures if town else ()) for p in shown.pictures}

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803, ARG002 - Qt's names
        """The picture; what is none of this edition's is no picture."""
        return QImage(str(self._local.picture_path(id))) if self._local and id in self._known else QImage()


def open_commune(
    folder: Path, official: Official, clock: Clock
) -> tuple["Official | CommuneLibrary", LocalContent | None]:
    """Both contents as one, and the local one by itself; without any, the official one as it is."""
    local = LocalContent.open(folder)
    if not isinstance(local, LocalContent):
        return official, None
    return CommuneLibrary(official, local, clock), local
