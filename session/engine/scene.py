"""The moving picture of demo cameras: a plain room with a slow disc, and the frame counter on top."""

import av
import numpy as np

from session.engine.markers import stamp
from session.engine.pictures import from_planes

_DISC = (200, 100, 150)


def paint(number: int, width: int, height: int) -> av.VideoFrame:
    """Paint frame `number`: even sizes, yuv420p, carrying the counter of MARKERS.md."""
    rows = np.linspace(110, 70, height).astype(np.uint8)
    luma = np.repeat(rows[:, None], width, axis=1)
    blue = np.full((height // 2, width // 2), 120, np.uint8)
    red = np.full((height // 2, width // 2), 128, np.uint8)
    radius = height // 6
    x = int(width / 2 + width / 3 * np.sin(number / 40))
    y = int(height * 0.6 + height / 6 * np.cos(number / 23))
    for plane, value, shrink in zip((luma, blue, red), _DISC, (1, 2, 2), strict=True):
        r, cx, cy = radius // shrink, x // shrink, y // shrink
        yy, xx = np.ogrid[-r:r, -r:r]
        part = plane[cy - r : cy + r, cx - r : cx + r]
        part[(xx**2 + yy**2 < r * r)[: part.shape[0], : part.shape[1]]] = value
    stamp(luma, number)
    return from_planes((luma, blue, red))
