"""Files that are whole or absent, also after a power cut: written aside, synced, renamed, the folder synced."""

import os
import shutil
from pathlib import Path


def fsync(path: Path) -> None:
    """A file's bytes, or a folder's names, onto the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file, or replace one, whole; the caller syncs the folder. One writer at a time."""
    aside = _aside(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(aside, flags, mode), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def put_synced(path: Path, data: bytes, mode: int = 0o644) -> None:
    """`put`, and the folder synced: after a power cut the file is the new one."""
    put(path, data, mode)
    fsync(path.parent)


def put_copy(path: Path, source: Path) -> None:
    """`put` with the bytes of another file, which may be large."""
    aside = _aside(path)
    try:
        shutil.copyfile(source, aside)
        fsync(aside)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _aside(path: Path) -> Path:
    """Always the same name: what a killed program left is written over by the next."""
    return path.with_name(f".{path.name}.part")
