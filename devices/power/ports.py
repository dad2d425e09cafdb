"""What a backed-up power supply is to the rest of the kiosk."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal, Protocol

Trouble = Literal["power.server-lost", "power.name-unknown", "power.data-stale", "power.answer-invalid"]


@dataclass(frozen=True)
class Unheard:
    """Nothing is known of the supply now, and why; it is asked again."""

    key: Trouble
    usable = False


@dataclass(frozen=True)
class Supply:
    """What the supply says. `low`: it will end soon; `forced`: a shutdown was ordered for whoever hangs on it.

    `charge` is in percent, `left_s` how long the battery lasts; either may be unknown.
    """

    mains: bool
    low: bool = False
    forced: bool = False
    charging: bool = False
    worn: bool = False
    charge: int | None = None
    left_s: int | None = None
    usable = True

    @property
    def ending(self) -> bool:
        """The power ends soon."""
        return self.forced or (self.low and not self.mains)

    @property
    def trouble(self) -> str | None:
        """The key of what whoever looks after the kiosk must know."""
        if self.ending:
            return "power.battery-low"
        if not self.mains:
            return "power.battery-used"
        return "power.battery-old" if self.worn else None


PowerStatus = Supply | Unheard


class Power(Protocol):
    """A backed-up supply."""

    async def status(self) -> PowerStatus:
        """Ask now; an answer always comes, in bounded time."""

    def watch(self) -> AsyncIterator[PowerStatus]:
        """The status now and at each change, for ever."""
