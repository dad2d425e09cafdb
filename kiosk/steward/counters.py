"""Counters of use, from the first day: numbers per day, nothing about anybody."""

from collections import Counter
from typing import Literal

from kiosk.core.clock import Clock
from kiosk.steward.ports import Keep

Name = Literal[
    "visits", "calls", "unanswered", "abandoned", "callbacks", "printed", "signed", "help",
    "outcome-yes", "outcome-partly", "outcome-no",
]  # fmt: skip
DAYS_KEPT = 400


class Counters:
    """Counts kept as `{"2026-11-23": {"visits": 3}}`."""

    def __init__(self, keep: Keep, clock: Clock) -> None:
        self._keep = keep
        self._clock = clock

    def count(self, name: Name) -> None:
        """One more today."""
        days = self._keep.load()
        today = self._clock.now().date().isoformat()
        tally = Counter(days.get(today, {}))
        tally[name] += 1
        days[today] = dict(tally)
        self._keep.save(dict(sorted(days.items())[-DAYS_KEPT:]))

    def total(self, name: Name) -> int:
        """All days together."""
        return sum(int(day.get(name, 0)) for day in self._keep.load().values())
