"""The content in use, read-only. The screen process loads this; it never writes and never parses XML."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from kiosk.core.clock import Clock, SystemClock
from kiosk.core.errors import UserFacingError
from offline_cache import schema
from offline_cache.checklist import Checklist, build_checklist
from offline_cache.codec import decode_sheet
from offline_cache.form_ways import FormWays
from offline_cache.model import Crumb, Edition, Entry, Form, ServiceLink, Sheet, Topic, WebLink
from offline_cache.search.answer import SearchAnswer
from offline_cache.search.finder import Finder
from offline_cache.search.kept import open_lexicon
from offline_cache.search.words import FrenchStemmer
from offline_cache.tiles import Tile, load_tiles


@dataclass(frozen=True)
class AgePolicy:
    """From which age in days content is said to be old, and a person is to be asked as well.

    Official content is published daily; after two months some of it is surely wrong.
    """

    old_after: int = 60
    ask_after: int = 365


@dataclass(frozen=True)
class StoreMissing:
    """No edition was ever imported here."""

    folder: Path


@dataclass(frozen=True)
class StoreDamaged:
    """An edition is there but cannot be read; `detail` is for the technician."""

    folder: Path
    detail: str


class ContentStore:
    """One edition, open for reading. Reads raise `content.store-damaged` when the file turns bad."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, clock: Clock, ages: AgePolicy) -> None:
        self._ages = ages
        self._folder = folder
        self._db = connection
        self._clock = clock
        self._meta: dict[str, str] = dict(connection.execute("SELECT key,value FROM meta"))
        self._found_by: Finder | None = None
        self._tiles = {tile.id: tile for tile in load_tiles()}

    @classmethod
    def open(
        cls, folder: Path, clock: Clock | None = None, ages: AgePolicy | None = None
    ) -> "Self | StoreMissing | StoreDamaged":
        """Open the edition in use in `folder`. Stays on that edition if another is swapped in later."""
        link = folder / schema.CURRENT
        try:
            edition = link.resolve(strict=True)
        except OSError:
            return StoreDamaged(folder, "current") if link.is_symlink() else StoreMissing(folder)
        return cls.open_edition(edition, clock, ages)

    @classmethod
    def open_edition(
        cls, edition: Path, clock: Clock | None = None, ages: AgePolicy | None = None
    ) -> "Self | StoreDamaged":
        """Open one edition's folder, be it in use or not."""
        database = edition / schema.DATABASE
        if not database.is_file():
            return StoreDamaged(edition, schema.DATABASE)
        try:
            connection = schema.open_read_only(database)
        except sqlite3.Error as error:
            return StoreDamaged(edition, str(error))
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == schema.VERSION:
                return cls(edition, connection, clock or SystemClock(), ages or AgePolicy())
            detail = f"version {version}"
        except sqlite3.DatabaseError as error:
            detail = str(error)
        connection.close()
        return StoreDamaged(edition, detail)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def prepare(self) -> None:
        """Load what the first search needs, so that opening stays quick and that search does too."""
        self._finder().prepare()

    def _finder(self) -> Finder:
        if self._found_by is None:
            stemmer = FrenchStemmer()
            lexicon = open_lexicon(self._db, stemmer)
            self._found_by = Finder(self._db, lexicon, stemmer, self._clock.monotonic)
        return self._found_by

    @property
    def edition(self) -> Edition:
        """Which edition this is, and how old today."""
        day = self._meta["date"]
        age = (self._clock.now().date() - date.fromisoformat(day)).days if day else 0
        official = self._meta["sample"] != "1"
        return Edition(
            date=day,
            source=self._meta["source"],
            imported_at=self._meta["imported_at"],
            age_days=max(age, 0),
            is_old=official and (age > self._ages.old_after or not day),
            ask=official and (age > self._ages.ask_after or not day),
            sample=not official,
            sheets=int(self._meta["sheets"]),
        )

    def sheet(self, key: str) -> Sheet | None:
        """A sheet or resource by its id; None when this edition has none."""
        return self._decoded(key, "kind<>'folder'")

    def folder(self, key: str) -> Sheet | None:
        """What a topic's own page says (introduction, services, offices); None when it has none."""
        return self._decoded(key, "kind='folder'")

    def _decoded(self, key: str, which: str) -> Sheet | None:
        with self._reading():
            sql = f"SELECT sha256,body FROM sheet JOIN object USING(sha256) WHERE id=? AND {which}"  # noqa: S608 - ours
            row = self._db.execute(sql, (key,)).fetchone()
            if row is None:
                return None
            data = zlib.decompress(row[1])
            if hashlib.sha256(data).hexdigest() != row[0]:
                raise UserFacingError("content.store-damaged", key)
            return decode_sheet(data)

    def wizards(self, sheet: Sheet) -> list[Crumb]:
        """The wizards that narrow a sheet: those it names, then those that lead to it; never its own."""
        found = {crumb.id: crumb for crumb in sheet.wizards}
        with self._reading():
            sql = "SELECT wizard,title FROM lead JOIN sheet ON id=wizard WHERE lead.sheet=? ORDER BY number"
            for key, title in self._db.execute(sql, (sheet.id,)):
                found.setdefault(key, Crumb(key, title))
            return [crumb for crumb in found.values() if self.has(crumb.id)]

    def has(self, key: str) -> bool:
        """Whether a sheet or topic exists, so that a dangling link is not offered."""
        with self._reading():
            sql = "SELECT 1 FROM sheet WHERE id=:key AND kind<>'folder' UNION ALL SELECT 1 FROM node WHERE id=:key"
            return self._db.execute(sql, {"key": key}).fetchone() is not None

    def by_size(self) -> list[str]:
        """Every sheet that is read as one, the largest first: for measurements."""
        sql = (
            "SELECT id FROM sheet JOIN object USING(sha256) WHERE kind NOT IN ('folder','wizard')"
            " ORDER BY length(body) DESC, id"
        )
        with self._reading():
            return [key for (key,) in self._db.execute(sql)]

    def topics(self) -> list[Topic]:
        """The tiles that have something to show, in the table's order."""
        found = (self._tile(tile) for tile in self._tiles.values())
        return [topic for topic in found if topic.sheets]

    def topic(self, key: str) -> Topic | None:
        """A tile or a node by its id."""
        if key in self._tiles:
            return self._tile(self._tiles[key])
        with self._reading():
            row = self._db.execute("SELECT id,title,sheets FROM node WHERE id=?", (key,)).fetchone()
        return Topic(row[0], row[1], "", row[2]) if row else None

    def children(self, topic: Topic) -> list[Entry]:
        """What lies directly under a tile or a node, in the editor's order."""
        tile = self._tiles.get(topic.id)
        if tile is None:
            return self._entries(topic.id)
        present = [node for key in tile.nodes if (node := self.topic(key))]
        if len(present) == 1:
            return self._entries(present[0].id)
        # Several themes under one tile: each is one more sub-title, or a folder to open if small.
        return [entry for node in present for entry in self._under(node)]

    def search(self, text: str, limit: int = 20) -> SearchAnswer:
        """Sheets for what a person typed, best first; topics instead when there are none."""
        with self._reading():
            answer = self._finder().search(text, limit)
            if answer.hits:
                return answer
            topics = self._finder().nearest_topics(text) or self.topics()
            return SearchAnswer((), answer.ms, answer.understood, tuple(topics))

    def suggest(self, prefix: str, limit: int = 5) -> list[str]:
        """How what is being typed may go on."""
        with self._reading():
            return self._finder().suggest(prefix, limit)

    def checklist(self, sheet: Sheet) -> Checklist:
        """The papers to bring, each with the cases it applies to."""
        return build_checklist(sheet)

    def forms(self, sheet: Sheet) -> list[Form]:
        """The sheet's forms, each once, with its local copy if the kiosk has one."""
        found: list[Form] = []
        with self._reading():
            for link in sheet.forms:
                row = self._db.execute("SELECT * FROM form WHERE id=?", (link.id,)).fetchone()
                found.append(Form(*row) if row else Form(link.id, link.title, link.number, link.url))
        return found

    def form_ways(self, form: Form, sheet: Sheet) -> FormWays:
        """What to offer a person for whom there is no copy of this form here."""
        about = self.sheet(form.id)
        links = [link for link in (*sheet.forms, *(about.forms if about else ())) if link.id == form.id]
        notices: dict[str, WebLink] = {}
        for link in links:
            for notice in link.notices:
                notices.setdefault(notice.url, notice)
        twins = [self._reached(service) for service in (about.services if about else ())]
        bare = form.number.partition("*")[0].strip()
        with self._reading():
            sql = "SELECT * FROM form WHERE sha256<>'' AND id<>? AND ?<>'' AND (number=? OR number LIKE ?) LIMIT 4"
            copies = self._db.execute(sql, (form.id, bare, bare, f"{bare}*%")).fetchall()
        return FormWays(
            tuple(twin for twin in twins if twin.url),
            tuple(notices.values()),
            tuple(Form(*row) for row in copies),
            about.offices if about else (),
        )

    def _reached(self, service: ServiceLink) -> ServiceLink:
        """A service with its address, which an edition may keep in the service's own file."""
        about = self.sheet(service.id) if service.id and not service.url else None
        own = next((found for found in about.services if found.url), None) if about else None
        return replace(service, url=own.url, provider=service.provider or own.provider) if own else service

    def form_path(self, form: Form) -> Path | None:
        """The local PDF of a form, or None. Its name is its hash; read it as a stranger's file."""
        path = self._folder / schema.FORMS / f"{form.sha256}.pdf"
        return path if form.local and path.is_file() else None

    def _tile(self, tile: Tile) -> Topic:
        with self._reading():
            marks = ",".join("?" * len(tile.nodes))
            sql = f"SELECT coalesce(sum(sheets),0) FROM node WHERE id IN ({marks})"  # noqa: S608 - marks only
            (sheets,) = self._db.execute(sql, tile.nodes).fetchone()
        return Topic(tile.id, tile.title, tile.icon, sheets)

    def _under(self, node: Topic) -> list[Entry]:
        inside = self._entries(node.id)
        if any(entry.kind == "sheet" for entry in inside):
            return [Entry(node.id, node.title, "topic", "", node.sheets)]
        return [Entry(e.id, e.title, e.kind, node.title, e.sheets) for e in inside]

    def _entries(self, key: str) -> list[Entry]:
        sql = (
            "SELECT child,b.title,grouping,n.sheets FROM branch AS b LEFT JOIN node AS n ON n.id=child"
            " WHERE parent=? ORDER BY position"
        )
        with self._reading():
            rows = self._db.execute(sql, (key,)).fetchall()
        return [
            Entry(child, title, "sheet" if sheets is None else "topic", group, sheets or 1)
            for child, title, group, sheets in rows
        ]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, zlib.error, ValueError) as error:
            raise UserFacingError("content.store-damaged", str(error)) from error
