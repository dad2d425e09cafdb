"""Pictures re-encoded apart, one confined child for each."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from kiosk.confine.confinement import Confinement
from kiosk.confine.limits import Done, Killed, Limits, Refused
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from kiosk.core.places import program
from kiosk.documents.remake import REMADE, SOURCE, remake_picture
from offline_cache.local.assets import Remade

# 50 million pixels are 200 MB once decoded, and as much again while they are turned.
_LIMITS = Limits(memory_mb=1024, cpu_s=20, output_mb=10, wall_s=40)
_BIGGEST = 4 * 2**20
_Work = Callable[[Path, Path], "tuple[int, int] | str"]


def apart(data: bytes) -> Remade | str:
    """A picture re-encoded in confinement, or the key of why not.

    Raises:
        UserFacingError: `confine.tool-missing` when bubblewrap is not installed.
    """
    return _remade(data, _confined)


def ours(data: bytes) -> Remade | str:
    """The same in this very process: for pictures that we drew ourselves."""
    try:
        return _remade(data, lambda source, folder: remake_picture(source, folder / REMADE))
    except UserFacingError as error:
        return error.key


def _remade(data: bytes, work: _Work) -> Remade | str:
    folder = Path(tempfile.mkdtemp(prefix="visio-image-"))
    try:
        box = folder / "box"
        box.mkdir()
        source = folder / SOURCE
        source.write_bytes(data)
        size = work(source, box)
        if isinstance(size, str):
            return size
        remade = box / REMADE
        if not remade.is_file() or remade.stat().st_size > _BIGGEST:
            return "document.file-damaged"
        return Remade(remade.read_bytes(), *size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _confined(source: Path, folder: Path) -> tuple[int, int] | str:
    confinement = Confinement([*program(), "child"], EventLog(None, "content"))
    outcome = asyncio.run(confinement.run("remake", {}, folder, inputs={SOURCE: source}, limits=_LIMITS))
    match outcome:
        case Done({"width": int(width), "height": int(height)}) if 0 < width <= 4096 and 0 < height <= 4096:
            return width, height
        case Refused(key=key):
            return key
        case Killed():
            return "document.work-exceeded"
        case _:
            return "document.file-damaged"
