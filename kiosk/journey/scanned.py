"""Papers being scanned: what a visit remembers of them. Frozen, as everything of a journey."""

from dataclasses import dataclass, replace
from typing import Literal

from session.protocol.cameras import Advice
from session.protocol.scanning import MAX_SCANNED, ScanSource

ScanPhase = Literal["idle", "reading", "aiming", "binding"]
PageSource = ScanSource | Literal["camera"]


@dataclass(frozen=True)
class Aim:
    """How a sheet lies under the document camera, as last told; `key` why there is no picture.

    `taken`: the photograph is made, and being looked at.
    """

    advice: Advice = "absent"
    corners: tuple[tuple[float, float], ...] = ()
    key: str = ""
    taken: bool = False


@dataclass(frozen=True)
class ScannedPage:
    """A page in the vault; `seen` once it stood on the screen."""

    id: str
    width: int
    height: int
    seen: bool = False


@dataclass(frozen=True)
class ScanWork:
    """Pages so far, and the scan under way.

    `at` is the page shown; `again` the one that the next page read takes the place of; `number` and `share`
    tell of the page being read; `trouble` why the last scan ended early; `blank` how many blank pages it left out.
    """

    pages: tuple[ScannedPage, ...] = ()
    at: int = 0
    phase: ScanPhase = "idle"
    run: str = ""
    source: PageSource = "glass"
    aim: Aim | None = None
    again: int | None = None
    number: int = 1
    share: float = 0.0
    trouble: str = ""
    blank: int = 0
    preview: ScannedPage | None = None
    previewing: bool = False
    moved_at: float = 0.0
    binding: str = ""
    """The document asked for, until it comes."""
    asked: bool = False
    """The expert asked for it: a photograph of something else than a page the visitor is to sign."""

    @property
    def busy(self) -> bool:
        """The scanner, the document camera, or a child of ours works on it."""
        return self.phase != "idle"

    @property
    def full(self) -> bool:
        """No more pages are taken."""
        return len(self.pages) >= MAX_SCANNED

    @property
    def unseen(self) -> tuple[int, ...]:
        """Pages that nobody has looked at yet."""
        return tuple(number for number, page in enumerate(self.pages) if not page.seen)

    def looked(self, at: int) -> "ScanWork":
        """Show this page: from now on it has been seen."""
        if not 0 <= at < len(self.pages):
            return replace(self, at=0)
        pages = tuple(replace(p, seen=True) if n == at else p for n, p in enumerate(self.pages))
        return replace(self, pages=pages, at=at)

    def added(self, page: ScannedPage) -> "ScanWork":
        """A page came: in the place of the one done again, or behind the others; it is shown."""
        if self.again is not None and self.again < len(self.pages):
            pages = tuple(page if n == self.again else p for n, p in enumerate(self.pages))
            return replace(self, pages=pages, again=None).looked(self.again)
        return replace(self, pages=(*self.pages, page), again=None).looked(len(self.pages))

    def without(self, at: int) -> "ScanWork":
        """One page less; its neighbour is shown."""
        pages = tuple(page for number, page in enumerate(self.pages) if number != at)
        return replace(self, pages=pages).looked(min(at, len(pages) - 1))
