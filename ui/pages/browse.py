"""Topics, search, public web sites. See `ui.pages`."""

from dataclasses import dataclass, field

from ui.pages.parts import Action, Card, Note
from ui.pages.procedure import Chapter, Line


@dataclass(frozen=True)
class Group:
    """Entries under one sub-title (may be empty)."""

    title: str
    entries: list[Action]


@dataclass(frozen=True)
class Topic:
    """What one tile holds; its own page's words, services and offices, where the edition has them.

    `about` are parts of the second rank, folded.
    """

    crumbs: str
    title: str
    groups: list[Group]
    notes: list[Note]
    actions: list[Action]
    lines: list[Line] = field(default_factory=list)
    services: list[Card] = field(default_factory=list)
    offices: list[Card] = field(default_factory=list)
    related: list[Action] = field(default_factory=list)
    about: list[Chapter] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """One search result: touch opens it."""

    title: str
    why: str
    crumbs: str
    open: Action


@dataclass(frozen=True)
class Search:
    """Search and its results; the keyboard is always there. `topics` only when nothing was found."""

    title: str
    text: str
    hint: str
    suggestions: list[Action]
    results: list[Result]
    words: str
    note: Note | None
    topics: list[Action]
    actions: list[Action]


@dataclass(frozen=True)
class Sites:
    """The allowed list; each card says what will be needed."""

    title: str
    text: str
    sites: list[Card]
    note: Note | None


@dataclass(frozen=True)
class Site:
    """A confined page. `hosts` is the whole allowed list, `vault` where a printed page may go.

    The web view goes one page back each time `steps` changes. Not `reached`: nothing to write in.
    """

    name: str
    url: str
    hosts: list[str]
    vault: str
    note: Note | None
    actions: list[Action]
    steps: int = 0
    reached: bool = True
