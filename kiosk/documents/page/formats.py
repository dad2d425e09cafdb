"""Known papers, and the proportions of a page seen in perspective."""

import math
from dataclasses import dataclass

import numpy as np

from kiosk.documents.page.quad import Points

NEAR = 0.045
"""How far a page's proportions may be from a known one to be taken for it, as a part."""
_FOCAL = (0.7, 2.5)
_USUAL = 1.1
"""Focal lengths in parts of the frame's long side: what is believed, and a usual one."""


@dataclass(frozen=True)
class Format:
    """A known paper: width and height in millimetres as it is usually held."""

    name: str
    width: float
    height: float

    @property
    def ratio(self) -> float:
        """Long side over short side."""
        return max(self.width, self.height) / min(self.width, self.height)


A4 = Format("A4", 210.0, 297.0)
CARD = Format("ID-1", 85.6, 53.98)
"""An identity card, a driving licence, a health card (ISO/IEC 7810)."""


def format_of(ratio: float) -> Format | None:
    """The known paper of these proportions, whichever way it lies."""
    away, near = min((_away(ratio, known), known.name) for known in (A4, CARD))
    return (A4 if near == A4.name else CARD) if away <= NEAR else None


def strangeness(ratio: float) -> float:
    """How far these proportions are from the nearest known paper's, as a part."""
    return min(_away(ratio, known) for known in (A4, CARD))


def _away(ratio: float, known: Format) -> float:
    return abs(max(ratio, 1 / ratio) / known.ratio - 1)


def ratio_of(corners: Points, frame: tuple[int, int]) -> float:
    """Width over height, 0.05..20, of the page whose corners are seen in a frame of that width and height.

    Zhang and He, Whiteboard scanning and image enhancement (2007): the vanishing points tell the focal length, unless
    the page is seen from nearly straight above, where a usual one does as well.
    """
    long_side = float(max(frame))
    middle = (np.array(frame) - 1) / 2
    m1, m2, m4, m3 = (  # theirs: m1 and m2 above, m3 and m4 below
        ((x - middle[0]) / long_side, (y - middle[1]) / long_side) for x, y in corners.tolist()
    )
    second, third = _triple(m2, m4, m3), _triple(m3, m4, m2)
    if abs(second) < 1e-9 or abs(third) < 1e-9:
        return 1.0
    n2 = _towards(_triple(m1, m4, m3) / second, m2, m1)
    n3 = _towards(_triple(m1, m4, m2) / third, m3, m1)
    focal = _focal(n2, n3)
    wide = (n2[0] ** 2 + n2[1] ** 2) / focal**2 + n2[2] ** 2
    high = (n3[0] ** 2 + n3[1] ** 2) / focal**2 + n3[2] ** 2
    return min(20.0, max(0.05, math.sqrt(max(1e-12, wide) / max(1e-12, high))))


_Flat = tuple[float, float]
_Deep = tuple[float, float, float]


def _triple(a: _Flat, b: _Flat, c: _Flat) -> float:
    """(a × b) · c of points in homogeneous coordinates."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _towards(scale: float, there: _Flat, here: _Flat) -> _Deep:
    return scale * there[0] - here[0], scale * there[1] - here[1], scale - 1


def _focal(n2: _Deep, n3: _Deep) -> float:
    if abs(n2[2]) < 0.04 or abs(n3[2]) < 0.04:  # hardly any perspective one way: nothing to learn from
        return _USUAL
    squared = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2])
    return math.sqrt(squared) if _FOCAL[0] ** 2 < squared < _FOCAL[1] ** 2 else _USUAL
