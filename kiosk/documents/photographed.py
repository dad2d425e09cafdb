"""A photographed sheet as a document of one page, like a scanned one. Runs in a confined child."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
from PIL import Image

from kiosk.confine.child import Box, Talk
from kiosk.core.errors import UserFacingError
from kiosk.documents.model import Contents, Page
from kiosk.documents.page.flatten import flatten
from kiosk.documents.page.formats import format_of
from kiosk.documents.page.judge import judge
from kiosk.documents.page.quad import Quad, Rgb
from kiosk.documents.pictures import SCREEN_DPI, page_name, save_for_screen
from kiosk.documents.scanned import CLEAN, MAX_RAW_PIXELS, RAW, add_page

_UNKNOWN_LONG_MM = 297.0
"""How long the long side of a paper of unknown proportions is taken to be."""
_LEAST_SIDE = 0.05

cv2.setNumThreads(1)  # a confined child starts none


@dataclass(frozen=True)
class _Size:
    """On paper, in millimetres."""

    width: float
    height: float


def photographed_page(request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Flatten and light input `raw`, a PPM picture, into `clean.pdf` and `page-001.webp` of the box.

    `corners` are the sheet's in 0..1 of the picture, clockwise from its top left; other than four: all of it.

    Raises:
        UserFacingError: `camera.page-blurred`, unless `keep_blurred`; `camera.photo-failed`.
    """
    page = flatten(_read(box.given(RAW)), _quad(request.get("corners", [])))
    if not judge(page).ok and not request.get("keep_blurred"):
        raise UserFacingError("camera.page-blurred")
    image = Image.fromarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))
    paper = _on_paper(page)
    width, height = paper.width / 25.4 * 72, paper.height / 25.4 * 72
    pdf = pikepdf.new()
    add_page(pdf, image, width, height)
    pdf.save(box.folder / CLEAN, deterministic_id=True)
    size = (round(width / 72 * SCREEN_DPI), round(height / 72 * SCREEN_DPI))
    save_for_screen(image, size, box.folder / page_name(1))
    shown = Page(width=width, height=height, pixels_wide=size[0], pixels_high=size[1])
    return Contents(pages=[shown]).model_dump(mode="json")


def _on_paper(page: Rgb) -> _Size:
    """A known paper has its own size; another one fits on a sheet of A4."""
    ratio = page.shape[1] / page.shape[0]
    known = format_of(ratio)
    if known is None:
        scale = _UNKNOWN_LONG_MM / max(page.shape[:2])
        return _Size(page.shape[1] * scale, page.shape[0] * scale)
    short, long = sorted((known.width, known.height))
    return _Size(long, short) if ratio > 1 else _Size(short, long)


def _quad(corners: Any) -> Quad:
    """The sheet's corners; all of the picture where they are not four, or enclose next to nothing."""
    whole = Quad(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)))
    if not isinstance(corners, list) or len(corners) != 4:
        return whole
    first, second, third, fourth = ((float(x), float(y)) for x, y in corners)
    quad = Quad((first, second, third, fourth))
    return quad if math.isfinite(quad.area) and quad.area > _LEAST_SIDE**2 else whole


def _read(path: Path) -> Rgb:
    try:
        with Image.open(path, formats=("PPM",)) as image:
            if image.width * image.height > MAX_RAW_PIXELS:
                raise UserFacingError("camera.photo-failed", f"{image.width} x {image.height}")
            return np.array(image.convert("RGB"), dtype=np.uint8)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UserFacingError("camera.photo-failed", "not a picture") from None
