"""Finding a page in a camera's frame: quads made of straight edges, weighed; then measured on the full frame. Pure.

Same frame, same answer. The work is on a copy of 640 pixels whatever the frame, with bounded numbers of lines and quads.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.documents.page.formats import ratio_of, strangeness
from kiosk.documents.page.lines import Edges, Floats, Lines, Support, closed, edges, lines, support
from kiosk.documents.page.quad import Luma, Points, Quad, clockwise, quad_of
from kiosk.documents.page.refine import refined

SEARCH_SIDE = 640
_LEAST_SIDE = 48
"""Pixels of the small copy: a picture narrower than this shows no page."""
_MAX_PIXELS = 40_000_000
_MAX_PAIRS = 220
_MOST_TAPER = math.radians(32)
_SQUARE = math.radians(58)
_BORDER_WORTH = 0.45
_LEAST_AREA = 0.015
"""Of the frame: what is smaller is a thing that lies about."""
_OVER = 0.07
_LARGE = 0.3
_KNOWN = 0.12
_ROUGH = 0.4
_GOES_ON = 5
_MARGIN = 0.01
"""Of the frame: a side nearer to its border may as well be the last line in view of a page that goes on."""
_STANDS_OUT = 0.15
_STEEP = 4.0
_GRID = 24
_FINALISTS = 60
_ENOUGH = 0.62


def find_page(luma: Luma) -> Quad | None:
    """The page in view, the largest where several lie there; None where there is none."""
    if luma.ndim != 2 or min(luma.shape) < 2:
        return None
    step = math.ceil(math.sqrt(luma.size / _MAX_PIXELS))
    frame = luma[::step, ::step]
    small = _small(frame)
    if min(small.shape) < _LEAST_SIDE:
        return None
    small = _stretched(small)
    paper = closed(small)
    slopes = edges(small, paper)
    best = _best(lines(small, paper, slopes), slopes, paper)
    if best is None:
        return None
    scale = (frame.shape[1] / small.shape[1], frame.shape[0] / small.shape[0])
    corners = refined(frame, (best.corners + 0.5) * scale - 0.5, best.real, max(scale))
    return quad_of(corners, frame.shape[1], frame.shape[0], whole=best.whole)


def _small(frame: Luma) -> Luma:
    scale = SEARCH_SIDE / max(frame.shape)
    if scale >= 1:
        return frame
    size = (max(1, round(frame.shape[1] * scale)), max(1, round(frame.shape[0] * scale)))
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _stretched(small: Luma) -> Luma:
    """Bright enough for its edges to count: a dim lamp is no reason to see nothing."""
    white = float(np.percentile(small[::4, ::4], 98))
    gain = min(6.0, 235 / max(1.0, white))
    return small if gain <= 1.05 else np.asarray(cv2.convertScaleAbs(small, alpha=gain), dtype=np.uint8)


@dataclass(frozen=True)
class _Found:
    corners: Points
    real: NDArray[np.bool_]
    """Of each side, from corner i to i + 1: whether it is the page's own, not the frame's border."""
    whole: bool


def _best(found: Lines, slopes: Edges, paper: Luma) -> _Found | None:
    under = support(found, slopes)
    first, second = _opposites(found, slopes.size)
    if len(first) < 2:
        return None
    one, other = np.triu_indices(len(first), 1)
    direction = np.arctan2(found.normal[:, 1], found.normal[:, 0])
    turned = _apart(direction[first[one]], direction[first[other]])
    square = turned > _SQUARE
    quads = np.stack([first[one], first[other], second[one], second[other]], axis=1)[square]
    weighed = _weigh(quads, found, under, slopes, paper)
    if weighed is None:
        return None
    corners, worth, which = weighed
    if worth < _ENOUGH:
        return None
    real = which < len(found.distance) - found.borders
    width, height = slopes.size
    margin = _MARGIN * max(width, height)
    inside = (corners > margin).all() and (corners < (width - 1 - margin, height - 1 - margin)).all()
    whole = bool(real.all() and inside) and not _runs_out(corners, which, found, under)
    return _Found(corners, np.asarray(real, dtype=np.bool_), whole)


def _runs_out(corners: Points, which: NDArray[np.int64], found: Lines, under: Support) -> bool:
    """Whether two opposite sides go on to the frame's border: what ends the page is a line printed on it."""
    for side in range(4):
        goes_on = 0
        for corner, line in ((side, which[side - 1]), ((side + 1) % 4, which[(side + 1) % 4])):
            other = corners[(side - 1) % 4] if corner == side else corners[(side + 2) % 4]
            along = np.array([-found.normal[line, 1], found.normal[line, 0]])
            start, back = float(corners[corner] @ along), float(other @ along)
            outward = math.copysign(1.0, start - back)
            _, on, seen = under.between(
                np.array([line]), np.array([start + 3 * outward]), np.array([start + outward * 4000])
            )
            goes_on += bool(seen[0] >= _GOES_ON and on[0] > 0.7)
        if goes_on == 2:
            return True
    return False


