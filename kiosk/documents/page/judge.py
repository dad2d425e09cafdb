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

LEGIBLE = 3.5
"""A letter's size over the width of its edges. On 8 to 14 point print and cards, at 4 to 9 pixels a millimetre, tesseract
misses more than one letter in twenty below this, and fewer above (`kiosk bench --only page` tries it again)."""
SMALLEST = 9.5
"""Pixels of a letter, below which sharpness helps nobody."""
LETTERS = 12
"""Marks on a page, or on a part of one, from which they are taken for letters."""
_MAX_SIDE = 2600
_FEWEST_EDGES = 60
_CLOSE = 13
_USUAL_LETTER = 14.0
_LARGEST = 70
_FAINT = 0.12
_STAIN = 0.04
_WIDE = 41
_CLEARLY = 1.5


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
    if sharpness < LEGIBLE:
        return Verdict(sharpness, ok=False, why=Why.BLURRED)
    if found.contrast < _FAINT:
        return Verdict(sharpness, ok=False, why=Why.FAINT)
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
    """Measure what is written on a page or a part of one, whichever way it lies; None where nothing is."""
    if min(luma.shape) < 24:
        return None
    if _light_on_dark(luma):
        luma = np.asarray(255 - luma, dtype=np.uint8)
    paper = _paper(luma)
    ink = np.asarray(np.maximum(0, paper - luma.astype(np.float32)), dtype=np.float32)
    noise = noise_of(luma)
    depth = np.asarray(cv2.GaussianBlur(ink / np.maximum(paper, 24.0), (0, 0), 0.8), dtype=np.float32)
    least = max(0.06, 3.0 * noise / max(24.0, float(np.median(paper))))
    deep = _deep(depth, least)
    if deep is None:
        return None
    letter, count = _letters((depth > max(least, 0.4 * deep)).astype(np.uint8))
    if count < LETTERS:
        return _few_strokes(ink, depth, least, deep, count)
    edge = _edge(ink, letter)
    return Print(letter, letter if edge is None else edge, deep, count)


def _light_on_dark(luma: Luma) -> bool:
    """Light letters on a dark card: strokes are narrower than what they are written on, whatever the light."""
    small = cv2.resize(luma, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    usual = cv2.medianBlur(small, 41)
    apart = small[::2, ::2].astype(np.int16) - usual[::2, ::2]
    dark, light = (float(each) for each in np.percentile(apart, (2, 98)))
    return light > _CLEARLY * max(10.0, -dark)


def _few_strokes(ink: Floats, depth: Floats, least: float, deep: float, count: int) -> Print | None:
    """A signature, a stamp: as if they were letters of a usual size. Or words so blurred that they are one stain."""
    if deep < _FAINT:
        return None
    edge = _edge(ink, _USUAL_LETTER, _WIDE)
    stain = float((depth > least).mean()) > _STAIN
    return Print(_USUAL_LETTER, _USUAL_LETTER if stain or edge is None else edge, deep, count)


def _paper(luma: Luma) -> Floats:
    """The paper's brightness everywhere."""
    small = cv2.resize(luma, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    near = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_CLOSE, _CLOSE), np.uint8))
    smooth = cv2.GaussianBlur(near, (0, 0), 3)
    return cv2.resize(smooth, luma.shape[::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32)


def noise_of(luma: Luma) -> float:
    """The sensor's grain, grey levels: what second differences leave in flat places (Immerkær 1996), by the median."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    left = np.abs(cv2.filter2D(luma[: luma.shape[0] // 2 * 2], cv2.CV_32F, kernel)[::3])
    return float(np.median(left)) / 0.6745 / 6.0


def _deep(depth: Floats, least: float) -> float | None:
    """How dark well-inked places are, as a part of the paper's brightness; None where there is no ink."""
    inked = depth[depth > least]
    return float(np.percentile(inked, 90)) if inked.size > 100 else None


def _letters(marks: NDArray[np.uint8]) -> tuple[float, int]:
    """The usual size of a letter and how many marks there are; specks, rules and frames left out."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    wide, high = (boxes[1:, each].astype(np.float64) for each in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
    area = boxes[1:, cv2.CC_STAT_AREA]
    thin, long = np.minimum(wide, high), np.maximum(wide, high)
    kept = (area >= 10) & (long >= 5) & (thin < _LARGEST) & (long < 0.4 * max(marks.shape))
    kept &= (area > 0.12 * wide * high) & (long < 18 * thin)
    if not kept.any():
        return 0.0, 0
    # Letters that a blur has run together into a word are as high as the word, whichever way it lies.
    size = np.where(long > 2.5 * thin, thin, np.sqrt(thin * long))[kept]
    return float(np.median(size)), int(kept.sum())


def _edge(ink: Floats, letter: float, reach: int = 0) -> float | None:
    """How wide strokes' edges are: how deep the ink is there over how steeply it begins, along well-inked strokes."""
    smooth = cv2.GaussianBlur(ink, (0, 0), float(np.clip(letter / 18, 0.5, 3.0)))
    x = cv2.filter2D(smooth, cv2.CV_32F, np.array([[-0.5, 0, 0.5]], np.float32))
    y = cv2.filter2D(smooth, cv2.CV_32F, np.array([[-0.5], [0], [0.5]], np.float32))
    slope = cv2.magnitude(x, y)
    reach = (reach or int(np.clip(round(letter * 0.7), 3, 41))) | 1
    kernel = np.ones((reach, reach), np.uint8)
    step = cv2.dilate(smooth, kernel) - cv2.erode(smooth, kernel)
    top = slope >= cv2.dilate(slope, np.ones((3, 3), np.uint8))
    kept = top & (step > 0.5 * float(np.percentile(step[::3, ::3], 97))) & (slope > 0.04 * step)
    if int(kept.sum()) < _FEWEST_EDGES:
        return None
    return float(np.median(step[kept] / slope[kept]))
