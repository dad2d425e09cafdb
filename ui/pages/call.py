"""The call, reading together, signing. See `ui.pages`."""

from dataclasses import dataclass, field
from typing import Literal

from ui.pages.parts import Action, Note, Picture


@dataclass(frozen=True)
class Request:
    """What is asked of me: one sentence, a detail, two buttons; `more` is another way to say yes."""

    text: str
    detail: str
    icon: str
    yes: Action
    no: Action
    more: Action | None = None

    @property
    def answers(self) -> list[Action]:
        """All of them."""
        return [self.yes, self.no, *([self.more] if self.more else [])]


@dataclass(frozen=True)
class Call:
    """`remote` and `self_view` tell whether pictures are there; else `picture_words` says why not.

    `note` is about a sheet being printed, a document coming, a pause; `request` comes first.
    """

    expert: str
    administration: str
    privacy: str
    link: Literal["connecting", "connected", "weak", "lost", "unreached"]
    link_words: str
    remote: bool
    self_view: bool
    picture_words: str
    paused: bool
    request: Request | None
    buttons: list[Action]
    note: Note | None = None
    hidden: bool = False
    """The visitor is not seen, because they want it so."""
    code: str = ""
    """What both screens show, ready to be read aloud: « 482 913 »."""


@dataclass(frozen=True)
class MarkDrawn:
    """A highlighted place, points 0..1 of the page; `mine` colours it."""

    kind: Literal["stroke", "frame"]
    points: list[list[float]]
    mine: bool


@dataclass(frozen=True)
class Pointer:
    """Where someone points, 0..1 of the page."""

    x: float
    y: float
    who: str


@dataclass(frozen=True)
class Reading:
    """The same page on both sides. `remote`: the face stays in a small picture."""

    title: str
    words: str
    note: Note | None
    picture: Picture | None
    pointer: Pointer | None
    remote: bool
    pager: list[Action]
    actions: list[Action]
    marks: list[MarkDrawn] = field(default_factory=list)
    marking: bool = False
    """The finger highlights, instead of pointing."""
    mine: Pointer | None = None
    """Where the visitor's own finger shows."""


@dataclass(frozen=True)
class InkBox:
    """The reserved box on the page shown, 0..1."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Sign:
    """`box` is None on pages without it. `strokes` are redrawn as given; `pen` is 0..1 of page width."""

    title: str
    text: str
    legal: str
    picture: Picture | None
    box: InkBox | None
    strokes: list[list[list[float]]]
    pen: float
    busy: bool
    where: str
    """Said above the box."""
    note: Note | None
    pager: list[Action]
    actions: list[Action]
    refusing: bool = False
    """Why not is asked in the place of the ink."""
