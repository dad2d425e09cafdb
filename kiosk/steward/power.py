"""What a power cut means: nothing to a visitor while the battery lasts, then an end that loses nothing.

On the battery, those who look after the kiosk are told. When the battery is nearly empty no visit begins; a visitor
under way is told how long they have; then the visit ends as any other, sheets that print are waited for a moment, and
the machine is shut down, once.
"""

from dataclasses import dataclass
from typing import Protocol

from devices.power.ports import PowerStatus, Supply, Unheard
from kiosk.core.clock import Clock
from kiosk.core.events import EventLog
from kiosk.steward.world import WorldBook

LOW = "power.battery-low"
MOST_S = 180
LEAST_S = 30
UNKNOWN_S = 120
RESERVE_S = 60
"""Of what the battery has left: for the sheets and the shutdown."""
SHEETS_S = 30
SILENT_S = 15
"""A supply on its battery that says nothing for so long may be empty."""


class Kiosk(Protocol):
    """What a shutdown looks at and does."""

    def visiting(self) -> bool:
        """Somebody is here, or their documents still are."""

    def printing(self) -> bool:
        """A sheet is on its way."""

    def end_visit(self) -> None:
        """The visit is over, as by the visitor."""

    def shut_down(self) -> None:
        """The machine, cleanly."""


@dataclass
class _Ending:
    """When the visitor must be done, and what was done about it."""

    until: float
    ended: bool = False
    off: bool = False


class PowerDesk:
    """Hears the supply, tells the world, and shuts the kiosk down in time."""

    def __init__(self, kiosk: Kiosk, world: WorldBook, clock: Clock, events: EventLog) -> None:
        self._kiosk = kiosk
        self._world = world
        self._clock = clock
        self._events = events
        self._ending: _Ending | None = None
        self._battery = False
        self._silent_at: float | None = None

    def heard(self, status: PowerStatus) -> None:
        """The supply said something new, or nothing any more."""
        now = self._clock.monotonic()
        self._events.emit("power.status-changed", status=word_of(status))
        self._world.facts.power = status
        match status:
            case Unheard():
                self._silent_at = now
            case Supply():
                self._silent_at = None
                self._battery = not status.mains
                if status.ending:
                    self._end(leave_s(status))
                elif status.mains:
                    self._go_on()
        self._world.changed()

    def tick(self) -> None:
        """Time goes on; about once a second."""
        now = self._clock.monotonic()
        if self._silent_at is not None and self._battery and now - self._silent_at >= SILENT_S:
            self._end(LEAST_S)
        ending = self._ending
        if ending is None or ending.off:
            return
        late = now >= ending.until + SHEETS_S  # the battery waits for nothing that hangs
        if self._kiosk.visiting() and not late:
            if now >= ending.until and not ending.ended:
                ending.ended = True
                self._kiosk.end_visit()
            return
        if late or not self._kiosk.printing():
            ending.off = True
            self._events.emit("power.shutdown-asked")
            self._kiosk.shut_down()

    def _end(self, seconds: int) -> None:
        if self._ending is not None:
            return
        self._ending = _Ending(self._clock.monotonic() + seconds)
        facts = self._world.facts
        facts.leave_s = seconds
        if facts.closed is None:
            facts.closed = LOW
            self._events.emit("kiosk.close-complete", reason=LOW)
        self._world.changed()

    def _go_on(self) -> None:
        """The mains are back; a machine that is going down goes down."""
        if self._ending is None or self._ending.off:
            return
        self._ending = None
        facts = self._world.facts
        facts.leave_s = None
        if facts.closed == LOW:
            facts.closed = None
            self._events.emit("kiosk.open-complete")


def leave_s(supply: Supply) -> int:
    """How long a visitor has, by what the battery has left."""
    if supply.forced:
        return LEAST_S
    if supply.left_s is None:
        return UNKNOWN_S
    return min(max(supply.left_s - RESERVE_S, LEAST_S), MOST_S)


def word_of(status: PowerStatus) -> str:
    """For the log."""
    return status.key if isinstance(status, Unheard) else status.trouble or "mains"
