"""Floods are held back."""

from kiosk.core.clock import ManualClock
from session.engine.channels import BURST, PER_SECOND, Allowance


def test_a_flood_is_held_to_a_steady_rate() -> None:
    clock = ManualClock()
    allowance = Allowance(clock.monotonic)
    assert sum(allowance.take() for _ in range(10_000)) == BURST
    clock.advance(1.0)
    assert sum(allowance.take() for _ in range(10_000)) == PER_SECOND
