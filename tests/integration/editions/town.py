"""A publisher, its server and one kiosk's store, small enough to be made anew for every test."""

import json
import shutil
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.core.clock import Clock, ManualClock, SystemClock
from kiosk.core.events import EventLog
from offline_cache.editions.attachments import Installers
from offline_cache.editions.keys import load_publisher, make_keys
from offline_cache.editions.limits import WebLimits
from offline_cache.editions.publish import Published, publish, renew
from offline_cache.editions.sources import Sources
from offline_cache.editions.sync import Outcome, Source, go_back, sync_edition
from offline_cache.store import ContentStore
from tests.integration.editions.server import Server

PASSPHRASE = b"cinq mots pour un essai"
# Short, so that a server that stalls costs a test half a second; long for a machine that does eight things.
QUICK = WebLimits(connect_s=2.0, idle_s=0.5, file_s=1.0, slowest=200_000.0, together=3, tries=2)
PATIENT = WebLimits(connect_s=10.0, idle_s=20.0, file_s=60.0, together=3)
_SHEET = (
    '<Publication xmlns:dc="http://purl.org/dc/elements/1.1/" ID="{key}" type="Fiche d\'information">'
    "<dc:title>{title}</dc:title><dc:description>{title}</dc:description><dc:date>modified 2026-03-04</dc:date>"
    "<Texte><Paragraphe>{text}</Paragraphe></Texte></Publication>"
)
Sheets = Mapping[str, str]


def sheet_xml(key: str, text: str) -> bytes:
    return _SHEET.format(key=key, title=f"Titre {key}", text=text).encode()


def sheets(count: int = 12, **changed: str) -> dict[str, str]:
    """Texts by id; every sheet speaks of its own things and of common ones."""
    found = {
        f"F{n}": f"La démarche numéro{n} demande une carte et un timbre fiscal{n % 3}."
        for n in range(1, count + 1)
    }
    return {**found, **changed}


def zip_of(texts: Sheets, path: Path, date: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, text in texts.items():
            archive.writestr(f"{key}.xml", sheet_xml(key, text))
        archive.writestr("edition.json", json.dumps({"date": date, "source": "essai", "sample": True}))
    return path


@dataclass
class Town:
    """Everything of one test lies under `folder`."""

    folder: Path
    server: Server
    keys: Path
    clock: Clock = field(default_factory=SystemClock)
    limits: WebLimits = PATIENT
    installers: Installers = field(default_factory=dict)

    @property
    def repo(self) -> Path:
        return self.server.folder

    @property
    def store(self) -> Path:
        return self.folder / "store"

    @property
    def root(self) -> bytes:
        return (self.folder / "root.json").read_bytes()

    @property
    def events(self) -> list[dict[str, Any]]:
        path = self.folder / "events.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.is_file() else []

    def publish(
        self,
        texts: Sheets,
        date: str = "2026-11-01",
        *,
        days: int = 30,
        clock: Clock | None = None,
        forms: Path | None = None,
        attachments: Mapping[str, Path] | None = None,
    ) -> Published:
        archive = zip_of(texts, self.folder / "sources.zip", date)
        sources = Sources(archive, forms, attachments or {})
        publisher = load_publisher(self.keys)
        when = clock or self.clock
        return publish(sources, publisher, self.repo, days, _quiet, clock=when, workers=1)

    def renew(self, days: int = 30) -> datetime:
        return renew(load_publisher(self.keys), self.repo, days, self.clock)

    def sync(self, **options: Any) -> Outcome:
        source = Source(options.pop("url", self.server.url), options.pop("root", self.root), self.limits)
        options.setdefault("installers", self.installers)
        return sync_edition(source, self.store, options.pop("progress", _quiet), self.log(), **options)

    def back(self) -> Outcome:
        return go_back(self.store, self.log())

    def log(self) -> EventLog:
        return EventLog(self.folder / "events.jsonl", "content")

    def text(self, key: str = "F1") -> str:
        """What the store in use says in one sheet."""
        with self.opened() as store:
            sheet = store.sheet(key)
            return "" if sheet is None else repr(sheet.blocks)

    @contextmanager
    def opened(self) -> Iterator[ContentStore]:
        store = ContentStore.open(self.store)
        assert isinstance(store, ContentStore), store
        try:
            yield store
        finally:
            store.close()


def long_ago(days: int) -> ManualClock:
    """A clock that stands so many days before now."""
    return ManualClock(start=datetime.now(UTC) - timedelta(days=days))


def _quiet(_done: int, _total: int) -> None:
    pass


@contextmanager
def open_town(folder: Path) -> Iterator[Town]:
    """A town whose publisher has keys; nothing is published yet."""
    keys = folder / "keys"
    for path in (keys, folder / "repo"):
        path.mkdir(parents=True)
    make_keys(keys, PASSPHRASE, datetime.now(UTC))
    (folder / "root.json").write_bytes((keys / "1.root.json").read_bytes())
    with Server(folder / "repo") as server:
        yield Town(folder, server, keys)


def prepare(folder: Path) -> None:
    """A town with one edition installed and the next one published, to be copied for each test."""
    with open_town(folder) as town:
        town.publish(sheets())
        assert town.sync().outcome == "updated"
        town.publish(sheets(F3="Nouvelle phrase du trois.", F4="Nouvelle phrase du quatre."), "2026-11-08")


@contextmanager
def open_copy(prepared: Path, folder: Path) -> Iterator[Town]:
    """A town of its own, as another was left."""
    shutil.copytree(prepared, folder, symlinks=True)
    with Server(folder / "repo") as server:
        yield Town(folder, server, folder / "keys")


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
