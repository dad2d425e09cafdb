"""Whether a page can be read: how wide the edges of its strokes are beside its letters. Pure.

A blurred letter of any size has edges as wide as itself, a sharp one has not; how much is written plays no part.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.documents.page.quad import Luma, Rgb

Floats = NDArray[np.float32]

LEGIBLE = 2.6
"""Height of a small letter over the width of its edges, below which a reader guesses (see `kiosk bench --only page`)."""
SMALLEST = 7.0
"""Pixels of a small letter, below which there is nothing to be sharp."""
_MAX_SIDE = 2600
_FEWEST_MARKS = 12
_FEWEST_EDGES = 60


class Why(StrEnum):
    """What is wrong with a page."""

    BLURRED = "blurred"
    TOO_SMALL = "too-small"
    FAINT = "faint"


@dataclass(frozen=True)
class Verdict:
    """`sharpness` is a small letter's height over the width of its edges; inf on a page where nothing is written.

    `why` is None where `ok`.
    """

    sharpness: float
    ok: bool
    why: Why | None = None


@dataclass(frozen=True)
class Print:
    """What is written, in pixels: the height of a small letter, the width of an edge (10 % to 90 %), and how black on white, 0..1.

    `marks` is how many letters or strokes were seen.
    """

    letter: float
    edge: float
    contrast: float
    marks: int


def judge(page: Rgb) -> Verdict:
    """Judge a flattened page."""
    found = read_print(cv2.cvtColor(_bounded(page), cv2.COLOR_RGB2GRAY).astype(np.uint8))
    if found is None:
        return Verdict(float("inf"), ok=True)
    sharpness = found.letter / max(0.5, found.edge)
    if found.contrast < 0.12:
        return Verdict(sharpness, ok=False, why=Why.FAINT)
    if sharpness < LEGIBLE:
        return Verdict(sharpness, ok=False, why=Why.BLURRED)
    if found.letter < SMALLEST:
        return Verdict(sharpness, ok=False, why=Why.TOO_SMALL)
    return Verdict(sharpness, ok=True)


def _bounded(page: Rgb) -> Rgb:
    scale = _MAX_SIDE / max(page.shape[:2])
    if scale >= 1:
        return page
    size = (max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale)))
    return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def read_print(luma: Luma) -> Print | None:
    """Measure what is written on a page or a part of one; None where nothing is."""
    if min(luma.shape) < 24:
        return None
    paper, ink = _ink(luma)
    noise = _noise(luma)
    depth = np.asarray(ink / np.maximum(paper, 24.0), dtype=np.float32)
    least = max(0.07, 5.0 * noise / max(24.0, float(np.median(paper))))
    marks = (depth > max(least, 0.35 * _deep(depth, least))).astype(np.uint8)
    letter, count = _letters(marks)
    if count < _FEWEST_MARKS:
        return None
    edge = _edge(luma, paper, ink, max(least * float(np.median(paper)), 12.0))
    return None if edge is None else Print(letter, edge, _deep(depth, least), count)


def _ink(luma: Luma) -> tuple[Floats, Floats]:
    """The paper's brightness everywhere, and how much darker each pixel is."""
    small = cv2.resize(luma, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    near = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8)), (0, 0), 3)
    paper = cv2.resize(near, luma.shape[::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return paper, np.asarray(np.maximum(0, paper - luma.astype(np.float32)), dtype=np.float32)


def _noise(luma: Luma) -> float:
    """The sensor's grain, grey levels: what two differences leave in flat places (Immerkær 1996), by the median."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    left = np.abs(cv2.filter2D(luma[::2], cv2.CV_32F, kernel))
    return float(np.median(left)) / 0.6745 / 6.0


def _deep(depth: Floats, least: float) -> float:
    """How dark well-inked places are, as a part of the paper's brightness."""
    inked = depth[depth > least]
    return float(np.percentile(inked, 90)) if inked.size > 50 else 0.0


def _letters(marks: NDArray[np.uint8]) -> tuple[float, int]:
    """The usual height of a mark, and how many there are: specks and frames left out."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    wide, high, area = (
        boxes[1:, cv2.CC_STAT_WIDTH],
        boxes[1:, cv2.CC_STAT_HEIGHT],
        boxes[1:, cv2.CC_STAT_AREA],
    )
    size = np.minimum(high, np.maximum(wide, 1))
    kept = (
        (area >= 8) & (high >= 4) & (high < 0.12 * max(marks.shape)) & (wide < 6 * high) & (high < 6 * wide)
    )
    if not kept.any():
        return 0.0, 0
    return float(np.median(np.sqrt(size[kept] * high[kept].astype(np.float64)))), int(kept.sum())


def _edge(luma: Luma, paper: Floats, ink: Floats, least: float) -> float | None:
    """Width of strokes' edges: the whole step over its steepest slope, at the steepest places along the strokes."""
    smooth = cv2.GaussianBlur(luma, (0, 0), 0.7)
    x = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=1, scale=0.5)
    y = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=1, scale=0.5)
    slope = cv2.magnitude(x, y)
    top = cv2.dilate(slope, np.ones((3, 3), np.uint8))
    step = cv2.dilate(ink, np.ones((7, 7), np.uint8))
    del paper
    kept = (slope >= top) & (step > 2 * least) & (slope > 0.08 * step)
    if int(kept.sum()) < _FEWEST_EDGES:
        return None
    width = step[kept] / slope[kept]
    return float(np.percentile(width, 25))
