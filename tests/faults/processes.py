"""Processes of a test, by what the kernel says of them. Only those of our own tree are ever touched."""

import contextlib
import os
import signal
import socket
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


def udp_sockets(pid: int) -> set[tuple[str, int]]:
    """Where it listens for datagrams: IPv4 addresses of this machine and ports."""
    inodes = set()
    for link in (PROC / str(pid) / "fd").iterdir():
        with contextlib.suppress(OSError):
            inodes.add(str(link.readlink()).removeprefix("socket:[").removesuffix("]"))
    rows = [line.split() for line in (PROC / str(pid) / "net" / "udp").read_text().splitlines()[1:]]
    found = set()
    for row in rows:
        if row[9] in inodes:
            address, port = row[1].split(":")
            found.add((socket.inet_ntoa(bytes.fromhex(address)[::-1]), int(port, 16)))
    return found


def memory_mb(pid: int) -> float:
    """Resident memory now."""
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


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
