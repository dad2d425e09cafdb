"""Where the processes of visits live when they have an account of their own, and how it is emptied.

A visit ends when nothing of its account is left but what the steward started for the next one: no
process that slipped out of its group, no file in a folder that anybody may write to, no shared memory.
With one account for all (a demonstration) there is no telling whose is what, and the groups do.
"""

import asyncio
import contextlib
import os
import select
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.confine.account import Account
from kiosk.core.ids import new_id

OPEN_TO_ALL = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/dev/mqueue"))  # noqa: S108 - swept
PROC = Path("/proc")
ROUNDS = 5
ROUND_S = 0.5
# What only the steward's own conversation with systemd needs, and what names the steward's own folders.
NOT_FOR_VISITS = (
    *("NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"),
    *("CREDENTIALS_DIRECTORY", "STATE_DIRECTORY", "RUNTIME_DIRECTORY", "INVOCATION_ID", "USER", "LOGNAME"),
)
HOMES = ("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
NOWHERE = Path("/nonexistent")
SHM_DEST = 0o1000
SYSV = {"shm": "--shmem-id", "sem": "--semaphore-id", "msg": "--queue-id"}


@dataclass(frozen=True)
class Room:
    """One process's home; None where it lives in the steward's."""

    home: Path | None

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """The variables its process starts with."""
        if self.home is None:
            return dict(given)
        kept = {name: value for name, value in given.items() if name not in NOT_FOR_VISITS}
        return kept | dict.fromkeys(HOMES, str(self.home))


class Lodging:
    """The account, its homes, and the broom. `own` is the steward's run folder, where it knows every file."""

    def __init__(
        self, account: Account, homes: Path, own: Path = NOWHERE, shared: tuple[Path, ...] = OPEN_TO_ALL
    ) -> None:
        self.account = account
        self._homes = homes
        self._own = own
        self._shared = shared
        self._open: set[Path] = set()

    def open_room(self) -> Room:
        """Make the home of one process, empty: what one visitor's programs cached, no other's will read."""
        if not self.account.separate:
            return Room(None)
        home = self._homes / new_id()
        self._open.add(home)  # first: a sweep may look at any moment
        with self.account.hand():
            home.mkdir(mode=0o700)
        return Room(home)

    def close_room(self, room: Room) -> None:
        """Its process is gone."""
        if room.home is not None:
            self._open.discard(room.home)
            self.account.remove(room.home)

    async def sweep(self) -> int:
        """End and remove what the account has beside its lodgers and their homes; how much stayed."""
        if not self.account.separate:
            return 0
        left = await self._end_strays()
        for _ in range(ROUNDS):
            files = await asyncio.to_thread(self._remove_files)
            shared = await self._remove_shared_memory()
            if not files and not shared:
                break
        return left + files + shared

    # ---- processes

    async def _end_strays(self) -> int:
        found: list[int] = []
        for _ in range(ROUNDS):
            async with self.account.starting:
                found = strays(self.account.uid, self.account.lodgers)
                ending = [handle for pid in found if (handle := _kill(pid)) is not None]
            if not found:
                break
            await asyncio.to_thread(_gone, ending)
        return len(found)

    # ---- files

    def _remove_files(self) -> int:
        """Two looks: what the first one saw is removed, what the second one sees is left."""
        for path in self._files():
            self.account.remove(path)
        return len(self._files())

    def _files(self) -> list[Path]:
        found = [home for home in self._homes.iterdir() if home not in self._open]
        for folder in self._shared:
            found += owned(folder, self.account.uid, self._own)
        return found

    async def _remove_shared_memory(self) -> int:
        """Segments, semaphores and queues of System V, which only their own account may remove."""
        found = shared_memory(self.account.uid)
        if found:
            words = [word for kind, number in found for word in (SYSV[kind], str(number))]
            remover = await asyncio.create_subprocess_exec(
                "ipcrm", *words, stderr=asyncio.subprocess.DEVNULL, **self.account.start_as
            )
            await remover.wait()
        return len(shared_memory(self.account.uid))


def strays(uid: int, lodgers: set[int]) -> list[int]:
    """Processes of this account that none of `lodgers` started: one that left its parent belongs to nobody."""
    parents = {pid: parent for pid in _processes() if (parent := _parent(pid, uid)) is not None}

    def lodges(pid: int) -> bool:
        while pid in parents and pid not in lodgers:
            pid = parents[pid]
        return pid in lodgers

    return [pid for pid in parents if not lodges(pid)]


def _processes() -> list[int]:
    return [int(name) for name in os.listdir(PROC) if name.isdecimal()]  # noqa: PTH208 - names are enough


def _parent(pid: int, uid: int) -> int | None:
    """The parent of a living process that has this account anywhere among its ids; else None."""
    try:
        status = (PROC / str(pid) / "status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    said = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    dead = said.get("State", "Z")[0] in "ZX"
    return None if dead or str(uid) not in said.get("Uid", "").split() else int(said["PPid"])


def _kill(pid: int) -> int | None:
    """End it, by a handle that cannot come to mean another process."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return None
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(handle, signal.SIGKILL)
    return handle


def _gone(handles: list[int]) -> None:
    """Wait until all have ended, for half a second at most, and let go of the handles."""
    waiting = select.poll()
    for handle in handles:
        waiting.register(handle, select.POLLIN)
    left = len(handles)
    while left:
        ended = waiting.poll(ROUND_S * 1000)
        if not ended:
            break
        for handle, _ in ended:
            waiting.unregister(handle)
        left -= len(ended)
    for handle in handles:
        os.close(handle)


def owned(folder: Path, uid: int, without: Path) -> list[Path]:
    """The topmost files and folders of an account below `folder`, on its file system; `without` is not looked into."""
    found: list[Path] = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return []
    for entry in entries:
        path = Path(entry.path)
        with contextlib.suppress(FileNotFoundError):
            if path == without:
                continue
            if entry.stat(follow_symlinks=False).st_uid == uid:
                found.append(path)
            elif entry.is_dir(follow_symlinks=False):
                found += owned(path, uid, without)
    return found


def shared_memory(uid: int) -> list[tuple[str, int]]:
    """What an account owns of System V's shared things: kind and number (proc_sysvipc(5))."""
    found = []
    for kind in SYSV:
        try:
            title, *rows = (PROC / "sysvipc" / kind).read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            continue
        names = title.split()
        for row in rows:
            values = dict(zip(names, row.split(), strict=False))
            going = int(values["perms"], 8) & SHM_DEST  # it ends with the last process that uses it
            if str(uid) in (values["uid"], values["cuid"]) and not going:
                found.append((kind, int(row.split()[1])))
    return found
