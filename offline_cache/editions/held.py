"""What a kiosk has already: sheets in the editions at hand, files beside them, and what earlier runs fetched.

Whatever is read here is checked against its hash again: a disk may lie, and so may what was cut half-way.
"""

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.errors import UserFacingError
from offline_cache import schema
from offline_cache.editions.manifest import Manifest, Piece, decode, digest
from offline_cache.editions.packing import check_file, unpack
from offline_cache.search.index import rules

SYNC = "sync"
FETCHED = "fetched"
PARTIAL = "partial"
MANIFEST_FILE = "manifest.z"
ATTACHMENTS = "attachments"


@dataclass(frozen=True)
class Base:
    """The edition in use: its folder, its database's facts, and its manifest when it came from a server."""

    folder: Path
    meta: dict[str, str]
    version: int
    manifest: Manifest | None

    @property
    def known_as(self) -> str:
        """The hash of its manifest; empty without one."""
        return self.meta.get("manifest", "") if self.manifest else ""

    @property
    def patchable(self) -> bool:
        """Whether its database was made as this program makes one."""
        return self.version == schema.VERSION and self.meta.get("rules") == rules()


def base_of(store: Path) -> Base | None:
    """The edition in use; None when there is none, or none that can be read."""
    try:
        folder = (store / schema.CURRENT).resolve(strict=True)
        with contextlib.closing(schema.open_read_only(folder / schema.DATABASE)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            meta: dict[str, str] = dict(db.execute("SELECT key,value FROM meta"))
    except (OSError, sqlite3.Error):
        return None
    return Base(folder, meta, version, _manifest_of(folder, meta.get("manifest", "")))


def _manifest_of(folder: Path, known_as: str) -> Manifest | None:
    try:
        data = zlib.decompress((folder / MANIFEST_FILE).read_bytes())
        return decode(data) if digest(data) == known_as else None
    except (OSError, zlib.error, UserFacingError):
        return None


class Held:
    """Pieces at hand, by their hash."""

    def __init__(self, store: Path) -> None:
        self.fetched = store / SYNC / FETCHED
        self.partial = store / SYNC / PARTIAL
        self._editions = [
            folder for name in (schema.CURRENT, schema.PREVIOUS) if (folder := _folder(store, name))
        ]
        self._open: list[sqlite3.Connection] = []
        for folder in self._editions:
            with contextlib.suppress(sqlite3.Error):
                db = schema.open_read_only(folder / schema.DATABASE)
                db.execute("SELECT 1 FROM object LIMIT 1")
                self._open.append(db)

    def close(self) -> None:
        """Let go of the databases."""
        for db in self._open:
            db.close()

    def names(self) -> set[str]:
        """The hashes of all sheets at hand, unchecked."""
        found = {path.name for path in _files(self.fetched)}
        for db in self._open:
            with contextlib.suppress(sqlite3.Error):
                found.update(sha256 for (sha256,) in db.execute("SELECT sha256 FROM object"))
        return found

    def sheet(self, key: str, piece: Piece) -> bytes | None:
        """A sheet's canonical JSON; None when what is at hand is not it."""
        for packed in self._packed(piece.sha256):
            with contextlib.suppress(UserFacingError):
                return unpack(packed, piece.size, piece.sha256, key)
        return None

    def file(self, key: str, piece: Piece) -> Path | None:
        """A form or an attachment; None when what is at hand is not it.

        In an edition it was checked before that edition was synced: there its size is enough, because a
        whole edition has hundreds of megabytes of forms.
        """
        with contextlib.suppress(UserFacingError, OSError):
            path = self.fetched / piece.sha256
            check_file(path, piece.size, piece.sha256, key)
            return path
        for folder in self._editions:
            for path in (folder / schema.FORMS / f"{piece.sha256}.pdf", folder / ATTACHMENTS / piece.sha256):
                if path.is_file() and path.stat().st_size == piece.size:
                    return path
        return None

    def _packed(self, sha256: str) -> Iterator[bytes]:
        with contextlib.suppress(OSError):
            yield (self.fetched / sha256).read_bytes()
        for db in self._open:
            with contextlib.suppress(sqlite3.Error):
                row = db.execute("SELECT body FROM object WHERE sha256=?", (sha256,)).fetchone()
                if row is not None:
                    yield row[0]


def _folder(store: Path, name: str) -> Path | None:
    try:
        return (store / name).resolve(strict=True)
    except OSError:
        return None


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
