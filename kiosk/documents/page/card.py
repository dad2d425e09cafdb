"""A small card on a sheet: its picture laid on A4 at its true size. Pure."""

import numpy as np

from kiosk.documents.page.formats import A4, CARD, format_of
from kiosk.documents.page.quad import Rgb

_MM = 25.4


def on_a4(page: Rgb) -> Rgb | None:
    """An upright A4 page, white, with the card at its true size in the upper half; None where `page` is no card.

    As fine as the card's own picture, so nothing is lost.
    """
    height, width = page.shape[:2]
    if format_of(width / height) is not CARD:
        return None
    dots = max(width, height) / CARD.width
    sheet = np.full((round(A4.height * dots), round(A4.width * dots), 3), 255, np.uint8)
    top, left = round(30 * dots), (sheet.shape[1] - width) // 2
    sheet[top : top + height, left : left + width] = page
    return sheet


def dots_per_inch(page: Rgb) -> float | None:
    """How fine a page of a known format is; None where its format is not known."""
    height, width = page.shape[:2]
    known = format_of(width / height)
    return None if known is None else max(width, height) / max(known.width, known.height) * _MM
