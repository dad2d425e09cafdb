"""A page cut out of a frame: seen from straight above, its paper white, its ink in its own colour. Pure."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.documents.page.light import even
from kiosk.documents.page.quad import Points, Quad, Rgb, sides

MAX_PIXELS = 9_000_000
_NEAR = 0.045
"""How far a page's proportions may be from a known one to be taken for it, as a part."""
_INSIDE = 0.004
"""Of the page: its very edge is a shadow, and no part of what is written."""
_FOCAL = (0.7, 2.5)


@dataclass(frozen=True)
class Format:
    """A known paper: width and height in millimetres, upright."""

    name: str
    width: float
    height: float

    @property
    def ratio(self) -> float:
        """Long side over short side."""
        return max(self.width, self.height) / min(self.width, self.height)


A4 = Format("A4", 210.0, 297.0)
CARD = Format("ID-1", 85.6, 53.98)
"""An identity card, a driving licence, a health card (ISO/IEC 7810)."""


def ratio_of(corners: Points, frame: tuple[int, int]) -> float:
    """Width over height of the page whose corners are seen in a frame of that width and height.

    Zhang and He, Whiteboard scanning and image enhancement (2007): the vanishing points tell the focal length, unless
    the page is seen from nearly straight above, where a usual one does as well.
    """
    centred = np.column_stack([corners - (np.array(frame) - 1) / 2, np.ones(4)])
    m1, m2, m4, m3 = centred  # theirs: m1 m2 above m3 m4
    k2 = np.dot(np.cross(m1, m4), m3) / np.dot(np.cross(m2, m4), m3)
    k3 = np.dot(np.cross(m1, m4), m2) / np.dot(np.cross(m3, m4), m2)
    n2, n3 = k2 * m2 - m1, k3 * m3 - m1
    focal = _focal(n2, n3, float(max(frame)))
    wide = (n2[0] ** 2 + n2[1] ** 2) / focal**2 + n2[2] ** 2
    high = (n3[0] ** 2 + n3[1] ** 2) / focal**2 + n3[2] ** 2
    return math.sqrt(max(1e-9, wide) / max(1e-9, high))


def _focal(n2: NDArray[np.float64], n3: NDArray[np.float64], long_side: float) -> float:
    usual = 1.1 * long_side
    if abs(n2[2]) < 0.02 or abs(n3[2]) < 0.02:  # hardly any perspective one way: nothing to learn from
        return usual
    squared = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2])
    low, high = _FOCAL[0] * long_side, _FOCAL[1] * long_side
    return math.sqrt(squared) if low * low < squared < high * high else usual


def format_of(ratio: float) -> Format | None:
    """The known paper of these proportions, whichever way it lies."""
    upright = max(ratio, 1 / ratio)
    near = min((A4, CARD), key=lambda known: abs(upright / known.ratio - 1))
    return near if abs(upright / near.ratio - 1) <= _NEAR else None


def flatten(rgb: Rgb, quad: Quad) -> Rgb:
    """The page in its own proportions, about as fine as the frame shows it, evenly lit; never above 9 megapixels."""
    return even(cut(rgb, quad))


def cut(rgb: Rgb, quad: Quad) -> Rgb:
    """The page in its own proportions, in the light it was seen in."""
    height, width = rgb.shape[:2]
    corners = quad.pixels(width, height)
    size = _size(corners, (width, height))
    inside = _INSIDE * min(size)
    left, top, right, bottom = -inside, -inside, size[0] + inside, size[1] + inside
    onto = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32) - np.float32(
        0.5
    )
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), onto)
    page = cv2.warpPerspective(rgb, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(page, dtype=np.uint8)


def _size(corners: Points, frame: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the flat page: the longest sides seen decide how fine."""
    ratio = float(np.clip(ratio_of(corners, frame), 0.1, 10.0))
    known = format_of(ratio)
    if known is not None:
        ratio = known.ratio if ratio > 1 else 1 / known.ratio
    top, right, bottom, left = sides(corners)
    width = max(top, bottom, max(left, right) * ratio)
    height = width / ratio
    fit = min(1.0, math.sqrt(MAX_PIXELS / max(1.0, width * height)))
    return max(8, round(width * fit)), max(8, round(height * fit))
