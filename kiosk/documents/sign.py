"""Sign a clean PDF: the ink in its box, sealed (PAdES, certified). In a confined child.

The first signature certifies the document: no change is allowed after it, but for the signatures that it
reserved a box for. Each signature is a revision of its own.

The private key is not here: the child computes the digest and asks its parent to sign the attributes
that carry it.
"""

import asyncio
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import (
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfgen.canvas import Canvas

from kiosk.confine.child import Box, Talk
from kiosk.core.errors import UserFacingError
from kiosk.documents.clean import CLEAN, render_folder
from kiosk.documents.ink import SignOrder
from kiosk.documents.placing import MM, Area, Placed, placed
from kiosk.documents.sealing import ParentSigner
from kiosk.documents.type import FONTS, Faces, load_faces
from session.protocol.signing import small

UNSIGNED = "unsigned"
FIELD = "Signature"
_INK = (0.08, 0.13, 0.38)
_CAPTION_GREY = (0.25, 0.25, 0.25)
_CAPTION_SHARE, _LEADING = 0.45, 1.15


def sign(request: dict[str, Any], box: Box, talk: Talk) -> dict[str, Any]:
    """Sign input `unsigned` into `clean.pdf` of the box, and picture the result.

    `request` holds `order` (a `SignOrder`) and `certificate` (PEM, the seal's then its issuer's).

    Raises:
        UserFacingError: `signature.box-invalid`, `.box-small`, `.box-unforeseen`, `.ink-empty`,
            `.document-changed`.
    """
    order = SignOrder.model_validate(request["order"])
    source = box.given(UNSIGNED).read_bytes()
    here, later = _read(source, order)
    stamp = box.folder / "stamp.pdf"
    _draw_stamp(stamp, order, here, load_faces(box.given(FONTS)))
    signer = ParentSigner(request["certificate"], talk)
    signed = asyncio.run(_signed(source, order, here, later, stamp, signer))
    stamp.unlink()
    (box.folder / CLEAN).write_bytes(signed)
    return render_folder(box.folder)


def _read(source: bytes, order: SignOrder) -> tuple[Placed, list[Placed]]:
    """Where the ink goes and where others sign later, once all of it may be.

    Raises:
        UserFacingError: `signature.document-changed`, `.box-invalid`, `.box-small`, `.ink-empty`.
    """
    if order.sha256 and hashlib.sha256(source).hexdigest() != order.sha256:
        raise UserFacingError("signature.document-changed")
    with pikepdf.open(BytesIO(source)) as pdf:
        order.check(len(pdf.pages))
        here = placed(pdf.pages[order.page], order.box)
        later = [placed(pdf.pages[place.page], place.box) for place in order.later]
    if any(small(one.wide / MM, one.high / MM) for one in (here, *later)):
        raise UserFacingError("signature.box-small")
    return here, later


def _draw_stamp(path: Path, order: SignOrder, here: Placed, faces: Faces) -> None:
    """A one-page PDF the size of the box: ink above, the lines that say what it is worth below."""
    area = here.area
    canvas = Canvas(os.fspath(path), pagesize=(area[2] - area[0], area[3] - area[1]))
    canvas.transform(*here.upright)
    wide, high = here.wide, here.high
    lines = order.caption.splitlines()
    longest = max(canvas.stringWidth(words, faces.regular, 1) for words in lines)
    size = min(8.0, high * _CAPTION_SHARE / len(lines) / _LEADING, (wide - 4) / max(1.0, longest))
    canvas.setFillColorRGB(*_CAPTION_GREY)
    canvas.setFont(faces.regular, size)
    for number, words in enumerate(reversed(lines)):
        canvas.drawString(2, 2 + number * size * _LEADING, words)
    canvas.setStrokeColorRGB(*_INK)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in order.strokes:
        canvas.setLineWidth(stroke.width * here.page_wide)
        line = canvas.beginPath()
        for index, (x, y) in enumerate(stroke.points):
            at = ((x - order.box.left) * here.page_wide, high - (y - order.box.top) * high / order.box.height)
            (line.lineTo if index else line.moveTo)(*at)
            if len(stroke.points) == 1:
                line.lineTo(*at)
        canvas.drawPath(line)
    canvas.save()


@dataclass(frozen=True)
class _Slot:
    """The signature field to sign: one reserved before (`reserved`), or a new one; the first one certifies."""

    name: str
    reserved: bool
    first: bool


def _slot(pdf: IncrementalPdfFileWriter, order: SignOrder, here: Placed) -> _Slot:
    """Which field this signature takes.

    Raises:
        UserFacingError: `signature.box-unforeseen`: the document is certified, and this box was not reserved.
    """
    found = list(enumerate_sig_fields(pdf))
    first = not any(value is not None for _, value, _ in found)
    for name, value, reference in found:
        if value is None and _same(reference.get_object().get("/Rect"), here.area):
            return _Slot(name, reserved=True, first=first)
    if not first:
        raise UserFacingError("signature.box-unforeseen", f"page {order.page}")
    return _Slot(_fresh(name for name, _, _ in found), reserved=False, first=True)


def _same(rect: Any, area: Area) -> bool:
    return rect is not None and all(abs(float(a) - b) < 1.0 for a, b in zip(rect, area, strict=True))


def _fresh(taken: Iterable[str]) -> str:
    names = set(taken)
    return next(name for name in (f"{FIELD}{n}" for n in count(1)) if name not in names)


async def _signed(
    source: bytes, order: SignOrder, here: Placed, later: list[Placed], stamp: Path, signer: signers.Signer
) -> bytes:
    pdf = IncrementalPdfFileWriter(BytesIO(source))
    slot = _slot(pdf, order, here)
    taken = [name for name, _, _ in enumerate_sig_fields(pdf)] + [slot.name]
    for place, box in zip(order.later, later, strict=True):
        taken.append(_fresh(taken))
        append_signature_field(pdf, SigFieldSpec(taken[-1], on_page=place.page, box=box.area))  # type: ignore[arg-type]  # floats are written as they are
    # Only the first one certifies; what it lets others do is to sign where a box was reserved for them.
    metadata = signers.PdfSignatureMetadata(
        field_name=slot.name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=slot.first,
        docmdp_permissions=MDPPerm.FILL_FORMS if later else MDPPerm.NO_CHANGES,
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
    spec = None if slot.reserved else SigFieldSpec(slot.name, on_page=order.page, box=here.area)  # type: ignore[arg-type]  # as above
    pdf_signer = signers.PdfSigner(metadata, signer=signer, stamp_style=style, new_field_spec=spec)
    output = BytesIO()
    await pdf_signer.async_sign_pdf(pdf, output=output, existing_fields_only=slot.reserved)
    return output.getvalue()
