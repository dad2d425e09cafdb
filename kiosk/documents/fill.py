"""Fill a form and flatten it: what was typed becomes part of the page. Runs in a confined child."""

from io import BytesIO
from typing import Any

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from kiosk.confine.child import Box, Talk
from kiosk.documents.clean import CLEAN, render_folder
from kiosk.documents.model import FieldKind, FormField
from kiosk.documents.type import FONTS, Faces, load_faces

FORM = "form"
_INK = (0.08, 0.13, 0.38)
_MAX_SIZE, _MIN_SIZE, _PAD = 12.0, 6.0, 2.0


def fill(request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Write `request["values"]` (name to text) into the boxes of `request["fields"]` on input `form`.

    The result, `clean.pdf` of the box, has no field, no annotation and no script left. A checkbox is
    crossed when its value is one of its choices; a radio button when the value is its own.
    """
    values = {str(name): str(value) for name, value in request["values"].items()}
    fields = [FormField.model_validate(field) for field in request["fields"]]
    faces = load_faces(box.given(FONTS))
    with pikepdf.open(box.given(FORM)) as pdf:
        sizes = [_seen_size(page) for page in pdf.pages]
        pdf.flatten_annotations("print")
        for key in ("/AcroForm", "/Names", "/OpenAction", "/AA"):
            if key in pdf.Root:
                del pdf.Root[key]
        filled = [field for field in fields if values.get(field.name) and field.page < len(sizes)]
        with pikepdf.open(BytesIO(_overlay(sizes, filled, values, faces))) as ink:
            for page, drawn in zip(pdf.pages, ink.pages, strict=True):
                for key in ("/Annots", "/AA"):
                    if key in page.obj:
                        del page.obj[key]
                page.add_overlay(drawn, pikepdf.Rectangle(*(float(v) for v in page.cropbox)))
            pdf.remove_unreferenced_resources()
            pdf.save(box.folder / CLEAN, deterministic_id=True)
    return render_folder(box.folder)


def _seen_size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(v) for v in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (top - bottom, right - left) if turned else (right - left, top - bottom)


def _overlay(
    sizes: list[tuple[float, float]], fields: list[FormField], values: dict[str, str], faces: Faces
) -> bytes:
    """One transparent page per page of the form, upright as it is seen."""
    output = BytesIO()
    canvas = Canvas(output, invariant=1)
    for number, (wide, high) in enumerate(sizes):
        canvas.setPageSize((wide, high))
        canvas.setFillColorRGB(*_INK)
        canvas.setStrokeColorRGB(*_INK)
        for field in fields:
            if field.page == number:
                _write(canvas, field, values[field.name], (wide, high), faces)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _write(canvas: Canvas, field: FormField, value: str, page: tuple[float, float], faces: Faces) -> None:
    wide, high = field.box.width * page[0], field.box.height * page[1]
    x, y = field.box.left * page[0], (1 - field.box.top - field.box.height) * page[1]
    match field.kind:
        case FieldKind.TEXT | FieldKind.CHOICE:
            if field.value or field.kind is FieldKind.CHOICE:  # what the form itself shows there
                canvas.setFillColorRGB(1, 1, 1)
                canvas.rect(x, y, wide, high, stroke=0, fill=1)
                canvas.setFillColorRGB(*_INK)
            _write_text(canvas, value, (x, y, wide, high), faces)
        case FieldKind.CHECKBOX | FieldKind.RADIO if value in field.choices or not field.choices:
            canvas.setLineWidth(max(1.0, min(wide, high) / 8))
            canvas.line(x + wide * 0.2, y + high * 0.2, x + wide * 0.8, y + high * 0.8)
            canvas.line(x + wide * 0.2, y + high * 0.8, x + wide * 0.8, y + high * 0.2)
        case _:
            pass


def _write_text(canvas: Canvas, value: str, area: tuple[float, float, float, float], faces: Faces) -> None:
    """One line in a low box; wrapped from the top in a tall one. Shrinks before it overflows."""
    x, y, wide, high = area
    size = min(_MAX_SIZE, max(_MIN_SIZE, high * 0.7))
    if high < 2.2 * _MAX_SIZE:
        width = canvas.stringWidth(value, faces.regular, size)
        size = max(_MIN_SIZE, min(size, size * (wide - 2 * _PAD) / max(1.0, width)))
        canvas.setFont(faces.regular, size)
        canvas.drawString(x + _PAD, y + (high - size * 0.72) / 2, value)
        return
    widest = max((canvas.stringWidth(word, faces.regular, 11.0) for word in value.split()), default=1.0)
    size = max(_MIN_SIZE, min(11.0, 11.0 * (wide - 2 * _PAD) / max(1.0, widest)))
    canvas.setFont(faces.regular, size)
    for index, line in enumerate(_wrap(canvas, value, wide - 2 * _PAD, faces.regular, size)):
        baseline = y + high - _PAD - size * (1 + index * 1.25)
        if baseline < y:
            return
        canvas.drawString(x + _PAD, baseline, line)


def _wrap(canvas: Canvas, value: str, wide: float, face: str, size: float) -> list[str]:
    lines: list[str] = []
    for paragraph in value.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and canvas.stringWidth(longer, face, size) > wide:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines
