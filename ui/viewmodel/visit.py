"""Runs the journey: one event at a time, effects in order, then whoever draws is told."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from kiosk.journey.effects import Effect
from kiosk.journey.events import Event, Tick
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.transition import transition


class Visit:
    """Holds the journey. Events that effects bring about wait for their turn."""

    def __init__(
        self,
        rules: Rules,
        perform: Callable[[Effect, Journey], None],
        changed: Callable[[Journey, Journey], None],
        now: float,
    ) -> None:
        """`changed(before, after)` is called once per event that changed more than the time."""
        self.rules = rules
        self.journey = Journey(now=now, touched_at=now)
        self._perform = perform
        self._changed = changed
        self._waiting: deque[Event] = deque()
        self._busy = False

    def happen(self, event: Event) -> None:
        """Take an event; returns when it and what it brought about are done."""
        self._waiting.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                self._step(self._waiting.popleft())
        finally:
            self._busy = False

    def _step(self, event: Event) -> None:
        before = self.journey
        self.journey, effects = transition(before, event, self.rules)
        if not (isinstance(event, Tick) and replace(self.journey, now=before.now) == before):
            self._changed(before, self.journey)
        for effect in effects:
            self._perform(effect, self.journey)
