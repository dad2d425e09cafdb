"""Lines typed both ways in a call. See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.parts import Action, Note


@dataclass(frozen=True)
class TextLine:
    """One line, by whom."""

    who: str
    text: str
    mine: bool


@dataclass(frozen=True)
class Writing:
    """`enter` is the keyboard's own key; `phrases` send themselves. `remote`: the face stays in a small picture."""

    title: str
    words: str
    note: Note | None
    lines: list[TextLine]
    phrases: list[Action]
    text_typed: str
    hint: str
    longest: int
    enter: Action
    remote: bool
    actions: list[Action]
