"""Processes of a test, by what the kernel says of them. Only those of our own tree are ever touched."""

import os
import signal
from pathlib import Path

PROC = Path("/proc")


def alive(pid: int) -> bool:
    """It runs; a zombie does not."""
    try:
        status = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in {"Z", "X"}


def children_of(pid: int) -> list[int]:
    """All descendants, nearest first."""
    found: list[int] = []
    level = [pid]
    while level:
        level = [child for parent in level for child in _children(parent)]
        found += level
    return found


def has_argument(pid: int, word: str) -> bool:
    """One of its arguments is exactly this word."""
    try:
        return word.encode() in (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def end(pid: int) -> None:
    """Kill it as a crash would: at once, with no word."""
    os.kill(pid, signal.SIGKILL)


def is_program(pid: int, name: str) -> bool:
    """The file it runs has this name."""
    try:
        return name in (PROC / str(pid) / "exe").readlink().name
    except OSError:
        return False


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in _tasks(pid):
        try:
            found += [int(word) for word in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _tasks(pid: int) -> list[Path]:
    try:
        return sorted((PROC / str(pid) / "task").iterdir())
    except OSError:
        return []
