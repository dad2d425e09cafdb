"""The look of our A4 pages: one set of styles, a head, a foot, and four drawn pieces."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import qrcode
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from kiosk.documents.type import Faces

GREEN, INK, GREY, PALE = HexColor("#0E5A5A"), HexColor("#1D2B33"), HexColor("#3E4A52"), HexColor("#EAF1EF")
AMBER = HexColor("#F2B33D")
LEFT, RIGHT, TOP, BOTTOM = 20 * mm, 20 * mm, 27 * mm, 22 * mm


@dataclass(frozen=True)
class Styles:
    """Paragraph styles of one document."""

    faces: Faces

    def _style(self, name: str, size: float, *, bold: bool = False, **extra: Any) -> ParagraphStyle:
        options: dict[str, Any] = {"textColor": INK, "leading": size * 1.32, "alignment": TA_LEFT, **extra}
        face = self.faces.bold if bold else self.faces.regular
        return ParagraphStyle(name, fontName=face, fontSize=size, splitLongWords=1, **options)

    @property
    def title(self) -> ParagraphStyle:
        """The page's subject."""
        return self._style("title", 24, bold=True, leading=28, spaceAfter=2 * mm)

    @property
    def intro(self) -> ParagraphStyle:
        """One or two sentences under the title."""
        return self._style("intro", 12.5, spaceAfter=3 * mm)

    @property
    def section(self) -> ParagraphStyle:
        """A part of the page."""
        return self._style(
            "section", 15, bold=True, textColor=GREEN, spaceBefore=6 * mm, spaceAfter=2.5 * mm, keepWithNext=1
        )

    @property
    def case(self) -> ParagraphStyle:
        """The case a group of papers applies to."""
        return self._style("case", 12.5, bold=True, spaceBefore=3 * mm, spaceAfter=1.5 * mm, keepWithNext=1)

    @property
    def step(self) -> ParagraphStyle:
        """Something to do, read from arm's length."""
        return self._style("step", 15, bold=True)

    @property
    def body(self) -> ParagraphStyle:
        """Running text, large enough to read without glasses."""
        return self._style("body", 12.5)

    @property
    def strong(self) -> ParagraphStyle:
        """A name in running text."""
        return self._style("strong", 12.5, bold=True)

    @property
    def small(self) -> ParagraphStyle:
        """Notes, dates, sources."""
        return self._style("small", 10.5, textColor=GREY)

    @property
    def reference(self) -> ParagraphStyle:
        """A number to read out over the telephone."""
        return self._style("reference", 20, bold=True, textColor=GREEN)


class TickBox(Flowable):
    """A 5 mm box: empty to tick by hand, or ticked."""

    def __init__(self, ticked: bool | None) -> None:
        super().__init__()
        self.width = self.height = 5 * mm
        self._ticked = ticked

    def draw(self) -> None:
        """Draw at the origin."""
        canvas: Canvas = self.canv
        canvas.setLineWidth(1.1)
        canvas.setStrokeColor(GREEN)
        canvas.setFillColor(GREEN if self._ticked else white)
        canvas.roundRect(0, 0, self.width, self.height, 1 * mm, fill=1)
        if self._ticked:
            canvas.setStrokeColor(white)
            canvas.setLineWidth(1.8)
            canvas.setLineCap(1)
            canvas.setLineJoin(1)
            tick = canvas.beginPath()
            tick.moveTo(1.1 * mm, 2.5 * mm)
            tick.lineTo(2.1 * mm, 1.4 * mm)
            tick.lineTo(3.9 * mm, 3.6 * mm)
            canvas.drawPath(tick)


class CodeSquare(Flowable):
    """A QR code, on white with the quiet border that readers need."""

    def __init__(self, data: str, side: float = 22 * mm) -> None:
        super().__init__()
        self.width = self.height = side
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
        code.add_data(data)
        self._rows = code.get_matrix()

    def draw(self) -> None:
        """Draw at the origin, the first row at the top."""
        canvas: Canvas = self.canv
        module = self.width / len(self._rows)
        canvas.setFillColor(white)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.setFillColor(black)
        for down, row in enumerate(self._rows):
            for right, dark in enumerate(row):
                if dark:
                    # A hair wider than its place: no white line between two, at any resolution.
                    side = module * 1.02
                    canvas.rect(
                        right * module, self.height - (down + 1) * module, side, side, stroke=0, fill=1
                    )


class Number(Flowable):
    """A step's number in a green disc."""

    def __init__(self, number: int, face: str) -> None:
        super().__init__()
        self.width = self.height = 6.4 * mm
        self._number, self._face = number, face

    def draw(self) -> None:
        """Draw at the origin."""
        canvas: Canvas = self.canv
        middle = self.width / 2
        canvas.setFillColor(GREEN)
        canvas.circle(middle, middle, middle, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont(self._face, 11)
        canvas.drawCentredString(middle, middle - 3.9, str(self._number))


def shortened(words: str, room: float, width: Callable[[str], float]) -> str:
    """As much of `words` as `room` points hold, whole words only, with an ellipsis where cut."""
    if width(words) <= room:
        return words
    kept = words.split()
    while kept and width(" ".join(kept) + "…") > room:
        kept.pop()
    return " ".join(kept) + "…" if kept else ""


@dataclass(frozen=True)
class Frame:
    """What stands on every page around the text."""

    faces: Faces
    town: str
    title: str
    foot: str
    warning: str = ""

    def draw(self, canvas: Canvas, number: int, count: int) -> None:
        """Draw head and foot of page `number` of `count`."""
        wide, high = A4
        canvas.setFillColor(GREEN)
        canvas.rect(0, high - 6 * mm, wide, 6 * mm, stroke=0, fill=1)
        canvas.setFont(self.faces.bold, 12)
        canvas.drawString(LEFT, high - 17 * mm, self.town)
        canvas.setFillColor(GREY)
        canvas.setFont(self.faces.regular, 10.5)
        if number > 1:
            room = wide - LEFT - RIGHT - canvas.stringWidth(self.town, self.faces.bold, 12) - 8 * mm
            title = shortened(
                self.title, room, lambda words: canvas.stringWidth(words, self.faces.regular, 10.5)
            )
            canvas.drawRightString(wide - RIGHT, high - 17 * mm, title)
        canvas.setStrokeColor(GREEN)
        canvas.setLineWidth(0.6)
        canvas.line(LEFT, 16 * mm, wide - RIGHT, 16 * mm)
        canvas.drawString(LEFT, 10.5 * mm, self.foot)
        canvas.drawRightString(wide - RIGHT, 10.5 * mm, f"page {number} sur {count}" if count > 1 else "")
        if self.warning:
            self._warn(canvas, wide, high)

    def _warn(self, canvas: Canvas, wide: float, high: float) -> None:
        canvas.setFillColor(AMBER)
        canvas.rect(LEFT, high - 26.5 * mm, wide - LEFT - RIGHT, 6.5 * mm, stroke=0, fill=1)
        canvas.setFillColor(INK)
        canvas.setFont(self.faces.bold, 10.5)
        canvas.drawString(LEFT + 2.5 * mm, high - 24.4 * mm, self.warning)
