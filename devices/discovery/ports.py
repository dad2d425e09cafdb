"""What looking around gives. What it says is for the technician, in French."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal[
    "printer",
    "receipt",
    "scanner",
    "camera",
    "microphone",
    "speaker",
    "signature",
    "codes",
    "presence",
    "ups",
    "unknown",
]

Hindrance = Literal["", "denied", "busy", "unusable"]
"""There, and: ours to open, not ours to open, held by another program, of a kind this kiosk cannot use."""


@dataclass(frozen=True)
class Found:
    """One device. `uri` is its name in the settings, empty where it has none yet.

    `alias` is another name of the same device, such as its node. What is not `sure` is never proposed.
    """

    kind: Kind
    name: str
    uri: str = ""
    note: str = ""
    hindrance: Hindrance = ""
    sure: bool = True
    alias: str = ""

    @property
    def usable(self) -> bool:
        """May be written into the settings as it is."""
        return self.sure and bool(self.uri) and not self.hindrance


@dataclass(frozen=True)
class Looked:
    """What one finder found, and why not more."""

    finder: str
    found: tuple[Found, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class Around:
    """Where to look. `root` holds `dev` and `sys`; `cups` is a server's host or socket.

    `account` is who will open scanners, cameras and pads, `keeper` who will open ticket printers;
    empty is whoever looks.
    """

    root: Path = Path("/")
    cups: str = "/run/cups/cups.sock"
    account: str = ""
    keeper: str = ""
