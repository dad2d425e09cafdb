"""When to check the content's source: pure, on wall time, which may jump."""

from dataclasses import dataclass
from datetime import datetime, timedelta

RETRY = timedelta(hours=1)
CATCH_UP_AFTER = timedelta(hours=36)
"""A town hall that switches its kiosk off at night never sees the window: then any quiet moment will do."""
SETTLE_S = 300.0
"""After a start the machine has other things to do."""


@dataclass(frozen=True)
class Hours:
    """From one hour of the day to another, past midnight when it is the smaller one."""

    begin: int
    end: int

    @classmethod
    def read(cls, text: str) -> "Hours":
        """« 2-5 »."""
        begin, _, end = text.partition("-")
        return cls(int(begin), int(end))

    def opened(self, now: datetime) -> datetime | None:
        """When the window `now` stands in began; None outside it."""
        for day in (now, now - timedelta(days=1)):
            start = day.replace(hour=self.begin, minute=0, second=0, microsecond=0)
            if start <= now < start + self.length:
                return start
        return None

    @property
    def length(self) -> timedelta:
        """How long it is open."""
        return timedelta(hours=(self.end - self.begin) % 24 or 24)


@dataclass(frozen=True)
class Past:
    """The last try, and the last one that had an answer. A time still to come is none: the clock jumped."""

    tried: datetime | None = None
    answered: datetime | None = None

    def seen_at(self, now: datetime) -> "Past":
        """Without what is still to come."""
        tried = self.tried if self.tried and self.tried <= now else None
        answered = self.answered if self.answered and self.answered <= now else None
        return Past(tried, answered)


def due(now: datetime, past: Past, hours: Hours, share: float, up_s: float) -> bool:
    """Whether to check now. `share` (0..1) spreads kiosks over the window, `up_s` is how long this one runs."""
    known = past.seen_at(now)
    if known.tried and now - known.tried < RETRY:
        return False
    if known.answered is None or now - known.answered > CATCH_UP_AFTER:
        return up_s >= SETTLE_S * (1 + share)
    start = hours.opened(now)
    if start is None:
        return False
    return now >= start + share * (hours.length - RETRY) and known.answered < start
