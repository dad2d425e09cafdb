"""Expert's browser and kiosk, on the call's data channels, end to end.

Channels, opened by the browser: `control` (ordered, reliable: these messages as envelopes),
`heartbeat` (unordered, no retransmission: `Heartbeat` at 2 Hz both ways) and `bulk` (ordered,
reliable, binary). A bulk frame is the 16-byte document id, an unsigned 64-bit big-endian offset and
at most 64 KiB. `DocumentOffer` announces it on `control`; the receiver states where it stands and
its cap with `BulkState`, and acknowledges offsets with it while bytes arrive. How the other messages
outlive a connection is in `session.protocol.delivery`.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from session.protocol import filling, lookup, markup, showing
from session.protocol.appointments import AppointmentNews, AppointmentOffer
from session.protocol.call import Refusal
from session.protocol.cameras import CameraNews
from session.protocol.company import CompanyNews
from session.protocol.envelope import Body, Link
from session.protocol.quality import PictureNews
from session.protocol.shared import (
    Box,
    DocumentKind,
    DocumentOrigin,
    EndReason,
    ErrorKey,
    Id,
    ProcedureRef,
    Sha256,
    Share,
    Short,
    Tick,
)
from session.protocol.texting import MicrophoneNews, TextMessage, TextPreferred
from session.protocol.transfer import TransferAsk, TransferNews
from session.protocol.unseen import PictureHidden
from session.protocol.verification import CodeCommit, CodeNonce, CodeReveal

BULK_CHUNK = 65536
MAX_DOCUMENT = 50 << 20
LATER = 3
"""Further signatures that a document may be made ready for."""
RefusalReason = Literal["read-again", "not-clear", "disagree"]


class PeerHello(Body):
    """First message each way on `control`."""

    TYPE: ClassVar[str] = "peer.hello"
    role: Literal["kiosk", "expert"]
    software: Short = ""


class Heartbeat(Body):
    """2 Hz; 2 s without RTP, RTCP or this means lost."""

    TYPE: ClassVar[str] = "peer.heartbeat"
    n: int


class Ack(Body):
    """All messages numbered up to `seq` have arrived and were handed on."""

    TYPE: ClassVar[str] = "peer.ack"
    seq: Annotated[int, Field(ge=1)]


class PeerBye(Body):
    """This side ends the call now."""

    TYPE: ClassVar[str] = "peer.bye"
    reason: EndReason


class PrivacyPause(Body):
    """Camera and microphone of the sender are blanked, or back."""

    TYPE: ClassVar[str] = "privacy.pause"
    active: bool


class ProcedureShared(Body):
    """The visitor's procedure and ticks, with their agreement, only inside the call."""

    TYPE: ClassVar[str] = "procedure.shared"
    procedure: ProcedureRef
    ticks: list[Tick] = []


class DocumentOffer(Body):
    """Bytes to come: a file, one page picture of document `of`, or a signed copy of `of`."""

    TYPE: ClassVar[str] = "document.offer"
    document: Id
    kind: DocumentKind
    name: Short
    size: Annotated[int, Field(ge=1)]
    sha256: Sha256
    media_type: Short
    of: Id | None = None
    page: int | None = None


class BulkState(Body):
    """The receiver holds `offset` bytes and takes no more than `cap` in all."""

    TYPE: ClassVar[str] = "bulk.state"
    document: Id
    offset: int
    cap: int = MAX_DOCUMENT
    complete: bool = False


class DocumentReady(Body):
    """The kiosk rebuilt the document: this many clean pages, their pictures follow.

    `origin`: sent by the expert, a paper of the person's, out of the kiosk's content, or a form filled
    together. `again`: it lay on the table before, nothing new is to be looked at.
    """

    TYPE: ClassVar[str] = "document.ready"
    document: Id
    name: Short
    pages: int
    origin: DocumentOrigin = "person"
    again: bool = False


class DocumentRefused(Body):
    """The kiosk cannot take it; `key` says why, in words on the page."""

    TYPE: ClassVar[str] = "document.refused"
    document: Id
    key: ErrorKey


class DocumentAnswer(Body):
    """The citizen keeps the document, or declines it."""

    TYPE: ClassVar[str] = "document.answer"
    document: Id
    accepted: bool


class PageShow(Body):
    """Both look at this page now."""

    TYPE: ClassVar[str] = "page.show"
    document: Id
    page: int


class PagePointer(Body):
    """The sender's pointer on the page; not visible ends it."""

    TYPE: ClassVar[str] = "page.pointer"
    document: Id
    page: int
    x: Share
    y: Share
    visible: bool = True


class PrintAsk(Body):
    """The expert proposes to print; the citizen decides."""

    TYPE: ClassVar[str] = "print.ask"
    document: Id


class PrintNews(Body):
    """How the print goes."""

    TYPE: ClassVar[str] = "print.news"
    document: Id
    state: Literal["declined", "printing", "held", "done", "failed"]


class SignAsk(Body):
    """The expert asks for a signature in this box; others are to sign in the boxes of `later`, one by one.

    For a later signature `document` is the original, and `box` the next one of those reserved.
    """

    TYPE: ClassVar[str] = "sign.ask"
    document: Id
    box: Box
    later: Annotated[list[Box], Field(max_length=LATER)] = []


class SignNews(Body):
    """What came of it; the signed file follows as a `DocumentOffer` of kind `signed`.

    `reason`: why the person does not sign, if they chose to say. `paper`: they sign on paper and scan it;
    then `signed` is the scan. `key`: why it could not be done.
    """

    TYPE: ClassVar[str] = "sign.news"
    document: Id
    state: Literal["reading", "on-paper", "refused", "signed", "failed"]
    signed: Id | None = None
    reason: RefusalReason | None = None
    paper: bool = False
    key: ErrorKey | None = None


EXPERT_TO_KIOSK = Link(
    "expert-to-kiosk",
    PeerHello, Heartbeat, Ack, PeerBye, PrivacyPause, DocumentOffer, BulkState, PageShow, PagePointer,
    PrintAsk, SignAsk, TextMessage, TransferAsk, CodeNonce, PictureNews, *markup.TO_KIOSK, *filling.TO_KIOSK,
    *lookup.TO_KIOSK, *showing.FROM_EXPERT, *showing.STAMPS, AppointmentOffer,
)  # fmt: skip
KIOSK_TO_EXPERT = Link(
    "kiosk-to-expert",
    PeerHello, Heartbeat, Ack, PeerBye, PrivacyPause, ProcedureShared, DocumentOffer, BulkState,
    DocumentReady, DocumentRefused, DocumentAnswer, PageShow, PagePointer, PrintNews, SignNews,
    CameraNews, MicrophoneNews, TextMessage, TransferNews, CompanyNews, Refusal, CodeCommit, CodeReveal,
    PictureNews, *showing.TO_EXPERT, *markup.TO_EXPERT, *filling.TO_EXPERT, *lookup.TO_EXPERT,
    AppointmentNews, TextPreferred, PictureHidden,
)  # fmt: skip
