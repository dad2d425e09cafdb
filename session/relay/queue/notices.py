"""What a counter tells those who wait: in memory only, withdrawn, replaced, or forgotten after an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.core.clock import Clock
from session.relay.queue.hours import clock_words
from session.relay.queue.model import DeskSetup

LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Notice:
    """One message, and when it was given: « dans 10 minutes » means nothing without."""

    text: str
    at: datetime


class Notices:
    """The messages of the moment, by counter."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_desk: dict[str, Notice] = {}

    def say(self, desk: str, text: str) -> None:
        """Give a message, in place of the last; an empty one withdraws it."""
        line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        if line:
            self._by_desk[desk] = Notice(line, self._clock.now())
        else:
            self._by_desk.pop(desk, None)

    def current(self) -> dict[str, Notice]:
        """Those that still hold."""
        now = self._clock.now()
        self._by_desk = {desk: one for desk, one in self._by_desk.items() if now - one.at < LASTS}
        return dict(self._by_desk)


def told_at(desk: DeskSetup, notice: Notice) -> str:
    """« 10 h 42 », on the counter's own clock."""
    local = notice.at.astimezone(ZoneInfo(desk.timezone))
    return clock_words(local.hour * 60 + local.minute)
