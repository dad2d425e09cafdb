"""What the account of visits may read of the steward's: the content, and what screens show of the settings."""

import stat
from contextlib import suppress
from pathlib import Path

from kiosk.core.places import Places
from kiosk.core.settings import Settings, for_screens, written
from offline_cache import schema
from offline_cache.directory import schema as directory
from offline_cache.local import schema as local

_FOLDER, _FILE = 0o055, 0o044


def open_to_visits(places: Places, settings_path: Path, settings: Settings) -> Path:
    """Make both readable, as they are now, and return where the settings for a screen are.

    Without a settings file there is none for the screen either, which then says so.
    """
    stores = (places.content, places.content / local.FOLDER, places.content / directory.FOLDER)
    used = [path for store in stores for path in (store, store / schema.CURRENT)]
    folders = [path for path in used if path.is_dir()]
    if any(folder.stat().st_mode & _FOLDER != _FOLDER for folder in folders):  # brought under a narrow umask
        _open(places.content)
    shown = places.shown_settings
    if not settings_path.is_file():
        shown.unlink(missing_ok=True)
    else:
        part = shown.with_suffix(".part")
        part.write_text(written(for_screens(settings)), encoding="utf-8")
        part.chmod(0o644)
        part.replace(shown)
    return shown


def _open(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        with suppress(OSError):  # replaced under our eyes, or another account's: reading it will tell
            mode = path.lstat().st_mode
            if not stat.S_ISLNK(mode):
                path.chmod(stat.S_IMODE(mode) | (_FOLDER if stat.S_ISDIR(mode) else _FILE))
