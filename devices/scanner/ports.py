"""What a scanner is to the rest of the kiosk: its states are values, never exceptions."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

Source = Literal["glass", "feeder", "both-sides"]
"""Where the paper lies; `both-sides` is a feeder that reads front and back."""

Trouble = Literal[
    "scanner.device-lost",
    "scanner.device-silent",
    "scanner.device-busy",
    "scanner.access-denied",
    "scanner.paper-jammed",
    "scanner.page-doubled",
    "scanner.feeder-empty",
    "scanner.cover-open",
    "scanner.scan-failed",
]
"""Why no page comes; each is a key of the list of errors."""

PAGE_DPI = 200
PREVIEW_DPI = 75


@dataclass(frozen=True)
class ScannerStatus:
    """What the scanner says now. `loaded`: paper lies in its feeder, None when it cannot tell.

    `said` is the backend's own word, for the technician.
    """

    trouble: Trouble | None
    sources: tuple[Source, ...] = ()
    loaded: bool | None = None
    said: str = ""

    @property
    def usable(self) -> bool:
        """A page laid down now would be read now."""
        return self.trouble is None and bool(self.sources)


@dataclass(frozen=True)
class Order:
    """What to scan. One page from the glass, all there are from the feeder; `first` numbers the files."""

    source: Source
    dpi: int = PAGE_DPI
    first: int = 1


@dataclass(frozen=True)
class Reading:
    """Page `number` is being read; `share` of it is done, 0..1."""

    number: int
    share: float


@dataclass(frozen=True)
class PageRead:
    """Page `number` is whole in `file`, a PNM picture."""

    number: int
    file: Path


@dataclass(frozen=True)
class Ended:
    """Nothing more comes. The pages told of before are good, whatever the trouble."""

    trouble: Trouble | None
    said: str = ""


ScanNews = Reading | PageRead | Ended


class Scanner(Protocol):
    """A scanner. Its pages are written into a folder that the caller gives and clears."""

    async def status(self) -> ScannerStatus:
        """Ask now; an answer always comes, in bounded time."""

    def watch(self) -> AsyncIterator[ScannerStatus]:
        """The status now and at each change, for ever."""

    def scan(self, order: Order, folder: Path, stop: asyncio.Event) -> AsyncGenerator[ScanNews]:
        """Read pages until there are none; `Ended` comes last, always, also once `stop` is set."""

    async def self_test(self, folder: Path) -> Ended:
        """Read one coarse page where there is a glass; else ask for the state."""
