"""Life events, and the plan of one. See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.parts import Action, Card, Note, YourCase


@dataclass(frozen=True)
class Events:
    """« Que vous arrive-t-il ? »: one button an event."""

    title: str
    text: str
    events: list[Action]
    actions: list[Action]


@dataclass(frozen=True)
class PlanStep:
    """One step: `tick` says it is done, `open` shows its sheet, where there is one."""

    title: str
    why: str
    done: bool
    tick: Action
    open: Action | None


@dataclass(frozen=True)
class PlanGroup:
    """The steps of one deadline (« Dans les 24 heures »)."""

    deadline: str
    steps: list[PlanStep]


@dataclass(frozen=True)
class Gathering:
    """One paper to gather, and what it is for."""

    label: str
    text: str


@dataclass(frozen=True)
class Plan:
    """Steps in order; then the papers of all of them, once each; then whom to see or call.

    `open` are steps whose papers depend on the visitor's case: their sheets ask.
    """

    title: str
    text: str
    case: YourCase | None
    words: str
    groups: list[PlanGroup]
    papers_title: str
    papers: list[Gathering]
    open_title: str
    open: list[Action]
    whom: list[Card]
    note: Note | None
    actions: list[Action]
