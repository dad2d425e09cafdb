"""How a page is compressed, and that a picture in a PDF is the picture it was."""

from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw

from kiosk.documents.pictures import add_picture_page, encode, is_grey, page_name, screen_size


def _text(mode: str) -> Image.Image:
    image = Image.new(mode, (400, 300), "white")
    draw = ImageDraw.Draw(image)
    for line in range(12):
        draw.text((10, 10 + 20 * line), f"Ligne {line} du texte", fill="black" if mode == "L" else "#0E5A5A")
    return image


def _noise() -> Image.Image:
    return Image.effect_noise((400, 300), 80).convert("RGB")


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_text_is_kept_without_loss(mode: str) -> None:
    image = _text(mode)
    assert encode(image).options["Filter"] == pikepdf.Name.FlateDecode
    pdf = pikepdf.new()
    add_picture_page(pdf, image, 400, 300)
    buffer = BytesIO()
    pdf.save(buffer)
    drawn = pdfium.PdfDocument(buffer.getvalue())[0].render(scale=1).to_pil().convert(mode)
    assert ImageChops.difference(drawn, image).getbbox() is None


def test_a_photograph_is_not_kept_without_loss() -> None:
    assert encode(_noise()).options["Filter"] == pikepdf.Name.DCTDecode


def test_grey_is_noticed_and_one_coloured_dot_too() -> None:
    image = _text("L").convert("RGB")
    assert is_grey(image)
    image.putpixel((200, 150), (0, 0, 255))
    assert not is_grey(image)


def test_pages_are_shown_at_144_dpi_and_never_beyond_the_cap() -> None:
    assert screen_size(595.276, 841.89) == (1191, 1684)
    wide, high = screen_size(14_400, 14_400)
    assert wide * high <= 20_010_000
    assert page_name(7) == "page-007.webp"
