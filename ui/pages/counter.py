"""Counters, before the call, the queue, nobody. See `ui.pages`."""

from dataclasses import dataclass, field

from ui.pages.parts import Action, Note, Paper, Question


@dataclass(frozen=True)
class CounterCard:
    """A counter in the list."""

    name: str
    administration: str
    words: str
    open: bool
    choose: Action


@dataclass(frozen=True)
class Counters:
    """All counters; `note` when the link is down or none exists."""

    title: str
    text: str
    counters: list[CounterCard]
    note: Note | None
    actions: list[Action]


@dataclass(frozen=True)
class Counter:
    """`consent` is a yes/no question about sharing the procedure, or None without a procedure."""

    title: str
    administration: str
    open: bool
    words: str
    estimate: str
    can: list[str]
    cannot: list[str]
    papers: list[str]
    consent: Question | None
    note: Note | None
    actions: list[Action]


@dataclass(frozen=True)
class Loudness:
    """How loud one is, 0..1, and the loudest of late."""

    level: float
    held: float
    words: str


@dataclass(frozen=True)
class BeforeCall:
    """Privacy in three lines; `camera` tells whether the self-view may be drawn, `voice` how loud one is.

    `note` says that one is not heard, `line` that the line is found to be weak.
    `ways` asks how one wants to talk, `way` says what to do for it; `shown` whether one wants to be seen.
    """

    title: str
    lines: list[Note]
    camera: bool
    camera_words: str
    actions: list[Action]
    voice: Loudness | None = None
    note: Note | None = None
    line: Note | None = None
    ways: Question | None = None
    way: Note | None = None
    shown: Question | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Waiting:
    """`ahead` is -1 until the relay answered.

    `ready`: papers the counter asks for, when the procedure tells of none; `steps`: what will happen.
    `notice`: the counter's own word to those who wait.
    """

    title: str
    ahead: int
    position: str
    estimate: str
    advice: str
    papers: list[Paper]
    note: Note | None
    actions: list[Action]
    ready: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    notice: Note | None = None


@dataclass(frozen=True)
class Nobody:
    """The promised time has passed. `number` once a call-back is kept."""

    title: str
    text: str
    number: str
    contact: str
    actions: list[Action]
