"""Taking an appointment, and coming with one. See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.offices import Fact
from ui.pages.parts import Action, Note, Question


@dataclass(frozen=True)
class Slots:
    """Which day, or which hour: one question, large choices. `columns` is how many stand side by side."""

    crumbs: str
    title: str
    step: str
    note: Note | None
    choices: list[Action]
    columns: int
    actions: list[Action]


@dataclass(frozen=True)
class Appointment:
    """An appointment with what is known of it: to be confirmed, just taken, or brought along.

    `code` is the code to copy, in large signs, `spelled` the same to be read aloud; empty where it is not said.
    """

    crumbs: str
    title: str
    step: str
    note: Note | None
    code: str
    spelled: str
    code_words: str
    facts: list[Fact]
    papers: list[str]
    consent: Question | None
    actions: list[Action]
