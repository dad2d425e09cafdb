"""Checks an overlay and puts it in place: built beside the one in use, synced, swapped in by one rename."""

import sqlite3
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from kiosk.core.clock import Clock, SystemClock
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from kiosk.core.places import ROOT
from kiosk.core.system import refusal
from offline_cache.importer.forms import ApartCounter
from offline_cache.importer.swap import renewed, swap, told
from offline_cache.local import schema
from offline_cache.local.assets import Assets, CountPages, RemakePicture
from offline_cache.local.codec import encode_town
from offline_cache.local.index import write_sheets
from offline_cache.local.model import Overlay
from offline_cache.local.problems import Problems
from offline_cache.local.read import read_overlay
from offline_cache.local.remake import apart
from offline_cache.local.source import Source, read_source
from offline_cache.schema import CURRENT, PREVIOUS

ICONS = ROOT / "kiosk" / "assets" / "icons"
# The ZIP's own clock starts here; a real date would make two exports of the same files differ.
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Hands:
    """What looks at a stranger's files, and the clock."""

    remake: RemakePicture = apart
    count: CountPages | None = None
    clock: Clock = field(default_factory=SystemClock)


@dataclass(frozen=True)
class Installed:
    """What an overlay holds, told to who installs it. `bytes` is its size on the disk, 0 when only checked."""

    town: str
    date: str
    pages: int
    procedures: int
    requests: int
    notices: int
    events: int
    associations: int
    tiles: int
    bytes: int = 0
    ms: int = 0


def icons() -> frozenset[str]:
    """The icons there are, by their names."""
    return frozenset(path.stem for path in ICONS.glob("*.svg") if not path.stem.endswith("-bold"))


def check_local(file: Path, hands: Hands | None = None) -> Installed:
    """Read and check a folder or ZIP; nothing is written.

    Raises:
        LocalWrongError: with all that is to correct. UserFacingError: as `read_source`.
    """
    overlay, _ = compiled(read_source(file), hands or Hands())
    return _summary(overlay)


def compiled(source: Source, hands: Hands) -> tuple[Overlay, Assets]:
    """The overlay, with the pictures and PDFs it keeps.

    Raises:
        LocalWrongError: with all that is to correct.
    """
    today = hands.clock.now().astimezone().date()
    if hands.count is not None:
        assets = Assets(source, Problems(), hands.remake, hands.count)
        return read_overlay(source, assets, icons(), today), assets
    with ApartCounter() as count:
        assets = Assets(source, Problems(), hands.remake, count)
        return read_overlay(source, assets, icons(), today), assets


def install_local(
    file: Path, store: Path, log: EventLog | None = None, hands: Hands | None = None
) -> Installed:
    """Install a folder or ZIP as the local content of `store`. The one in use stays until it is whole.

    Raises:
        LocalWrongError: with all that is to correct. UserFacingError: as `read_source`, or
            `host.disk-full`, `host.permission-missing`. Nothing has changed then.
    """
    hands = hands or Hands()
    started = hands.clock.monotonic()
    if log:
        log.emit("content.local-install-init")
    source = read_source(file)
    overlay, assets = compiled(source, hands)
    with renewed(schema.folder_of(store)) as fresh:
        write_edition(overlay, assets, fresh)
    size = sum(path.stat().st_size for path in fresh.rglob("*") if path.is_file())
    ms = round((hands.clock.monotonic() - started) * 1000)
    if log:
        log.emit("content.local-install-complete", sheets=len(overlay.sheets), ms=ms)
    return Installed(**{**vars(_summary(overlay)), "bytes": size, "ms": ms})


def write_edition(overlay: Overlay, assets: Assets, folder: Path) -> None:
    """Write all that an edition holds into an empty folder."""
    for name in (schema.IMAGES, schema.DOCUMENTS):
        (folder / name).mkdir()
    for name, data in assets.kept.items():
        (folder / name).write_bytes(data)
    (folder / schema.TOWN).write_bytes(encode_town(overlay.town))
    try:
        write_sheets(overlay, folder / schema.DATABASE)
    except sqlite3.OperationalError as error:
        raise UserFacingError("host.disk-full", str(error)) from error
    (folder / schema.SOURCE).write_bytes(packed(assets.source))


def back_local(store: Path) -> None:
    """Use the local edition before this one again; this one becomes the one before.

    Raises:
        UserFacingError: `content.local-missing` when there is none before.
    """
    local = schema.folder_of(store)
    link = local / PREVIOUS
    before = link.resolve() if link.is_symlink() else None
    if before is None or not (before / schema.TOWN).is_file():
        raise UserFacingError("content.local-missing", f"{store} : pas de contenu local précédent")
    try:
        swap(local, local / before.name)
    except OSError as error:
        raise told(error, store) from error


def refresh_local(store: Path, log: EventLog | None = None, hands: Hands | None = None) -> Installed:
    """Build the local edition in use again from its own source, as another version of the program wants it.

    Raises:
        UserFacingError: `content.local-missing`, or as `install_local`.
    """
    source = schema.folder_of(store) / CURRENT / schema.SOURCE
    if not source.is_file():
        raise UserFacingError("content.local-missing", str(store))
    return install_local(source, store, log, hands)


def export_local(file: Path, target: Path, hands: Hands | None = None) -> Installed:
    """Write a checked folder as one ZIP to hand on: the same files give the same bytes.

    Raises:
        LocalWrongError: with all that is to correct. UserFacingError: as `read_source`, or as `refusal`.
    """
    source = read_source(file)
    overlay, _ = compiled(source, hands or Hands())
    data = packed(source)
    aside = target.with_name(f".{target.name}.part")
    try:
        aside.write_bytes(data)
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise refusal(error, target) from None
    return Installed(**{**vars(_summary(overlay)), "bytes": len(data)})


def packed(source: Source) -> bytes:
    """The files as a ZIP, in order and without dates; stored plain, so that no library's version shows."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(source.files):
            info = zipfile.ZipInfo(name, _STAMP)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, source.files[name])
    return buffer.getvalue()


def _summary(overlay: Overlay) -> Installed:
    town = overlay.town
    return Installed(
        town=town.name,
        date=town.date.isoformat(),
        pages=len(town.pages),
        procedures=len(town.procedures),
        requests=sum(procedure.request is not None for procedure in town.procedures),
        notices=len(town.notices),
        events=len(town.events),
        associations=len(town.associations),
        tiles=len(town.tiles) + len(town.changes),
    )
