"""What the diagnosis needs to know of a machine, and the reading of this one."""

import ctypes
import os
import pwd
import shutil
import socket
import sqlite3
from importlib import metadata
from pathlib import Path
from typing import Protocol


class Host(Protocol):
    """One machine, asked and never changed."""

    def program(self, name: str) -> str | None:
        """Path of a program, or None; administrators' folders are searched as well."""

    def library_loads(self, soname: str) -> bool:
        """Tell whether the dynamic linker finds and loads a library."""

    def version(self, distribution: str) -> str | None:
        """Version of an installed Python distribution, or None."""

    def sqlite(self) -> tuple[str, bool]:
        """SQLite's version, and whether it has full-text search (FTS5)."""

    def filesystem(self, path: Path) -> str:
        """Type of the file system that holds `path` or its nearest existing parent, as `tmpfs`."""

    def swaps(self) -> int:
        """How many swap areas are in use."""

    def free_bytes(self, path: Path) -> int:
        """Free space where `path` or its nearest existing parent is."""

    def writable(self, path: Path) -> bool:
        """Tell whether this user may write in `path`, or create it."""

    def mode(self, path: Path) -> int | None:
        """Permission bits of `path`, or None when it does not exist."""

    def account(self, name: str) -> bool:
        """Tell whether the system has an account of this name."""

    def reached_by_all(self, path: Path) -> bool:
        """Tell whether any account may pass through all the folders above `path`."""

    def exists(self, path: Path) -> bool:
        """Tell whether a file is there, with something in it when it is a folder."""

    def port_busy(self, port: int) -> bool:
        """Tell whether another program listens on this TCP port of the loopback address."""

    def clock_synchronised(self) -> bool:
        """Tell whether the system says that its clock follows a time server."""


class ThisMachine:
    """The machine this process runs on."""

    def program(self, name: str) -> str | None:
        """Look in PATH, then where Debian puts an administrator's programs."""
        path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin", "/usr/lib/cups"])
        return shutil.which(name, path=path)

    def library_loads(self, soname: str) -> bool:
        """Load it for real: a file that is there may still miss its own libraries."""
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    def version(self, distribution: str) -> str | None:
        """Ask the installed metadata; the library itself is not imported."""
        try:
            return metadata.version(distribution)
        except metadata.PackageNotFoundError:
            return None

    def sqlite(self) -> tuple[str, bool]:
        """Ask the library that Python was linked with."""
        connection = sqlite3.connect(":memory:")
        try:
            options = {row[0] for row in connection.execute("PRAGMA compile_options")}
        finally:
            connection.close()
        return sqlite3.sqlite_version, "ENABLE_FTS5" in options

    def filesystem(self, path: Path) -> str:
        """Take the longest mount point above `path` (proc_pid_mountinfo(5))."""
        real = nearest(path).resolve()
        best, kind = "", ""
        for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines():
            left, _, right = line.partition(" - ")
            point = left.split()[4].replace("\\040", " ")
            if real.is_relative_to(point) and len(point) >= len(best):
                best, kind = point, right.split()[0]
        return kind

    def swaps(self) -> int:
        """Count the lines of /proc/swaps under its title."""
        return len(Path("/proc/swaps").read_text(encoding="utf-8").splitlines()) - 1

    def free_bytes(self, path: Path) -> int:
        """Free space for an ordinary user."""
        return shutil.disk_usage(nearest(path)).free

    def writable(self, path: Path) -> bool:
        """Ask the kernel, with this process's own rights."""
        return os.access(nearest(path), os.W_OK | os.X_OK)

    def mode(self, path: Path) -> int | None:
        """Permission bits."""
        return path.stat().st_mode & 0o777 if path.exists() else None

    def account(self, name: str) -> bool:
        """Ask the account database."""
        try:
            pwd.getpwnam(name)
        except KeyError:
            return False
        return True

    def reached_by_all(self, path: Path) -> bool:
        """Look at the permission bits of each folder, links followed."""
        return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)

    def exists(self, path: Path) -> bool:
        """A file, or a folder that is not empty."""
        return path.is_file() or (path.is_dir() and any(path.iterdir()))

    def port_busy(self, port: int) -> bool:
        """Try to bind as a server would; a port that is only lingering counts as free."""
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                return True
        return False

    def clock_synchronised(self) -> bool:
        """Look for the mark that systemd-timesyncd and chrony's wait service leave."""
        return Path("/run/systemd/timesync/synchronized").exists()


def nearest(path: Path) -> Path:
    """Return `path`, or its first parent that exists."""
    return next((p for p in (path, *path.parents) if p.exists()), Path("/"))
