"""Questions that narrow a sheet to the visitor's case. See `ui.pages`."""

from dataclasses import dataclass, field

from ui.pages.parts import Action, Note
from ui.pages.procedure import Line


@dataclass(frozen=True)
class Wizard:
    """One question and its answers; or, at the end, what was said and where it leads.

    `step` counts the questions answered, so that a new question begins at its top. `progress` is 0..1,
    negative where there is nothing to count. `lead` says back the answer just given.
    """

    crumbs: str
    title: str
    lead: str
    step: int
    progress: float
    words: str
    answers: list[Action]
    actions: list[Action]
    help: list[Line] = field(default_factory=list)
    note: Note | None = None
