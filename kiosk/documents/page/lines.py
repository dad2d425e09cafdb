"""Straight lines of a small picture, and how much of an edge lies under each."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.documents.page.quad import Luma

Floats = NDArray[np.float64]

MAX_LINES = 26
_MAX_SEGMENTS = 400
_SHORTEST = 0.03
"""Of the picture's long side."""
_NEAR = 2.2
_TEXT = 13
"""Pixels: strokes and words narrower than this are painted over before edges are sought."""


@dataclass(frozen=True)
class Edges:
    """The small picture's slopes: `strong` without words and thin strokes, `fine` with them. Each `(2, height, width)`, x and y."""

    strong: NDArray[np.float32]
    fine: NDArray[np.float32]
    least: float
    """Grey levels a pixel: less is noise."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.strong.shape[2], self.strong.shape[1]


@dataclass(frozen=True)
class Lines:
    """Lines `x·cos + y·sin = distance`, the strongest first; then the frame's four borders."""

    normal: Floats
    """`(n, 2)`, of length 1."""
    distance: Floats
    """`(n,)`, pixels."""
    borders: int
    """How many of them, at the end, are borders."""


def closed(small: Luma) -> Luma:
    """Without what is darker than its surroundings and narrow: words, strokes, rules."""
    smooth = _smooth(small)
    paper = cv2.morphologyEx(smooth, cv2.MORPH_CLOSE, np.ones((_TEXT, _TEXT), np.uint8))
    return np.asarray(cv2.medianBlur(paper, 5), dtype=np.uint8)


def edges(small: Luma, paper: Luma) -> Edges:
    """Slopes of a small picture and of the same without its words."""
    smooth = _smooth(small)
    return Edges(_slopes(paper), _slopes(smooth), max(1.6, 3.0 * _noise(smooth)))


def _slopes(picture: Luma) -> NDArray[np.float32]:
    x = cv2.Sobel(picture, cv2.CV_32F, 1, 0, scale=1 / 8)
    y = cv2.Sobel(picture, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.asarray([x, y], dtype=np.float32)


def _smooth(picture: Luma) -> Luma:
    return np.asarray(cv2.GaussianBlur(picture, (5, 5), 0), dtype=np.uint8)


def _noise(smooth: Luma) -> float:
    """The spread of what is left in the flattest places, grey levels."""
    slope = np.abs(cv2.Laplacian(smooth, cv2.CV_32F, ksize=1))
    return float(np.percentile(slope, 30)) / 1.6


def lines(small: Luma, paper: Luma) -> Lines:
    """The lines along which an edge runs, of both pictures, and the borders of the frame."""
    height, width = small.shape
    found = np.concatenate([_segments(paper), _segments(_smooth(small))])
    normal, distance = _merged(found)
    frame = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float64)
    at = np.array([-0.5, width - 0.5, -0.5, height - 0.5])
    return Lines(np.concatenate([normal, frame]), np.concatenate([distance, at]), 4)


def _segments(picture: Luma) -> Floats:
    """`(n, 4)` ends of straight segments, the longest first."""
    found: Any = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE, 0.8).detect(picture)[0]
    if found is None:
        return np.empty((0, 4))
    ends = np.asarray(found, dtype=np.float64).reshape(-1, 4)
    length = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    order = np.argsort(-length, kind="stable")[:_MAX_SEGMENTS]
    kept = order[length[order] >= _SHORTEST * max(picture.shape)]
    return np.asarray(ends[kept], dtype=np.float64)


def _merged(ends: Floats) -> tuple[Floats, Floats]:
    """Segments of one line put together: its normal and distance, those with most of an edge first."""
    length = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    left = np.argsort(-length, kind="stable")
    made: list[tuple[float, Floats, float]] = []
    while len(left) and len(made) < 3 * MAX_LINES:
        normal, distance = _fit(ends[left[:1]], length[left[:1]])
        for _ in range(2):  # once to gather, once more by the line of what was gathered
            near = _away(ends[left], normal, distance) < _NEAR
            near[0] = True
            normal, distance = _fit(ends[left[near]], length[left[near]])
        made.append((float(length[left[near]].sum()), normal, distance))
        left = left[~near]
    made.sort(key=lambda line: -line[0])
    kept = made[:MAX_LINES]
    return np.array([line[1] for line in kept]).reshape(-1, 2), np.array([line[2] for line in kept])


def _away(ends: Floats, normal: Floats, distance: float) -> Floats:
    first = np.abs(ends[:, :2] @ normal - distance)
    second = np.abs(ends[:, 2:] @ normal - distance)
    return np.asarray(np.maximum(first, second), dtype=np.float64)


def _fit(ends: Floats, weight: Floats) -> tuple[Floats, float]:
    points = np.concatenate([ends[:, :2], ends[:, 2:]])
    weights = np.concatenate([weight, weight])
    middle = np.average(points, axis=0, weights=weights)
    apart = (points - middle) * np.sqrt(weights)[:, None]
    _, vectors = np.linalg.eigh(apart.T @ apart)
    normal = vectors[:, 0]
    return normal, float(middle @ normal)


@dataclass(frozen=True)
class Support:
    """Running counts along every line of where an edge lies under it; one entry a pixel of `reach` before and after."""

    brighter: Floats
    """`(n, 2·reach + 1)`: brighter on the normal's side."""
    darker: Floats
    visible: Floats
    reach: int

    def between(self, line: NDArray[np.int64], start: Floats, end: Floats) -> tuple[Floats, Floats, Floats]:
        """Counts of brighter, darker and visible pixels of `line` from `start` to `end` along it."""
        low = np.clip(np.round(np.minimum(start, end)) + self.reach, 0, 2 * self.reach).astype(np.int64)
        high = np.clip(np.round(np.maximum(start, end)) + self.reach, 0, 2 * self.reach).astype(np.int64)
        bright, dark, seen = (
            each[line, high] - each[line, low] for each in (self.brighter, self.darker, self.visible)
        )
        return bright, dark, seen


def support(found: Lines, slopes: Edges) -> Support:
    """Walk along every line, and one pixel to both sides of it."""
    width, height = slopes.size
    reach = int(1.2 * np.hypot(width, height)) + 2
    along = np.stack([-found.normal[:, 1], found.normal[:, 0]], axis=1)
    steps = np.arange(-reach, reach + 1)
    base = found.normal * found.distance[:, None]
    x = base[:, :1] + along[:, :1] * steps
    y = base[:, 1:] + along[:, 1:] * steps
    visible = (x >= -0.5) & (x < width - 0.5) & (y >= -0.5) & (y < height - 0.5)
    brighter, darker = np.zeros(x.shape), np.zeros(x.shape)
    for offset in (-1.5, 0.0, 1.5):
        column = np.clip(np.round(x + offset * found.normal[:, :1]), 0, width - 1).astype(np.int64)
        row = np.clip(np.round(y + offset * found.normal[:, 1:]), 0, height - 1).astype(np.int64)
        for slope, worth in ((slopes.strong, 1.0), (slopes.fine, 0.8)):
            across = slope[0, row, column] * found.normal[:, :1] + slope[1, row, column] * found.normal[:, 1:]
            brighter = np.maximum(brighter, worth * (across > slopes.least))
            darker = np.maximum(darker, worth * (across < -slopes.least))
    return Support(
        np.cumsum(brighter * visible, axis=1), np.cumsum(darker * visible, axis=1), np.cumsum(visible, axis=1), reach
    )  # fmt: skip
