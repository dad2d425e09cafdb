"""What the screen and the steward say of scanning. Each page is a document of the vault, known by its id."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from session.protocol.envelope import Body
from session.protocol.shared import ErrorKey, Id, Part, Share, Short

MAX_SCANNED = 100

ScanSource = Literal["glass", "feeder", "both-sides"]


class Scanner(Part):
    """The scanner as the screen may offer it; `key` of the error list when not usable.

    `loaded`: paper lies in the feeder, None when it cannot tell. `camera`: a document camera can take the
    page instead.
    """

    present: bool = False
    usable: bool = False
    key: ErrorKey | None = None
    sources: list[ScanSource] = []
    loaded: bool | None = None
    camera: bool = False


class ScanStart(Body):
    """Read pages from `source`: one from the glass, all there are in the feeder.

    `preview` reads one coarse page fast, to see how the paper lies.
    """

    TYPE: ClassVar[str] = "scan.start"
    scan: Id
    source: ScanSource
    preview: bool = False


class ScanStop(Body):
    """Read no further; what is read stays."""

    TYPE: ClassVar[str] = "scan.stop"
    scan: Id


class ScanForget(Body):
    """The visitor does not want these pages."""

    TYPE: ClassVar[str] = "scan.forget"
    pages: Annotated[list[Id], Field(max_length=MAX_SCANNED)]


class ScanBind(Body):
    """Make one document of these pages, in this order: answered by `DocumentPages` or `DocumentFailed`."""

    TYPE: ClassVar[str] = "scan.bind"
    document: Id
    pages: Annotated[list[Id], Field(min_length=1, max_length=MAX_SCANNED)]
    name: Short


class ScanSend(Body):
    """The visitor has seen every page and agrees: the expert may see this document.

    `signs`: it is that document, signed on paper.
    """

    TYPE: ClassVar[str] = "scan.send"
    document: Id
    name: Short
    signs: Id | None = None


class ScanPage(Body):
    """A page is read and straightened: `folder/page-001.webp` at 144 dpi, its size in pixels."""

    TYPE: ClassVar[str] = "scan.page"
    scan: Id
    page: Id
    width: int
    height: int
    preview: bool = False


class ScanState(Body):
    """How a scan goes. `page` is the one being read, `share` how much of it; `blank` how many were left out.

    Once `ended`, `key` says why it ended early; the pages told of before are good.
    """

    TYPE: ClassVar[str] = "scan.state"
    scan: Id
    ended: bool = False
    page: int = 1
    share: Share = 0.0
    blank: int = 0
    key: ErrorKey | None = None
