"""The maintenance pages of one device, its remedy, its guided test, the log, and « Tout tester ». See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.parts import Action, Note


@dataclass(frozen=True)
class Drawing:
    """Where to look: `picture` is `image://drawing/…`, `words` say it to whoever does not see it."""

    picture: str
    words: str


@dataclass(frozen=True)
class DevicePage:
    """One device. `mark` tells whether a person ever saw it work here; `facts` are label and value."""

    title: str
    state: Note
    mark: Note
    facts: list[list[str]]
    drawing: Drawing | None
    actions: list[Action]


@dataclass(frozen=True)
class Remedy:
    """What to do, step by step, and where."""

    title: str
    code: str
    cause: str
    drawing: Drawing
    steps: list[str]
    actions: list[Action]


@dataclass(frozen=True)
class Trial:
    """A guided test. `choices` answer its question; `camera` shows oneself; `note` is the verdict.

    `progress` is 0..1 within « Tout tester », below zero outside of it or while nothing is counted.
    """

    title: str
    words: str
    details: list[str]
    working: bool
    camera: bool
    live: bool
    choices: list[Action]
    note: Note | None
    progress: float
    step: str
    actions: list[Action]


@dataclass(frozen=True)
class JournalRow:
    """One event: « 26 novembre, 9 h 12 », the sentence, the code of the error it tells of."""

    when: str
    words: str
    code: str
    bad: bool


@dataclass(frozen=True)
class Journal:
    """The last events. `filters` choose a device; the one shown is marked."""

    title: str
    words: str
    filters: list[Action]
    rows: list[JournalRow]
    actions: list[Action]


@dataclass(frozen=True)
class CheckupRow:
    """One device in « Tout tester »: `state` is `wait`, `run`, `passed`, `failed` or `skipped`; the words say it too."""

    label: str
    words: str
    state: str


@dataclass(frozen=True)
class Checkup:
    """« Tout tester »: how far, and what came out."""

    title: str
    note: Note
    progress: float
    rows: list[CheckupRow]
    actions: list[Action]
