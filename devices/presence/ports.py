"""What a presence sensor is to the rest of the kiosk."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal, Protocol

Trouble = Literal[
    "presence.sensor-missing", "presence.sensor-busy", "presence.access-denied", "presence.sensor-silent"
]


@dataclass(frozen=True)
class Unknown:
    """Nothing is known, and why; the sensor is looked for again. For the kiosk somebody may be there."""

    key: Trouble


@dataclass(frozen=True)
class Sensed:
    """`there`: somebody stands or moves before the kiosk."""

    there: bool


PresenceStatus = Sensed | Unknown


class Presence(Protocol):
    """A sensor."""

    async def status(self) -> PresenceStatus:
        """What it says now; an answer always comes, in bounded time."""

    def watch(self) -> AsyncIterator[PresenceStatus]:
        """The status now and at each change, for ever."""
