"""A camera whose sensor lives never gives the same picture twice."""

import numpy as np
import pytest

from devices.camera.stillness import AGAIN_MAX_S, FROZEN_AFTER_S, Stillness, digest


def test_the_same_picture_for_three_seconds_is_a_frozen_camera() -> None:
    still = Stillness()
    still.opened(10.0)
    times = [10.0 + number / 15 for number in range(60)]
    noticed = next(at for at in times if still.look(7, at))
    assert noticed - 10.0 <= 3.0
    assert still.frozen


def test_a_camera_that_moves_is_never_frozen() -> None:
    still = Stillness()
    still.opened(0.0)
    assert not any(still.look(number, number / 15) for number in range(1000))


def test_the_same_picture_after_opening_again_is_still_frozen_until_another_comes() -> None:
    still = Stillness()
    still.opened(0.0)
    still.look(7, 0.0)
    assert still.look(7, FROZEN_AFTER_S)
    still.opened(FROZEN_AFTER_S)
    assert not still.look(7, FROZEN_AFTER_S + 0.1)
    assert still.frozen
    still.look(8, FROZEN_AFTER_S + 0.2)
    assert not still.frozen


def test_a_covered_camera_is_opened_again_ever_more_seldom() -> None:
    still = Stillness()
    opened = [0.0]
    still.opened(0.0)
    for tick in range(2000):
        if still.look(7, tick / 10):
            still.opened(tick / 10)
            opened.append(tick / 10)
    waits = np.diff(opened)
    assert list(waits) == sorted(waits)
    assert waits.max() <= AGAIN_MAX_S + 0.1


@pytest.mark.parametrize("size", [(360, 640), (1944, 2592), (1, 1), (9, 3)])
def test_the_grain_of_a_sensor_makes_another_picture(size: tuple[int, int]) -> None:
    grain = np.random.default_rng(3)
    one = grain.integers(90, 99, size, dtype=np.uint8)
    assert digest(one) == digest(one.copy())
    other = one.copy()
    other[0, 0] += 1
    assert digest(one) != digest(other)