def _apart(first: Floats, second: Floats) -> Floats:
    """The angle between two lines, 0..90 degrees in radians."""
    turned = np.abs(first - second) % math.pi
    return np.asarray(np.minimum(turned, math.pi - turned), dtype=np.float64)


def _opposites(found: Lines, size: tuple[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of lines that may be opposite sides: nearly parallel, and apart where they cross the frame's middle."""
    first, second = np.triu_indices(len(found.distance), 1)
    direction = np.arctan2(found.normal[:, 1], found.normal[:, 0])
    middle = np.array(size) / 2
    away = found.distance - found.normal @ middle
    same = np.where((found.normal[first] * found.normal[second]).sum(axis=1) < 0, -1.0, 1.0)
    apart = np.abs(away[first] - same * away[second])
    kept = (_apart(direction[first], direction[second]) < _MOST_TAPER) & (apart > 0.08 * min(size))
    borders = len(found.distance) - found.borders
    kept &= (first < borders) | (second < borders)
    order = np.argsort((first + second)[kept], kind="stable")[:_MAX_PAIRS]
    return first[kept][order].astype(np.int64), second[kept][order].astype(np.int64)


def _weigh(
    quads: NDArray[np.int64], found: Lines, under: Support, slopes: Edges, paper: Luma
) -> tuple[Points, float, NDArray[np.int64]] | None:
    """The best quad: its corners, its worth and its lines, side i running from corner i to i + 1."""
    if not len(quads):
        return None
    after = np.roll(quads, -1, axis=1)
    before = np.roll(quads, 1, axis=1)
    start, end = _cross(found, before, quads), _cross(found, quads, after)
    kept = _shaped(start, slopes.size)
    quads, start, end = quads[kept], start[kept], end[kept]
    if not len(quads):
        return None
    worth = _worth(quads, start, end, found, under, slopes)
    # Of the most like a page, the one in a known paper's proportions.
    few = np.argsort(-worth, kind="stable")[:_FINALISTS]
    more = _usual(start[few], slopes) - _ROUGH * _roughness(start[few], slopes)
    more += _STANDS_OUT * _contrast(start[few], paper)
    best = few[int(np.argmax(worth[few] + more))]
    return start[best], float(worth[best]), quads[best]


def _usual(corners: Floats, slopes: Edges) -> Floats:
    """More for a known paper's proportions."""
    away = np.array([strangeness(ratio_of(clockwise(each), slopes.size)) for each in corners])
    return np.asarray(_KNOWN * np.exp(-np.square(away / 0.03)), dtype=np.float64)


def _contrast(corners: Floats, paper: Luma) -> Floats:
    """How much brighter or darker each quad is than what lies around it, 0..1; a block of words on a page is hardly."""
    part = np.linspace(0.1, 0.9, 12)[:, None]
    following = np.roll(corners, -1, axis=1)
    along = following - corners
    normal = np.stack([-along[..., 1], along[..., 0]], axis=-1)
    normal /= np.maximum(1e-6, np.hypot(along[..., 0], along[..., 1]))[..., None]
    on = corners[:, :, None] + along[:, :, None] * part
    height, width = paper.shape
    levels = []
    for step in (-6.0, 6.0):
        at = np.round(on + step * normal[:, :, None])
        column, row = np.clip(at[..., 0], 0, width - 1), np.clip(at[..., 1], 0, height - 1)
        levels.append(paper[row.astype(np.intp), column.astype(np.intp)].astype(np.float64))
    step_up = np.median(np.abs(levels[0] - levels[1]), axis=2)
    return np.asarray(np.minimum(step_up / 25, 1.0).mean(axis=1), dtype=np.float64)


def _roughness(corners: Floats, slopes: Edges) -> Floats:
    """The part of each quad where, words left out, brightness changes: little of a page, much of a patterned cloth."""
    at = (np.arange(_GRID) + 0.5) / _GRID
    u, v = (each.ravel()[None, :, None] for each in np.meshgrid(at, at))
    first, second, third, fourth = (corners[:, each][:, None, :] for each in range(4))
    points = (1 - v) * ((1 - u) * first + u * second) + v * ((1 - u) * fourth + u * third)
    column = np.clip(np.round(points[..., 0]), 0, slopes.size[0] - 1).astype(np.intp)
    row = np.clip(np.round(points[..., 1]), 0, slopes.size[1] - 1).astype(np.intp)
    slope = np.abs(slopes.strong[0, row, column]) + np.abs(slopes.strong[1, row, column])
    return np.asarray((slope > _STEEP).mean(axis=1), dtype=np.float64)


def _cross(found: Lines, first: NDArray[np.int64], second: NDArray[np.int64]) -> Floats:
    """Where lines meet, `(..., 2)`; far away where they are parallel."""
    one, other = found.normal[first], found.normal[second]
    det = one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]
    det = np.where(np.abs(det) < 1e-6, 1e-6, det)
    x = found.distance[first] * other[..., 1] - found.distance[second] * one[..., 1]
    y = found.distance[second] * one[..., 0] - found.distance[first] * other[..., 0]
    return np.asarray(np.stack([x, y], axis=-1) / det[..., None], dtype=np.float64)


def _shaped(corners: Floats, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Convex, large enough, hardly outside the frame."""
    margin = 0.12 * max(size)
    inside = (corners > -margin).all(axis=(1, 2)) & (corners < np.array(size) + margin).all(axis=(1, 2))
    along = np.roll(corners, -1, axis=1) - corners
    following = np.roll(along, -1, axis=1)
    bend = along[..., 0] * following[..., 1] - along[..., 1] * following[..., 0]
    convex = (bend > 0).all(axis=1) | (bend < 0).all(axis=1)
    long_enough = (np.hypot(along[..., 0], along[..., 1]) > 0.07 * min(size)).all(axis=1)
    return np.asarray(inside & convex & long_enough & (_covered(corners, size) > _LEAST_AREA), dtype=np.bool_)


def _covered(corners: Floats, size: tuple[int, int]) -> Floats:
    """Areas as parts of the frame."""
    x, y = corners[..., 0], corners[..., 1]
    twice = np.abs((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1))
    return np.asarray(twice / 2 / (size[0] * size[1]), dtype=np.float64)


def _worth(
    quads: NDArray[np.int64],
    start: Floats,
    end: Floats,
    found: Lines,
    under: Support,
    slopes: Edges,
) -> Floats:
    """How much each quad is like a page: edges under its sides, which end at its corners; larger rather than smaller."""
    along = np.stack([-found.normal[:, 1], found.normal[:, 0]], axis=1)[quads]
    begins, ends = (start * along).sum(axis=-1), (end * along).sum(axis=-1)
    forward = np.where(ends > begins, 1.0, -1.0)
    one_way, either, seen = under.between(quads, begins, ends)
    side = 0.5 * one_way + 0.5 * either  # the light may turn along a side: a dark band, a patterned cloth
    length = np.abs(ends - begins)
    border = quads >= len(found.distance) - found.borders
    side = np.where(border, _BORDER_WORTH, np.where(seen < 0.4 * length, 0.0, side))
    over = np.zeros(quads.shape)
    past = 0.03 * max(slopes.size)
    for corner, outward in ((begins, -forward), (ends, forward)):
        near = corner + outward * 4.0
        _, on, seen_past = under.between(quads, near, near + outward * past)
        over += np.where(border | (seen_past < 4), 0.0, np.clip(2 * on - 1, 0, 1))
    least = side.min(axis=1)
    held = 0.7 * side.mean(axis=1) + 0.3 * least - np.maximum(0.0, 0.35 - least)
    worth = held - _OVER * over.sum(axis=1) + _LARGE * np.sqrt(np.minimum(_covered(start, slopes.size), 1.0))
    return np.asarray(worth, dtype=np.float64)
