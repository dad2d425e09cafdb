"""What agents and technicians see. See `ui.pages`."""

from dataclasses import dataclass, field

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
    """A device or a link in the list: `words` say its state, `mark` that nobody saw it work on this kiosk."""

    label: str
    icon: str
    ok: bool
    words: str
    code: str
    mark: str
    open: Action


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
    """Every device and link, live. `tools` are about all of them: the report, the log."""

    title: str
    summary: Note
    devices: list[DeviceRow]
    actions: list[Action]
    content: ContentCard | None = None
    report: Note | None = None
    tools: list[Action] = field(default_factory=list)
