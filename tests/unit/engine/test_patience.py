"""What is lost is sent again soon at first, and less and less often while nothing answers."""

from types import SimpleNamespace
from typing import Any

import pytest

from session.engine.patience import RTO_INITIAL_S, RTO_MOST_S, back_off


@pytest.mark.parametrize(
    ("first", "waits"),
    [
        (RTO_INITIAL_S, [2 * RTO_INITIAL_S, 4 * RTO_INITIAL_S, RTO_MOST_S, RTO_MOST_S]),
        # A path this long was measured: to wait for less would send everything twice.
        (RTO_MOST_S + 2, [RTO_MOST_S + 2] * 4),
    ],
)
def test_a_data_channel_waits_twice_as_long_each_time_and_never_very_long(
    first: float, waits: list[float]
) -> None:
    waited: list[float] = []
    sctp: Any = SimpleNamespace(_rto=first)
    sctp._t3_expired = lambda: waited.append(sctp._rto)
    back_off(sctp)
    for _ in range(4):
        sctp._t3_expired()
    assert waited == waits
