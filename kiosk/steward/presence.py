"""What a presence sensor is for: the welcome screen rests when nobody was there for long, and wakes by itself.

It ends no visit, shortens no delay and counts nobody. Without a sensor, or while it says nothing, the screen never rests.
"""

from devices.presence.ports import PresenceStatus, Sensed, Unknown
from kiosk.core.clock import Clock
from kiosk.core.events import EventLog
from kiosk.steward.world import WorldBook


class PresenceDesk:
    """Hears the sensor, and tells the world when the screen may rest."""

    def __init__(self, world: WorldBook, clock: Clock, events: EventLog, rest_s: float) -> None:
        self._world = world
        self._clock = clock
        self._events = events
        self._rest_s = rest_s
        self._alone_since: float | None = None

    def heard(self, status: PresenceStatus) -> None:
        """The sensor said something new. Who comes and goes is not logged, only how the sensor is."""
        was = self._world.facts.presence
        if isinstance(status, Unknown) or not isinstance(was, Sensed):
            word = status.key if isinstance(status, Unknown) else "ready"
            self._events.emit("presence.status-changed", status=word)
        self._world.facts.presence = status
        alone = isinstance(status, Sensed) and not status.there
        self._alone_since = self._clock.monotonic() if alone else None
        self._settle()

    def tick(self) -> None:
        """Time goes on; about once a second."""
        if self._world.facts.stage != "welcome" and self._alone_since is not None:
            self._alone_since = self._clock.monotonic()  # somebody touches, whatever the sensor says
        self._settle()

    def _settle(self) -> None:
        since = self._alone_since
        rests = since is not None and self._clock.monotonic() - since >= self._rest_s
        if rests != self._world.facts.resting:
            self._world.facts.resting = rests
            self._events.emit("screen.rest-changed", resting=rests)
        self._world.changed()
