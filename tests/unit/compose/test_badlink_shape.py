"""A direction of the bad link does what its shape says, and the same again with the same seed."""

import math
from collections.abc import Iterable
from random import Random

import pytest

from kiosk.compose.badlink.shape import MOST_HELD, Direction, Losses, Shape, TokenBucket, read_shape

PACKET = b"\0" * 1250
"""At 100 kbit/s it takes 100 ms."""


def direction(shape: Shape, seed: int = 1) -> Direction:
    made = Direction(Random(seed))
    made.change(shape, 0.0)
    return made


def crossing(made: Direction, moments: Iterable[float]) -> list[int]:
    """How many packets came out at each of these moments."""
    return [len(list(made.arrived(now))) for now in moments]


def lost(shape: Shape, seed: int, count: int = 20_000) -> list[bool]:
    losses = Losses(shape, Random(seed))
    return [losses.lost() for _ in range(count)]


def bursts(fates: list[bool]) -> list[int]:
    """Lengths of the runs of lost packets."""
    return [len(run) for run in "".join("x" if fate else " " for fate in fates).split()]


def test_a_rested_bucket_lets_its_depth_through_at_once_and_no_more() -> None:
    bucket = TokenBucket(rate=1000, depth=2500, now=0)
    assert [bucket.take(1250, 0) for _ in range(4)] == [0, 0, 1.25, 2.5]


def test_a_bucket_keeps_to_its_rate_over_time() -> None:
    bucket = TokenBucket(rate=1000, depth=1000, now=0)
    leaves = [bucket.take(100, 0.05 * number) for number in range(1000)]
    # 100,000 bytes, of which 1,000 at once.
    assert leaves[-1] == pytest.approx(99)


def test_a_bucket_never_saves_more_than_its_depth() -> None:
    bucket = TokenBucket(rate=1000, depth=500, now=0)
    assert bucket.take(1000, 3600) == pytest.approx(3600.5)


def test_nothing_spoiled_crosses_at_once_and_in_order() -> None:
    made = direction(Shape())
    for number in range(5):
        made.accept(bytes([number]), 1.0)
    assert list(made.arrived(1.0)) == [bytes([number]) for number in range(5)]
    assert made.next_due == math.inf


def test_a_full_queue_drops_what_comes_last() -> None:
    made = direction(Shape(rate_kbit=100, depth_bytes=1250, queue_ms=250))
    for _ in range(10):
        made.accept(PACKET, 0.0)
    # One leaves at once; then 100, 200 and 300 ms of queue are there when the next ones come.
    assert made.counts.queue_full == 6
    assert crossing(made, [0.0, 0.11, 0.21, 0.31, 9.9]) == [1, 1, 1, 1, 0]


def test_a_queue_that_emptied_takes_again() -> None:
    made = direction(Shape(rate_kbit=100, depth_bytes=1250, queue_ms=50))
    fates = []
    for number in range(10):
        made.accept(PACKET, 0.1 * number)
        fates.append(made.counts.queue_full)
    assert fates == [0] * 10


def test_delay_is_kept_to_the_millisecond() -> None:
    made = direction(Shape(delay_ms=50))
    made.accept(PACKET, 1.0)
    assert made.next_due == pytest.approx(1.05)
    assert crossing(made, [1.049, 1.051]) == [0, 1]


def test_jitter_spreads_and_never_reorders() -> None:
    made = direction(Shape(delay_ms=20, jitter_ms=30))
    dues = []
    for number in range(500):
        made.accept(number.to_bytes(2, "big"), 0.02 * number)
        dues.append(made._under_way[-1][0] - 0.02 * number)
    assert list(made.arrived(99)) == [number.to_bytes(2, "big") for number in range(500)]
    assert 0.02 <= min(dues) < 0.025
    assert 0.045 < max(dues) <= 0.05


def test_single_loss_comes_at_its_share_and_alone() -> None:
    fates = lost(Shape(loss=0.05), seed=3)
    assert sum(fates) / len(fates) == pytest.approx(0.05, abs=0.006)
    assert sum(bursts(fates)) / len(bursts(fates)) < 1.2


def test_burst_loss_comes_at_its_share_in_bursts_of_the_length_asked_for() -> None:
    fates = lost(Shape(burst_loss=0.05, burst_mean=8), seed=3, count=200_000)
    assert sum(fates) / len(fates) == pytest.approx(0.05, abs=0.006)
    assert sum(bursts(fates)) / len(bursts(fates)) == pytest.approx(8, abs=0.6)


def test_the_same_seed_loses_the_same_packets_and_another_does_not() -> None:
    shape = Shape(loss=0.1, burst_loss=0.05)
    assert lost(shape, seed=7) == lost(shape, seed=7)
    assert lost(shape, seed=7) != lost(shape, seed=8)


def test_an_outage_loses_what_is_sent_and_what_is_under_way_and_ends_by_itself() -> None:
    made = direction(Shape(delay_ms=100))
    made.accept(PACKET, 0.0)
    made.cut(5, 0.05)
    made.accept(PACKET, 1.0)
    assert crossing(made, [0.2, 4.9]) == [0, 0]
    made.accept(PACKET, 5.1)
    assert crossing(made, [5.3]) == [1]
    assert (made.counts.cut, made.counts.packets_out) == (2, 1)


def test_an_outage_can_be_called_off() -> None:
    made = direction(Shape())
    made.cut(60, 0.0)
    made.cut(0, 1.0)
    made.accept(PACKET, 1.0)
    assert crossing(made, [1.0]) == [1]


def test_memory_is_bounded_whatever_is_sent() -> None:
    made = direction(Shape(delay_ms=60_000))
    for _ in range(MOST_HELD + 10):
        made.accept(b"x", 0.0)
    assert made.counts.queue_full == 10


def test_every_packet_is_accounted_for() -> None:
    made = direction(Shape(rate_kbit=800, loss=0.1, burst_loss=0.1, delay_ms=10, jitter_ms=5))
    for number in range(2000):
        made.accept(PACKET, number / 100)
        if number == 1000:
            made.cut(1, number / 100)
        list(made.arrived(number / 100))
    list(made.arrived(1e6))
    counts = made.counts
    assert counts.packets_in == 2000
    assert counts.packets_out + counts.lost + counts.queue_full + counts.cut == 2000
    assert min(counts.lost, counts.queue_full, counts.cut) > 0


@pytest.mark.parametrize(
    "values",
    [
        {"loss": 1.5}, {"loss": -0.1}, {"burst_loss": 1.0}, {"burst_mean": 0.5}, {"rate_kbit": math.nan},
        {"delay_ms": math.inf}, {"rate_kbit": 10, "depth_bytes": 0}, {"speed": 3},
    ],
)  # fmt: skip
def test_a_shape_that_no_link_has_is_refused(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"=|speed"):
        read_shape(values)
