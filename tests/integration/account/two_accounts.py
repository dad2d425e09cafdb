"""A kiosk as deployed: the steward under one account, visits under another, neither of them root.

The accounts have numbers and no names. The steward gets the three capabilities that its systemd unit
gives it, in the same way (ambient), and nothing else.
"""

import contextlib
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.compose.demo.processes import Running
from kiosk.core.places import ROOT
from tests.faults.wire import Wired

# Of this test run alone: sweeping is by account, and two runs may share a machine.
STEWARD = 1_000_000_000 + 2 * os.getpid()
VISITS = STEWARD + 1
STRANGER = 64003
RIGHTS = "-all,+setuid,+setgid,+kill"
_EVERYONE_PASSES = 0o001


def only_as_root() -> None:
    """These tests mean nothing with one account: not being root is a failure, said as such."""
    if os.geteuid() != 0:
        pytest.fail("needs root: it starts real processes under two other accounts (the gates run as root)")


@contextmanager
def open_shelf() -> Iterator[Path]:
    """A folder that every account reaches, and in which it may make things."""
    only_as_root()
    with tempfile.TemporaryDirectory(prefix="vg-") as name:
        folder = Path(name)
        folder.chmod(0o1733)
        yield folder


def as_steward(argv: list[str]) -> list[str]:
    """A command line that runs `argv` as its systemd unit would."""
    setpriv = [
        "setpriv", f"--reuid={STEWARD}", f"--regid={STEWARD}", "--clear-groups", "--no-new-privs",
        f"--inh-caps={RIGHTS}", f"--ambient-caps={RIGHTS}", f"--bounding-set={RIGHTS}", "--", *argv,
    ]  # fmt: skip
    script = "\n".join(["set -e", *_doors(), f"exec {shlex.join(setpriv)}"])
    return ["unshare", "--mount", "sh", "-c", script]


def as_visit(argv: list[str], say: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run a command under the visits' account, as anything that took over a screen could."""
    return subprocess.run(
        argv, input=say.decode(), user=VISITS, group=VISITS, extra_groups=[], capture_output=True, text=True,
        check=False, cwd="/",
    )  # fmt: skip


def _doors() -> list[str]:
    """Shell lines that let anybody reach the interpreter and the program, in a view of the files of our own.

    A clone or an interpreter may stand in somebody's closed home; an installed kiosk never does.
    """
    needed: dict[Path, set[Path]] = {}
    for path in {Path(sys.base_prefix), Path(sys.prefix), ROOT, Path(sys.prefix).resolve()}:
        closed = next((p for p in reversed(path.parents) if not p.stat().st_mode & _EVERYONE_PASSES), None)
        if closed is not None:
            needed.setdefault(closed, set()).add(path)
    lines = ["aside=$(mktemp -d)"] if needed else []
    for closed, paths in needed.items():
        aside = [f'"$aside"/{number}' for number in range(len(paths))]
        for path, place in zip(sorted(paths), aside, strict=True):
            lines += [f"mkdir {place}", f"mount --bind {shlex.quote(str(path))} {place}"]
        lines.append(f"mount -t tmpfs -o mode=755 none {shlex.quote(str(closed))}")
        for path, place in zip(sorted(paths), aside, strict=True):
            there = shlex.quote(str(path))
            lines += [f"mkdir -p {there}", f"mount --move {place} {there}", f"rmdir {place}"]
    return [*lines, *(['rmdir "$aside"'] if needed else [])]


def _own(path: Path) -> None:
    """What root made is the steward's; what a dying visit removes meanwhile is nobody's."""
    with contextlib.suppress(FileNotFoundError):
        if path.lstat().st_uid == 0:
            os.chown(path, STEWARD, STEWARD, follow_symlinks=False)


class Deployed(Wired):
    """The stand with its steward started so. Everything around the kiosk stays as it is."""

    def start_steward(self) -> None:
        """Give the steward what its unit and the installer give it, then start it."""
        self.targets = self.run / "targets"
        self.targets.mkdir(exist_ok=True)
        for folder in (self.state, self.run):
            _own(folder)
            for where, folders, files in os.walk(folder):
                for name in (*folders, *files):
                    _own(Path(where) / name)
        self.targets.chmod(0o1777)
        super().start_steward()

    def _run(self, name: str, argv: list[str], more: Mapping[str, str] | None = None) -> Running:
        if name == "steward":
            argv = as_steward([*argv, "--visits-as", f"{VISITS}:{VISITS}"])
        return super()._run(name, argv, more)
