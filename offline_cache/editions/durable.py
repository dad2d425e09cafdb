"""Files that are whole or absent, also after a power cut: written aside, synced, renamed, the folder synced."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from kiosk.core.ids import new_id


def put(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file, or replace one, whole; the caller syncs the folder (`sync_folder`)."""
    aside = path.with_name(f".{path.name}.{new_id()[:8]}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def put_synced(path: Path, data: bytes, mode: int = 0o644) -> None:
    """`put`, and the folder synced: after a power cut the file is the new one."""
    put(path, data, mode)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put_copy(path: Path, source: Path) -> None:
    """`put` with the bytes of another file, which may be large."""
    aside = path.with_name(f".{path.name}.{new_id()[:8]}")
    try:
        shutil.copyfile(source, aside)
        descriptor = os.open(aside, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def copy_folder(source: Path, target: Path, copy: Callable[[Path, Path], object]) -> None:
    """All that lies in a folder, links as links. Unlike `shutil.copytree` it says what the system refused."""
    target.mkdir()
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_symlink():
            place.symlink_to(path.readlink())
        elif path.is_dir():
            place.mkdir()
        else:
            copy(path, place)
