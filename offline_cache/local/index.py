"""The small index of local content, built as the official one is."""

import json
import sqlite3
import zlib
from pathlib import Path

from offline_cache.codec import encode_sheet
from offline_cache.importer.record import fields_of, links_of
from offline_cache.local import schema
from offline_cache.local.model import Overlay
from offline_cache.model import Sheet
from offline_cache.search import index
from offline_cache.search.index import Fields, IndexBuilder
from offline_cache.search.words import FrenchStemmer, fold, words
from offline_cache.walk import outline

_LINES = 3_000


def write_sheets(overlay: Overlay, path: Path) -> None:
    """Write every sheet and the index over them; `path` does not exist yet.

    Raises:
        sqlite3.DatabaseError: what was written does not read back whole.
    """
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("PRAGMA synchronous=OFF")
        db.execute(f"PRAGMA user_version={schema.VERSION}")
        db.executescript(schema.SCHEMA + index.SCHEMA)
        db.execute("BEGIN")
        builder = IndexBuilder(FrenchStemmer())
        for number, sheet in enumerate(overlay.sheets, 1):
            _add(db, builder, number, sheet, overlay.words.get(sheet.id, ()))
        builder.write(db)
        db.execute("COMMIT")
        (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(str(verdict))
    finally:
        db.close()


def _add(
    db: sqlite3.Connection, builder: IndexBuilder, number: int, sheet: Sheet, also: tuple[str, ...]
) -> None:
    crumbs = tuple(crumb.title for crumb in sheet.breadcrumb)
    body = zlib.compress(encode_sheet(sheet), 3)
    row = (number, sheet.id, sheet.title, json.dumps(crumbs, ensure_ascii=False), " ; ".join(also), body)
    db.execute("INSERT INTO sheet VALUES(?,?,?,?,?,?)", row)
    texts = "\n".join((sheet.summary, *outline(sheet.introduction)[1], *outline(sheet.blocks)[1]))[:_LINES]
    db.execute("INSERT INTO lines VALUES(?,?)", (number, zlib.compress(texts.encode(), 3)))
    found = fields_of(sheet)
    named = words(" ".join(also))
    fields = Fields(found.title, [*found.about, *named], [*found.heads, *named], found.body)
    builder.cite(links_of(sheet))
    builder.add(number, sheet.id, sheet.kind, fold(" / ".join((sheet.title, *crumbs))), fields)
