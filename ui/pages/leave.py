"""The end of the visit. See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.parts import Action, Note, Question


@dataclass(frozen=True)
class Goodbye:
    """`question` is the one question; `note` about a sheet still printing."""

    title: str
    done: list[str]
    reference: str
    next_step: str
    belongings: str
    question: Question
    note: Note | None
    actions: list[Action]
