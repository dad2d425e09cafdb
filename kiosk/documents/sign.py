"""Sign a clean PDF: the ink in its box, sealed (PAdES, certified, no change allowed). In a confined child.

The private key is not here: the child computes the digest and asks its parent to sign the attributes
that carry it.
"""

import asyncio
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfgen.canvas import Canvas

from kiosk.confine.child import Box, Talk
from kiosk.core.errors import UserFacingError
from kiosk.documents.clean import CLEAN, render_folder
from kiosk.documents.ink import SignOrder
from kiosk.documents.sealing import ParentSigner
from kiosk.documents.type import FONTS, Faces, load_faces

UNSIGNED = "unsigned"
FIELD = "Signature1"
_INK = (0.08, 0.13, 0.38)
_CAPTION_GREY = (0.25, 0.25, 0.25)


def sign(request: dict[str, Any], box: Box, talk: Talk) -> dict[str, Any]:
    """Sign input `unsigned` into `clean.pdf` of the box, and picture the result.

    `request` holds `order` (a `SignOrder`) and `certificate` (PEM, the seal's then its issuer's).

    Raises:
        UserFacingError: `signature.box-invalid`, `signature.ink-empty`.
    """
    order = SignOrder.model_validate(request["order"])
    source = box.given(UNSIGNED)
    area = _area(source, order)
    stamp = box.folder / "stamp.pdf"
    _draw_stamp(stamp, order, area, load_faces(box.given(FONTS)))
    signer = ParentSigner(request["certificate"], talk)
    signed = asyncio.run(_signed(source.read_bytes(), order, area, stamp, signer))
    stamp.unlink()
    (box.folder / CLEAN).write_bytes(signed)
    return render_folder(box.folder)


_Area = tuple[float, float, float, float]


def _area(source: Path, order: SignOrder) -> _Area:
    """The box in points, from the bottom left, as PDF wants it."""
    with pikepdf.open(source) as pdf:
        order.check(len(pdf.pages))
        page = pdf.pages[order.page]
        if int(page.obj.get("/Rotate", 0)) % 360:
            raise UserFacingError("signature.box-invalid", "rotated page")
        left, bottom, right, top = (float(v) for v in page.cropbox)
    wide, high, box = right - left, top - bottom, order.box
    x, y = left + box.left * wide, top - (box.top + box.height) * high
    return x, y, x + box.width * wide, y + box.height * high


def _draw_stamp(path: Path, order: SignOrder, area: _Area, faces: Faces) -> None:
    """A one-page PDF the size of the box: ink above, the line that says what it is worth below."""
    wide, high = area[2] - area[0], area[3] - area[1]
    canvas = Canvas(os.fspath(path), pagesize=(wide, high))
    size = min(
        8.0, high / 6, 8.0 * (wide - 4) / max(1.0, canvas.stringWidth(order.caption, faces.regular, 8))
    )
    canvas.setFillColorRGB(*_CAPTION_GREY)
    canvas.setFont(faces.regular, size)
    canvas.drawString(2, 2, order.caption)
    canvas.setStrokeColorRGB(*_INK)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    page_wide = wide / order.box.width
    for stroke in order.strokes:
        canvas.setLineWidth(stroke.width * page_wide)
        line = canvas.beginPath()
        for index, (x, y) in enumerate(stroke.points):
            at = ((x - order.box.left) * page_wide, high - (y - order.box.top) * high / order.box.height)
            (line.lineTo if index else line.moveTo)(*at)
            if len(stroke.points) == 1:
                line.lineTo(*at)
        canvas.drawPath(line)
    canvas.save()


async def _signed(source: bytes, order: SignOrder, area: _Area, stamp: Path, signer: signers.Signer) -> bytes:
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        location=order.place or None,
        reason=order.reason or None,
    )
    style = StaticStampStyle.from_pdf_file(
        os.fspath(stamp),
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
