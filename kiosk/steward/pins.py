"""PINs of the agent and the technician: argon2 hashes, and a delay that grows and survives a restart."""

from dataclasses import dataclass
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from kiosk.core.clock import Clock
from kiosk.core.events import EventLog
from kiosk.steward.ports import Keep

Role = Literal["agent", "technician"]
ROLES: tuple[Role, ...] = ("agent", "technician")

# Seconds to wait after that many failures in a row. Two slips cost nothing.
DELAYS_S = (0, 0, 0, 5, 15, 30, 60, 300, 900)


@dataclass(frozen=True)
class PinVerdict:
    """Who the PIN opened for, or how long to wait."""

    role: Role | None
    wait_s: float = 0.0


class Pins:
    """Checks PINs. After a restart the whole delay runs again: no wall clock can shorten it."""

    def __init__(
        self, keep: Keep, clock: Clock, events: EventLog, hasher: PasswordHasher | None = None
    ) -> None:
        self._keep = keep
        self._clock = clock
        self._events = events
        self._hasher = hasher or PasswordHasher()
        self._until = clock.monotonic() + self._delay()

    def set(self, role: Role, pin: str) -> None:
        """Define a PIN of 4 to 12 digits.

        Raises:
            ValueError: it has another form.
        """
        if not (pin.isdecimal() and pin.isascii() and 4 <= len(pin) <= 12):
            raise ValueError("a PIN has 4 to 12 digits")
        kept = self._keep.load()
        self._keep.save({**kept, role: self._hasher.hash(pin)})

    def check(self, pin: str) -> PinVerdict:
        """Try a PIN. While a delay runs, no PIN is even looked at, so that guessing gains nothing."""
        wait = self._until - self._clock.monotonic()
        if wait > 0:
            return self._told(PinVerdict(None, wait))
        kept = self._keep.load()
        # Counted before it is checked: pulling the plug does not undo a try.
        self._keep.save({**kept, "failures": self._failures() + 1})
        role = next((role for role in ROLES if self._matches(str(kept.get(role, "")), pin)), None)
        if role is not None:
            self._keep.save({**kept, "failures": 0})
            return self._told(PinVerdict(role))
        delay = self._delay()
        self._until = self._clock.monotonic() + delay
        return self._told(PinVerdict(None, delay))

    def _told(self, verdict: PinVerdict) -> PinVerdict:
        self._events.emit(
            "pin.check-complete",
            role=verdict.role,
            ok=verdict.role is not None,
            wait_s=round(verdict.wait_s, 1),
        )
        return verdict

    def _failures(self) -> int:
        failures = self._keep.load().get("failures", 0)
        return failures if isinstance(failures, int) else len(DELAYS_S)

    def _delay(self) -> float:
        return DELAYS_S[min(self._failures(), len(DELAYS_S) - 1)]

    def _matches(self, stored: str, pin: str) -> bool:
        try:
            return bool(stored) and self._hasher.verify(stored, pin)
        except (VerifyMismatchError, InvalidHashError):
            return False
