"""Writes records into a fresh database; counts words on the way."""

import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from offline_cache import schema
from offline_cache.importer.convert import SheetRecord
from offline_cache.importer.nodes import Branch
from offline_cache.model import Form
from offline_cache.search.index import IndexBuilder
from offline_cache.search.words import Stemmer


class Node(NamedTuple):
    """A theme or a folder, kept until all sheets are known."""

    id: str
    title: str
    summary: str
    branches: tuple[Branch, ...]


class EditionWriter:
    """Fills one edition's database. Call `finish` once, then `close`."""

    def __init__(self, database: Path, stemmer: Stemmer) -> None:
        self._db = schema.create(database)
        self._db.execute("BEGIN")
        self._index = IndexBuilder(stemmer)
        self._nodes: dict[str, Node] = {}
        self._found: set[str] = set()
        self._held: set[str] = set()
        self.forms: dict[str, Form] = {}

    @property
    def held(self) -> frozenset[str]:
        """The ids of everything stored so far."""
        return frozenset(self._held)

    def add(self, record: SheetRecord) -> bool:
        """Store a sheet, resource or folder, and index what is read; False when its id is there already."""
        if record.id in self._held:
            return False
        self._held.add(record.id)
        if record.kind == "folder":
            self._nodes[record.id] = Node(record.id, record.title, record.summary, record.branches)
        self._db.execute("INSERT OR IGNORE INTO object VALUES(?,?)", (record.sha256, record.body))
        crumbs = json.dumps(record.crumbs, ensure_ascii=False)
        row = (record.id, record.kind, record.title, record.theme, crumbs, record.sha256)
        cursor = self._db.execute(
            "INSERT INTO sheet(id,kind,title,theme,crumbs,sha256) VALUES(?,?,?,?,?,?)", row
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO lead VALUES(?,?)", [(target, record.id) for target in record.leads]
        )
        for link in record.forms:
            known = self.forms.get(link.id)
            if known is None or record.kind == "resource":
                self.forms[link.id] = Form(link.id, link.title, link.number, link.url)
        if record.kind != "folder":
            self._index.cite(record.links)
        if record.readable and cursor.lastrowid:
            self._found.add(record.id)
            self._db.execute("INSERT INTO lines VALUES(?,?)", (cursor.lastrowid, record.lines))
            self._index.add(cursor.lastrowid, record.id, record.kind, record.headed, record.fields)
        return True

    def finish(self, meta: dict[str, str]) -> None:
        """Write nodes, forms, vocabulary and facts about the edition; commit and check integrity.

        Raises:
            sqlite3.DatabaseError: the file just written does not read back whole.
        """
        self._write_nodes()
        self._db.executemany(
            "INSERT INTO form VALUES(?,?,?,?,?,?,?)",
            [(f.id, f.title, f.number, f.url, f.sha256, f.size, f.pages) for f in self.forms.values()],
        )
        self._index.write(self._db)
        facts = {"sheets": str(len(self._found)), **meta}
        self._db.executemany("INSERT INTO meta VALUES(?,?)", facts.items())
        self._db.execute("COMMIT")
        (verdict,) = self._db.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(str(verdict))

    def close(self) -> None:
        """Close the database; what is not finished is left as it is."""
        self._db.close()

    def _write_nodes(self) -> None:
        below: dict[str, set[str]] = defaultdict(set)
        for key in self._nodes:
            below[key] = self._sheets_below(key, set())
        kept = {key for key, sheets in below.items() if sheets}
        for key in sorted(kept):
            node = self._nodes[key]
            row = (key, node.title, node.summary, len(below[key]))
            self._db.execute("INSERT INTO node VALUES(?,?,?,?)", row)
            present = [b for b in node.branches if b.child in kept or b.child in self._found]
            rows = [(key, i, b.child, b.title, b.group) for i, b in enumerate(present)]
            self._db.executemany("INSERT INTO branch VALUES(?,?,?,?,?)", rows)

    def _sheets_below(self, key: str, path: set[str]) -> set[str]:
        """Sheets under a node; `path` breaks loops in a damaged edition."""
        if key in path:
            return set()
        found: set[str] = set()
        for branch in self._nodes[key].branches:
            if branch.child in self._nodes:
                found |= self._sheets_below(branch.child, path | {key})
            elif branch.child in self._found:
                found.add(branch.child)
        return found
