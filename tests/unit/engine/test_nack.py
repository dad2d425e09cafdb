"""A missing packet is asked for at once, again when the answer stays away, and not for ever."""

import pytest
from aiortc.rtp import RtpPacket

from kiosk.core.clock import ManualClock
from session.engine.nack import AT_ONCE, MARGIN, ORDINARY_S, PATIENCE_S, TRIES, TWICE_S, Missing


class _Wire:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.missing = Missing(self.clock.monotonic)

    def take(self, *numbers: int) -> list[set[int]]:
        asked = []
        for number in numbers:
            wanted = self.missing.add(RtpPacket(sequence_number=number % 65536))
            assert wanted == bool(self.missing.missing)
            asked.append(self.missing.missing)
        return asked


def test_what_comes_in_order_is_not_asked_for() -> None:
    assert _Wire().take(65534, 65535, 65536, 65537) == [set()] * 4


def test_a_gap_is_asked_for_at_once_over_the_wrap_too() -> None:
    assert _Wire().take(65534, 65537) == [set(), {65535, 0}]


def test_one_that_came_after_all_is_not_asked_for_again() -> None:
    wire = _Wire()
    wire.take(1, 4, 2)
    wire.clock.advance(TWICE_S)
    assert wire.take(5) == [{3}]


def _asked(wire: _Wire, hole: int) -> list[float]:
    """When it was asked for, in seconds since it was seen to be missing; a packet arrives each millisecond."""
    wire.take(hole - 1)
    began, times = wire.clock.monotonic(), []
    for number in range(hole + 1, hole + 1000):
        if wire.take(number) == [{hole}]:
            times.append(wire.clock.monotonic() - began)
        wire.clock.advance(0.001)
    return times


def test_each_request_goes_twice_again_when_its_answer_must_be_lost_and_not_for_ever() -> None:
    again = MARGIN * ORDINARY_S
    due = [n * again + twice for n in range(TRIES) for twice in (0, TWICE_S)]
    assert _asked(_Wire(), 2) == pytest.approx(due, abs=0.008)


@pytest.mark.parametrize("trip", [0.06, 0.18])
def test_how_long_an_answer_takes_is_learnt_from_the_answers(trip: float) -> None:
    wire = _Wire()
    wire.take(1)
    for number in range(2, 42, 2):
        wire.take(number + 1)
        wire.clock.advance(trip)
        wire.take(number)
    assert _asked(wire, 43)[2] == pytest.approx(MARGIN * trip, abs=0.008)


def test_what_is_too_late_and_what_is_too_much_is_not_asked_for() -> None:
    wire = _Wire()
    wire.take(1)
    assert wire.take(3) == [{2}]
    wire.clock.advance(PATIENCE_S + 0.1)
    assert wire.take(4) == [set()]
    assert wire.take(4 + AT_ONCE + 2) == [set()]
