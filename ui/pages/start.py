"""Before the visit, and its first page. See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.parts import Action, CounterLine, Note


@dataclass(frozen=True)
class Neutral:
    """Nothing of a visit: the town hall's name only. Drawn while the wipe happens."""

    words: str


@dataclass(frozen=True)
class Greeting:
    """« Touchez l'écran » in one language; `rtl` for those written from the right."""

    language: str
    text: str
    rtl: bool = False


@dataclass(frozen=True)
class CallbackNote:
    """An expert calls back now: who holds `number` may answer."""

    number: str
    title: str
    text: str
    answer: Action


@dataclass(frozen=True)
class Welcome:
    """`callback`, when present, comes first."""

    title: str
    greetings: list[Greeting]
    time: str
    date: str
    counters_title: str
    counters: list[CounterLine]
    notices: list[Note]
    start: Action
    staff: Action
    callback: CallbackNote | None = None


@dataclass(frozen=True)
class Rest:
    """The welcome screen while nobody is there: dark, the time, and how to wake it."""

    town: str
    time: str
    words: str
    start: Action


@dataclass(frozen=True)
class Closed:
    """`code` is the error's short code, for the telephone; may be empty."""

    title: str
    text: str
    fallback: str
    code: str
    staff: Action


@dataclass(frozen=True)
class Home:
    """`counter` is the big « Parler à un conseiller » card; its `enabled` follows the world.

    `events` is the way to the life events, beside the search.
    """

    title: str
    question: str
    search_hint: str
    tiles: list[Action]
    counter: Action
    counters: list[CounterLine]
    more: list[Action]
    notes: list[Note]
    events: Action | None = None
