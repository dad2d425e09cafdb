"""Puts a finished edition in place: everything synced, then one rename; the edition before stays."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.core.durable import fsync
from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from kiosk.core.system import refusal
from offline_cache import schema
from offline_cache.placing import in_use, links, point

__all__ = ["alone", "in_use", "renewed", "swap", "sync", "told"]


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """One at a time changes a store; the lock is on its folder, and goes with the process.

    Raises:
        UserFacingError: `content.store-busy`.
    """
    lock = os.open(store, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserFacingError("content.store-busy", str(store)) from None
        yield
    finally:
        os.close(lock)


def sync(folder: Path) -> None:
    """Every file, then every folder from the leaves up: a rename must not outlive its content."""
    for path in sorted(folder.rglob("*"), reverse=True):
        fsync(path)
    fsync(folder)


def swap(store: Path, fresh: Path) -> None:
    """Point `current` at the new folder in one rename; keep the one before, drop older ones."""
    # The folder's own name must last before anything points at it.
    fsync(store)
    current = store / schema.CURRENT
    if current.is_symlink():
        point(store / schema.PREVIOUS, str(current.readlink()))
    point(current, fresh.name)
    fsync(store)
    kept = {str((store / name).readlink()) for name in links(store)}
    for path in store.glob("edition-*"):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def renewed(store: Path) -> Iterator[Path]:
    """A fresh folder to fill; when the block ends it is synced and put in use.

    Whatever goes wrong leaves the edition in use where it is, and takes the folder away.

    Raises:
        UserFacingError: `content.store-busy`, `host.disk-full` or `host.permission-missing`.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        with alone(store):
            fresh = store / f"edition-{new_id()}"
            fresh.mkdir()
            try:
                yield fresh
                sync(fresh)
                swap(store, fresh)
            finally:
                # A trouble after the rename must not take away the edition now in use.
                if in_use(store) != fresh.name:
                    shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise told(error, store) from error
    except sqlite3.OperationalError as error:
        # SQLite's own words for a file that cannot grow: « database or disk is full », « disk I/O error ».
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise
        raise UserFacingError("host.disk-full", f"{store} : {error}") from error


def told(error: OSError, store: Path) -> UserFacingError:
    """The system's refusal to write, as a person is told."""
    return refusal(error, store)
