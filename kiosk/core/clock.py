"""Time is injected: logic asks a `Clock`, tests move one by hand."""

import os
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from kiosk.core.errors import UserFacingError

ZONES = Path("/usr/share/zoneinfo")


class Clock(Protocol):
    """Where time comes from."""

    def monotonic(self) -> float:
        """Seconds that never jump; comparable between processes of one machine."""

    def now(self) -> datetime:
        """Wall time, UTC and aware; only for storing and showing, never for delays."""


class SystemClock:
    """The machine's clocks."""

    def monotonic(self) -> float:
        """Seconds of CLOCK_MONOTONIC."""
        return time.monotonic_ns() / 1e9

    def now(self) -> datetime:
        """Wall time in UTC."""
        return datetime.now(UTC)


@dataclass
class ManualClock:
    """A clock that moves when told."""

    seconds: float = 0.0
    start: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))

    def monotonic(self) -> float:
        """Seconds advanced so far."""
        return self.seconds

    def now(self) -> datetime:
        """Start time plus the seconds advanced."""
        return self.start + timedelta(seconds=self.seconds)

    def advance(self, seconds: float) -> None:
        """Move both clocks forward."""
        self.seconds += seconds


def rfc3339(moment: datetime) -> str:
    """Write an aware time as RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def live_in(zone: str) -> None:
    """Make this process, and those it starts, tell local time in a zone of the IANA database.

    A new machine tells UTC, and would open at nine what the town hall opens at ten.

    Raises:
        UserFacingError: `settings.value-wrong`, the machine knows no such zone.
    """
    if not zone or zone.startswith("/") or ".." in zone or not (ZONES / zone).is_file():
        raise UserFacingError("settings.value-wrong", f"place.timezone : {zone}")
    os.environ["TZ"] = zone
    time.tzset()


_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def french_date(moment: datetime) -> str:
    """Write the day in French, in the kiosk's time zone: « 1er décembre 2026 »."""
    local = moment.astimezone()
    day = "1er" if local.day == 1 else str(local.day)
    return f"{day} {_MONTHS[local.month - 1]} {local.year}"


def french_moment(moment: datetime) -> str:
    """Write the day and the time in French, in the kiosk's time zone: « 1er décembre 2026 à 9 h 05 »."""
    local = moment.astimezone()
    return f"{french_date(moment)} à {local.hour} h {local.minute:02d}"
