"""A procedure and its papers to bring. See `ui.pages`."""

from dataclasses import dataclass, field
from typing import Literal

from ui.pages.parts import Action, Card, Note, Paper, Picture, Question, Tone, YourCase

LineKind = Literal["heading", "text", "bullet", "number", "note", "question", "table", "link", "terms"]


@dataclass(frozen=True)
class Line:
    """One thing of a text, top to bottom. `level` indents (0, 1, 2).

    note: `title`, `text`, `tone`. question: `question`. table: `rows`, the first is the heading.
    link: `action`. number: `title` is « 1. ». terms: `actions`, one a word that can be explained.
    """

    kind: LineKind
    text: str = ""
    level: int = 0
    title: str = ""
    tone: Tone = "calm"
    question: Question | None = None
    rows: list[list[str]] | None = None
    action: Action | None = None
    actions: list[Action] | None = None


@dataclass(frozen=True)
class Chapter:
    """A part of the procedure that opens and closes."""

    title: str
    open: bool
    toggle: Action
    lines: list[Line]


@dataclass(frozen=True)
class Procedure:
    """`facts` are « Coût », « Délai »… with their words; `lines` come before the chapters.

    `about` are parts of the second rank, folded: words explained, laws, where the page comes from.
    """

    crumbs: str
    title: str
    summary: str
    source: str
    old: bool
    questions: list[Question]
    facts: list[Note]
    lines: list[Line]
    chapters: list[Chapter]
    forms: list[Card]
    services: list[Card]
    offices: list[Card]
    related: list[Action]
    actions: list[Action]
    pictures: list[Picture] = field(default_factory=list)
    forms_title: str = "Formulaires"
    case: YourCase | None = None
    about: list[Chapter] = field(default_factory=list)


@dataclass(frozen=True)
class Cited:
    """Documents that the content speaks of without saying surely that they must be brought: nothing to tick."""

    title: str
    text: str
    papers: list[str]


@dataclass(frozen=True)
class Checklist:
    """`questions` narrow the list to the person's case; `outcome` says what follows.

    `papers` are to be brought; `cited` may be, and stands apart.
    """

    crumbs: str
    title: str
    question: str
    source: str
    old: bool
    questions: list[Question]
    papers: list[Paper]
    outcome: Note
    actions: list[Action]
    cited: Cited | None = None
    case: YourCase | None = None
