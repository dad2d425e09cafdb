"""Draws the forms of Saint-Aubin as fillable PDFs (AcroForm), the same bytes each time."""

import io

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from offline_cache.sample.form_models import Choice, FormModel, Section, Text

_INK = HexColor("#1D2B33")
_GREEN = HexColor("#0E5A5A")
_PALE = HexColor("#E7F0EE")
_RULE = HexColor("#8FA3A3")
_WHITE = HexColor("#FFFFFF")
_FONT, _BOLD = "Helvetica", "Helvetica-Bold"
_WIDTH, _HEIGHT = A4
_MARGIN = 18 * mm
_INNER = _WIDTH - 2 * _MARGIN
_GAP = 4 * mm
_LINE = 7.5 * mm
_LABEL = 4.2 * mm
_TICK = 4.6 * mm
_SIGNATURE = 30 * mm
_FOOT = 20 * mm


def draw_form(model: FormModel) -> bytes:
    """The form as a PDF: A4, one field per answer, each with its label as tooltip."""
    pages = _Pages(model)
    for section in model.sections:
        pages.section(section)
    pages.signature()
    return pages.finish()


class _Pages:
    def __init__(self, model: FormModel) -> None:
        self._model = model
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4, invariant=1, lang="fr")
        self._canvas.setTitle(f"{model.number} - {model.title}")
        self._canvas.setAuthor("Mairie de Saint-Aubin (commune fictive)")
        self._page = 1
        self._y = _HEIGHT - _MARGIN
        self._head()

    def section(self, section: Section) -> None:
        if section.page_break:
            self._turn()
        self._y -= 8 * mm
        self._canvas.setFillColor(_GREEN)
        self._canvas.rect(_MARGIN, self._y - 1.8 * mm, _INNER, 6.6 * mm, stroke=0, fill=1)
        self._write(section.title, _MARGIN + 2.5 * mm, self._y, _BOLD, 11, _WHITE)
        self._y -= 3 * mm
        if section.hint:
            self._y -= 4 * mm
            self._write(section.hint, _MARGIN, self._y, "Helvetica-Oblique", 9.5)
        for row in section.rows:
            self._row(row)

    def signature(self) -> None:
        """What to attach, then place, date and a box that a pen or a finger can sign."""
        self._y -= 8 * mm
        self._write("À joindre", _MARGIN, self._y, _BOLD, 10)
        for paper in self._model.attach:
            self._y -= 4.5 * mm
            self._write(f"•  {paper}", _MARGIN, self._y, _FONT, 9.5)
        self._y -= 7 * mm
        self._write("Je certifie que les renseignements donnés sont exacts.", _MARGIN, self._y, _FONT, 9.5)
        half = _INNER / 2 - _GAP
        top = self._y - 3 * mm
        self._field(Text("fait_a", "Fait à"), _MARGIN, top, half)
        self._field(Text("fait_le", "Le (jj/mm/aaaa)"), _MARGIN, top - _LABEL - _LINE - 2 * mm, half)
        left = _MARGIN + _INNER / 2
        self._write("Signature", left, top - _LABEL + 1 * mm, _FONT, 9)
        self._canvas.setStrokeColor(_RULE)
        self._canvas.rect(
            left, top - _LABEL - _SIGNATURE + 6 * mm, _INNER / 2, _SIGNATURE - 6 * mm, stroke=1, fill=0
        )

    def finish(self) -> bytes:
        self._foot()
        self._canvas.save()
        return self._buffer.getvalue()

    def _turn(self) -> None:
        self._foot()
        self._canvas.showPage()
        self._page += 1
        self._y = _HEIGHT - _MARGIN
        self._write(f"{self._model.number}  {self._model.title}", _MARGIN, self._y, _BOLD, 10, _GREEN)

    def _head(self) -> None:
        self._write("Commune de Saint-Aubin", _MARGIN, self._y, _BOLD, 10, _GREEN)
        self._write("Mairie, 1 place de la Halle", _MARGIN, self._y - 4.5 * mm, _FONT, 9)
        box = 30 * mm
        self._canvas.setStrokeColor(_GREEN)
        self._canvas.roundRect(
            _WIDTH - _MARGIN - box, self._y - 5 * mm, box, 9 * mm, 2 * mm, stroke=1, fill=0
        )
        self._canvas.setFillColor(_GREEN)
        self._canvas.setFont(_BOLD, 13)
        self._canvas.drawCentredString(
            _WIDTH - _MARGIN - box / 2, self._y - 2.2 * mm, f"n° {self._model.number}"
        )
        self._y -= 16 * mm
        self._write(self._model.title, _MARGIN, self._y, _BOLD, 17)
        self._y -= 6 * mm
        self._write(self._model.purpose, _MARGIN, self._y, _FONT, 10)
        self._y -= 2 * mm

    def _foot(self) -> None:
        text = (
            "Commune fictive : ce formulaire sert d'exemple. Les renseignements ne servent qu'à cette demande ;"
            " vous pouvez les consulter et les corriger à la mairie."
        )
        self._write(text, _MARGIN, 12 * mm, _FONT, 7, room=_INNER - 15 * mm)
        self._canvas.drawRightString(_WIDTH - _MARGIN, 12 * mm, f"page {self._page}")

    def _row(self, row: tuple[Text | Choice, ...]) -> None:
        self._y -= 2 * mm
        x, height = _MARGIN, 0.0
        for item in row:
            width = _INNER * item.width
            if isinstance(item, Text):
                gap = 0 if item is row[-1] else _GAP
                height = max(height, self._field(item, x, self._y, width - gap))
            else:
                height = max(
                    height, self._tick(item, x, self._y, centred=any(isinstance(i, Text) for i in row))
                )
            x += width
        self._y -= height
        if self._y < _FOOT:
            raise ValueError(f"{self._model.number}: page {self._page} is too full")

    def _field(self, item: Text, x: float, top: float, width: float) -> float:
        height = _LINE if item.lines == 1 else item.lines * 5.5 * mm
        self._write(item.label, x, top - _LABEL + 1 * mm, _FONT, 9)
        self._canvas.acroForm.textfield(
            name=item.name,
            tooltip=item.label,
            x=round(x),
            y=round(top - _LABEL - height),
            width=round(width),
            height=round(height),
            fontName=_FONT,
            fontSize=11,
            textColor=_INK,
            fillColor=_PALE,
            borderColor=_RULE,
            borderWidth=1,
            fieldFlags="multiline" if item.lines > 1 else "",
        )
        return _LABEL + height

    def _tick(self, item: Choice, x: float, top: float, *, centred: bool) -> float:
        base = top - (_LABEL + _LINE / 2 + _TICK / 2 if centred else _TICK + 1 * mm)
        self._canvas.acroForm.checkbox(
            name=item.name,
            tooltip=item.label,
            x=round(x),
            y=round(base),
            size=round(_TICK),
            buttonStyle="check",
            textColor=_INK,
            fillColor=_PALE,
            borderColor=_RULE,
            borderWidth=1,
        )
        self._write(item.label, x + _TICK + 2 * mm, base + 1.2 * mm, _FONT, 10)
        return _TICK + 1 * mm

    def _write(
        self, text: str, x: float, y: float, font: str, size: float, color: Color = _INK, room: float = 0
    ) -> None:
        # A line too long for its room is set smaller rather than cut.
        room = room or _WIDTH - _MARGIN - x
        wide = stringWidth(text, font, size)
        fitted = size if wide <= room else size * room / wide
        self._canvas.setFillColor(color)
        self._canvas.setFont(font, fitted)
        self._canvas.drawString(x, y, text)
