"""What agents and technicians see. See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.parts import Action, Note


@dataclass(frozen=True)
class Pin:
    """`digits` counts those typed. Keys are off while `wait` says how long to wait."""

    title: str
    digits: int
    message: str
    wait: str
    enabled: bool


@dataclass(frozen=True)
class Agent:
    """The agent's panel: never a document, never a title of the visit."""

    title: str
    lines: list[str]
    message: str
    actions: list[Action]


@dataclass(frozen=True)
class DeviceRow:
    """A device or a link: `words` say its state, `remedy` what to do, `test` runs its self-test."""

    label: str
    uri: str
    ok: bool
    words: str
    remedy: str
    code: str
    tested: str
    test: Action | None


@dataclass(frozen=True)
class ContentCard:
    """The official sheets: what is in use, what the last check gave, the check under way.

    `progress` is 0..1, or below zero while nothing can be counted; `working` is empty when nothing runs.
    """

    title: str
    good: bool
    lines: list[str]
    working: str
    progress: float
    actions: list[Action]


@dataclass(frozen=True)
class Maintenance:
    """Every device and link, live."""

    title: str
    summary: Note
    devices: list[DeviceRow]
    actions: list[Action]
    content: ContentCard | None = None
