"""A request to the town hall: one question, the answers read back, the end. See `ui.pages`."""

from dataclasses import dataclass
from typing import Literal

from ui.pages.parts import Action, Choice, Note


@dataclass(frozen=True)
class Ask:
    """One question. `keys` tells how it is answered; `text_typed` is the visitor's and never read aloud.

    `enter` is the keyboard's own key. `note` says kindly what is still missing.
    """

    crumbs: str
    title: str
    step: str
    keys: Literal["letters", "digits", "choices"]
    text_typed: str
    hint: str
    help: str
    note: Note | None
    choices: list[Choice]
    longest: int
    enter: Action
    actions: list[Action]


@dataclass(frozen=True)
class AskLine:
    """One answer with its button to change it."""

    label: str
    text_typed: str
    change: Action


@dataclass(frozen=True)
class AskReview:
    """« Voilà ce que vous demandez »."""

    crumbs: str
    title: str
    lines: list[AskLine]
    note: Note
    privacy: str
    actions: list[Action]


@dataclass(frozen=True)
class AskDone:
    """The reference, and what is left to do by hand."""

    crumbs: str
    title: str
    note: Note
    reference: str
    reference_words: str
    steps_title: str
    steps: list[str]
    actions: list[Action]
