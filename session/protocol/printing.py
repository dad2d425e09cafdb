"""What the screen and the steward say of paper: a job is named by the screen, told of by the steward."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from session.protocol.envelope import Body
from session.protocol.shared import ErrorKey, Id, Part, Sha256

PrintKind = Literal["checklist", "form", "document", "page", "slip", "test", "report"]


class PrintChoice(Part):
    """How a document goes on paper. `pages` are those chosen, from 0 and in order; empty: all."""

    two_sided: bool = False
    colour: bool = False
    copies: Annotated[int, Field(ge=1, le=9)] = 1
    pages: Annotated[list[Annotated[int, Field(ge=0, lt=1000)]], Field(max_length=200)] = []


class PrintState(Body):
    """A job as the printer tells it. `held` is resumed by itself once `key` is mended."""

    TYPE: ClassVar[str] = "print.state"
    job: Id
    state: Literal["preparing", "queued", "printing", "held", "done", "failed", "canceled", "unsure"]
    key: ErrorKey | None = None
    pages: int = 0
    page: int = 0


class PrintSheet(Body):
    """Compose a page of ours from typed data (`kiosk.documents.sheets`) and print it."""

    TYPE: ClassVar[str] = "print.sheet"
    job: Id
    kind: PrintKind
    data: dict[str, Any]


class PrintForm(Body):
    """Print a form of the content store by its hash, with these field values."""

    TYPE: ClassVar[str] = "print.form"
    job: Id
    sha256: Sha256
    values: dict[str, str] = {}
    choice: PrintChoice | None = None
    """None: as is usual here."""


class PrintDocument(Body):
    """Print a clean or signed document of the vault."""

    TYPE: ClassVar[str] = "print.document"
    job: Id
    document: Id
    choice: PrintChoice | None = None


class PrintPage(Body):
    """Print a public site's page that the web view wrote into the vault: a stranger's file, cleaned first."""

    TYPE: ClassVar[str] = "print.page"
    job: Id
    document: Id


class PrintAnswer(Body):
    """« Est-ce bien sorti ? »; `again` prints once more."""

    TYPE: ClassVar[str] = "print.answer"
    job: Id
    came_out: bool
    again: bool = False


class PrintCancel(Body):
    """The visitor no longer wants it."""

    TYPE: ClassVar[str] = "print.cancel"
    job: Id
