"""What can happen to a visit: touches, time, speech, and the steward's messages as they are."""

from dataclasses import dataclass
from typing import Any

from session.protocol.envelope import Body


@dataclass(frozen=True)
class Touch:
    """A named intent of the screen, as listed in `ui.pages`."""

    name: str
    argument: Any = ""


@dataclass(frozen=True)
class Tick:
    """Time goes on; `now` is monotonic seconds. About once a second."""

    now: float


@dataclass(frozen=True)
class Spoken:
    """Reading aloud began, or ended. `missing`: this machine cannot speak."""

    active: bool
    missing: bool = False


@dataclass(frozen=True)
class Dropped:
    """The steward ends the visit: nothing of it may stay on the glass."""


Event = Touch | Tick | Spoken | Dropped | Body
