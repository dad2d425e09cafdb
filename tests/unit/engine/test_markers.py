"""Marks survive what a codec and a cut do to them, and a blank picture has none."""

import numpy as np
import pytest

from session.engine.markers import (
    COUNTERS,
    STEP,
    TONES,
    PictureCount,
    RecentTones,
    ToneCount,
    read_counter,
    tones,
)
from session.engine.pictures import neutral, planes
from session.engine.scene import paint


@pytest.mark.parametrize("size", [(1280, 720), (640, 360), (854, 480), (320, 180), (360, 640)])
@pytest.mark.parametrize("counter", [0, 1, 0x5555, 0xAAAA, 0xFFFF])
def test_a_counter_is_read_back_at_any_size(size: tuple[int, int], counter: int) -> None:
    assert read_counter(planes(paint(counter, *size))[0]) == counter


def test_a_counter_survives_grain_and_a_softened_picture() -> None:
    luma = planes(paint(4711, 640, 360))[0].astype(np.int16)
    rough = luma + np.random.default_rng(1).integers(-40, 41, luma.shape)
    soft = (rough + np.roll(rough, 1, 1) + np.roll(rough, 1, 0)) // 3
    assert read_counter(np.clip(soft, 0, 255).astype(np.uint8)) == 4711


def test_a_plain_picture_and_a_damaged_strip_are_unread() -> None:
    count = PictureCount()
    count.look(planes(neutral(640, 360))[0])
    luma = planes(paint(6, 640, 360))[0].copy()
    luma[:40, 32 * 5 : 32 * 6] = 235
    count.look(luma)
    assert (count.frames, count.read, count.unread) == (2, 0, 2)


def test_skipped_repeated_and_restarted_counters_are_told_apart() -> None:
    count = PictureCount()
    for number in (COUNTERS - 2, COUNTERS - 1, 0, 0, 3, 1):
        count.look(planes(paint(number, 320, 180))[0])
    assert (count.first, count.last) == (COUNTERS - 2, 1)
    assert (count.advanced, count.skipped, count.repeated, count.back) == (3, 2, 1, 1)


@pytest.mark.parametrize("cut", [7, 960, 1920, 48000])
def test_tones_are_heard_in_order_however_the_sound_is_cut(cut: int) -> None:
    sound = tones(3 * STEP, 12 * STEP)
    count = ToneCount()
    for at in range(0, len(sound), 2 * cut):
        count.listen(sound[at : at + 2 * cut])
    assert (count.first, count.tones, count.in_order, count.out_of_order) == (3, 12, 12, 0)
    assert count.ok


def test_silence_and_noise_are_no_tones() -> None:
    count = ToneCount()
    count.listen(bytes(96000))
    count.listen(np.random.default_rng(2).integers(-9000, 9000, 48000).astype("<i2").tobytes())
    assert (count.heard, count.tones, count.ok) == (0, 0, False)


def test_a_hole_in_the_sound_is_out_of_order() -> None:
    count = ToneCount()
    count.listen(tones(0, 2 * STEP) + tones(4 * STEP, 2 * STEP))
    assert (count.tones, count.out_of_order) == (4, 1)
    assert len(set(TONES)) == len(TONES)


def test_sound_is_well_again_soon_after_a_stumble_and_bad_as_soon_as_it_stops() -> None:
    recent = RecentTones()
    verdicts = []
    for step in (0, 3, 1, 6, 2, 5, 0, 4):
        recent.listen(tones(step * STEP, STEP))
    verdicts.append(recent.judge())
    for second in range(8):
        recent.listen(tones(second * 4 * STEP, 4 * STEP))
        verdicts.append(recent.judge())
    assert (verdicts[0], verdicts[-1]) == (False, True)
    assert not recent.judge()
