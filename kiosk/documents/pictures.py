"""Pages as pictures: PDFium draws, Pillow encodes."""

import math
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageChops

from kiosk.core.errors import UserFacingError
from kiosk.documents.model import MAX_PAGES, Page

PRINT_DPI = 200
SCREEN_DPI = 144
# A0 at 200 dpi would be 62 million pixels; above this a page is drawn coarser, its size kept.
MAX_PAGE_PIXELS = 20_000_000
# Lossless keeps text crisp; a photograph would weigh ten times its JPEG.
_LOSSLESS_WORTH = 2.0


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """Open a PDF for drawing.

    Raises:
        UserFacingError: `document.password-protected`, `document.file-damaged`,
            `document.pages-exceeded`.
    """
    try:
        document = pdfium.PdfDocument(path)
        count = len(document)
    except pdfium.PdfiumError as error:
        key = "password-protected" if "password" in str(error).lower() else "file-damaged"
        raise UserFacingError(f"document.{key}") from None
    if count > MAX_PAGES:
        raise UserFacingError("document.pages-exceeded", str(count))
    if count == 0:
        raise UserFacingError("document.file-damaged", "no page")
    document.init_forms()
    return document


def draw(page: pdfium.PdfPage, dpi: int) -> Image.Image:
    """Draw one page at `dpi`, or coarser so as to stay under the pixel cap; RGB or L."""
    width, height = page.get_size()
    scale = min(dpi / 72, math.sqrt(MAX_PAGE_PIXELS / max(1.0, width * height)))
    image: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    return image.convert("L") if is_grey(image) else image


def is_grey(image: Image.Image) -> bool:
    """No pixel has a colour."""
    if image.mode == "L":
        return True
    red, green, blue = image.split()
    return not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))


def save_for_screen(image: Image.Image, size: tuple[int, int], path: Path) -> None:
    """Write the picture the screens show, WebP, `size` pixels."""
    shown = image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)
    shown.convert("RGB").save(path, "WEBP", quality=85, method=2)


def screen_size(width: float, height: float) -> tuple[int, int]:
    """Pixels of a page of `width` × `height` points at 144 dpi, under the same cap as printing."""
    scale = min(SCREEN_DPI / 72, math.sqrt(MAX_PAGE_PIXELS / max(1.0, width * height)))
    return max(1, math.ceil(width * scale)), max(1, math.ceil(height * scale))


def page_name(number: int) -> str:
    """File name of page `number`, counted from 1."""
    return f"page-{number:03d}.webp"


@dataclass(frozen=True)
class Picture:
    """An image as a PDF stream wants it."""

    data: bytes
    options: dict[str, object]


def encode(image: Image.Image) -> Picture:
    """Compress for a PDF: lossless where it is worth it (text), else JPEG."""
    jpeg = BytesIO()
    image.save(jpeg, "JPEG", quality=85)
    lossless = _png_stream(image)
    if len(lossless) <= _LOSSLESS_WORTH * jpeg.tell():
        colours = 1 if image.mode == "L" else 3
        predictor = pikepdf.Dictionary(Predictor=15, Colors=colours, Columns=image.width, BitsPerComponent=8)
        return Picture(lossless, {"Filter": pikepdf.Name.FlateDecode, "DecodeParms": predictor})
    return Picture(jpeg.getvalue(), {"Filter": pikepdf.Name.DCTDecode})


def _png_stream(image: Image.Image) -> bytes:
    """The zlib stream of a PNG is what PDF calls FlateDecode with predictor 15 (ISO 32000-1, 7.4.4.4)."""
    buffer = BytesIO()
    image.save(buffer, "PNG", compress_level=6)
    data, at, parts = buffer.getvalue(), 8, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            parts.append(data[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(parts)


def add_picture_page(pdf: pikepdf.Pdf, image: Image.Image, width: float, height: float) -> None:
    """Append a page of `width` × `height` points covered by `image`, and nothing else."""
    picture = encode(image)
    space = pikepdf.Name.DeviceGray if image.mode == "L" else pikepdf.Name.DeviceRGB
    xobject = pdf.make_stream(
        picture.data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=space,
        BitsPerComponent=8,
        **picture.options,
    )
    content = pdf.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Page Do Q".encode())
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width, 3), round(height, 3)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=xobject)),
        Contents=content,
    )
    pdf.pages.append(pikepdf.Page(page))


def picture_pages(document: pdfium.PdfDocument, folder: Path) -> list[Page]:
    """Draw every page of a trusted PDF for the screens, straight at 144 dpi."""
    pages = []
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        size = screen_size(width, height)
        save_for_screen(draw(page, SCREEN_DPI), size, folder / page_name(number))
        pages.append(Page(width=width, height=height, pixels_wide=size[0], pixels_high=size[1]))
    return pages
