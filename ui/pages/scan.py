"""Scanning a paper. See `ui.pages`."""

from dataclasses import dataclass
from typing import Literal

from ui.pages.parts import Action, Note, Picture


@dataclass(frozen=True)
class ScanChoice:
    """One place to lay the paper, drawn: the glass or the feeder."""

    place: Literal["glass", "feeder"]
    title: str
    text: str
    actions: list[Action]


@dataclass(frozen=True)
class ScanPlace:
    """Where to lay the paper. `picture` is a preview of the glass, `progress` -1 unless one is being read."""

    title: str
    words: str
    note: Note | None
    choices: list[ScanChoice]
    picture: Picture | None
    progress: float
    actions: list[Action]


@dataclass(frozen=True)
class ScanPages:
    """The page shown, and the one being read (`progress` 0..1, else -1, with its words)."""

    title: str
    words: str
    note: Note | None
    picture: Picture | None
    progress: float
    progress_words: str
    pager: list[Action]
    actions: list[Action]
