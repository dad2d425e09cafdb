"""What a stranger may send, and what is left of it. Every sample is made here."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from kiosk.confine.limits import Refused
from kiosk.documents.model import FieldKind
from kiosk.documents.vault import Draft, StoredDocument, Vault
from kiosk.documents.workshop import Workshop


def text_pdf(pages: int = 1, size: tuple[float, float] = (595.276, 841.89)) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    for number in range(pages):
        canvas.drawString(72, size[1] / 2, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def rewritten(source: bytes, change: Callable[[pikepdf.Pdf], None], **save: Any) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(source)) as pdf:
        change(pdf)
        pdf.save(buffer, **save)
    return buffer.getvalue()


def scripted_pdf() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('boo')")
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/usr/bin/true")
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.Root.AA = pikepdf.Dictionary(WC=script)
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=launch)
        pdf.attachments["../../évil\u202egnp.exe"] = b"MZ EMBEDDED-BYTES"

    return rewritten(text_pdf(), change)


def bomb_pdf() -> bytes:
    """A content stream of 1 GiB that weighs some kilobytes: two layers of Flate.

    Deflate blocks after a full flush stand alone, so that one of them can be repeated.
    """
    chunk = b"0 0 m 9 9 l S \n" * (1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    times = (1 << 30) // len(chunk) + 1
    inner = b"\x78\xda" + block * times + b"\x03\x00"

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, zlib.compress(inner, 9))
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        pdf.pages[0].obj.Contents = pdf.make_indirect(stream)

    return rewritten(text_pdf(), change, compress_streams=False)


def image_bomb_png() -> bytes:
    """30,000 × 30,000 pixels announced, a few bytes sent."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def photo(kind: str) -> bytes:
    buffer = BytesIO()
    Image.radial_gradient("L").resize((1200, 900)).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


async def _clean(workshop: Workshop, draft: Draft, data: bytes) -> StoredDocument | Refused:
    draft.source.write_bytes(data)
    return await workshop.clean(draft)


REFUSED = {
    "not a document": (b"MZ\x90 this is a program", "document.type-unknown"),
    "empty": (b"", "document.type-unknown"),
    "a web page": (b"<html><script>alert(1)</script></html>", "document.type-unknown"),
    "cut in the middle": (text_pdf(3)[:400], "document.file-damaged"),
    "a header and nothing else": (b"%PDF-1.7\n", "document.file-damaged"),
    "with a password": (
        rewritten(text_pdf(), lambda _: None, encryption=pikepdf.Encryption(owner="o", user="secret")),
        "document.password-protected",
    ),
    "500 pages": (text_pdf(500), "document.pages-exceeded"),
    "a picture of 900 million pixels": (image_bomb_png(), "document.size-exceeded"),
    "a picture cut short": (photo("PNG")[:2000], "document.file-damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_cannot_be_shown_is_refused_with_the_reason(
    workshop: Workshop, vault: Vault, draft: Draft, name: str
) -> None:
    data, key = REFUSED[name]
    outcome = await _clean(workshop, draft, data)
    assert isinstance(outcome, Refused), outcome
    assert outcome.key == key
    assert (vault.ids(), draft.folder.exists()) == ([], False)


async def test_two_kilobytes_that_expand_to_a_gigabyte_are_stopped(
    workshop: Workshop, vault: Vault, draft: Draft
) -> None:
    data = bomb_pdf()
    assert len(data) < 20_000
    outcome = await _clean(workshop, draft, data)
    assert isinstance(outcome, Refused), outcome
    # The memory limit is met first: PDFium unpacks the page at once, and cannot have that much.
    assert (outcome.key, outcome.detail) == ("document.work-exceeded", "memory")
    assert vault.ids() == []


async def test_scripts_and_embedded_files_do_not_survive(workshop: Workshop, draft: Draft) -> None:
    source = scripted_pdf()
    assert b"boo" in rewritten(source, lambda _: None, compress_streams=False)
    stored = await _clean(workshop, draft, source)
    assert isinstance(stored, StoredDocument), stored
    raw = _uncompressed(stored.pdf)
    for trace in (b"JavaScript", b"OpenAction", b"/AA", b"EmbeddedFile", b"Launch", b"MZ EMBEDDED", b"boo"):
        assert trace not in raw
    assert _names(stored.folder) == {"clean.pdf", "document.json", "page-001.webp"}


async def test_every_page_becomes_a_picture_of_its_size(workshop: Workshop, draft: Draft) -> None:
    heard: list[int] = []
    draft.source.write_bytes(text_pdf(3))
    stored = await workshop.clean(draft, lambda news: heard.append(news["page"]))
    assert isinstance(stored, StoredDocument), stored
    assert heard == [1, 2, 3]
    assert [(page.pixels_wide, page.pixels_high) for page in stored.document.pages] == [(1191, 1684)] * 3
    with Image.open(stored.page(3)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (1191, 1684))
    with pikepdf.open(stored.pdf) as pdf:
        image = pdf.pages[0].get_images()["/Page"]
        assert (int(image.Width), int(image.Height)) == (1654, 2339)  # A4 at 200 dpi


async def test_a_page_as_large_as_a_wall_is_drawn_coarser_not_refused(
    workshop: Workshop, draft: Draft
) -> None:
    stored = await _clean(workshop, draft, text_pdf(1, (14_400, 14_400)))
    assert isinstance(stored, StoredDocument), stored
    assert stored.document.pages[0].width == 14_400
    assert stored.document.pages[0].pixels_wide * stored.document.pages[0].pixels_high <= 20_100_000


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
async def test_a_photograph_becomes_a_page(workshop: Workshop, draft: Draft, kind: str) -> None:
    stored = await _clean(workshop, draft, photo(kind))
    assert isinstance(stored, StoredDocument), stored
    page = stored.document.pages[0]
    assert round(page.height) == 595  # as high as A4 lying down
    assert abs(page.width / page.height - 4 / 3) < 0.01


async def test_form_fields_are_listed_where_they_are_seen(workshop: Workshop, draft: Draft) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 800))
    canvas.acroForm.textfield(name="nom", tooltip="Votre nom", x=60, y=700, width=300, height=20)
    canvas.acroForm.checkbox(name="accord", x=60, y=600, size=20)
    canvas.showPage()
    canvas.save()
    stored = await _clean(workshop, draft, buffer.getvalue())
    assert isinstance(stored, StoredDocument), stored
    name, agreed = stored.document.fields
    assert (name.name, name.kind, name.label, name.page) == ("nom", FieldKind.TEXT, "Votre nom", 0)
    assert (name.box.left, name.box.top) == pytest.approx((0.1, 0.1))
    assert (name.box.width, name.box.height) == pytest.approx((0.5, 0.025))
    assert (agreed.kind, agreed.choices) == (FieldKind.CHECKBOX, ["Yes"])


def _uncompressed(path: Path) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(buffer, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
