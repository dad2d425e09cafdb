"""Table tops for the simulated document camera: wood, felt, cloth, white laminate, all drawn."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Top = Callable[[tuple[int, int], float, np.random.Generator], Picture]
"""From the size in pixels, pixels a millimetre, and chance, to a picture `(height, width, 3) uint8 RGB`."""


def _rough(
    size: tuple[int, int], grain: tuple[float, float], rng: np.random.Generator
) -> NDArray[np.float32]:
    """Noise of mean 0 and spread 1, as coarse as `grain` pixels across and down."""
    width, height = size
    coarse = rng.standard_normal(
        (max(2, int(height / grain[1])), max(2, int(width / grain[0]))), dtype=np.float32
    )
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _paint(colour: tuple[int, int, int], shade: NDArray[np.float32]) -> Picture:
    painted = np.clip(np.array(colour, np.float32) * (1 + shade[..., None]), 0, 255)
    return np.asarray(painted, dtype=np.uint8)


def _wood(colour: tuple[int, int, int]) -> Top:
    def draw(size: tuple[int, int], scale: float, rng: np.random.Generator) -> Picture:
        fibre = 0.05 * _rough(size, (60 * scale, 0.7 * scale), rng) + 0.03 * _rough(
            size, (9 * scale, 0.4 * scale), rng
        )
        rings = _rough(size, (140 * scale, 22 * scale), rng)
        shade = fibre + 0.06 * np.sin(rings * 9)
        plank = max(2, round(95 * scale))
        for row in range(plank, size[1], plank):
            shade[row : row + max(1, round(0.6 * scale))] -= 0.35
        return _paint(colour, np.asarray(shade, dtype=np.float32))

    return draw


def _plain(colour: tuple[int, int, int], roughness: float) -> Top:
    def draw(size: tuple[int, int], scale: float, rng: np.random.Generator) -> Picture:
        shade = roughness * _rough(size, (0.5 * scale, 0.5 * scale), rng) + 0.012 * _rough(
            size, (80, 80), rng
        )
        return _paint(colour, np.asarray(shade, dtype=np.float32))

    return draw


def _checks(size: tuple[int, int], scale: float, rng: np.random.Generator) -> Picture:
    """An oilcloth of red and white squares."""
    square = 14 * scale
    across = (np.arange(size[0]) // square % 2).astype(np.float32)
    down = (np.arange(size[1]) // square % 2).astype(np.float32)
    mix = ((across[None, :] + down[:, None]) / 2)[..., None]
    cloth = np.array([238, 234, 228], np.float32) * (1 - mix) + np.array([176, 32, 38], np.float32) * mix
    return np.clip(cloth * (1 + 0.02 * _rough(size, (2, 2), rng)[..., None]), 0, 255).astype(np.uint8)


def _flowers(size: tuple[int, int], scale: float, rng: np.random.Generator) -> Picture:
    """A cloth strewn with bright blobs."""
    cloth = _plain((206, 190, 160), 0.02)(size, scale, rng)
    for _ in range(260):
        at = (int(rng.integers(size[0])), int(rng.integers(size[1])))
        colour = tuple(int(c) for c in rng.integers(40, 235, 3))
        for petal in range(5):
            turn = 2 * np.pi * petal / 5
            reach = 5 * scale
            spot = (int(at[0] + reach * np.cos(turn)), int(at[1] + reach * np.sin(turn)))
            cv2.circle(cloth, spot, int(3.4 * scale), colour, -1, cv2.LINE_AA)
    return cloth


def _marble(size: tuple[int, int], scale: float, rng: np.random.Generator) -> Picture:
    veins = np.abs(
        _rough(size, (50 * scale, 34 * scale), rng) + 0.4 * _rough(size, (12 * scale, 12 * scale), rng)
    )
    shade = -0.3 * np.exp(-veins * 9) + 0.02 * _rough(size, (6, 6), rng)
    return _paint((214, 212, 206), np.asarray(shade, dtype=np.float32))


TABLES: dict[str, Top] = {
    "wood": _wood((150, 104, 66)),
    "dark wood": _wood((74, 48, 32)),
    "light wood": _wood((206, 172, 128)),
    "felt": _plain((48, 62, 56), 0.06),
    "grey": _plain((128, 130, 132), 0.015),
    "white": _plain((232, 231, 227), 0.006),
    "checks": _checks,
    "flowers": _flowers,
    "marble": _marble,
}
