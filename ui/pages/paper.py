"""Forms and printing. See `ui.pages`."""

from dataclasses import dataclass
from typing import Literal

from ui.pages.parts import Action, Card, Note, Picture


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
