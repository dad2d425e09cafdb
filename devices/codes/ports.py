"""What a code reader is to the rest of the kiosk."""

from dataclasses import dataclass
from typing import Literal, Protocol

ReaderTrouble = str
"""`codes.reader-missing`, `codes.reader-busy`, `codes.access-denied` or `codes.reader-noisy`."""


@dataclass(frozen=True)
class Code:
    """What one code says: a line of printable text, at most `decode.LONGEST` characters. Nobody obeys it."""

    text: str


@dataclass(frozen=True)
class Unfit:
    """A code that is no line of text: too long, or with signs that do not print."""

    why: Literal["long", "signs"]


Reading = Code | Unfit


@dataclass(frozen=True)
class Live:
    """The reader is there."""


@dataclass(frozen=True)
class Missing:
    """It is not to be had, and why; it is looked for again."""

    key: ReaderTrouble


ReaderStatus = Live | Missing


class Reader(Protocol):
    """A reader whose line a loop watches: `descriptor` is readable when `take` has something to do."""

    @property
    def descriptor(self) -> int:
        """The line's file descriptor."""

    @property
    def status(self) -> ReaderStatus:
        """As it was last seen."""

    def take(self) -> None:
        """Take in what the line says; without ever waiting."""

    def pause(self) -> Reading | None:
        """The line has been quiet for `decode.QUIET_S`: the code that ended so, if there is one."""

    def close(self) -> None:
        """Let go of the line."""
