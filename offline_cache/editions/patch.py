"""Changes a copy of one edition's database into the next edition's; only what changed is read and written."""

import sqlite3
import zlib
from collections.abc import Collection, Mapping
from dataclasses import replace

from offline_cache.codec import decode_sheet
from offline_cache.importer.record import SheetRecord, fields_of, record_of
from offline_cache.importer.writer import Node, put_facts, put_forms, put_nodes, put_sheet
from offline_cache.model import Form, Sheet
from offline_cache.search.index import Fields, mean_lengths
from offline_cache.search.kept import renew_lexicon
from offline_cache.search.patch import Side, patch_index
from offline_cache.search.words import FrenchStemmer


def patch(
    db: sqlite3.Connection,
    records: list[SheetRecord],
    gone: Collection[str],
    forms: Mapping[str, Form],
    facts: Mapping[str, str],
) -> bool:
    """Put in `records`, take out `gone`; `forms` are the local copies. False: it must be built anew.

    The database is spoilt then; it has no journal, being a copy.
    """
    before = dict(db.execute("SELECT id,number FROM sheet ORDER BY number"))
    if list(before) != sorted(before) or list(before.values()) != list(range(1, len(before) + 1)):
        return False
    db.execute("BEGIN")
    stemmer = FrenchStemmer()
    # Cutting twenty thousand words to their stems takes longer than all the rest.
    stemmer.learn(dict(db.execute("SELECT word,stem FROM word")))
    touched = [key for key in (*(record.id for record in records), *gone) if key in before]
    old = [record_of(_sheet(db, key)) for key in touched]
    mean = mean_lengths(db)
    for record in old:
        _take_out(db, record, before[record.id])
    after = (before.keys() | {record.id for record in records}) - set(gone)
    numbers = {key: number for number, key in enumerate(sorted(after), 1)}
    _renumber(db, {number: numbers[key] for key, number in before.items() if key in after})
    for record in records:
        put_sheet(db, record, numbers[record.id])
    db.execute("DELETE FROM object WHERE sha256 NOT IN (SELECT sha256 FROM sheet)")

    def read(key: str) -> Fields:
        return fields_of(_sheet(db, key))

    sides = [_side(record) for record in old], [_side(record) for record in records]
    if not patch_index(db, mean, *sides, read, stemmer):
        return False
    renew_lexicon(db, stemmer)
    found = _patch_nodes(db)
    _patch_forms(db, forms)
    db.execute("DELETE FROM meta")
    put_facts(db, {"sheets": str(found), **facts})
    db.execute("COMMIT")
    return True


def _side(record: SheetRecord) -> Side:
    fields = record.fields if record.readable else None
    return Side(record.id, record.kind, record.headed, record.links, fields)


def _sheet(db: sqlite3.Connection, key: str) -> Sheet:
    sql = "SELECT body FROM sheet JOIN object USING(sha256) WHERE id=?"
    (body,) = db.execute(sql, (key,)).fetchone()
    return decode_sheet(zlib.decompress(body))


def _take_out(db: sqlite3.Connection, record: SheetRecord, number: int) -> None:
    for table in ("sheet", "lines", "found"):
        db.execute(f"DELETE FROM {table} WHERE number=?", (number,))  # noqa: S608 - our own tables
    db.execute("DELETE FROM lead WHERE wizard=?", (record.id,))
    db.execute("DELETE FROM form_link WHERE sheet=?", (record.id,))


def _renumber(db: sqlite3.Connection, numbers: Mapping[int, int]) -> None:
    moves = [(-new, old) for old, new in numbers.items() if old != new]
    if not moves:
        return
    for table in ("sheet", "lines", "found"):
        # By way of negative numbers: on the straight way two sheets would meet.
        db.executemany(f"UPDATE {table} SET number=? WHERE number=?", moves)  # noqa: S608 - our own tables
        db.execute(f"UPDATE {table} SET number=-number WHERE number<0")  # noqa: S608 - our own tables


def _patch_nodes(db: sqlite3.Connection) -> int:
    """Write the tree anew; returns how many sheets are found by searching."""
    sql = "SELECT id FROM sheet WHERE kind='folder' ORDER BY number"
    sheets = [_sheet(db, key) for (key,) in db.execute(sql).fetchall()]
    nodes = {s.id: Node(s.id, s.title, s.summary, s.branches) for s in sheets}
    rows = db.execute("SELECT id FROM found JOIN sheet USING(number)")
    found = {key for (key,) in rows}
    db.execute("DELETE FROM node")
    db.execute("DELETE FROM branch")
    put_nodes(db, nodes, found)
    return len(found)


def _patch_forms(db: sqlite3.Connection, local: Mapping[str, Form]) -> None:
    """Write the forms anew, as `EditionWriter` gathers them: a resource knows its form best."""
    forms: dict[str, Form] = {}
    sql = (
        "SELECT f.id,f.title,f.number,f.url,s.kind FROM form_link AS f JOIN sheet AS s ON s.id=f.sheet"
        " ORDER BY s.number,f.position"
    )
    for key, title, number, url, kind in db.execute(sql):
        if key not in forms or kind == "resource":
            forms[key] = Form(key, title, number, url)
    for key, found in local.items():
        if key in forms:
            forms[key] = replace(forms[key], sha256=found.sha256, size=found.size, pages=found.pages)
    db.execute("DELETE FROM form")
    put_forms(db, forms.values())
