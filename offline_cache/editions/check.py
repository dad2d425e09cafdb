"""Is a database that was just built the edition that was published? Nothing is swapped in before it is."""

import hashlib
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from kiosk.core.errors import UserFacingError
from offline_cache import schema
from offline_cache.editions.manifest import Manifest
from offline_cache.store import ContentStore

_SMOKE = 3


def check_database(database: Path, manifest: Manifest) -> None:
    """Integrity, every sheet by its hash, the counts, and a few questions as a visitor would ask them.

    Raises:
        UserFacingError: `content.check-failed` with what is wrong.
    """
    try:
        with closing(schema.open_read_only(database)) as db:
            titles = _check(db, manifest)
        _smoke(database.parent, titles)
    except (sqlite3.Error, zlib.error, ValueError, UserFacingError) as error:
        detail = error.detail if isinstance(error, UserFacingError) else str(error)
        raise UserFacingError("content.check-failed", detail) from None


def _check(db: sqlite3.Connection, manifest: Manifest) -> list[tuple[str, str]]:
    (verdict,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise _failed(f"base : {verdict}")
    rows = db.execute("SELECT id,sha256,body FROM sheet JOIN object USING(sha256)").fetchall()
    found = {key: sha256 for key, sha256, _ in rows}
    if found != {key: piece.sha256 for key, piece in manifest.sheets.items()}:
        raise _failed(f"{len(found)} fiches au lieu de {len(manifest.sheets)}, ou d'autres")
    for key, sha256, body in rows:
        if hashlib.sha256(zlib.decompress(body)).hexdigest() != sha256:
            raise _failed(f"{key} : abîmée")
    counts = {
        name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - our own tables
        for name in ("found", "lines", "object")
    }
    readable = "kind NOT IN ('resource','folder','wizard')"
    sql = f"SELECT id,title FROM sheet WHERE {readable} ORDER BY number"  # noqa: S608 - ours
    titles = db.execute(sql).fetchall()
    if counts != {"found": len(titles), "lines": len(titles), "object": len(rows)}:
        raise _failed(f"index : {counts}")
    forms = dict(db.execute("SELECT id,sha256 FROM form WHERE sha256<>''"))
    if any(forms.get(key, piece.sha256) != piece.sha256 for key, piece in manifest.forms.items()):
        raise _failed("formulaires")
    return titles


def _smoke(edition: Path, titles: list[tuple[str, str]]) -> None:
    store = ContentStore.open_edition(edition)
    if not isinstance(store, ContentStore):
        raise _failed("ne s'ouvre pas")
    try:
        for key, title in titles[:: max(len(titles) // _SMOKE, 1)][:_SMOKE]:
            sheet = store.sheet(key)
            if sheet is None or sheet.title != title:
                raise _failed(f"{key} ne se lit pas")
            store.search(title)
    finally:
        store.close()


def _failed(what: str) -> UserFacingError:
    return UserFacingError("content.check-failed", what)
