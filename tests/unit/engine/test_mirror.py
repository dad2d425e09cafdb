"""What a test call measures of itself."""

import math

import numpy as np

from session.engine.mirror import KEPT, Mirror


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_mark_that_comes_back_gives_its_delay_and_counts_once() -> None:
    clock = _Clock()
    mirror = Mirror(clock)
    for mark, delay in enumerate((0.08, 0.1, 0.3)):
        mirror.sent(mark)
        clock.now += delay
        mirror.seen(mark)
        mirror.seen(mark)  # shown twice
    mirror.seen(999)  # nobody sent it
    measured = mirror.measure("direct", (0.0, 0.25), heard=True)
    assert (measured.pictures, measured.delay_ms, measured.path) == (3, 100.0, "direct")
    assert measured.delay_p95_ms is not None
    assert measured.delay_p95_ms > 250
    assert (measured.lost_out, measured.lost_back) == (0.0, 0.25)


def test_marks_that_never_come_back_do_not_pile_up() -> None:
    mirror = Mirror(_Clock())
    for mark in range(10 * KEPT):
        mirror.sent(mark)
    assert len(mirror._sent) == KEPT


def test_the_level_is_that_of_the_sound_and_silence_has_none() -> None:
    mirror = Mirror(_Clock())
    mirror.heard(bytes(960))
    assert mirror.measure(None, (None, None), heard=False).level_db is None
    sine = 0.25 * 32767 * np.sin(2 * np.pi * 500 * np.arange(48000) / 48000)
    mirror = Mirror(_Clock())
    mirror.heard(sine.astype("<i2").tobytes())
    level = mirror.measure(None, (None, None), heard=True).level_db
    assert level is not None
    assert abs(level - 20 * math.log10(0.25 / math.sqrt(2))) < 0.2
