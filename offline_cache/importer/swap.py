"""Puts a finished edition in place: everything synced, then one rename; the edition before stays."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from kiosk.core.system import refusal
from offline_cache import schema


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
        _fsync(path)
    _fsync(folder)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def in_use(store: Path) -> str:
    """The name of the edition's folder in use; empty when there is none."""
    current = store / schema.CURRENT
    return str(current.readlink()) if current.is_symlink() else ""


def swap(store: Path, fresh: Path) -> None:
    """Point `current` at the new folder in one rename; keep the one before, drop older ones."""
    # The folder's own name must last before anything points at it.
    _fsync(store)
    current = store / schema.CURRENT
    if current.is_symlink():
        _point(store / schema.PREVIOUS, str(current.readlink()))
    _point(current, fresh.name)
    _fsync(store)
    kept = {str((store / name).readlink()) for name in _links(store)}
    for path in store.glob("edition-*"):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def _links(store: Path) -> list[str]:
    return [name for name in (schema.CURRENT, schema.PREVIOUS) if (store / name).is_symlink()]


def _point(link: Path, target: str) -> None:
    aside = link.with_name(f".{link.name}.{new_id()}")
    aside.symlink_to(target)
    aside.replace(link)


def told(error: OSError, store: Path) -> UserFacingError:
    """The system's refusal to write, as a person is told."""
    return refusal(error, store)
