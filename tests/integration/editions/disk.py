"""A disk that may lose power: what was synced is there afterwards, what was not may be there, gone or torn.

`Ledger` runs inside the process that will be killed: it counts file operations, kills at the n-th, and keeps what is
durable by then: of a file its bytes at its last fsync, of a folder its names at its last fsync. `after_cut` draws one
of the disks that may be found when the power comes back. A rename is atomic: a name is the old or the new one.
"""

import json
import os
import random
import signal
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Entry = tuple[str, Any]
"""("file", inode), ("folder", inode) or ("link", target)."""
Names = dict[str, Entry]
_OPS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.truncate"})
_SECTOR = 512


@dataclass
class Durable:
    """What a power cut leaves for sure: bytes by inode (a file that holds them), names by folder's inode."""

    files: dict[int, str] = field(default_factory=dict)
    folders: dict[int, Names] = field(default_factory=dict)


class Ledger:
    """Watches the folder `root`; keeps its own things in `aside`, on the same disk."""

    def __init__(self, root: Path, aside: Path, kill_at: int, *, honest: bool = True) -> None:
        self._root, self._aside, self._kill_at = root, aside, kill_at
        self._honest = honest
        self._count = 0
        self._watching = False
        self._durable = Durable()
        self._open: list[int] = []
        self._fsync = os.fsync
        aside.mkdir()

    def start(self) -> None:
        """All that is there is durable; from now on operations count."""
        for folder, _, names in os.walk(self._root):
            self._hold_folder(Path(folder))
            for name in names:
                path = Path(folder) / name
                if not path.is_symlink():
                    self._hold(path)
        vars(os).update(fsync=self._synced)
        sys.addaudithook(self._heard)
        self._watching = True

    def stop(self) -> int:
        """The number of operations there were."""
        self._watching = False
        vars(os).update(fsync=self._fsync)
        return self._count

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._watching:
            return
        writing = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if writing or event in _OPS:
            self._step()

    def _step(self) -> None:
        self._count += 1
        if self._count == self._kill_at:
            self._watching = False
            self.write()
            os.kill(os.getpid(), signal.SIGKILL)

    def write(self) -> None:
        """Keep what is durable where the survivor reads it."""
        found = {"files": self._durable.files, "folders": self._durable.folders}
        (self._aside / "durable.json").write_text(json.dumps(found))

    def _synced(self, descriptor: int) -> None:
        """In place of `os.fsync`."""
        self._step()
        if self._honest:
            self._watching = False
            path = Path(f"/proc/self/fd/{descriptor}").readlink()
            if path.is_relative_to(self._root):
                if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                    self._hold_folder(path)
                else:
                    self._hold(path)
            self._watching = True
        self._step()

    def _hold_folder(self, path: Path) -> None:
        """Keep the names; an open descriptor keeps the inode."""
        self._open.append(os.open(path, os.O_RDONLY | os.O_DIRECTORY))
        self._durable.folders[os.fstat(self._open[-1]).st_ino] = names_in(path)

    def _hold(self, path: Path) -> None:
        """Keep the bytes, and the inode, so that its number is not given to another file."""
        inode = path.stat().st_ino
        held = self._aside / f"held-{inode}"
        if not held.exists():
            os.link(path, held)
        copy = self._aside / f"bytes-{inode}"
        copy.write_bytes(path.read_bytes())
        self._durable.files[inode] = str(copy)


def names_in(folder: Path) -> Names:
    """What a folder holds now."""
    found: Names = {}
    for entry in os.scandir(folder):
        if entry.is_symlink():
            found[entry.name] = ("link", str(Path(entry.path).readlink()))
        else:
            found[entry.name] = ("folder" if entry.is_dir() else "file", entry.inode())
    return found


def after_cut(root: Path, aside: Path, into: Path, rng: random.Random) -> None:
    """Write into `into` one disk that may be found after a power cut at the moment of the kill."""
    found = json.loads((aside / "durable.json").read_text())
    durable = Durable(
        {int(inode): path for inode, path in found["files"].items()},
        {int(inode): {n: tuple(e) for n, e in names.items()} for inode, names in found["folders"].items()},
    )
    live: dict[int, Path] = {}
    for folder, folders, names in os.walk(root):
        for name in (*folders, *names):
            path = Path(folder) / name
            if not path.is_symlink():
                live[path.stat().st_ino] = path
    _Cut(durable, live, rng).folder(root.stat().st_ino, root, into)


class _Cut:
    def __init__(self, durable: Durable, live: dict[int, Path], rng: random.Random) -> None:
        self._durable, self._live, self._rng = durable, live, rng
        # A cut is kind or unkind as a whole: all combinations of single losses are too many to meet the bad ones.
        self._luck = rng.choice((0.1, 0.5, 0.9))

    def folder(self, inode: int, path: Path | None, into: Path) -> None:
        into.mkdir()
        before = self._durable.folders.get(inode, {})
        now = names_in(path) if path is not None else {}
        for name in sorted(before.keys() | now.keys()):
            entry = before.get(name)
            if entry != now.get(name) and self._rng.random() < self._luck:
                entry = now.get(name)
            if entry is not None:
                self._entry(entry, into / name)

    def _entry(self, entry: Entry, into: Path) -> None:
        kind, what = entry
        match kind:
            case "link":
                into.symlink_to(what)
            case "folder":
                path = self._live.get(what)
                self.folder(what, path if path is not None and path.is_dir() else None, into)
            case _:
                into.write_bytes(self._bytes(what))

    def _bytes(self, inode: int) -> bytes:
        kept = self._durable.files.get(inode)
        before = Path(kept).read_bytes() if kept is not None else b""
        path = self._live.get(inode)
        path = None if path is None or path.is_dir() else path
        now = path.read_bytes() if path is not None else before
        if now == before or self._rng.random() >= self._luck:
            return before
        if self._rng.random() < self._luck:
            return now
        sectors = self._rng.randrange(len(now) // _SECTOR + 1)
        torn = now[: sectors * _SECTOR]
        return torn + bytes(len(now) - len(torn)) if self._rng.random() < 0.5 else torn
