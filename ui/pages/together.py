"""What both do on a page: marks, a form filled together, a signature on paper. See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.call import MarkDrawn, Pointer
from ui.pages.paper import FormField
from ui.pages.parts import Action, Card, Note, Picture


@dataclass(frozen=True)
class Fill:
    """A form filled with the expert. `asked` stands above the line being written; `watched` says who sees it."""

    title: str
    words: str
    note: Note | None
    picture: Picture | None
    pointer: Pointer | None
    marks: list[MarkDrawn]
    remote: bool
    fields: list[FormField]
    focused: str
    asked: str
    watched: str
    pager: list[Action]
    actions: list[Action]


@dataclass(frozen=True)
class PaperSign:
    """« Signer sur papier »: what to do, step by step."""

    title: str
    words: str
    note: Note | None
    steps: list[Card]
    actions: list[Action]
