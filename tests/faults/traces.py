"""What a visit may have left: in the vaults, among the processes, in the files of every part."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.faults.processes import alive
from tests.faults.theatre import CANARY, Theatre, until

BIG = 64 << 20


def nothing_remains(theatre: Theatre, processes: Iterable[int], deadline_s: float = 30.0) -> None:
    """Wait until no trace is left; the assertion lists those that stay."""
    left: list[str] = []

    def clean() -> bool:
        left[:] = traces(theatre, processes)
        return not left

    try:
        until(clean, "clean", deadline_s)
    except AssertionError:
        raise AssertionError(f"left of the visit: {left}") from None


def traces(theatre: Theatre, processes: Iterable[int]) -> list[str]:
    """One line for each."""
    stand = theatre.stand
    found = [f"process {pid}" for pid in processes if alive(pid)]
    for name in ("vaults", "jobs", "sheets"):
        folder = stand.run / name
        found += [str(path) for path in folder.iterdir()] if folder.is_dir() else []
    spool = stand.folder / "printer" / "spool"
    found += [str(path) for path in spool.iterdir() if path.name[0] in "cd" and path.is_file()]
    return found + spoken(places(theatre))


def places(theatre: Theatre) -> list[Path]:
    """Folders that belong to the kiosk, its relay and its print server; not the printer's own tray."""
    stand = theatre.stand
    printer = stand.folder / "printer"
    ours = [stand.run, stand.state, stand.logs, stand.folder / "relay"]
    return [*ours, *(printer / name for name in ("spool", "cache", "state", "log", "etc"))]


def spoken(folders: Iterable[Path]) -> list[str]:
    """Files that hold the visitor's word, in either byte order a program may keep it."""
    needles = [CANARY.encode(), CANARY.encode("utf-16-le")]
    return [
        f"« {CANARY} » in {path}"
        for path in _files(folders)
        if any(needle in _read(path) for needle in needles)
    ]


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    """What is removed while it is looked for is left out."""
    for parent, _, names in (step for folder in folders for step in os.walk(folder)):
        for path in (Path(parent, name) for name in names):
            if path.is_file() and not path.is_symlink():
                yield path


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(BIG)
    except OSError:
        return b""
