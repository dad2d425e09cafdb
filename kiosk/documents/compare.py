"""A scan of the test page laid over the page as it was set, and measured. Runs in a confined child."""

import math
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kiosk.confine.child import Box, Talk
from kiosk.core.errors import UserFacingError
from kiosk.documents.scanned import MAX_RAW_PIXELS, RAW
from kiosk.documents.straighten import Grey
from kiosk.documents.test_page import BAND, CODE, HIGH, SWATCHES, WIDE, Place, grey_places, swatch_places

REFERENCE = "reference"
_WANTED = 3
"""Markers that must be found, of four: a corner may be folded or off the glass."""
_FOUR = 4
_CLOSER = (4.0, 3.0, 2.0, 5.0)
# Across the grey band: what differs from its surroundings by this much is a streak, not paper grain.
_STREAK = 28.0

Corners = dict[int, NDArray[np.float32]]

cv2.setNumThreads(1)  # a confined child starts none


def compare(request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Measure input `raw`, a PNM picture of `request["dpi"]`, against the picture `reference`.

    Raises:
        UserFacingError: `scanner.page-unlike` when the markers of the test page are not on it.
    """
    wanted = _grey(box.given(REFERENCE), "WEBP")
    seen = _grey(box.given(RAW), "PPM")
    return measure(wanted, seen, int(request["dpi"]))


def measure(wanted: Grey, seen: Grey, dpi: int) -> dict[str, Any]:
    """What `kiosk.maintenance.page_check.Measures` holds; `wanted` is the page as it was set."""
    there, here = _markers(wanted), _markers(seen)
    common = sorted(there.keys() & here.keys())
    if len(there) < _FOUR or len(common) < _WANTED:
        raise UserFacingError("scanner.page-unlike", f"{len(common)} markers")
    source = np.concatenate([here[ident] for ident in common])
    target = np.concatenate([there[ident] for ident in common])
    laid, _ = cv2.findHomography(source, target, cv2.RANSAC, 3.0)
    if laid is None:
        raise UserFacingError("scanner.page-unlike", "no plane")
    size = (wanted.shape[1], wanted.shape[0])
    flat = cv2.warpPerspective(seen, laid, size, flags=cv2.INTER_AREA, borderValue=255)
    page = _Page(np.asarray(flat, dtype=np.uint8), there)
    printed = _Page(wanted, there)
    turned, wide, high = _pose(laid, there, dpi)
    return {
        "markers": len(common),
        "turned": turned,
        "wide": wide,
        "high": high,
        "greys": [page.level(place) for place in grey_places()],
        "wanted_greys": [printed.level(place) for place in grey_places()],
        "swatches": [page.level(place) for place in swatch_places()],
        "wanted_swatches": [printed.level(place) for place in swatch_places()],
        "names": [name for name, _ in SWATCHES],
        "streaks": page.streaks(),
        "score": _alike(printed.whole(), page.whole()),
        "code": _code(page.part(Place(CODE.left - 5, CODE.top - 5, CODE.width + 10, CODE.height + 10))),
    }


class _Page:
    """A picture of the page, addressed in millimetres of its text area."""

    def __init__(self, picture: Grey, markers: Corners) -> None:
        self._picture = picture
        self._left, self._top = (float(value) for value in markers[0][0])
        self._scale = (float(markers[1][1][0]) - self._left) / WIDE

    def part(self, place: Place, inside: float = 0.0) -> Grey:
        """A place, without `inside` millimetres of its rim."""
        x0, y0 = place.left + inside, place.top + inside
        x1, y1 = place.left + place.width - inside, place.top + place.height - inside
        rows = slice(max(0, round(self._top + y0 * self._scale)), round(self._top + y1 * self._scale))
        columns = slice(max(0, round(self._left + x0 * self._scale)), round(self._left + x1 * self._scale))
        return self._picture[rows, columns]

    def level(self, place: Place) -> float:
        """How light it is, 0 black to 255 white."""
        return float(np.median(self.part(place, 2.0)))

    def whole(self) -> Grey:
        """All between the markers."""
        return self.part(Place(0, 0, WIDE, HIGH))

    def streaks(self) -> list[float]:
        """Where the grey band has a line down it, in millimetres from its left."""
        band = self.part(BAND, 1.5).astype(np.float32)
        across = np.median(band, axis=0)
        wide = max(3, round(6 * self._scale) | 1)
        around = cv2.medianBlur(across.astype(np.uint8).reshape(1, -1), wide).reshape(-1).astype(np.float32)
        off = np.abs(across - around) > _STREAK
        starts = np.flatnonzero(off & ~np.concatenate(([False], off[:-1])))
        return [round(1.5 + float(start) / self._scale, 1) for start in starts]


def _markers(picture: Grey) -> Corners:
    """The page's markers, each with its corners clockwise from its own top left."""
    finder = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50))
    corners, idents, _ = finder.detectMarkers(picture)
    if not corners:  # `idents` is None then
        return {}
    found = zip(idents.reshape(-1), corners, strict=True)
    return {int(ident): np.asarray(four, np.float32).reshape(4, 2) for ident, four in found if ident < _FOUR}


def _pose(laid: NDArray[Any], there: Corners, dpi: int) -> tuple[float, float, float]:
    """How far the page is turned, in degrees clockwise, and its size on paper over what it should be."""
    corners = np.array([[there[0][0], there[1][1], there[2][2], there[3][3]]], np.float32)
    lies = cv2.perspectiveTransform(corners, np.linalg.inv(laid)).reshape(4, 2)
    top_left, top_right, _, bottom_left = lies
    along, down = top_right - top_left, bottom_left - top_left
    turned = math.degrees(math.atan2(float(along[1]), float(along[0])))
    per_mm = dpi / 25.4
    wide = float(np.hypot(*along)) / per_mm / WIDE
    high = float(np.hypot(*down)) / per_mm / HIGH
    return turned, wide, high


def _alike(wanted: Grey, seen: Grey) -> float:
    """How alike two pictures of one size are, 1 when the same; fine grain is smoothed away first."""
    soft = [cv2.GaussianBlur(picture, (0, 0), 2.0) for picture in (wanted, seen)]
    return float(cv2.matchTemplate(soft[1], soft[0], cv2.TM_CCOEFF_NORMED)[0, 0])


def _code(part: Grey) -> str:
    """What the QR code says; empty when it cannot be read. The finder is touchy about sizes: it gets several."""
    for closer in _CLOSER:
        large = cv2.resize(part, None, fx=closer, fy=closer, interpolation=cv2.INTER_CUBIC)
        said, _, _ = cv2.QRCodeDetector().detectAndDecode(large)
        if said:
            return said[:200]
    return ""


def _grey(path: Path, kind: str) -> Grey:
    try:
        with Image.open(path, formats=(kind,)) as image:
            if image.width * image.height > MAX_RAW_PIXELS:
                raise UserFacingError("scanner.scan-failed", f"{image.width} x {image.height}")
            return np.array(image.convert("L"), dtype=np.uint8)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UserFacingError("scanner.scan-failed", "not a picture") from None
