"""Where things are kept on a machine. One object, built once per process and handed down."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id

SOCKET_PATH_MAX = 107
"""Bytes of a unix socket's path (unix(7): 108 with its end)."""
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """Folders of one kiosk.

    `state` survives a reboot (keys, PIN hashes, content, events). `run` is on tmpfs and dies with
    the session (sockets, vaults, print spool). `assets` is read-only and ships with the program.
    """

    state: Path
    run: Path
    assets: Path = ROOT / "kiosk" / "assets"

    @property
    def events(self) -> Path:
        """The event log, JSON lines."""
        return self.state / "events.jsonl"

    @property
    def content(self) -> Path:
        """The content store."""
        return self.state / "content"

    @property
    def keys(self) -> Path:
        """The kiosk's keys; read by the steward alone."""
        return self.state / "keys"

    @property
    def closed(self) -> tuple[Path, ...]:
        """What is the steward's alone."""
        kept = ("pins.json", "enrolment.json", "counters.json", "device-tests.json")
        return (self.keys, *(self.state / name for name in kept), self.events)

    @property
    def steward_socket(self) -> Path:
        """The steward's socket, for screens and media."""
        return self.run / "steward.sock"

    @property
    def vaults(self) -> Path:
        """Parent of the vaults; one folder per visit."""
        return self.run / "vaults"

    @property
    def homes(self) -> Path:
        """Parent of the homes of screens and media when they have an account of their own."""
        return self.run / "homes"

    @property
    def jobs(self) -> Path:
        """Parent of the folders in which sheets for the printer are made."""
        return self.run / "jobs"

    @property
    def poweroff(self) -> Path:
        """Where the steward asks for the machine to be shut down; deploy/systemd/visio-poweroff.path looks there."""
        return self.run / "poweroff"

    @property
    def shown_settings(self) -> Path:
        """What screens may know of the settings when they have an account of their own."""
        return self.run / "shown.toml"

    @staticmethod
    def frames_socket(vault: Path) -> Path:
        """Where the media process of a visit shows its frames."""
        return vault / "frames.sock"

    def check(self) -> None:
        """Refuse a `run` that leaves no room for a socket's name.

        Raises:
            UserFacingError: `host.path-long`.
        """
        longest = self.frames_socket(self.vaults / new_id())
        if len(os.fsencode(longest)) > SOCKET_PATH_MAX:
            raise UserFacingError("host.path-long", str(self.run))

    def make(self, *, shared: bool = False) -> None:
        """Create the folders, closed to other users.

        `shared` with the account of visits: it passes through `state` and `run` to what is open there,
        and may make folders in three places whose names it cannot list.
        """
        passing, shelf = (0o711, 0o1733) if shared else (0o700, 0o700)
        modes = {self.state: passing, self.run: passing, self.keys: 0o700}
        modes |= dict.fromkeys((self.vaults, self.homes, self.jobs), shelf)
        for folder, mode in modes.items():
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(mode)


def default_run() -> Path:
    """A tmpfs folder of this user: $XDG_RUNTIME_DIR, else /dev/shm."""
    base = os.environ.get("XDG_RUNTIME_DIR")
    if base and Path(base).is_dir():
        return Path(base) / "visio-guichet"
    return Path(f"/dev/shm/visio-guichet-{os.getuid()}")  # noqa: S108 - tmpfs is the point


def program() -> list[str]:
    """The command that starts this same program again, from a clone or from a frozen bundle."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "kiosk"]
