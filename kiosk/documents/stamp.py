"""« Original vu à la caméra »: a stamp in the margin of a page, sealed (PAdES, certified). In a confined child.

It is put where the page is empty; where its margins are not, the sheet is made longer at the bottom.
Nothing that is written is covered.
"""

import asyncio
import math
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfgen.canvas import Canvas

from kiosk.confine.child import Box, Talk
from kiosk.core.errors import UserFacingError
from kiosk.documents.clean import CLEAN, render_folder
from kiosk.documents.margin import AIR, EDGE, Room, free_room
from kiosk.documents.pictures import draw, open_pdf
from kiosk.documents.sealing import ParentSigner
from kiosk.documents.stamped import StampOrder
from kiosk.documents.type import FONTS, Faces, load_faces

UNSTAMPED = "unstamped"
FIELD = "OriginalVu1"
TITLE = "Original vu à la caméra"
WORTH = (
    "Vu à distance pendant un entretien vidéo, sans être touché.",
    "Ce n’est ni une copie certifiée conforme, ni une preuve d’authenticité.",
    "Le sceau de la borne montre si le document change ensuite.",
)
"""What the stamp is, and what it is not."""
WIDTH, HEIGHT = 232, 62
_SHEET_LEAST = 120.0
_INK = (0.05, 0.35, 0.35)
_GREY = (0.2, 0.2, 0.2)
_POINTS = 72


def stamp(request: dict[str, Any], box: Box, talk: Talk) -> dict[str, Any]:
    """Stamp input `unstamped` into `clean.pdf` of the box, and picture the result.

    `request` holds `order` (a `StampOrder`) and `certificate` (PEM, the seal's then its issuer's).

    Raises:
        UserFacingError: `stamp.paper-unsuited`: no such page, or one too small or turned.
    """
    order = StampOrder.model_validate(request["order"])
    source = box.given(UNSTAMPED)
    room = _room(source, order.page)
    roomy, area = _with_room(source, order.page, room)
    drawn = box.folder / "stamp.pdf"
    _draw(drawn, order, area, load_faces(box.given(FONTS)))
    sealed = asyncio.run(_sealed(roomy, order, area, drawn, ParentSigner(request["certificate"], talk)))
    drawn.unlink()
    (box.folder / CLEAN).write_bytes(sealed)
    return render_folder(box.folder)


_Area = tuple[float, float, float, float]


def _room(source: Path, number: int) -> Room | None:
    document = open_pdf(source)
    if number >= len(document):
        raise UserFacingError("stamp.paper-unsuited", f"page {number}")
    drawn = np.asarray(draw(document[number], _POINTS).convert("L"), dtype=np.uint8)
    return free_room(drawn, WIDTH, HEIGHT)


def _with_room(source: Path, number: int, room: Room | None) -> tuple[bytes, _Area]:
    """The document, its page made longer unless it has `room`; and the stamp's place in points from the bottom left."""
    with pikepdf.open(source) as pdf:
        page = pdf.pages[number]
        if int(page.obj.get("/Rotate", 0)) % 360:
            raise UserFacingError("stamp.paper-unsuited", "rotated page")
        left, bottom, right, top = (float(v) for v in page.cropbox)
        if right - left < _SHEET_LEAST:
            raise UserFacingError("stamp.paper-unsuited", "too narrow")
        if room is not None:
            x, y = left + room.x, top - room.y - room.height
            return source.read_bytes(), (x, y, x + room.width, y + room.height)
        wide = min(float(WIDTH), right - left - 2 * EDGE)
        high = HEIGHT * wide / WIDTH
        # Whole points, so that the page above is drawn as it was.
        longer = pikepdf.Array([left, bottom - math.ceil(high + AIR + EDGE), right, top])
        page.mediabox = longer
        page.cropbox = longer
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue(), (right - EDGE - wide, bottom - AIR - high, right - EDGE, bottom - AIR)


def _draw(path: Path, order: StampOrder, area: _Area, faces: Faces) -> None:
    """A one-page PDF the size of the place: a frame, what was seen, when and by whom, and what that is worth."""
    wide, high = area[2] - area[0], area[3] - area[1]
    canvas = Canvas(os.fspath(path), pagesize=(wide, high))
    canvas.scale(wide / WIDTH, high / HEIGHT)
    canvas.setStrokeColorRGB(*_INK)
    canvas.setLineWidth(1.2)
    canvas.roundRect(0.8, 0.8, WIDTH - 1.6, HEIGHT - 1.6, 5)
    lines = [
        (TITLE, faces.bold, 10.0, _INK),
        (f"{order.when}, par un conseiller :", faces.regular, 7.5, _GREY),
    ]
    lines += [(order.administration, faces.bold, 7.5, _GREY)]
    lines += [(words, faces.regular, 6.2, _GREY) for words in WORTH]
    y = float(HEIGHT)
    for words, face, size, colour in lines:
        y -= size * 1.27
        canvas.setFillColorRGB(*colour)
        fitting = min(size, size * (WIDTH - 14) / max(1.0, canvas.stringWidth(words, face, size)))
        canvas.setFont(face, fitting)
        canvas.drawString(7, y, words)
    canvas.save()


async def _sealed(
    source: bytes, order: StampOrder, area: _Area, drawn: Path, signer: signers.Signer
) -> bytes:
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=TITLE,
    )
    style = StaticStampStyle.from_pdf_file(
        os.fspath(drawn),
        border_width=0,
        background_opacity=1.0,
        background_layout=layout.SimpleBoxLayoutRule(
            x_align=layout.AxisAlignment.ALIGN_MIN,
            y_align=layout.AxisAlignment.ALIGN_MIN,
            margins=layout.Margins(0, 0, 0, 0),
            inner_content_scaling=layout.InnerScaling.STRETCH_FILL,
        ),
    )
    spec = fields.SigFieldSpec(FIELD, on_page=order.page, box=area)  # type: ignore[arg-type]  # floats are written as they are
    pdf_signer = signers.PdfSigner(metadata, signer=signer, stamp_style=style, new_field_spec=spec)
    output = BytesIO()
    await pdf_signer.async_sign_pdf(IncrementalPdfFileWriter(BytesIO(source)), output=output)
    return output.getvalue()
