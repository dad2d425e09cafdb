"""A page cut out of a frame: seen from straight above, its paper white, its ink in its own colour. Pure."""

import math

import cv2
import numpy as np

from kiosk.documents.page.formats import CARD, format_of, ratio_of
from kiosk.documents.page.light import bright, even
from kiosk.documents.page.quad import Points, Quad, Rgb, sides

MAX_PIXELS = 9_000_000
_INSIDE = 0.004
"""Of the page: its very edge is a shadow, and no part of what is written."""


def flatten(rgb: Rgb, quad: Quad) -> Rgb:
    """The page in its own proportions, about as fine as the frame shows it, evenly lit; never above 9 megapixels.

    A card keeps its tinted ground: only paper becomes white.
    """
    page = cut(rgb, quad)
    return bright(page) if format_of(page.shape[1] / page.shape[0]) is CARD else even(page)


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
    ratio = ratio_of(corners, frame)
    known = format_of(ratio)
    if known is not None:
        ratio = known.ratio if ratio > 1 else 1 / known.ratio
    top, right, bottom, left = sides(corners)
    width = max(top, bottom, max(left, right) * ratio)
    height = width / ratio
    fit = min(1.0, math.sqrt(MAX_PIXELS / max(1.0, width * height)))
    return max(8, round(width * fit)), max(8, round(height * fit))
