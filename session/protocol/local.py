"""The kiosk's own sockets: screen and steward, media and steward.

4-byte big-endian length, then an envelope of at most 1 MiB. `Hello` is first from whoever connects.
Documents travel by id; their bytes stay in the vault. Messages of the call that merely pass through
(`session.protocol.peer`) are the same models, forwarded as they are.
"""

from typing import Any, ClassVar, Literal

from session.protocol import (
    appointments,
    cameras,
    filling,
    lookup,
    maintenance,
    markup,
    peer,
    printing,
    scanning,
    showing,
)
from session.protocol import kiosk_relay as relay
from session.protocol.call import CallCandidate, CallEnd, CallOffer, MicrophoneMute, Notice
from session.protocol.company import AgentAnswer, AgentOffer, CompanyNews
from session.protocol.content import ContentState
from session.protocol.envelope import Body, Link
from session.protocol.handset import HandsetNews
from session.protocol.line import LineTried, LineTry
from session.protocol.local_media import (
    AnswerDraft,
    CallBegin,
    CallStats,
    Delivered,
    DocumentArrived,
    DocumentSend,
    MediaSettings,
    OfferWanted,
)
from session.protocol.quality import LinkNews
from session.protocol.requests import RequestKeep
from session.protocol.shared import Box, Desk, ErrorKey, Id, Part, Sha256, Share, Short
from session.protocol.texting import (
    MicrophoneLevel,
    MicrophoneNews,
    TextLive,
    TextMessage,
    TextPreferred,
    TextTyped,
)
from session.protocol.transfer import TransferAgree, TransferAsk, TransferDone, TransferNews
from session.protocol.trial import CallMeasure
from session.protocol.unseen import PictureHidden
from session.protocol.use import UseNoted
from session.protocol.verification import CodeShown

Role = Literal["screen", "media", "monitor"]


class Hello(Body):
    """Who connects; `pid` lets the steward pair it with the child it started."""

    TYPE: ClassVar[str] = "hello"
    role: Role
    pid: int


# ---- steward to screen


class Printer(Part):
    """The A4 printer in words the screen can use; `key` of the error list when not usable."""

    usable: bool
    key: ErrorKey | None = None
    duplex: bool = False
    colour: bool = False


class World(Body):
    """What is true around the visit, at each change."""

    TYPE: ClassVar[str] = "world"
    link: Literal["online", "offline", "none"] = "none"
    desks: list[Desk] = []
    printer: Printer = Printer(usable=False, key="printer.device-offline")
    closed: Short | None = None
    """Why the kiosk is closed: an error key, or `agent`."""
    faults: list[ErrorKey] = []
    help: Literal["idle", "ringing", "answered"] = "idle"
    scanner: scanning.Scanner = scanning.Scanner()
    camera: bool = False
    """A counter can be opened: the media process and its camera are there."""
    resting: bool = False
    """Nobody was before the kiosk for long: the welcome screen may go dark."""
    leave_s: int | None = None
    """The power ends: the visitor has so many seconds from the first time this is told."""


class StageCue(Body):
    """`enter`: become visible now. `leave`: draw the neutral page, the visit is over."""

    TYPE: ClassVar[str] = "stage.cue"
    cue: Literal["enter", "leave"]


class VisitOpened(Body):
    """The vault made for the visit that just began."""

    TYPE: ClassVar[str] = "visit.opened"
    vault: Short


class PinResult(Body):
    """What came of a PIN; `wait_s` before the next try counts."""

    TYPE: ClassVar[str] = "pin.result"
    ok: bool
    role: Literal["agent", "technician"] | None = None
    wait_s: float = 0


class Device(Part):
    """A device or link as the maintenance page shows it: `status` now, and what its last test said and when.

    `proven` and `proof` tell when and by which guided test a person saw it work on this kiosk.
    """

    device: Short
    label: Short
    uri: Short
    ok: bool
    status: Short
    key: ErrorKey | None = None
    tested: Short = ""
    said: Short = ""
    passed: bool = True
    testable: bool = True
    guided: bool = False
    alone: bool = True
    """Its own test needs nobody there, and wastes nothing."""
    proven: Short = ""
    proof: Short = ""


