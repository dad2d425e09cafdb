"""A page's sides measured on the full frame: where the light changes across each, a line through those places."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.documents.page.quad import Luma, Points

_ACROSS = 64
"""Places along a side that are looked at."""
_ENDS = 0.04
_FEWEST = 12


def refined(frame: Luma, corners: Points, real: NDArray[np.bool_], coarse: float) -> Points:
    """The corners again, to a fraction of a pixel, where the sides are the page's own; `coarse` is the error at most, pixels."""
    reach = int(np.ceil(1.6 * coarse + 3))
    fitted = [_side(frame, corners[i], corners[(i + 1) % 4], reach) if real[i] else None for i in range(4)]
    lines = [line or _through(corners[i], corners[(i + 1) % 4]) for i, line in enumerate(fitted)]
    found = np.array([_meet(lines[i - 1], lines[i]) for i in range(4)])
    moved = np.hypot(*(found - corners).T)
    # A side that was fitted to something else moves its corners far: what was found before stands.
    return found if bool((moved < 3.5 * reach).all()) else corners


Line = tuple[NDArray[np.float64], float]


def _through(start: Points, end: Points) -> Line:
    along = (end - start) / max(1e-9, float(np.hypot(*(end - start))))
    normal = np.array([-along[1], along[0]])
    return normal, float(normal @ start)


def _meet(first: Line, second: Line) -> Points:
    matrix = np.stack([first[0], second[0]])
    if abs(float(np.linalg.det(matrix))) < 1e-6:
        return np.full(2, np.inf)
    return np.asarray(np.linalg.solve(matrix, np.array([first[1], second[1]])), dtype=np.float64)


def _side(frame: Luma, start: Points, end: Points, reach: int) -> Line | None:
    normal, _ = _through(start, end)
    along = np.array([normal[1], -normal[0]])
    length = float(np.hypot(*(end - start)))
    at = np.linspace(_ENDS, 1 - _ENDS, _ACROSS)[:, None] * (end - start) + start
    across = np.arange(-reach, reach + 0.01, 0.5)
    spread = np.linspace(-0.4, 0.4, 5) * min(12.0, length / _ACROSS)
    total = np.zeros((_ACROSS, len(across)), np.float32)
    for step in spread:  # a few neighbours together: noise goes, the edge stays
        x = at[:, :1] + normal[0] * across + along[0] * step
        y = at[:, 1:] + normal[1] * across + along[1] * step
        total += cv2.remap(
            frame, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )  # fmt: skip
    smooth = cv2.GaussianBlur(total / len(spread), (0, 0), 1.6, sigmaY=0.01)
    slope = np.gradient(smooth, axis=1) * 2
    inner = slope[:, 2:-2]
    sign = 1.0 if inner.max(axis=1).sum() > -inner.min(axis=1).sum() else -1.0
    signed = sign * inner
    peak = signed.argmax(axis=1) + 2
    height = signed.max(axis=1)
    strong = (height > 0.35 * np.percentile(height, 75)) & (peak > 2) & (peak < len(across) - 3)
    if int(strong.sum()) < _FEWEST:
        return None
    offset = across[peak] + 0.5 * _vertex(sign * slope, peak)
    return _line(at[strong] + normal * offset[strong, None])


def _vertex(slope: NDArray[np.float64], peak: NDArray[np.int64]) -> NDArray[np.float64]:
    """Where a parabola through the peak and its neighbours is highest, -0.5..0.5 of a step."""
    rows = np.arange(len(slope))
    left, top, right = slope[rows, peak - 1], slope[rows, peak], slope[rows, peak + 1]
    bow = np.minimum(left - 2 * top + right, -1e-6)
    return np.asarray(np.clip(0.5 * (left - right) / bow, -0.5, 0.5), dtype=np.float64)


def _line(points: Points) -> Line | None:
    """A line through most points: those far from it lose their say."""
    weight = np.ones(len(points))
    normal, distance = np.zeros(2), 0.0
    for _ in range(8):
        middle = np.average(points, axis=0, weights=weight)
        apart = (points - middle) * np.sqrt(weight)[:, None]
        _, vectors = np.linalg.eigh(apart.T @ apart)
        normal = vectors[:, 0]
        distance = float(middle @ normal)
        off = np.abs(points @ normal - distance)
        spread = max(0.2, 1.5 * float(np.median(off)))
        weight = 1 / (1 + (off / spread) ** 2) ** 2
    return (normal, distance) if int((weight > 0.2).sum()) >= _FEWEST else None
