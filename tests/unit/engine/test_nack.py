"""A missing packet is asked for at once, again when the answer stays away, and not for ever."""

from aiortc.rtp import RtpPacket

from kiosk.core.clock import ManualClock
from session.engine.nack import AGAIN_S, AT_ONCE, PATIENCE_S, TRIES, Missing


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
    wire.clock.advance(AGAIN_S)
    assert wire.take(5) == [{3}]


def test_a_request_is_repeated_after_a_while_and_given_up_after_some_tries() -> None:
    wire = _Wire()
    asked = wire.take(1, 3, 4)
    for number in range(5, 12):
        wire.clock.advance(AGAIN_S)
        asked += wire.take(number)
    assert [bool(one) for one in asked].count(True) == TRIES
    assert asked[-1] == set()


def test_what_is_too_late_and_what_is_too_much_is_not_asked_for() -> None:
    wire = _Wire()
    wire.take(1)
    assert wire.take(3) == [{2}]
    wire.clock.advance(PATIENCE_S + 0.1)
    assert wire.take(4) == [set()]
    assert wire.take(4 + AT_ONCE + 2) == [set()]
