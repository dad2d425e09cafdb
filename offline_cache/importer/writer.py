"""Writes records into a fresh database; counts words on the way."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from offline_cache import schema
from offline_cache.branch import Branch
from offline_cache.importer.record import SheetRecord
from offline_cache.model import Form
from offline_cache.search.index import IndexBuilder, rules
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
        number = put_sheet(self._db, record)
        for link in record.forms:
            known = self.forms.get(link.id)
            if known is None or record.kind == "resource":
                self.forms[link.id] = Form(link.id, link.title, link.number, link.url)
        if record.kind != "folder":
            self._index.cite(record.links)
        if record.readable:
            self._found.add(record.id)
            self._index.add(number, record.id, record.kind, record.headed, record.fields)
        return True

    def finish(self, meta: dict[str, str]) -> None:
        """Write nodes, forms, vocabulary and facts about the edition; commit and check integrity.

        Raises:
            sqlite3.DatabaseError: the file just written does not read back whole.
        """
        put_nodes(self._db, self._nodes, self._found)
        put_forms(self._db, self.forms.values())
        self._index.write(self._db)
        put_facts(self._db, {"sheets": str(len(self._found)), **meta})
        self._db.execute("COMMIT")
        (verdict,) = self._db.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(str(verdict))

    def close(self) -> None:
        """Close the database; what is not finished is left as it is."""
        self._db.close()


def put_sheet(db: sqlite3.Connection, record: SheetRecord, number: int | None = None) -> int:
    """Store a sheet with its own rows, under a number of its own or the next one; returns it."""
    db.execute("INSERT OR IGNORE INTO object VALUES(?,?)", (record.sha256, record.body))
    crumbs = json.dumps(record.crumbs, ensure_ascii=False)
    row = (number, record.id, record.kind, record.title, record.theme, crumbs, record.sha256)
    cursor = db.execute("INSERT INTO sheet VALUES(?,?,?,?,?,?,?)", row)
    given = int(cursor.lastrowid or 0)
    db.executemany("INSERT OR IGNORE INTO lead VALUES(?,?)", [(target, record.id) for target in record.leads])
    links = [(record.id, i, f.id, f.title, f.number, f.url) for i, f in enumerate(record.forms)]
    db.executemany("INSERT INTO form_link VALUES(?,?,?,?,?,?)", links)
    if record.readable:
        db.execute("INSERT INTO lines VALUES(?,?)", (given, record.lines))
    return given


def put_forms(db: sqlite3.Connection, forms: Iterable[Form]) -> None:
    """Write the forms, of which there are none so far."""
    rows = [(f.id, f.title, f.number, f.url, f.sha256, f.size, f.pages) for f in forms]
    db.executemany("INSERT INTO form VALUES(?,?,?,?,?,?,?)", rows)


def put_facts(db: sqlite3.Connection, facts: Mapping[str, str]) -> None:
    """Write what is known of the edition, of which nothing is written so far."""
    db.executemany("INSERT INTO meta VALUES(?,?)", {"rules": rules(), **facts}.items())


def put_nodes(db: sqlite3.Connection, nodes: Mapping[str, Node], found: Collection[str]) -> None:
    """Write the nodes that lead to a sheet, of which none is written so far."""
    below: dict[str, set[str]] = defaultdict(set)
    for key in nodes:
        below[key] = _sheets_below(nodes, found, key, set())
    kept = {key for key, sheets in below.items() if sheets}
    for key in sorted(kept):
        node = nodes[key]
        db.execute("INSERT INTO node VALUES(?,?,?,?)", (key, node.title, node.summary, len(below[key])))
        present = [b for b in node.branches if b.child in kept or b.child in found]
        rows = [(key, i, b.child, b.title, b.group) for i, b in enumerate(present)]
        db.executemany("INSERT INTO branch VALUES(?,?,?,?,?)", rows)


def _sheets_below(nodes: Mapping[str, Node], held: Collection[str], key: str, path: set[str]) -> set[str]:
    """Sheets under a node; `path` breaks loops in a damaged edition."""
    if key in path:
        return set()
    found: set[str] = set()
    for branch in nodes[key].branches:
        if branch.child in nodes:
            found |= _sheets_below(nodes, held, branch.child, path | {key})
        elif branch.child in held:
            found.add(branch.child)
    return found