class DevicesState(Body):
    """Every device and link, live."""

    TYPE: ClassVar[str] = "devices.state"
    devices: list[Device]


class DocumentPages(Body):
    """A clean document in the vault: `folder/page-001.webp` … at 144 dpi, sizes in pixels."""

    TYPE: ClassVar[str] = "document.pages"
    document: Id
    name: Short
    pages: int
    widths: list[int]
    heights: list[int]
    fields: list[dict[str, Any]] = []
    sha256: Sha256 | None = None
    """Of the file that is shown: a signature names it, and no other file is signed."""


class DocumentFailed(Body):
    """A document that could not be used."""

    TYPE: ClassVar[str] = "document.failed"
    document: Id
    key: ErrorKey


class SignResult(Body):
    """The signed copy, or why not."""

    TYPE: ClassVar[str] = "sign.result"
    document: Id
    signed: Id | None = None
    key: ErrorKey | None = None


class MediaReady(Body):
    """The media process shows frames at this unix socket: streams `self` and `remote`.

    Of the microphone it tells by itself, as soon as it knows.
    """

    TYPE: ClassVar[str] = "media.ready"
    frames: Short
    camera: bool = True


class MediaGone(Body):
    """The media process ended; a new one comes when `restarting`."""

    TYPE: ClassVar[str] = "media.gone"
    restarting: bool


# ---- screen to steward


class ScreenReady(Body):
    """The first frame is drawn (`warm` or on stage), or the second after `enter`."""

    TYPE: ClassVar[str] = "screen.ready"
    phase: Literal["built", "warm", "on-stage", "neutral"]


class VisitBegin(Body):
    """First touch."""

    TYPE: ClassVar[str] = "visit.begin"


class VisitStage(Body):
    """Where the visitor is, for supervision and the agent's tile; never content."""

    TYPE: ClassVar[str] = "visit.stage"
    stage: Literal["welcome", "reading", "printing", "waiting", "call", "signing", "goodbye", "staff"]


class VisitEnd(Body):
    """The visit is over: replace me and wipe."""

    TYPE: ClassVar[str] = "visit.end"
    reason: Literal["finished", "silence", "agent", "discreet"]
    outcome: Literal["yes", "partly", "no", ""] = ""


class FormOpen(Body):
    """Show a form of the content store: answered by `DocumentPages` or `DocumentFailed`.

    `shared`: an expert proposed it, and sees its pages too.
    """

    TYPE: ClassVar[str] = "form.open"
    document: Id
    sha256: Sha256
    name: Short
    shared: bool = False


class MediaOpen(Body):
    """Start the media process and the self-view; again is harmless.

    Without `face` it opens neither the face's camera nor a microphone: only a sheet is to be looked at.
    """

    TYPE: ClassVar[str] = "media.open"
    face: bool = True


class MediaClose(Body):
    """Cameras off."""

    TYPE: ClassVar[str] = "media.close"


class SignInk(Body):
    """The ink the visitor drew, points `[x, y]` in 0..1 of the page, one list per stroke.

    `sha256` is the file that was shown; `later` are boxes reserved for others.
    """

    TYPE: ClassVar[str] = "sign.ink"
    document: Id
    box: Box
    sha256: Sha256 | None = None
    later: list[Box] = []
    strokes: list[list[tuple[Share, Share]]]
    width: Share


class PinCheck(Body):
    """A PIN, checked by the steward."""

    TYPE: ClassVar[str] = "pin.check"
    pin: Short


class StaffCommand(Body):
    """An order from the agent's panel or the maintenance page; refused without a checked PIN."""

    TYPE: ClassVar[str] = "staff.command"
    command: Literal[
        "extend", "wipe", "close", "open", "devices", "leave", "content-check", "content-back", "report"
    ]


class DeviceTest(Body):
    """Run one device's self-test."""

    TYPE: ClassVar[str] = "device.test"
    device: Short


# ---- media and steward


