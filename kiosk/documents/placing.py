"""Where a box of a page, as it is seen, lies in the page's own coordinates: rotated and cropped pages too."""

from dataclasses import dataclass
from typing import Any

import pikepdf

from kiosk.documents.model import BoxOnPage

MM = 72 / 25.4
_MAX_DEPTH = 32

Area = tuple[float, float, float, float]
"""Left, bottom, right, top in points, from the bottom left, as PDF wants it."""


@dataclass(frozen=True)
class Placed:
    """A box in the page's own coordinates. `turned` is how the page is turned to be seen, clockwise.

    `wide` and `high` are the box's sides as they are seen, `page_wide` the page's, in points.
    """

    area: Area
    turned: int
    wide: float
    high: float
    page_wide: float

    @property
    def upright(self) -> tuple[float, float, float, float, float, float]:
        """What brings a drawing of `wide` by `high`, upright as it is seen, into a box of the area's size."""
        w, h = self.area[2] - self.area[0], self.area[3] - self.area[1]
        match self.turned:
            case 90:
                return 0, 1, -1, 0, w, 0
            case 180:
                return -1, 0, 0, -1, w, h
            case 270:
                return 0, -1, 1, 0, 0, h
            case _:
                return 1, 0, 0, 1, 0, 0


def turn_of(page: pikepdf.Page) -> int:
    """How a page is turned to be seen: 0, 90, 180 or 270; its own word, or the one it inherits."""
    node: object = page.obj
    for _ in range(_MAX_DEPTH):
        if not isinstance(node, pikepdf.Dictionary):
            return 0
        if "/Rotate" in node:
            turn: Any = node["/Rotate"]
            return int(turn) % 360 if isinstance(turn, int) and turn % 90 == 0 else 0
        node = node.get("/Parent")
    return 0


def placed(page: pikepdf.Page, box: BoxOnPage) -> Placed:
    """Bring a box of the page as it is seen, turned and cropped, into the page's own coordinates."""
    left, bottom, right, top = (float(v) for v in page.cropbox)
    wide, high, turned = right - left, top - bottom, turn_of(page)
    x0, y0, x1, y1 = box.left, box.top, box.left + box.width, box.top + box.height
    match turned:
        case 90:
            x0, y0, x1, y1 = y0, 1 - x1, y1, 1 - x0
        case 180:
            x0, y0, x1, y1 = 1 - x1, 1 - y1, 1 - x0, 1 - y0
        case 270:
            x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
        case _:
            pass
    area = (left + x0 * wide, top - y1 * high, left + x1 * wide, top - y0 * high)
    seen_wide, seen_high = (high, wide) if turned % 180 else (wide, high)
    return Placed(area, turned, box.width * seen_wide, box.height * seen_high, seen_wide)
