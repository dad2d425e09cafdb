"""Which of a store's editions is in use: links, moved in one rename. Imports nothing of the importer."""

from pathlib import Path

from kiosk.core.durable import fsync
from kiosk.core.ids import new_id
from offline_cache import schema

PARTS = "parts"
"""In an edition's folder: what was installed of the files that came with it, a store each."""


def with_edition(store: Path, name: str) -> Path:
    """Where content of one kind is read from: the store itself, else what came with the edition in use."""
    part = store / schema.CURRENT / PARTS / name
    return store if (store / name / schema.CURRENT).is_symlink() or not part.is_dir() else part


def in_use(store: Path) -> str:
    """The name of the edition's folder in use; empty when there is none."""
    current = store / schema.CURRENT
    return str(current.readlink()) if current.is_symlink() else ""


def links(store: Path) -> list[str]:
    """Which of `current` and `previous` are there."""
    return [name for name in (schema.CURRENT, schema.PREVIOUS) if (store / name).is_symlink()]


def point(link: Path, target: str) -> None:
    """Point a link elsewhere in one rename."""
    aside = link.with_name(f".{link.name}.{new_id()}")
    aside.symlink_to(target)
    aside.replace(link)


def use(store: Path, name: str) -> None:
    """Point `current` at another folder of the store, and `previous` at the one it leaves."""
    left = in_use(store)
    point(store / schema.CURRENT, name)
    if left and left != name:
        point(store / schema.PREVIOUS, left)
    fsync(store)


def set_apart(store: Path, name: str, apart: str) -> None:
    """Move a folder that is no longer in use out of the way, under a name that no import removes."""
    for link in links(store):
        if str((store / link).readlink()) == name:
            (store / link).unlink()
    if (store / name).exists():
        (store / name).rename(store / apart)
    fsync(store)
