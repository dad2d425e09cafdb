"""Draw our short sheets for a ticket printer: one column, black on white, the bundled typeface."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import qrcode
from PIL import Image, ImageDraw, ImageFont

from kiosk.core.typography import typeset
from kiosk.documents.sheets import AppointmentSheet, ContactSheet, GoodbyeSheet, OfficeLines, TestSheet

TicketSheet = GoodbyeSheet | ContactSheet | AppointmentSheet | TestSheet
"""The sheets that fit on a ticket; a checklist is an A4 page to tick."""

COMMANDS = "ticket.bin"
"""What a child leaves in its box."""
MAX_ROWS = 8000
"""A metre of paper at 8 dots a millimetre."""
_REGULAR, _BOLD = "AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf"
_MARGIN = 16
_LEADING = 1.3
_MODULE = 6
# Dots: 9 mm figures for a guided test, 4.8 mm capitals for what is read out, 3 mm for the rest.
_SIZES = {"giant": 110, "huge": 56, "title": 40, "body": 32, "small": 26}

Size = Literal["giant", "huge", "title", "body", "small"]


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: str
    size: Size = "body"
    bold: bool = False
    bullet: str = ""


@dataclass(frozen=True)
class Rule:
    """A line across."""


@dataclass(frozen=True)
class Code:
    """A QR code of `data`."""

    data: str


Piece = Text | Rule | Code


def draw(sheet: TicketSheet, dots: int, fonts: Path) -> Image.Image:
    """One sheet as a 1-bit picture `dots` wide (384 or 576), as high as it needs."""
    pen = _Pen(dots, fonts)
    for piece in pieces(sheet):
        pen.put(piece)
    return pen.picture()


def pieces(sheet: TicketSheet) -> Iterator[Piece]:
    """What stands on the ticket, from the top."""
    yield Text(sheet.town, "small", bold=True)
    yield Rule()
    yield Text(sheet.title, "title", bold=True)
    match sheet:
        case GoodbyeSheet():
            yield from (Text(line, bullet="•") for line in sheet.done)
            if sheet.reference:
                yield Text("Votre référence", "small")
                yield Text(sheet.reference, "huge", bold=True)
                yield Code(sheet.reference)
                yield Text(sheet.reference_note, "small")
            yield from _steps(sheet.steps)
            yield from _offices(sheet.offices)
        case ContactSheet():
            yield Text(sheet.intro)
            yield from _offices(sheet.offices)
            yield from _steps(sheet.steps)
        case AppointmentSheet():
            yield Text(sheet.day, bold=True)
            yield Text(sheet.hours, "title", bold=True)
            yield from (Text(line) for line in (sheet.desk, sheet.place, sheet.note))
            yield Text("Votre code", "small")
            yield Text(sheet.code, "huge", bold=True)
            yield Code(sheet.code_data)
            if sheet.papers:
                yield Text("À apporter", bold=True)
                yield from (Text(paper, bullet="•") for paper in sheet.papers)
            yield from _steps(sheet.steps)
        case TestSheet():
            if sheet.number:
                yield Text("Le nombre à lire", "small")
                yield Text(sheet.number, "giant", bold=True)
            yield from (Text(f"{name} : {value}") for name, value in sheet.facts)
            yield Text("àâäçéèêëîïôöùûüÿœæ ÀÂÇÉÈÊËÎÏÔÙÛŒ € « »")
            yield Code(sheet.code or sheet.title)
    if sheet.printed_on:
        yield Rule()
        yield Text(f"Imprimé le {sheet.printed_on}", "small")


def _steps(steps: list[str]) -> Iterator[Piece]:
    if steps:
        yield Text("Et maintenant", bold=True)
        yield from (Text(step, bullet="•") for step in steps)


def _offices(offices: list[OfficeLines]) -> Iterator[Piece]:
    for office in offices:
        yield Text(office.name, bold=True)
        for line in (*office.address, office.phone, *office.hours, office.note):
            yield Text(line)


class _Pen:
    """Lays pieces out from the top, then draws them: the height is known last."""

    def __init__(self, dots: int, fonts: Path) -> None:
        self._dots = dots
        self._fonts = fonts
        self._faces: dict[tuple[Size, bool], ImageFont.FreeTypeFont] = {}
        self._top = _MARGIN
        self._marks: list[tuple[int, Text | Rule | Image.Image, str]] = []

    def put(self, piece: Piece) -> None:
        """Below what is there; an empty text takes no room."""
        match piece:
            case Text():
                for index, line in enumerate(self._lines(piece)):
                    shown = Text(line, piece.size, piece.bold, piece.bullet if index == 0 else "")
                    self._marks.append((self._top, shown, piece.bullet))
                    self._top += round(_SIZES[piece.size] * _LEADING)
                self._top += 6 if piece.words else 0
            case Rule():
                self._marks.append((self._top + 8, piece, ""))
                self._top += 20
            case Code():
                code = _code(piece.data)
                self._marks.append((self._top, code, ""))
                self._top += code.height + 10

    def picture(self) -> Image.Image:
        """All of it."""
        paper = Image.new("1", (self._dots, self._top + _MARGIN), 1)
        brush = ImageDraw.Draw(paper)
        brush.fontmode = "1"
        for top, mark, bullet in self._marks:
            match mark:
                case Text():
                    left = _MARGIN + (self._indent(mark) if bullet else 0)
                    face = self._face(mark.size, mark.bold)
                    brush.text((_MARGIN, top), mark.bullet, 0, face)
                    brush.text((left, top), mark.words, 0, face)
                case Rule():
                    brush.line((_MARGIN, top, self._dots - _MARGIN, top), 0, 2)
                case _:
                    paper.paste(mark, ((self._dots - mark.width) // 2, top))
        return paper

    def _lines(self, text: Text) -> list[str]:
        """The text in lines that fit; a word longer than a line is cut."""
        face = self._face(text.size, text.bold)
        room = self._dots - 2 * _MARGIN - (self._indent(text) if text.bullet else 0)
        lines: list[str] = []
        line = ""
        for word in typeset(text.words).split(" "):
            longer = f"{line} {word}" if line else word
            if face.getlength(longer) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while face.getlength(line) > room:
                cut = next(n for n in range(len(line), 0, -1) if face.getlength(line[:n]) <= room)
                lines.append(line[:cut])
                line = line[cut:]
        return [*lines, line] if line else lines

    def _indent(self, text: Text) -> int:
        return round(_SIZES[text.size] * 0.9)

    def _face(self, size: Size, bold: bool) -> ImageFont.FreeTypeFont:
        if (size, bold) not in self._faces:
            path = self._fonts / (_BOLD if bold else _REGULAR)
            self._faces[size, bold] = ImageFont.truetype(path, _SIZES[size])
        return self._faces[size, bold]


def _code(data: str) -> Image.Image:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(data)
    matrix = code.get_matrix()
    picture = Image.new("1", (len(matrix), len(matrix)), 1)
    picture.putdata([0 if dark else 1 for row in matrix for dark in row])
    return picture.resize((picture.width * _MODULE, picture.height * _MODULE), Image.Resampling.NEAREST)