# Call messages that pass through the steward between the screen and the expert.
FROM_EXPERT = (
    peer.PeerBye, peer.PrivacyPause, peer.PageShow, peer.PagePointer, peer.PrintAsk, peer.SignAsk, peer.DocumentOffer,
    TextMessage, TransferAsk, *showing.FROM_EXPERT, *markup.TO_KIOSK, *filling.TO_KIOSK, *lookup.TO_KIOSK,
    appointments.AppointmentOffer,
)  # fmt: skip
# What the media process says to the screen: the expert's words, and what it knows itself.
FROM_MEDIA = (
    *FROM_EXPERT, peer.DocumentRefused, MicrophoneNews, MicrophoneLevel, CodeShown, TextLive, LinkNews, HandsetNews,
)  # fmt: skip
TO_EXPERT = (
    peer.PeerBye, peer.PrivacyPause, peer.ProcedureShared, peer.DocumentReady, peer.DocumentRefused,
    peer.DocumentAnswer, peer.PageShow, peer.PagePointer, peer.PrintNews, peer.SignNews, TextMessage,
    TransferNews, CompanyNews, TextPreferred, PictureHidden, *showing.TO_EXPERT,
    *markup.TO_EXPERT, *filling.TO_EXPERT, *lookup.TO_EXPERT, appointments.AppointmentNews,
)  # fmt: skip

STEWARD_TO_SCREEN = Link(
    "steward-to-screen",
    World, StageCue, VisitOpened, printing.PrintState, PinResult, DevicesState, DocumentPages, DocumentFailed, SignResult,
    MediaReady, MediaGone, relay.TicketState, relay.SeatGranted, relay.SeatLost, relay.CallbackKept,
    relay.CallbackRing, Notice, CallEnd, CallStats, ContentState, scanning.ScanPage, scanning.ScanState,
    *maintenance.TO_SCREEN, cameras.CameraNews, cameras.PaperAim, TransferDone, AgentOffer, LineTried,
    showing.ShowingNews, showing.StampNews, *FROM_MEDIA, *appointments.KIOSK_HEARS,
)  # fmt: skip
SCREEN_TO_STEWARD = Link(
    "screen-to-steward",
    Hello, ScreenReady, VisitBegin, VisitStage, UseNoted, VisitEnd, printing.PrintSheet, printing.PrintForm, printing.PrintDocument, printing.PrintPage,
    printing.PrintAnswer, printing.PrintCancel, FormOpen, RequestKeep, MediaOpen, MediaClose, SignInk, PinCheck, StaffCommand, DeviceTest,
    relay.QueueJoin, relay.QueueLeave, relay.CallbackAsk, relay.CallbackAnswer, relay.HelpRing, CallEnd,
    MicrophoneMute, TextTyped, scanning.ScanStart, scanning.ScanStop, scanning.ScanForget, scanning.ScanBind, scanning.ScanSend,
    cameras.PaperLook, cameras.PaperShoot, showing.ShowingLive, relay.QueueWiden, TransferAgree, AgentAnswer,
    filling.FormFinish, lookup.SheetShow, *appointments.KIOSK_ASKS, *TO_EXPERT, *maintenance.TO_STEWARD,
)  # fmt: skip
STEWARD_TO_MEDIA = Link(
    "steward-to-media",
    MediaSettings, LineTry, CallBegin, CallOffer, CallCandidate, CallEnd, DocumentSend, MicrophoneMute, TextTyped,
    cameras.PaperWatch, cameras.PaperShoot, cameras.PaperLook, showing.ShowingLive, *TO_EXPERT,
)  # fmt: skip
MEDIA_TO_STEWARD = Link(
    "media-to-steward",
    Hello, MediaReady, AnswerDraft, OfferWanted, Notice, CallEnd, CallStats, CallMeasure, LineTried, Delivered, DocumentArrived,
    cameras.CameraNews, cameras.PaperAim, cameras.PaperShot,
    showing.ShowingNews, *showing.STAMPS, *FROM_MEDIA,
)  # fmt: skip
