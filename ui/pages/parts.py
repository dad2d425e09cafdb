"""What several pages draw: buttons, notes, questions, pictures of pages. See `ui.pages`."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["calm", "good", "warn", "bad"]
"""How a sentence is coloured; the words say it as well."""


ActionKind = Literal["main", "secondary", "danger", "quiet"]


@dataclass(frozen=True)
class Action:
    """A button: what it says and what it does."""

    name: str
    label: str
    icon: str = ""
    argument: str | int | bool = ""
    kind: ActionKind = "secondary"
    enabled: bool = True
    hint: str = ""


@dataclass(frozen=True)
class Note:
    """A set-apart sentence, with its title and icon."""

    title: str
    text: str
    tone: Tone = "calm"
    icon: str = "info"


@dataclass(frozen=True)
class CounterLine:
    """A counter in one line: « CAF », « 1 personne avant vous · environ 8 min »."""

    name: str
    words: str
    open: bool


@dataclass(frozen=True)
class Choice:
    """One answer among several."""

    label: str
    chosen: bool
    choose: Action


@dataclass(frozen=True)
class Question:
    """« Est-ce votre cas ? »: exactly one of the choices; touching the chosen one undoes it."""

    title: str
    choices: list[Choice]


@dataclass(frozen=True)
class Card:
    """An online service, an office, a form: title, words under it, and perhaps one action.

    `detail` is what its action has unfolded.
    """

    title: str
    text: str
    icon: str
    action: Action | None = None
    detail: str = ""


@dataclass(frozen=True)
class YourCase:
    """« Pour votre cas »: what the visitor said, in sentences, or an offer to ask them."""

    title: str
    text: str
    said: list[str]
    actions: list[Action]


@dataclass(frozen=True)
class Picture:
    """One page on the screen: `width`/`height` in pixels at 144 dpi give its proportions."""

    picture: str
    page: int
    pages: int
    width: int
    height: int
    zoom: float
    words: str


@dataclass(frozen=True)
class Paper:
    """One paper to bring. `have` is `yes`, `no` or empty."""

    label: str
    hint: str
    have: Literal["yes", "no", ""]
    yes: Action
    no: Action
