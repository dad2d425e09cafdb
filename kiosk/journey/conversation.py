"""What a visit knows of its call: how it stands, what the expert asks, what was written. Frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kiosk.journey.shown import IdentityRequest, LiveRequest, OnView, StampedCopy, StillRequest
from kiosk.journey.table import Table
from session.protocol.peer import PagePointer
from session.protocol.quality import LinkNews
from session.protocol.shared import Box

Voice = Literal["speaker", "handset", "text"]
"""How the visitor wants to talk; in any of them they can still do otherwise."""
SETTLE_S = 0.4
"""A request that just appeared moved the buttons: a finger already on its way meant something else."""


@dataclass(frozen=True)
class ShowDocument:
    """« Nadia vous montre … »."""

    document: str


@dataclass(frozen=True)
class PrintRequest:
    """« Nadia vous propose d'imprimer … »."""

    document: str


@dataclass(frozen=True)
class SignRequest:
    """« Nadia vous demande de signer … »; others sign in the boxes of `later`."""

    document: str
    box: Box
    later: tuple[Box, ...] = ()


@dataclass(frozen=True)
class FillRequest:
    """« Nadia vous propose de remplir … avec elle »."""

    document: str


@dataclass(frozen=True)
class KeepCopy:
    """« Imprimer votre exemplaire signé ? »."""

    document: str


@dataclass(frozen=True)
class CameOut:
    """« Est-ce bien sorti ? », inside a call."""

    job: str


@dataclass(frozen=True)
class SlotOffer:
    """« Nadia vous propose un rendez-vous … »."""

    slot: str
    desk: str
    start: str
    end: str


@dataclass(frozen=True)
class KeepCode:
    """« Recopiez votre code », where no printer prints it."""


@dataclass(frozen=True)
class Said:
    """A line that was typed, by the visitor or by the expert."""

    text: str
    mine: bool


Request = (
    ShowDocument | PrintRequest | SignRequest | FillRequest | KeepCopy | CameOut
    | LiveRequest | StillRequest | IdentityRequest | StampedCopy | SlotOffer | KeepCode
)  # fmt: skip


@dataclass(frozen=True)
class Transfer:
    """The expert proposes another counter, with a note for whoever is there. `moving`: the visitor agreed."""

    desk: str
    note: str
    moving: bool = False


@dataclass(frozen=True)
class CallState:
    """The conversation. `page` is where the expert looks in each document, 0 first."""

    desk: str
    administration: str
    expert: str
    link: Literal["connecting", "connected", "lost", "unreached"] = "connecting"
    """`unreached`: lost before it ever was there."""
    path: LinkNews | None = None
    """What the link allows, as the media process told last."""
    code: str = ""
    """Six digits that the expert's page shows too, while a connection is up."""
    paused: bool = False
    muted: bool = False
    by_text: bool = False
    """The visitor said before that they would rather write."""
    expert_paused: bool = False
    coming: str = ""
    requests: tuple[Request, ...] = ()
    asked_at: float = 0.0
    """When the request shown appeared under the visitor's finger."""
    sign: SignRequest | None = None
    pages: Mapping[str, int] = field(default_factory=dict)
    pointer: PagePointer | None = None
    mine: PagePointer | None = None
    on_view: OnView = field(default_factory=OnView)
    """The document camera, as the expert sees through it."""
    said: tuple[Said, ...] = ()
    draft: str = ""
    """What the visitor is typing."""
    table: Table = field(default_factory=Table)
    """Marks, and what is written in forms."""
    typing: str = ""
    """What the expert is typing, letter by letter."""
    unread: bool = False
    """The expert wrote, and the visitor has not looked yet."""
    transfer: Transfer | None = None

    def may_answer(self, now: float) -> bool:
        """Whether the request shown has been there long enough to be what a finger means."""
        return now - self.asked_at >= SETTLE_S


@dataclass(frozen=True)
class Media:
    """The media process is up: frames come at this socket."""

    frames: str
    camera: bool
    trouble: str = ""
    """Why the face's camera gives no picture: a key of the error list."""
    mended: str = ""
    """Why it gave none until `mended_at`."""
    mended_at: float = 0.0
