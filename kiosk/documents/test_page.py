"""The technician's test page: a number to read, and what an eye or a scanner judges a printer by.

Four markers stand in its corners, so that a scan of it can be laid over the page as it was set, whatever
the way it lies on the glass. Everything is placed in millimetres from the top left of the text area.
"""

from dataclasses import dataclass
from typing import Any

import qrcode
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from kiosk.core.typography import typeset
from kiosk.documents.layout import GREEN, GREY, INK
from kiosk.documents.sheets import TestSheet
from kiosk.documents.type import Faces

WIDE, HIGH = 170.0, 243.0
"""Millimetres of the text area of an A4 page of ours."""
MARKER = 12.0
# The first four markers of the 4×4 dictionary of ArUco, black cells as 1: what OpenCV finds by itself.
_MARKERS = (
    ("111111", "101001", "110101", "111001", "111011", "111111"),
    ("111111", "111111", "100001", "101101", "101011", "111111"),
    ("111111", "111001", "111001", "111011", "100101", "111111"),
    ("111111", "101101", "101101", "110111", "110011", "111111"),
)
SWATCHES = (
    ("cyan", "#00A0C6"), ("magenta", "#D6006E"), ("jaune", "#F5D800"), ("noir", "#111111"),
    ("rouge", "#C8281E"), ("vert", "#2E8B3D"), ("bleu", "#2B3F9E"),
)  # fmt: skip
GREYS = 11
# From the text to the edge of the paper.
_SIDE = 20
_MARKED = MARKER + 6
_IN_HEAD = ("Borne", "Date")
_PANGRAM = "Voix ambiguë d’un cœur qui, au zéphyr, préfère les jattes de kiwis."
_ACCENTS = "àâäçéèêëîïôöùûüÿœæ ÀÂÇÉÈÊËÎÏÔÙÛŸŒÆ « 0123456789 » € ½ °"
_SIZES = (24, 16, 12, 9, 7)


@dataclass(frozen=True)
class Place:
    """A rectangle in millimetres of the text area, from its top left."""

    left: float
    top: float
    width: float
    height: float


def marker_places() -> tuple[Place, ...]:
    """Top left, top right, bottom right, bottom left: the markers 0 to 3."""
    right, bottom = WIDE - MARKER, HIGH - MARKER
    corners = ((0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom))
    return tuple(Place(left, top, MARKER, MARKER) for left, top in corners)


def grey_places() -> tuple[Place, ...]:
    """The steps of grey, white first."""
    step = WIDE / GREYS
    return tuple(Place(index * step, 95, step, 13) for index in range(GREYS))


def swatch_places() -> tuple[Place, ...]:
    """The colours, in the order of `SWATCHES`."""
    step = WIDE / len(SWATCHES)
    return tuple(Place(index * step + 1, 120, step - 2, 15) for index in range(len(SWATCHES)))


BAND = Place(0, 147, WIDE, 8)
"""One even grey: a streak or a pale side shows here first."""
CODE = Place(130, 43, 40, 40)


