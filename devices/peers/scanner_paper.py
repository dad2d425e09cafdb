"""What a simulated scanner sees: a sheet laid a little askew on glass under an uneven lamp."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

A4_MM = (210.0, 297.0)


@dataclass(frozen=True)
class Sheet:
    """A sheet of `size_mm` with `picture` on it (None: blank; of a PDF, its page `page`), turned by `skew` degrees clockwise.

    `at_mm` is its left top corner on the glass; `shade` how much darker the far side is lit, 0..1.
    `back` is what is printed behind, None: nothing.
    """

    picture: Path | None = None
    skew: float = 0.0
    shade: float = 0.0
    size_mm: tuple[float, float] = A4_MM
    at_mm: tuple[float, float] = (0.0, 0.0)
    noise: float = 2.0
    back: Path | None = None
    page: int = 0


def pile(paths: Iterable[Path], skew: float = 0.8) -> list[Sheet]:
    """A sheet for each picture, and for each page of each PDF, a little askew one way and the other.

    Raises:
        UnreadableError: one is neither.
    """
    found = [(path, page) for path in paths for page in range(_pages(path))]
    return [
        Sheet(path, skew=skew if number % 2 else -skew, shade=0.12, page=page)
        for number, (path, page) in enumerate(found)
    ]


class UnreadableError(ValueError):
    """A file that is no sheet; the message is its path."""


def _pages(path: Path) -> int:
    try:
        if path.suffix == ".pdf":
            return len(pdfium.PdfDocument(path))
        with Image.open(path) as opened:
            opened.load()
    except (pdfium.PdfiumError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UnreadableError(str(path)) from None
    return 1


LID = 226
PAPER = 247


def seen(sheet: Sheet | None, side: str, dpi: int, area_mm: tuple[float, float], grey: bool) -> bytes:
    """JPEG of `area_mm` at `dpi`; the lid alone when there is no sheet."""
    scale = dpi / 25.4
    size = (round(area_mm[0] * scale), round(area_mm[1] * scale))
    image = Image.new("L", size, LID)
    if sheet is not None:
        _lay(image, sheet, sheet.picture if side == "front" else sheet.back, scale)
    lit = _lamp(np.asarray(image, dtype=np.float32), sheet)
    out = Image.fromarray(lit)
    buffer = BytesIO()
    (out if grey else out.convert("RGB")).save(buffer, "JPEG", quality=90, dpi=(dpi, dpi))
    return buffer.getvalue()


def _lay(glass: Image.Image, sheet: Sheet, picture: Path | None, scale: float) -> None:
    size = (round(sheet.size_mm[0] * scale), round(sheet.size_mm[1] * scale))
    paper = Image.new("L", size, PAPER)
    if picture is not None:
        printed = _printed(picture, sheet.page).resize(size, Image.Resampling.LANCZOS)
        paper = printed.point(lambda ink: 38 + ink * (PAPER - 38) // 255)
    whole = Image.new("L", size, 255)
    turned = paper.rotate(-sheet.skew, Image.Resampling.BICUBIC, expand=True, fillcolor=LID)
    mask = whole.rotate(-sheet.skew, Image.Resampling.BICUBIC, expand=True)
    where = (
        round(sheet.at_mm[0] * scale) - (turned.width - size[0]) // 2,
        round(sheet.at_mm[1] * scale) - (turned.height - size[1]) // 2,
    )
    edge = mask.filter(ImageFilter.GaussianBlur(3))
    glass.paste(196, (where[0] + 4, where[1] + 4), edge.point(lambda a: a // 3))  # the sheet's own shadow
    glass.paste(turned, where, mask)


def _printed(picture: Path, page: int) -> Image.Image:
    if picture.suffix == ".pdf":
        drawn: Image.Image = pdfium.PdfDocument(picture)[page].render(scale=200 / 72).to_pil()
        return ImageOps.grayscale(drawn)
    with Image.open(picture) as opened:
        return ImageOps.grayscale(opened)


def _lamp(picture: NDArray[np.float32], sheet: Sheet | None) -> NDArray[np.uint8]:
    shade, noise = (sheet.shade, sheet.noise) if sheet else (0.0, 1.0)
    across = np.linspace(1.0, 1.0 - shade, picture.shape[1], dtype=np.float32)[None, :]
    grain = np.random.default_rng(7).normal(0.0, noise, picture.shape).astype(np.float32)
    lit: NDArray[np.uint8] = np.clip(picture * across + grain, 0, 255).astype(np.uint8)
    return lit
