"""What a visit is made of. Frozen; a change is a new `Journey`. Times are seconds of the tick clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kiosk.journey import screens as at
from kiosk.journey.booking import Booking
from kiosk.journey.conversation import CallState, Media, Voice
from kiosk.journey.line import Line
from kiosk.journey.overlays import Overlay
from kiosk.journey.print_choice import Choice
from kiosk.journey.scanned import ScanWork
from kiosk.journey.upkept import Upkeep
from session.protocol.content import ContentState
from session.protocol.handset import HandsetNews
from session.protocol.kiosk_relay import CallbackRing
from session.protocol.local import Device, DocumentPages, World
from session.protocol.shared import Box
from session.protocol.texting import MicrophoneState

HISTORY = 30
"""Steps that Retour can undo."""
ACTIVE = ("preparing", "queued", "printing")


@dataclass(frozen=True)
class Display:
    """How everything is drawn; undone at the end of the visit."""

    big: bool = False
    contrast: bool = False
    reach: bool = False
    calm: bool = False


# ---- overlays


# ---- paper and counter


JobState = Literal["preparing", "queued", "printing", "held", "done", "failed", "canceled", "unsure"]


@dataclass(frozen=True)
class Job:
    """A print job as last told. `title` is what is printed, `document` set for papers of the call."""

    id: str
    kind: Literal[
        "checklist",
        "plan",
        "form",
        "document",
        "page",
        "slip",
        "contact",
        "request",
        "notices",
        "appointment",
    ]
    title: str
    state: JobState = "preparing"
    key: str = ""
    page: int = 0
    pages: int = 0
    moved_at: float = 0.0
    document: str = ""
    answered: bool = False
    came_out: bool = False
    sheets: int = 1

    @property
    def active(self) -> bool:
        """The printer works on it."""
        return self.state in ACTIVE


@dataclass(frozen=True)
class Ticket:
    """A place in a queue. `ahead` is -1 until the relay answered."""

    id: str
    desk: str
    joined_at: float
    promise_s: float
    ahead: int = -1
    low_s: int | None = None
    high_s: int | None = None
    returned: bool = False
    promised_until: float = 0.0
    appointment: str = ""
    """When they have one, RFC 3339."""
    skill: str = ""
    """The subject someone is needed for; `served`: they are there, `others`: someone of the counter is."""
    served: bool = True
    others: bool = True
    sent_by: str = ""
    """Who passed the visitor on to this counter."""


# What an expert asks, oldest first; the visitor answers one at a time.


@dataclass(frozen=True)
class Paperwork:
    """A document of the vault and what the visitor decided about it."""

    pages: DocumentPages
    origin: Literal["form", "expert", "signed", "scan", "stamped", "filled"]
    kept: bool | None = None


DoneKind = Literal["printed", "talked", "kept", "signed", "scanned", "sent", "callback", "asked"]


@dataclass(frozen=True)
class Done:
    """One thing that was done, for goodbye: a kind and a title of official content or a counter."""

    kind: DoneKind
    title: str


@dataclass(frozen=True)
class Journey:
    """One visit, from the welcome screen to the neutral page."""

    now: float = 0.0
    screen: at.Screen = field(default_factory=at.Welcome)
    history: tuple[at.Screen, ...] = ()
    visiting: bool = False
    began_at: float = 0.0
    touched_at: float = 0.0
    asked_at: float = 0.0
    extended_until: float = 0.0
    world: World = field(default_factory=World)
    power_until: float | None = None
    """The power ends, and the visit with it."""
    display: Display = field(default_factory=Display)
    overlay: Overlay | None = None
    vault: str = ""
    sheet: str = ""
    """The last procedure looked at: what a counter may be told about."""
    cases: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Wizard's id -> the numbers of the choices made; the one answered last comes last."""
    ticks: Mapping[str, bool] = field(default_factory=dict)
    steps: frozenset[str] = frozenset()
    """Steps of plans that are done already."""
    settled: frozenset[str] = frozenset()
    """Checklists printed, and forms printed, since their last change: nothing left to lose there."""
    filled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Form id -> field name -> text."""
    documents: Mapping[str, Paperwork] = field(default_factory=dict)
    awaited: Mapping[str, str] = field(default_factory=dict)
    """Document id asked for -> title, until its pages arrive."""
    failed: Mapping[str, str] = field(default_factory=dict)
    """Document id -> error key."""
    jobs: Mapping[str, Job] = field(default_factory=dict)
    choices: Mapping[str, Choice] = field(default_factory=dict)
    """Document id -> how to print it, where that is not the usual way."""
    scan: ScanWork | None = None
    ticket: Ticket | None = None
    share: bool = False
    media: Media | None = None
    microphone: MicrophoneState = "live"
    """As the media process told; taken for well until it has."""
    loudness: tuple[float, float] | None = None
    voice: Voice = "speaker"
    """Chosen before a call; it holds for the next one of the visit too."""
    hidden: bool = False
    """The visitor is not to be seen; chosen before a call or in it, it holds for the next one too."""
    handset: HandsetNews | None = None
    """None: there is none, or nothing is known yet."""
    line: Line | None = None
    """How good the line was found to be before a call; None: not known."""
    """Before the call: the visitor's level now and the loudest of late, 0..1."""
    media_open: bool = False
    call: CallState | None = None
    callback: CallbackRing | None = None
    rang_at: float = 0.0
    callback_number: str = ""
    reference: str = ""
    booking: Booking = field(default_factory=Booking)
    requested: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Local procedure -> question -> answer as it is kept; an empty one was passed."""
    prepared: Mapping[str, str] = field(default_factory=dict)
    """Local procedure -> document of the request that was printed."""
    done: tuple[Done, ...] = ()
    speaking: bool = False
    speech_missing: bool = False
    spoke_at: float = 0.0
    rang: bool = False
    agent: Literal["", "asked", "present"] = ""
    """The town hall's agent beside the visitor, and what they are called."""
    agent_name: str = ""
    agent_refused_at: float | None = None
    raised_at: float = 0.0
    """When a question that came by itself appeared under the visitor's finger."""
    staff: Literal["", "agent", "technician"] = ""
    devices: tuple[Device, ...] = ()
    upkeep: Upkeep = field(default_factory=Upkeep)
    content: ContentState | None = None

    # ---- moving

    def to(self, screen: at.Screen) -> "Journey":
        """Go on to a screen; Retour comes back here."""
        history = (*self.history, self.screen)[-HISTORY:]
        return replace(self, screen=screen, history=history)

    def over(self, screen: at.Screen) -> "Journey":
        """Replace the screen, keeping what Retour does."""
        return replace(self, screen=screen)

    def fresh(self, screen: at.Screen) -> "Journey":
        """Go to a screen with nothing behind it but Home."""
        return replace(self, screen=screen, history=() if isinstance(screen, at.Home) else (at.Home(),))

    def back(self) -> "Journey":
        """One step back, or Home."""
        if not self.history:
            return replace(self, screen=at.Home())
        return replace(self, screen=self.history[-1], history=self.history[:-1])

    # ---- asking

    @property
    def busy_printing(self) -> bool:
        """A sheet is on its way."""
        return any(job.active for job in self.jobs.values())

    def with_job(self, job: Job) -> "Journey":
        """Remember a job, or its news."""
        return replace(self, jobs={**self.jobs, job.id: job})

    def with_done(self, kind: DoneKind, title: str) -> "Journey":
        """Note that something was done, once."""
        done = Done(kind, title)
        return self if done in self.done else replace(self, done=(*self.done, done))

    @property
    def signing(self) -> tuple[Box, float] | None:
        """Where ink goes now: the box, and the height over the width of its page. None elsewhere."""
        screen, asked = self.screen, self.call.sign if self.call else None
        if not isinstance(screen, at.Sign) or asked is None or screen.document not in self.documents:
            return None
        pages = self.documents[screen.document].pages
        if asked.box.page != screen.page:
            return None
        return asked.box, pages.heights[screen.page] / pages.widths[screen.page]

    def title_of(self, document: str) -> str:
        """A document's name, as announced or as received."""
        if document in self.documents:
            return self.documents[document].pages.name
        return self.awaited.get(document, "")
