"""A page as a scanner saw it, made fit to read: straight, evenly lit, without the lid around it. Pure."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
"""`(height, width) uint8`, 255 white."""

MAX_SKEW = 8.0
"""Degrees; a sheet turned further was not laid against the edge, and is shown as it lies."""
WHITE = 255
_SEARCH_WIDTH = 560
_LEAST_SKEW = 0.05
# At 200 dpi a full stop is about 30 pixels, a speck of dust seldom 8; a line of words has thousands.
_SPECK = 8
_INK_OF_A_PAGE = 150
# Pencil is darker than this on lit paper, what shows through from behind is not.
_INK = 200
_BORDER = 0.02


@dataclass(frozen=True)
class Straightened:
    """The page, how far it was turned back (degrees, clockwise is above zero), and how much ink it has."""

    page: Grey
    skew: float
    ink: int

    @property
    def blank(self) -> bool:
        """Nothing is written on it."""
        return self.ink < _INK_OF_A_PAGE


def straighten(seen: Grey, dpi: int) -> Straightened:
    """Crop to the sheet, turn it straight, and light it evenly; the paper becomes white.

    Ink is counted on the page at `dpi`, without what lies at its very edge: holes, shadows, a bent corner.
    """
    sheet, turned = _sheet(seen, dpi)
    skew = turned + _slant(sheet)
    if abs(skew - turned) >= _LEAST_SKEW:
        sheet = _turn(sheet, skew - turned)
    page = _lit(sheet, dpi)
    return Straightened(page, skew, _ink(page, dpi))


# ---- where the sheet is


def _sheet(seen: Grey, dpi: int) -> tuple[Grey, float]:
    """The part of the glass that the sheet covers, and the angle it was turned back by.

    A lid is seldom as white as paper, nor a card as white as a lid: what differs from the border is the sheet.
    """
    scale = _SEARCH_WIDTH / seen.shape[1]
    small = cv2.resize(seen, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    outline = _outline(np.asarray(small, dtype=np.uint8))
    if outline is None:
        return seen, 0.0
    (cx, cy), (width, height), angle = cv2.minAreaRect(outline)
    if abs(angle) > 45:  # which side is the width differs from one OpenCV to the next
        width, height, angle = height, width, angle - math.copysign(90, angle)
    least = 25.0 / 25.4 * dpi * scale
    if abs(angle) > MAX_SKEW or min(width, height) < least:
        return seen, 0.0
    whole = small.shape[0] * small.shape[1]
    if width * height > 0.97 * whole:
        return seen, 0.0
    turn = cv2.getRotationMatrix2D((cx / scale, cy / scale), angle, 1.0)
    # A hair inside the edge: its shadow is no part of the page.
    inside = max(2, round(dpi * 0.01))
    size = (round(width / scale) - 2 * inside, round(height / scale) - 2 * inside)
    turn[0, 2] += size[0] / 2 - cx / scale
    turn[1, 2] += size[1] / 2 - cy / scale
    cut = cv2.warpAffine(
        seen, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=WHITE
    )
    return np.asarray(cut, dtype=np.uint8), float(angle)


def _outline(small: Grey) -> NDArray[np.int32] | None:
    """The sheet's outline in the small picture, or None where it fills the glass or cannot be told."""
    blurred = cv2.GaussianBlur(small, (5, 5), 0)
    edge = max(3, small.shape[1] // 100)
    border = np.concatenate([blurred[-edge:].ravel(), blurred[:, -edge:].ravel()])
    lid = float(np.median(border))
    if float(np.percentile(np.abs(border.astype(np.float32) - lid), 80)) > 12:
        return None  # the border is no even lid: the sheet reaches it
    apart = (np.abs(blurred.astype(np.float32) - lid) > 9).astype(np.uint8)
    closed = cv2.morphologyEx(apart, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    found, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not found:
        return None
    largest = max(found, key=cv2.contourArea)
    hull = cv2.convexHull(largest)
    # Words on a sheet that cannot be told from the lid are many small patches, no large one.
    solid = cv2.contourArea(largest) / max(1.0, cv2.contourArea(hull))
    rectangle = cv2.minAreaRect(largest)[1]
    full = cv2.contourArea(hull) / max(1.0, rectangle[0] * rectangle[1])
    return np.asarray(hull, dtype=np.int32) if solid > 0.9 and full > 0.9 else None


# ---- how far it is turned


def _slant(page: Grey) -> float:
    """The angle at which lines of words stand out best, in degrees; 0 where there are no lines."""
    scale = min(1.0, 2 * _SEARCH_WIDTH / max(page.shape))
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    flat = cv2.subtract(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), small)
    ink = np.where(flat > 40, np.uint8(255), np.uint8(0))
    margin = max(1, round(min(ink.shape) * 0.03))
    ink = ink[margin:-margin, margin:-margin]
    if int(np.count_nonzero(ink)) < 200:
        return 0.0
    best = _best(ink, np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.5))
    fine = _best(ink, np.arange(best - 0.5, best + 0.51, 0.1))
    found = _best(ink, np.arange(fine - 0.1, fine + 0.11, 0.02))
    # Lines stand out clearly or there are none: a drawing is not turned after its own strokes.
    return found if _sharpness(ink, found) > 1.05 * _sharpness(ink, found + 3.0) else 0.0


