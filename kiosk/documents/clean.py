"""Rebuild what a stranger sent as page pictures, or picture a PDF of our own. Runs in a confined child."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageOps

from kiosk.confine.child import Box, Talk
from kiosk.core.errors import UserFacingError
from kiosk.documents.fields import list_fields, needs_its_own_reader
from kiosk.documents.model import MAX_SOURCE_MB, Contents, FormField
from kiosk.documents.pictures import (
    PRINT_DPI,
    add_picture_page,
    draw,
    is_grey,
    open_pdf,
    picture_pages,
)

CLEAN = "clean.pdf"
SOURCE = "source"

# A telephone takes 50 million pixels; 64 of them are 192 MB once decoded.
MAX_IMAGE_PIXELS = 64_000_000
_A4 = (595.276, 841.89)

_Pages = Callable[[Image.Image, float, float], None]


def clean(_request: dict[str, Any], box: Box, talk: Talk) -> dict[str, Any]:
    """Turn input `source` (PDF, PNG or JPEG) into `clean.pdf` and `page-NNN.webp` in the box.

    Raises:
        UserFacingError: a `document.…` key that says why not.
    """
    source = box.given(SOURCE)
    if source.stat().st_size > MAX_SOURCE_MB * 1024 * 1024:
        raise UserFacingError("document.size-exceeded")
    with source.open("rb") as file:
        head = file.read(1024)
    rebuilt = pikepdf.new()

    def add(image: Image.Image, width: float, height: float) -> None:
        add_picture_page(rebuilt, image, width, height)
        talk.progress(page=len(rebuilt.pages))

    fields = _read(source, head, add)
    # Neither a date nor a random id: the same source always gives the same bytes.
    rebuilt.save(box.folder / CLEAN, deterministic_id=True)
    # The screens show this very file, so that what is signed later looks the same to the pixel.
    pages = picture_pages(open_pdf(box.folder / CLEAN), box.folder)
    return Contents(pages=pages, fields=fields).model_dump(mode="json")


def _read(source: Path, head: bytes, add: _Pages) -> list[FormField]:
    if b"%PDF-" in head:
        if needs_its_own_reader(source):
            raise UserFacingError("document.form-dynamic")
        _read_pdf(source, add)
        return list_fields(source)
    if head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        add(*_fit(_read_image(source)))
        return []
    raise UserFacingError("document.type-unknown")


def _read_pdf(source: Path, add: _Pages) -> None:
    for page in open_pdf(source):
        width, height = page.get_size()
        if width < 1 or height < 1:
            raise UserFacingError("document.file-damaged", "page without size")
        add(draw(page, PRINT_DPI), width, height)
        page.close()


def _read_image(source: Path) -> Image.Image:
    try:
        with Image.open(source, formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MAX_IMAGE_PIXELS:
                raise UserFacingError("document.size-exceeded", f"{image.width} x {image.height}")
            image.draft("RGB", (2339, 3307))  # a JPEG can be decoded at half or quarter size
            upright = ImageOps.exif_transpose(image)
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright, mask=upright.convert("RGBA").getchannel("A") if _clear(upright) else None)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UserFacingError("document.size-exceeded") from None
    except (OSError, SyntaxError, ValueError):
        raise UserFacingError("document.file-damaged") from None
    return flat.convert("L") if is_grey(flat) else flat


def _clear(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def _fit(image: Image.Image) -> tuple[Image.Image, float, float]:
    """Bring a picture to the size it has on an A4 sheet at 200 dpi; the page takes its proportions."""
    paper = _A4 if image.height >= image.width else (_A4[1], _A4[0])
    scale = min(paper[0] / image.width, paper[1] / image.height)
    width, height = max(1.0, image.width * scale), max(1.0, image.height * scale)
    wanted = (max(1, round(width / 72 * PRINT_DPI)), max(1, round(height / 72 * PRINT_DPI)))
    if wanted[0] < image.width:
        image = image.resize(wanted, Image.Resampling.LANCZOS)
    return image, width, height


def render(_request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Picture `clean.pdf` of the box, a PDF of our own, for the screens; list its fields."""
    return render_folder(box.folder)


def render_folder(folder: Path) -> dict[str, Any]:
    """As `render`, for a verb that has just written `clean.pdf`."""
    path = folder / CLEAN
    pages = picture_pages(open_pdf(path), folder)
    return Contents(pages=pages, fields=list_fields(path)).model_dump(mode="json")
