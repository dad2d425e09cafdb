"""What is lost is sent again soon at first, and less and less often while nothing answers."""

from types import SimpleNamespace
from typing import Any

from session.engine.patience import RTO_INITIAL_S, RTO_MOST_S, back_off


def test_a_data_channel_waits_twice_as_long_each_time_and_never_very_long() -> None:
    waited: list[float] = []
    sctp: Any = SimpleNamespace(_rto=RTO_INITIAL_S)
    sctp._t3_expired = lambda: waited.append(sctp._rto)
    back_off(sctp)
    for _ in range(4):
        sctp._t3_expired()
    assert waited == [2 * RTO_INITIAL_S, RTO_MOST_S, RTO_MOST_S, RTO_MOST_S]
