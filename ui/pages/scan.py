"""Scanning a paper. See `ui.pages`."""

from dataclasses import dataclass
from typing import Literal

from ui.pages.parts import Action, Note, Picture, Tone


@dataclass(frozen=True)
class ScanChoice:
    """One place to lay the paper, drawn: the glass, the feeder, or under the document camera."""

    place: Literal["glass", "feeder", "camera"]
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


@dataclass(frozen=True)
class ScanCamera:
    """The sheet under the document camera. `live`: its picture is drawn, framed, with `corners` (0..1) around the sheet.

    `advice` is what to do, in large words; `caption` says who sees the picture; `ready`: the sheet lies well.
    """

    title: str
    advice: str
    tone: Tone
    icon: str
    note: Note | None
    live: bool
    ready: bool
    caption: str
    words: str
    corners: list[list[float]]
    actions: list[Action]
