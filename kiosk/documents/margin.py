"""Where a page is empty near its edge: so much room that a stamp covers nothing that is written."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

DIFFERENT = 28
"""Of 255: what differs more from the paper around it is written or printed."""
AIR = 5
"""Points kept free around a stamp."""
EDGE = 12
"""Points along the page's edges where printers print nothing."""
BAND = 0.12
"""Of the page's height, at most how far from the edge a margin reaches."""


@dataclass(frozen=True)
class Room:
    """A place on a page in points from its top left: `x`, `y`, and its size."""

    x: float
    y: float
    width: float
    height: float


def free_room(page: Grey, width: int, height: int) -> Room | None:
    """The place nearest to the bottom right, else to the top right, in a margin; None where there is none.

    `page` is the page drawn at 72 dpi: a pixel is a point. `width` × `height` points are wanted.
    """
    inner = page[EDGE:-EDGE, EDGE:-EDGE]
    high, wide = inner.shape
    need_wide, need_high = width + 2 * AIR, height + 2 * AIR
    if need_wide > wide or need_high > high:
        return None
    written = _sums(np.abs(inner.astype(np.int16) - _paper(page)) > DIFFERENT)
    deepest = max(need_high, round(high * BAND))
    bottoms = range(high - need_high, max(0, high - deepest) - 1, -1)
    tops = range(min(deepest - need_high, high - need_high) + 1)
    for top in (*bottoms, *tops):
        inks = (
            written[top + need_high, need_wide:]
            - written[top, need_wide:]
            - written[top + need_high, :-need_wide]
            + written[top, :-need_wide]
        )
        free = np.flatnonzero(inks == 0)
        if free.size:
            return Room(float(free[-1] + EDGE + AIR), float(top + EDGE + AIR), float(width), float(height))
    return None


def _paper(page: Grey) -> int:
    """How bright the paper is: what most of the page is."""
    return int(np.median(page))


def _sums(marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Sums over all rectangles from the top left, with a row and a column of zeros before."""
    sums = np.zeros((marks.shape[0] + 1, marks.shape[1] + 1), np.int64)
    sums[1:, 1:] = marks.cumsum(0).cumsum(1)
    return sums
