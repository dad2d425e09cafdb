"""What a signature pad is to the rest of the kiosk."""

from dataclasses import dataclass
from typing import Protocol

PadTrouble = str
"""`signature.pad-missing`, `signature.pad-busy`, `signature.access-denied` or `signature.pad-garbled`."""


@dataclass(frozen=True)
class Pen:
    """Where the pen is, 0..1 from the top left of the pad's surface; `down` when it writes."""

    x: float
    y: float
    down: bool


@dataclass(frozen=True)
class Live:
    """The pad is there."""


@dataclass(frozen=True)
class Missing:
    """It is not, and why; it is looked for again."""

    key: PadTrouble


@dataclass(frozen=True)
class Garbled:
    """It sends what no pad sends. It is listened to all the same: a pen that writes is believed again."""

    key: PadTrouble = "signature.pad-garbled"


PadStatus = Live | Garbled | Missing


class Pad(Protocol):
    """A pad whose line a loop watches: `descriptor` is readable when `read` has something to do."""

    @property
    def descriptor(self) -> int:
        """The line's file descriptor."""

    @property
    def ratio(self) -> float:
        """Height over width of its surface."""

    @property
    def status(self) -> PadStatus:
        """As it was last seen."""

    def read(self) -> list[Pen]:
        """Where the pen went since the last time; empty once the line is lost, and `status` says so."""

    def close(self) -> None:
        """Let go of the line."""
