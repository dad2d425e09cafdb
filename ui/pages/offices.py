"""Offices near by, one office, « Vers qui me tourner ? ». See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.parts import Action, Note, Tone


@dataclass(frozen=True)
class OfficeRow:
    """An office in a list. `words` say how it is now (`open`: someone is there), `place` where."""

    name: str
    kind: str
    words: str
    place: str
    icon: str
    open: bool
    choose: Action


@dataclass(frozen=True)
class OfficeGroup:
    """Offices under one sub-title."""

    title: str
    offices: list[OfficeRow]


@dataclass(frozen=True)
class Offices:
    """What is near; `note` when nobody told this kiosk."""

    title: str
    text: str
    source: str
    groups: list[OfficeGroup]
    note: Note | None
    actions: list[Action]


@dataclass(frozen=True)
class DayRow:
    """The hours of a day, or a date of passage; `today` is marked."""

    day: str
    words: str
    today: bool = False


@dataclass(frozen=True)
class Fact:
    """One thing to know of an office: an address, a number, how to get in."""

    icon: str
    text: str
    detail: str = ""


@dataclass(frozen=True)
class Office:
    """`now` says whether it is open; `remark` overrides the hours and stands right under it."""

    crumbs: str
    title: str
    now: str
    tone: Tone
    remark: Note | None
    facts: list[Fact]
    week_title: str
    week: list[DayRow]
    services_title: str
    services: list[str]
    source: str
    actions: list[Action]


@dataclass(frozen=True)
class Orient:
    """One question of « Vers qui me tourner ? »; `step` says how far one is."""

    title: str
    step: str
    text: str
    choices: list[Action]
    columns: int
    actions: list[Action]


@dataclass(frozen=True)
class Answer:
    """Whom to turn to and why, the numbers to call, the office that is meant, the papers to take.

    `lead` stands over it, when not empty; the order is that in which it is read aloud.
    """

    lead: str
    name: str
    why: str
    calls: list[Fact]
    office: OfficeRow | None
    papers_title: str
    papers: list[str]
    main: bool = False


@dataclass(frozen=True)
class Advice:
    """The answers, the main one first."""

    title: str
    answers: list[Answer]
    actions: list[Action]