class TestPlate(Flowable):
    """The whole page below its head."""

    __test__ = False  # a drawing, not a test case of pytest

    def __init__(self, sheet: TestSheet, faces: Faces) -> None:
        super().__init__()
        self.width, self.height = WIDE * mm, HIGH * mm
        self._sheet, self._faces = sheet, faces

    def wrap(self, _wide: float, _high: float) -> tuple[float, float]:
        """As large as it is, whatever there is."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw at the origin, which is the bottom left."""
        for place, cells in zip(marker_places(), _MARKERS, strict=True):
            self._cells(place, [[cell == "1" for cell in row] for row in cells])
        self._head()
        self._number()
        self._greys()
        self._colours()
        self._lines()
        self._letters()
        self._facts()
        self._edges()

    # ---- parts

    def _head(self) -> None:
        self._words(_MARKED, 7, self._sheet.title, 20, bold=True)
        facts = "  ·  ".join(value for name, value in self._sheet.facts if name in _IN_HEAD)
        self._words(_MARKED, 14, facts, 10.5, colour=GREY)
        # A ruler across: 150 mm on paper, or the printer scales what it prints.
        canvas: Canvas = self.canv
        canvas.setStrokeColor(INK)
        for tenth in range(151):
            long = 3.4 if tenth % 50 == 0 else 2.4 if tenth % 10 == 0 else 1.5 if tenth % 5 == 0 else 0.9
            canvas.setLineWidth(0.5 if tenth % 10 == 0 else 0.25)
            left = (10 + tenth) * mm
            canvas.line(left, self._y(21), left, self._y(21 + long))
            if tenth % 50 == 0:
                self._words(10 + tenth, 28, f"{tenth} mm", 8, colour=GREY, centred=True)

    def _number(self) -> None:
        if not self._sheet.number:
            return
        self._words(0, 42, "Le nombre à lire", 12.5, bold=True, colour=GREEN)
        self._words(-1, 82, self._sheet.number, 128, bold=True)
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
        code.add_data(self._sheet.code or self._sheet.number)
        self._cells(CODE, code.get_matrix())

    def _greys(self) -> None:
        self._words(0, 93, "Gris : onze marches, toutes différentes", 9, colour=GREY)
        for index, place in enumerate(grey_places()):
            level = 1 - index / (GREYS - 1)
            self._fill(place, Color(level, level, level))
            self._words(
                place.left + place.width / 2, 111.6, f"{index * 10} %", 7.5, colour=GREY, centred=True
            )

    def _colours(self) -> None:
        self._words(0, 118, "Couleurs : toutes présentes, sans rayure", 9, colour=GREY)
        for place, (name, colour) in zip(swatch_places(), SWATCHES, strict=True):
            self._fill(place, HexColor(colour))
            self._words(place.left + place.width / 2, 138.5, name, 7.5, colour=GREY, centred=True)
        self._words(0, 145, "Bande grise : égale d’un bord à l’autre", 9, colour=GREY)
        self._fill(BAND, Color(0.6, 0.6, 0.6))

    def _lines(self) -> None:
        canvas: Canvas = self.canv
        canvas.setStrokeColor(INK)
        self._words(0, 160, "Traits de 0,1 à 1 mm", 9, colour=GREY)
        for index in range(10):
            canvas.setLineWidth((index + 1) * 0.1 * mm)
            canvas.line(index * 8 * mm, self._y(162.5), index * 8 * mm, self._y(172.5))
            canvas.line(88 * mm, self._y(162.5 + index * 1.1), WIDE * mm, self._y(162.5 + index * 1.1))

    def _letters(self) -> None:
        top = 176.0
        for size in _SIZES:
            top += size * 0.42 + 1.2
            words = _PANGRAM if size < 20 else "Voix ambiguë d’un cœur"
            self._words(0, top, words, size)
            if size == 12:
                top += size * 0.42 + 0.8
                self._words(0, top, _ACCENTS, size)

    def _facts(self) -> None:
        rows = [(name, value) for name, value in self._sheet.facts if name not in _IN_HEAD]
        for index, (name, value) in enumerate(rows[:5]):
            self._words(_MARKED, HIGH - 18 + index * 4.6, name, 9, colour=GREY)
            self._words(_MARKED + 34, HIGH - 18 + index * 4.6, value[:80], 9)

    def _edges(self) -> None:
        """How near the paper's edge the printer comes: a scale of millimetres from each side."""
        canvas: Canvas = self.canv
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.4)
        for at in range(2, 13):
            long = 5 if at % 5 == 0 else 2.5
            for left in (at - _SIDE, WIDE + _SIDE - at):
                canvas.line(left * mm, self._y(90 - long), left * mm, self._y(90 + long))
        for left in (5 - _SIDE, WIDE + _SIDE - 5):
            self._words(left, 98, "5 mm", 6.5, colour=GREY, centred=True)

    # ---- pen

    def _y(self, top: float) -> float:
        return (HIGH - top) * mm

    def _fill(self, place: Place, colour: Any) -> None:
        canvas: Canvas = self.canv
        canvas.setFillColor(colour)
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.3)
        bottom = self._y(place.top + place.height)
        canvas.rect(place.left * mm, bottom, place.width * mm, place.height * mm, stroke=1, fill=1)

    def _cells(self, place: Place, cells: list[list[bool]]) -> None:
        """A grid of black and white, as one path: no hairline between two cells."""
        canvas: Canvas = self.canv
        side = place.width / len(cells)
        canvas.setFillColor(white)
        canvas.rect(
            place.left * mm, self._y(place.top + place.height), place.width * mm, place.height * mm,
            stroke=0, fill=1,
        )  # fmt: skip
        path = canvas.beginPath()
        for row, line in enumerate(cells):
            for column, dark in enumerate(line):
                if dark:
                    bottom = self._y(place.top + (row + 1) * side)
                    path.rect((place.left + column * side) * mm, bottom, side * mm, side * mm)
        canvas.setFillColor(HexColor("#000000"))
        canvas.drawPath(path, stroke=0, fill=1)

    def _words(
        self, left: float, top: float, words: str, size: float, *, bold: bool = False, colour: Any = INK,
        centred: bool = False,
    ) -> None:  # fmt: skip
        canvas: Canvas = self.canv
        canvas.setFillColor(colour)
        canvas.setFont(self._faces.bold if bold else self._faces.regular, size)
        draw = canvas.drawCentredString if centred else canvas.drawString
        draw(left * mm, self._y(top), typeset(words))
