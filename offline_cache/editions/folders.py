"""Copies of whole folders."""

from collections.abc import Callable
from pathlib import Path


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
