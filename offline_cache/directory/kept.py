"""The town's own files in the content store: permanences and orientation, installed only when whole."""

from pathlib import Path

from kiosk.core.durable import put_synced
from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal
from offline_cache.directory import orientation, stops_file
from offline_cache.directory.orientation import Orientation, read_orientation
from offline_cache.directory.stops import Stop
from offline_cache.directory.stops_file import read_stops
from offline_cache.directory.tables import DATA
from offline_cache.directory.town_file import Fault

FOLDER = "local"
STOPS = stops_file.FILE
ORIENTATION = orientation.FILE


def read_text(path: Path) -> str:
    """The file's text.

    Raises:
        UserFacingError: as `refusal`; `content.file-refused` when it is no text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise refusal(error, path) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UserFacingError(
            "content.file-refused", f"{path.name}, ligne {line} : ce n'est pas du texte UTF-8"
        ) from None


def check(kind: str, text: str) -> tuple[Fault, ...]:
    """What is wrong with a file of permanences or of orientation."""
    return read_stops(text)[1] if kind == STOPS else read_orientation(text)[1]


def install(kind: str, source: Path, store: Path) -> None:
    """Put a checked file into use, in one rename.

    Raises:
        UserFacingError: `content.file-refused` with its first error; as `refusal`. Nothing has changed then.
    """
    text = read_text(source)
    faults = check(kind, text)
    if faults:
        more = f" (et {len(faults) - 1} autres)" if len(faults) > 1 else ""
        raise UserFacingError("content.file-refused", f"{source.name}, {faults[0]}{more}")
    folder = store / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put_synced(folder / kind, text.encode())
    except OSError as error:
        raise refusal(error, folder) from None


def stops_of(store: Path) -> tuple[Stop, ...]:
    """The permanences in use; none when the file is absent or was damaged."""
    text = _kept(store / FOLDER / STOPS)
    stops, faults = read_stops(text)
    return () if faults else stops


def orientation_of(store: Path) -> Orientation:
    """The town's table, or else ours."""
    text = _kept(store / FOLDER / ORIENTATION)
    if text:
        table, faults = read_orientation(text)
        if not faults:
            return table
    return read_orientation((DATA / ORIENTATION).read_text(encoding="utf-8"))[0]


def _kept(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
