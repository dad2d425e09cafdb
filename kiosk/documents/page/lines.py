"""Straight lines of a small picture, and how much of an edge lies under each."""

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.documents.page.quad import Luma

Floats = NDArray[np.float64]

MAX_LINES = 26
MAX_SEGMENTS = 400
_SHORTEST = 0.03
"""Of the picture's long side."""
_NEAR = 2.2
_FAINT = 1.0
"""Grey levels by which a slope may be wrong and still tell a line's direction."""
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


def lines(small: Luma, paper: Luma, slopes: Edges) -> Lines:
    """The lines along which an edge runs, of both pictures, and the borders of the frame."""
    height, width = small.shape
    found = np.concatenate([segments(paper), segments(_smooth(small))])
    normal, distance = _merged(found, _contrast(found, slopes))
    frame = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float64)
    at = np.array([-0.5, width - 0.5, -0.5, height - 0.5])
    return Lines(np.concatenate([normal, frame]), np.concatenate([distance, at]), 4)


def segments(picture: Luma) -> Floats:
    """`(n, 4)` ends of straight segments, the longest first."""
    found: Any = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE, 0.8, 0.6, _FAINT).detect(picture)[0]
    if found is None:
        return np.empty((0, 4))
    ends = np.asarray(found, dtype=np.float64).reshape(-1, 4)
    length = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    order = np.argsort(-length, kind="stable")[:MAX_SEGMENTS]
    kept = order[length[order] >= _SHORTEST * max(picture.shape)]
    return np.asarray(ends[kept], dtype=np.float64)


def _contrast(ends: Floats, slopes: Edges) -> Floats:
    """How steep the picture is along each segment, grey levels a pixel."""
    part = np.linspace(0.1, 0.9, 7)
    column = np.round(ends[:, :1] + (ends[:, 2:3] - ends[:, :1]) * part).astype(np.intp)
    row = np.round(ends[:, 1:2] + (ends[:, 3:] - ends[:, 1:2]) * part).astype(np.intp)
    width, height = slopes.size
    at = (np.clip(row, 0, height - 1), np.clip(column, 0, width - 1))
    steep = np.hypot(slopes.fine[0][at], slopes.fine[1][at])
    return np.asarray(np.median(steep, axis=1), dtype=np.float64)


def _merged(ends: Floats, contrast: Floats) -> tuple[Floats, Floats]:
    """Segments of one line put together: its normal and distance, those most like a paper's edge first.

    A clear edge counts more than the grain of wood, yet not as much more as it is clearer: a sheet's on a white table is
    faint. A few long pieces count more than many short ones: those are words.
    """
    length = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    heavy = np.square(length) * np.maximum(contrast, 0.5)
    left = np.argsort(-heavy, kind="stable")
    made: list[tuple[float, Floats, float]] = []
    while len(left) and len(made) < 3 * MAX_LINES:
        normal, distance = _fit(ends[left[:1]], length[left[:1]])
        for _ in range(2):  # once to gather, once more by the line of what was gathered
            near = _away(ends[left], normal, distance) < _NEAR
            near[0] = True
            normal, distance = _fit(ends[left[near]], length[left[near]])
        made.append((float(heavy[left[near]].sum()), normal, distance))
        left = left[~near]
    made.sort(key=lambda line: -line[0])
    kept = made[:MAX_LINES]
    return np.array([line[1] for line in kept]).reshape(-1, 2), np.array([line[2] for line in kept])


def _away(ends: Floats, normal: Floats, distance: float) -> Floats:
    first = np.abs(ends[:, :2] @ normal - distance)
    second = np.abs(ends[:, 2:] @ normal - distance)
    return np.asarray(np.maximum(first, second), dtype=np.float64)


def _fit(ends: Floats, weight: Floats) -> tuple[Floats, float]:
    """The line with the least squared distances from the ends, each as heavy as its segment is long."""
    heavy = weight / weight.sum()
    points = ends.reshape(-1, 2, 2)
    x0, y0 = (float(v) for v in heavy @ points.mean(axis=1))
    x, y = points[..., 0] - x0, points[..., 1] - y0
    xx, yy, xy = (float(heavy @ each.sum(axis=1)) for each in (x * x, y * y, x * y))
    turn = 0.5 * math.atan2(2 * xy, xx - yy)
    normal = np.array([-math.sin(turn), math.cos(turn)])
    return normal, float(normal[0] * x0 + normal[1] * y0)


@dataclass(frozen=True)
class Support:
    """Running counts along every line of where an edge lies under it, one entry a pixel from `begins` on."""

    brighter: Floats
    """`(n, steps)`: brighter on the normal's side."""
    darker: Floats
    either: Floats
    visible: Floats
    begins: Floats
    """`(n,)`: where the counts start, along the line."""

    def between(self, line: NDArray[np.int64], start: Floats, end: Floats) -> tuple[Floats, Floats, Floats]:
        """Of `line` from `start` to `end` along it: the part with an edge one way round, the part with any, pixels in view."""
        last = self.visible.shape[1] - 1
        low = np.clip(np.round(np.minimum(start, end) - self.begins[line]), 0, last).astype(np.int64)
        high = np.clip(np.round(np.maximum(start, end) - self.begins[line]), 0, last).astype(np.int64)
        bright, dark, either, seen = (
            each[line, high] - each[line, low]
            for each in (self.brighter, self.darker, self.either, self.visible)
        )
        whole = np.maximum(1.0, seen)
        return np.maximum(bright, dark) / whole, either / whole, seen


def support(found: Lines, slopes: Edges) -> Support:
    """Walk along every line, and beside it on both sides."""
    width, height = slopes.size
    reach = int(np.hypot(width, height) / 2) + 2
    along = np.stack([-found.normal[:, 1], found.normal[:, 0]], axis=1)
    middle = along @ (np.array([width, height]) / 2)
    steps = middle[:, None] + np.arange(-reach, reach + 1)
    base = found.normal * found.distance[:, None]
    x = base[:, :1] + along[:, :1] * steps
    y = base[:, 1:] + along[:, 1:] * steps
    visible = (x >= -0.5) & (x < width - 0.5) & (y >= -0.5) & (y < height - 0.5)
    brighter, darker = (np.zeros(x.shape, np.float32) for _ in range(2))
    normal, beside = found.normal.astype(np.float32), along.astype(np.float32)
    for offset in (-1.5, 0.0, 1.5):
        column = np.clip(np.round(x + offset * found.normal[:, :1]), 0, width - 1).astype(np.intp)
        row = np.clip(np.round(y + offset * found.normal[:, 1:]), 0, height - 1).astype(np.intp)
        at = row * width + column
        for slope, worth in ((slopes.strong, np.float32(1.0)), (slopes.fine, np.float32(0.8))):
            right, down = slope[0].ravel()[at], slope[1].ravel()[at]
            across = right * normal[:, :1] + down * normal[:, 1:]
            # An edge that runs across the line is none of its own.
            least = np.maximum(slopes.least, np.abs(right * beside[:, :1] + down * beside[:, 1:]))
            np.maximum(brighter, worth * (across > least), out=brighter)
            np.maximum(darker, worth * (across < -least), out=darker)
    counted = (brighter, darker, np.maximum(brighter, darker), np.ones(x.shape, np.float32))
    bright, dark, either, seen = (np.cumsum(each * visible, axis=1, dtype=np.float64) for each in counted)
    return Support(bright, dark, either, seen, steps[:, 0])
