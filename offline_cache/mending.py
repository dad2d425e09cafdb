"""Whether the edition in use is whole, and what to do when it is not: the one before takes its place.

The screen never loads this: it reads an edition, the steward answers for it.
"""

import hashlib
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from offline_cache import schema
from offline_cache.placing import in_use, set_apart, use

DAMAGED = "damaged-"
_FACTS = frozenset({"date", "source", "sample", "imported_at", "sheets"})


@dataclass(frozen=True)
class Mended:
    """An edition that was in use and is not whole: `why`, where it lies now, and what replaced it.

    `folder` and `by` are empty when no other edition is whole: nothing was moved then.
    """

    why: str
    folder: str = ""
    by: str = ""


def examine(edition: Path) -> str:
    """What is wrong with an edition's folder, every sheet read; empty when it is whole.

    An edition of another version of the program is not damaged, only of no use: `version N`.
    """
    database = edition / schema.DATABASE
    if not database.is_file():
        return f"{schema.DATABASE} : absent"
    try:
        with closing(schema.open_read_only(database)) as connection:
            return _examine(connection)
    except (sqlite3.Error, zlib.error, ValueError, OSError) as error:
        return str(error)


def _examine(connection: sqlite3.Connection) -> str:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != schema.VERSION:
        return f"version {version}"
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        return f"base abîmée : {str(verdict).splitlines()[-1]}"
    facts = {key for (key,) in connection.execute("SELECT key FROM meta")}
    if not facts >= _FACTS:
        return "édition inachevée"
    for sha256, body in connection.execute("SELECT sha256,body FROM object"):
        if hashlib.sha256(zlib.decompress(body)).hexdigest() != sha256:
            return f"fiche altérée {sha256[:12]}"
    (lost,) = connection.execute(
        "SELECT count(*) FROM sheet WHERE sha256 NOT IN (SELECT sha256 FROM object)"
    ).fetchone()
    return f"{lost} fiches absentes" if lost else ""


def lost_forms(store: Path) -> list[str]:
    """Ids of the forms whose local copy is gone or is another file; the edition itself stays in use."""
    edition = store / schema.CURRENT
    try:
        with closing(schema.open_read_only(edition / schema.DATABASE)) as connection:
            rows = connection.execute("SELECT id,sha256 FROM form WHERE sha256<>'' ORDER BY id").fetchall()
    except sqlite3.Error:
        return []
    return [key for key, sha256 in rows if not _is(edition / schema.FORMS / f"{sha256}.pdf", sha256)]


def _is(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def mend(store: Path) -> Mended | None:
    """Look at the edition in use, and fall back to another that is whole. None when nothing is wrong.

    The damaged one is kept aside as `damaged-…`, one at most: it tells what happened to the disk.

    Raises:
        OSError: the disk refuses.
    """
    name = in_use(store)
    if not name and not any(store.glob("edition-*")):
        return None
    why = examine(store / name) if name else "current : absent"
    if not why:
        return None
    fallback = "" if why.startswith("version ") else next(_whole(store, name), "")
    if not fallback:
        return Mended(why)
    use(store, fallback)
    apart = ""
    if name:
        for path in store.glob(f"{DAMAGED}*"):
            shutil.rmtree(path, ignore_errors=True)
        apart = f"{DAMAGED}{new_id()}"
        set_apart(store, name, apart)
        if not (store / apart).exists():  # the whole folder was gone
            apart = ""
    return Mended(why, apart, fallback)


def _whole(store: Path, but: str) -> Iterator[str]:
    """Folders of whole editions, that of `previous` first, then the newest."""
    link = store / schema.PREVIOUS
    first = str(link.readlink()) if link.is_symlink() else ""
    folders = [path for path in store.glob("edition-*") if path.name != but]
    folders.sort(key=lambda path: (path.name != first, -path.stat().st_mtime))
    return (path.name for path in folders if not examine(path))


def previous_date(store: Path) -> str | None:
    """The date of the edition before, to go back to; None when there is none, empty when it says none."""
    try:
        with closing(schema.open_read_only(store / schema.PREVIOUS / schema.DATABASE)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key='date'").fetchone()
    except (sqlite3.Error, OSError):
        return None
    return str(row[0]) if row else None


def check_previous(store: Path) -> None:
    """Look whether there is an edition to go back to, and whether it is whole.

    Raises:
        UserFacingError: `content.previous-missing`, with the reason when it is there and not whole.
    """
    link = store / schema.PREVIOUS
    wrong = examine(store / link.readlink()) if link.is_symlink() else "absente"
    if not wrong and str(link.readlink()) == in_use(store):
        wrong = "c'est celle en place"
    if wrong:
        raise UserFacingError("content.previous-missing", wrong)
