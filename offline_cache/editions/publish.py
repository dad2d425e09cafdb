"""Turns sources into a folder that any static file server can serve: pieces by hash, one signed manifest, deltas.

metadata/   what is signed: N.root.json, N.targets.json, N.snapshot.json, timestamp.json (last)
targets/    the manifest, and deltas from the ones before, compressed
sheets/     each sheet's canonical JSON, compressed, under its hash
files/      forms and attachments, under their hash
manifests/  the last manifests, for the next deltas
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import TargetFile

from kiosk.core.clock import Clock, SystemClock, rfc3339
from kiosk.core.durable import fsync, put, put_copy
from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal
from offline_cache.editions import limits
from offline_cache.editions.keys import Publisher
from offline_cache.editions.manifest import Manifest, decode, digest, encode, encode_delta
from offline_cache.editions.packing import pack
from offline_cache.editions.release import TARGETS, File, newest, place, release
from offline_cache.editions.sources import Progress, Read, Sources, read_sources
from offline_cache.importer.record import SheetRecord

MANIFEST = "manifest"
DELTA = "delta"
SHEETS = "sheets"
FILES = "files"
_MANIFESTS = "manifests"


@dataclass(frozen=True)
class Published:
    """What was made: `new` pieces written, `deltas` signed, and until when kiosks believe it."""

    date: str
    sheets: int
    forms: int
    attachments: int
    new: int
    deltas: int
    manifest: str
    expires: datetime
    refused: tuple[str, ...] = ()


def piece_path(kind: str, sha256: str) -> str:
    """Where a sheet (`SHEETS`) or a file (`FILES`) lies, from the folder's top."""
    return f"{kind}/{sha256[:2]}/{sha256}"


def publish(
    sources: Sources,
    publisher: Publisher,
    folder: Path,
    days: int,
    progress: Progress,
    *,
    clock: Clock | None = None,
    workers: int = 2,
) -> Published:
    """Publish an edition. Kiosks see the one before until all of this one is in place.

    Raises:
        UserFacingError: what the sources are refused for, or the system's refusal to write.
    """
    now = (clock or SystemClock()).now()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = newest(folder)
        shelf = _Shelf(folder)
        read = read_sources(sources, now.date(), shelf.keep, progress, workers)
        shelf.sync()
        manifest = _manifest(read, now)
        data = encode(manifest)
        decode(data)  # what a kiosk would refuse is refused here
        known = _known(folder)
        files = _signed_files(folder, manifest, data, known)
        put(folder / _MANIFESTS / f"{before.targets + 1}.{digest(data)}", pack(data))
        fsync(folder / _MANIFESTS)
        expires = release(folder, publisher, before, files, now, days)
        _forget(folder, (*files.values(), *before.files.values()))
    except OSError as error:
        raise refusal(error, folder) from error
    counts = len(manifest.sheets), len(manifest.forms), len(manifest.attachments)
    refused = tuple(read.refused)
    return Published(manifest.date, *counts, shelf.new, len(files) - 1, digest(data), expires, refused)


def renew(publisher: Publisher, folder: Path, days: int, clock: Clock | None = None) -> datetime:
    """Sign the newest release again, for longer; returns when it expires.

    Raises:
        UserFacingError: `content.edition-invalid` when nothing was published here.
    """
    before = newest(folder)
    if not before.files:
        raise UserFacingError("content.edition-invalid", f"{folder} : rien n'y est publié")
    try:
        return release(folder, publisher, before, before.files, (clock or SystemClock()).now(), days)
    except OSError as error:
        raise refusal(error, folder) from error


class _Shelf:
    """Pieces on disk by their hash; one that is there already is kept as it is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._touched: set[Path] = set()
        self.new = 0

    def keep(self, sha256: str, piece: SheetRecord | bytes | Path) -> None:
        """Take one piece."""
        kind = SHEETS if isinstance(piece, SheetRecord) else FILES
        path = self._folder / piece_path(kind, sha256)
        if path.is_file():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        self._touched.add(path.parent)
        self.new += 1
        match piece:
            case SheetRecord(body=body):
                put(path, pack(zlib.decompress(body)))
            case bytes():
                put(path, piece)
            case Path():
                put_copy(path, piece)

    def sync(self) -> None:
        """Make all names last."""
        for folder in {*self._touched, *(path.parent for path in self._touched), self._folder}:
            fsync(folder)


def _manifest(read: Read, now: datetime) -> Manifest:
    pieces = read.sheets, read.forms, read.attachments
    return Manifest(read.date, read.source, read.sample, rfc3339(now), *pieces)


def _known(folder: Path) -> list[Path]:
    """The manifests published so far, the newest first."""
    shelf = folder / _MANIFESTS
    shelf.mkdir(exist_ok=True)
    paths = [path for path in shelf.iterdir() if not path.name.startswith(".")]
    return sorted(paths, key=lambda path: int(path.name.partition(".")[0]), reverse=True)


def _read_manifest(path: Path) -> Manifest:
    return decode(zlib.decompress(path.read_bytes()))


def _signed_files(folder: Path, manifest: Manifest, data: bytes, known: list[Path]) -> dict[str, TargetFile]:
    facts = {"sha256": digest(data), "size": len(data)}
    files = {MANIFEST: place(folder, MANIFEST, File(pack(data), facts))}
    for path in known[: limits.KEPT_EDITIONS]:
        base = path.name.partition(".")[2]
        delta = encode_delta(_read_manifest(path), manifest)
        packed = pack(delta)
        # A delta as large as the whole is of no use.
        if base != digest(data) and len(packed) < files[MANIFEST].length:
            facts = {"sha256": digest(delta), "size": len(delta)}
            files[f"{DELTA}/{base}"] = place(folder, f"{DELTA}/{base}", File(packed, facts))
    for where in (folder / TARGETS / DELTA, folder / TARGETS, folder):
        if where.is_dir():
            fsync(where)
    return files


def _sweep(folder: Path, wanted: Callable[[Path], bool]) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not wanted(path):
            path.unlink()


def _forget(folder: Path, files: Iterable[TargetFile]) -> None:
    """Remove what no kiosk can still ask for: all but the last manifests, and pieces of none of them."""
    known = _known(folder)
    kept, old = known[: limits.KEPT_EDITIONS + 1], known[limits.KEPT_EDITIONS + 1 :]
    for path in old:
        path.unlink()
    signed = {prefixed for file in files for prefixed in file.get_prefixed_paths()}
    _sweep(folder / TARGETS, lambda path: str(path.relative_to(folder / TARGETS)) in signed)
    if old:
        manifests = [_read_manifest(path) for path in kept]
        wanted = {
            piece.sha256
            for manifest in manifests
            for s in manifest.sections().values()
            for piece in s.values()
        }
        for kind in (SHEETS, FILES):
            _sweep(folder / kind, lambda path: path.name in wanted)
