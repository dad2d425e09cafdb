"""What is laid over a screen and asks or tells something first: a closed union of frozen dataclasses."""

from dataclasses import dataclass
from typing import Literal

from kiosk.journey.events import Touch


@dataclass(frozen=True)
class Confirm:
    """Asks before `then` is done."""

    about: Literal[
        "hang-up",
        "leave-queue",
        "lose-ticks",
        "lose-form",
        "lose-ink",
        "lose-request",
        "lose-scan",
        "wipe",
        "content-back",
    ]
    then: Touch


@dataclass(frozen=True)
class StillThere:
    """« Êtes-vous toujours là ? », answered before `deadline`."""

    deadline: float


@dataclass(frozen=True)
class Gentle:
    """The question of the queue: it never ends anything."""


@dataclass(frozen=True)
class Help:
    """What Aide says and does."""


@dataclass(frozen=True)
class DisplayPanel:
    """The switches of Affichage."""


@dataclass(frozen=True)
class Trouble:
    """Something went wrong that the visitor must know: a key of the error list."""

    key: str


CodeKind = Literal["none", "address", "request", "own-request", "callback", "interview", "appointment"]


@dataclass(frozen=True)
class CodeRead:
    """What a code held before the reader is; `sheet` the procedure of a request of this visit."""

    kind: CodeKind
    text: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class PowerEnds:
    """« Le courant est coupé », with the time left: `Journey.power_until`."""


@dataclass(frozen=True)
class TransferAsked:
    """« Camille vous propose d'être reçu par … »: `CallState.transfer`, read before it is answered."""


@dataclass(frozen=True)
class AgentAsked:
    """« L'agent d'accueil propose de venir vous aider », yes or no."""


Overlay = (
    Confirm
    | StillThere
    | Gentle
    | Help
    | DisplayPanel
    | Trouble
    | CodeRead
    | PowerEnds
    | TransferAsked
    | AgentAsked
)