def _best(ink: Grey, angles: NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))


def _sharpness(ink: Grey, angle: float) -> float:
    """How unlike neighbouring rows are once turned back by `angle`."""
    rows = _turn(ink, angle, 0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _turn(page: Grey, angle: float, border: int | None = None) -> Grey:
    """Turn `page` back by `angle` degrees around its middle; what comes in is paper."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    fill = int(np.percentile(page[::8, ::8], 80)) if border is None else border
    turned = cv2.warpAffine(
        page, turn, (width, height), flags=cv2.INTER_CUBIC if border is None else cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT, borderValue=fill,
    )  # fmt: skip
    return np.asarray(turned, dtype=np.uint8)


# ---- light


def _lit(page: Grey, dpi: int) -> Grey:
    """Divide by the paper's own brightness, then let paper be white and ink dark."""
    scale = 50.0 / dpi
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    near = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)).astype(np.float32)
    lamp = _lamp(near)
    # A fold's shadow is paper; what is much darker than the lamp makes paper there is printed so.
    paper = cv2.GaussianBlur(np.where(near >= 0.8 * lamp, near, lamp), (0, 0), 4)
    whole = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(page.astype(np.float32), np.maximum(whole, 1.0), scale=255.0)
    table = np.interp(np.arange(256), [0, 20, 225, 255], [0, 0, 255, 255]).astype(np.uint8)
    return np.asarray(cv2.LUT(np.clip(even, 0, 255).astype(np.uint8), table), dtype=np.uint8)


def _lamp(near: NDArray[np.float32]) -> NDArray[np.float32]:
    """How bright paper is everywhere: a smooth surface through the bright places, found without the dark ones."""
    height, width = near.shape
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    terms = np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=-1).reshape(-1, 6)
    bright = near.ravel()
    kept = bright >= np.percentile(bright, 60) * 0.6
    surface = np.full(bright.shape, float(np.percentile(bright, 90)))
    for _ in range(4):
        found, *_ = np.linalg.lstsq(terms[kept], bright[kept], rcond=None)
        surface = terms @ found
        kept = bright >= 0.93 * surface
        if int(np.count_nonzero(kept)) < 100:
            break
    lowest = float(np.percentile(bright, 95)) * 0.4
    return np.asarray(np.clip(surface, lowest, 255.0).reshape(near.shape), dtype=np.float32)


def _ink(page: Grey, dpi: int) -> int:
    """Dark pixels in patches larger than a speck, at 200 dpi whatever `dpi` is."""
    if dpi != 200:
        page = np.asarray(cv2.resize(page, None, fx=200 / dpi, fy=200 / dpi), dtype=np.uint8)
    rows, columns = round(page.shape[0] * _BORDER), round(page.shape[1] * _BORDER)
    dark = (page[rows : page.shape[0] - rows, columns : page.shape[1] - columns] < _INK).astype(np.uint8)
    _, _, patches, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    areas = patches[1:, cv2.CC_STAT_AREA]
    return int(areas[areas >= _SPECK].sum())
