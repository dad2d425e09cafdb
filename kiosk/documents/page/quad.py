"""Where a page lies in a frame: four corners."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Luma = NDArray[np.uint8]
"""`(height, width) uint8`, 255 white."""
Rgb = NDArray[np.uint8]
"""`(height, width, 3) uint8`, red first."""
Points = NDArray[np.float64]
"""`(n, 2)`, x and y; in pixels, the middle of the first pixel is 0, 0."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Quad:
    """A page's corners in 0..1 of the frame, clockwise from the one that is its top left in view.

    `whole` is false where the page runs out of the frame, or comes so near its border that this cannot be told.
    """

    corners: tuple[Point, Point, Point, Point]
    whole: bool = True

    def pixels(self, width: int, height: int) -> Points:
        """The corners in a frame of that size, `(4, 2)`."""
        return np.array(self.corners, dtype=np.float64) * (width, height) - 0.5

    @property
    def area(self) -> float:
        """As a part of the frame, 0..1."""
        return abs(area(np.array(self.corners)))


def quad_of(corners: Points, width: int, height: int, *, whole: bool) -> Quad:
    """The quad of corners given in pixels, in any order around the page."""
    inside = np.clip((corners + 0.5) / (width, height), 0.0, 1.0)
    pixels = clockwise(inside * (width, height)) / (width, height)
    first, second, third, fourth = ((float(x), float(y)) for x, y in pixels)
    return Quad((first, second, third, fourth), whole)


def clockwise(corners: Points) -> Points:
    """Clockwise on the screen, from the corner that is the top left once the page is turned to its nearest upright."""
    middle = corners.mean(axis=0)
    turn = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(turn, kind="stable")]
    return np.roll(ordered, -_first(ordered), axis=0)


def _first(ordered: Points) -> int:
    """Which corner starts the side that runs most nearly to the right."""
    along = np.roll(ordered, -1, axis=0) - ordered
    right = along[:, 0] / np.maximum(1e-9, np.hypot(along[:, 0], along[:, 1]))
    return int(np.argmax(np.round(right, 6)))


def area(corners: Points) -> float:
    """Signed; above zero for corners that run clockwise on a screen."""
    x, y = corners[:, 0], corners[:, 1]
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2)


def sides(corners: Points) -> NDArray[np.float64]:
    """Lengths of the top, right, bottom and left side."""
    along = np.roll(corners, -1, axis=0) - corners
    return np.asarray(np.hypot(along[:, 0], along[:, 1]), dtype=np.float64)


def lean(corners: Points) -> float:
    """How far from a rectangle, in degrees: the worst corner's distance from a right angle."""
    along = np.roll(corners, -1, axis=0) - corners
    turn = np.arctan2(along[:, 1], along[:, 0])
    bend = (np.roll(turn, -1) - turn) % (2 * math.pi)
    return float(np.degrees(np.abs(bend - math.pi / 2)).max())
