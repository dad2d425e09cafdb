"""Documents take what the path has left, and less than the picture would notice."""

from session.engine.throttle import FASTEST, PART, SLOWEST, WEAK_PART, Throttle, adjust
from session.protocol.peer import BULK_CHUNK

PICTURE = 1_600_000
START = PART * PICTURE / 8


def _play(
    throttle: Throttle, times: int, waits: float | None, *, weak: bool = False, picture: int | None = PICTURE
) -> Throttle:
    for _ in range(times):
        used = throttle.rate or START
        throttle = adjust(throttle, picture=picture, weak=weak, waits=waits, used=used)
    return throttle


def test_without_a_picture_nothing_is_held_back() -> None:
    free = adjust(Throttle(10_000), picture=None, weak=False, waits=0.5, used=1)
    assert (free.rate, free.chunk(), free.pause(65536)) == (None, BULK_CHUNK, 0.0)


def test_they_begin_with_a_part_of_the_picture_and_double_while_nothing_waits() -> None:
    assert _play(Throttle(), 1, None).rate == START
    assert _play(Throttle(START), 3, 0.01).rate == 8 * START
    assert _play(Throttle(START), 30, 0.01).rate == FASTEST


def test_they_halve_when_something_waits_and_come_near_again_slowly() -> None:
    fast = _play(Throttle(START), 4, 0.01)
    slower = _play(fast, 1, 0.2)
    assert slower.rate == fast.rate / 2 if fast.rate else False
    again = _play(slower, 1, 0.01)
    assert slower.rate is not None
    assert again.rate == 1.25 * slower.rate
    assert _play(fast, 30, 0.2).rate == WEAK_PART * PICTURE / 8
    assert _play(fast, 30, 0.2, picture=50_000).rate == SLOWEST


def test_on_a_weak_path_they_keep_to_their_part() -> None:
    fast = _play(Throttle(START), 6, 0.01)
    weak = _play(fast, 5, 0.01, weak=True, picture=160_000)
    assert weak.rate == WEAK_PART * 160_000 / 8


def test_who_sends_nothing_earns_nothing() -> None:
    assert adjust(Throttle(START), picture=PICTURE, weak=False, waits=0.01, used=0.0).rate == START


def test_a_chunk_is_small_where_the_path_is_slow() -> None:
    slow = Throttle(SLOWEST)
    assert slow.chunk() == 1024
    assert slow.pause(1024) == 0.256
    assert Throttle(FASTEST).chunk() == BULK_CHUNK
