"""What a visitor is told of the line before a call."""

import pytest

from kiosk.journey.line import Line, judge
from session.protocol.line import LineTried


def tried(rate: float, lost: float = 0.0, trip: float = 40.0) -> LineTried:
    return LineTried(way="udp", round_trip_ms=trip, rate_kbit=rate, lost=lost)


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (tried(1000), "good"),
        (tried(1000, trip=600), "small"),
        (tried(1000, lost=0.05), "small"),
        (tried(500), "small"),
        (tried(96, lost=0.9), "voice"),
        (tried(1000, lost=0.2), "voice"),
        (LineTried(), None),
        (LineTried(way="tls"), None),
    ],
)
def test_three_classes_and_silence_where_nothing_is_known(found: LineTried, line: Line | None) -> None:
    assert judge(found) == line
