"""Forms and printing. See `ui.pages`."""

from dataclasses import dataclass
from typing import Literal

from ui.pages.parts import Action, Card, Note, Picture, Question


@dataclass(frozen=True)
class FormField:
    """A simple field of the page shown, 0..1 of the page. `type` is `text` or `check`.

    `shown` is what is drawn in its place on the page, `hint` what else the form asks of it.
    """

    name: str
    label: str
    type: Literal["text", "check"]
    value: str
    x: float
    y: float
    w: float
    h: float
    focused: bool
    shown: str = ""
    hint: str = ""
    by: str = ""
    """Said of what somebody else wrote there."""
    pointed: bool = False
    """The expert shows this one."""


@dataclass(frozen=True)
class Form:
    """`picture` is None while the form is being prepared, or when it failed (`note`)."""

    title: str
    words: str
    note: Note | None
    picture: Picture | None
    fields: list[FormField]
    focused: str
    pager: list[Action]
    actions: list[Action]


@dataclass(frozen=True)
class FormWays:
    """A form that the kiosk cannot show: how else to get it, or to do without it."""

    title: str
    words: str
    note: Note | None
    ways: list[Card]
    actions: list[Action]


PrintWord = Literal["preparing", "queued", "printing", "held", "done", "failed", "canceled", "unsure"]


@dataclass(frozen=True)
class Printing:
    """`progress` is 0..1, or -1 when not known. When `state` is done the actions ask if it came out."""

    title: str
    what: str
    state: PrintWord
    words: str
    remedy: str
    code: str
    progress: float
    actions: list[Action]


@dataclass(frozen=True)
class PrintOptions:
    """« Autres choix »: `words` sums up what is chosen, with its price."""

    title: str
    what: str
    words: str
    note: Note | None
    questions: list[Question]
    actions: list[Action]


@dataclass(frozen=True)
class PageTick:
    """One page to print or not."""

    picture: Picture
    label: str
    kept: bool
    turn: Action


@dataclass(frozen=True)
class PrintPages:
    """Which pages go on paper."""

    title: str
    words: str
    counted: str
    pages: list[PageTick]
    actions: list[Action]
