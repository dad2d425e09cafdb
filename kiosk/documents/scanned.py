"""Scanned pages as documents: one straightened page, and several bound. Runs in a confined child."""

from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
from PIL import Image

from kiosk.confine.child import Box, Talk
from kiosk.core.errors import UserFacingError
from kiosk.documents.model import MAX_PAGES, Contents, Page
from kiosk.documents.pictures import SCREEN_DPI, page_name, save_for_screen
from kiosk.documents.straighten import Grey, straighten

CLEAN = "clean.pdf"
RAW = "raw"
MAX_BYTES = 290_000
"""Of one page in the PDF: twenty of them pass through any administration's mailbox."""
MAX_RAW_PIXELS = 40_000_000
_JPEG_QUALITY = 78
_FINEST_RATE = 10.0

cv2.setNumThreads(1)  # a confined child starts none


def scanned_page(request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Straighten input `raw`, a PNM picture of `dpi`, into `clean.pdf` and `page-001.webp` of the box.

    Raises:
        UserFacingError: `scanner.page-blank`, unless `keep_blank`; `scanner.scan-failed`.
    """
    dpi = int(request["dpi"])
    done = straighten(_read(box.given(RAW)), dpi)
    if done.blank and not request.get("keep_blank"):
        raise UserFacingError("scanner.page-blank")
    image = Image.fromarray(done.page)
    width, height = image.width / dpi * 72, image.height / dpi * 72
    pdf = pikepdf.new()
    add_page(pdf, image, width, height)
    pdf.save(box.folder / CLEAN, deterministic_id=True)
    size = (round(width / 72 * SCREEN_DPI), round(height / 72 * SCREEN_DPI))
    save_for_screen(image, size, box.folder / page_name(1))
    page = Page(width=width, height=height, pixels_wide=size[0], pixels_high=size[1])
    return Contents(pages=[page]).model_dump(mode="json")


def bind(request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Put the single pages `page-0`, `page-1`… of the inputs, each with its picture, into one document.

    `pages` are their sizes, as their own documents tell them.
    """
    sizes = [Page.model_validate(page) for page in request["pages"]][:MAX_PAGES]
    bound = pikepdf.new()
    for number in range(len(sizes)):
        given = box.given(f"page-{number}")
        with pikepdf.open(given / CLEAN) as single:
            bound.pages.append(single.pages[0])
        picture = (given / page_name(1)).read_bytes()
        (box.folder / page_name(number + 1)).write_bytes(picture)
    bound.save(box.folder / CLEAN, deterministic_id=True)
    return Contents(pages=sizes).model_dump(mode="json")


def _read(path: Path) -> Grey:
    try:
        with Image.open(path, formats=("PPM",)) as image:
            if image.width * image.height > MAX_RAW_PIXELS:
                raise UserFacingError("scanner.scan-failed", f"{image.width} x {image.height}")
            return np.array(image.convert("L"), dtype=np.uint8)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UserFacingError("scanner.scan-failed", "not a picture") from None


def add_page(pdf: pikepdf.Pdf, image: Image.Image, width: float, height: float) -> None:
    """Add a page of `width` × `height` points that is this grey picture, at most `MAX_BYTES`."""
    data, kind = _encode(image)
    xobject = pdf.make_stream(
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=kind,
    )
    content = pdf.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Page Do Q".encode())
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width, 3), round(height, 3)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=xobject)),
        Contents=content,
    )
    pdf.pages.append(pikepdf.Page(page))


def _encode(image: Image.Image) -> tuple[bytes, pikepdf.Name]:
    """JPEG where a good one fits; else JPEG 2000, which keeps small letters whole at the same weight."""
    data = BytesIO()
    image.save(data, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    if data.tell() <= MAX_BYTES:
        return data.getvalue(), pikepdf.Name.DCTDecode
    rate = max(_FINEST_RATE, image.width * image.height / MAX_BYTES)
    data = BytesIO()
    image.save(data, "JPEG2000", quality_mode="rates", quality_layers=[rate], irreversible=True)
    return data.getvalue(), pikepdf.Name.JPXDecode
