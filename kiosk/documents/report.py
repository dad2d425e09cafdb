"""The technician's report, set on A4: what is wrong first, then each device, the machine, and the log."""

from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

from kiosk.core.typography import typeset
from kiosk.documents.layout import GREY, INK, LEFT, PALE, RIGHT, Styles
from kiosk.documents.sheets import ReportDevice, ReportEvent, ReportSheet

_WIDTH = A4[0] - LEFT - RIGHT
_RED, _ROSE = HexColor("#9B231C"), HexColor("#F9E4E1")
_LINE = HexColor("#D9DED9")


def report_story(sheet: ReportSheet, styles: Styles) -> list[Any]:
    """The whole report."""
    set_in = _Set(styles)
    story: list[Any] = [
        Paragraph(escape(typeset(sheet.title)), styles.title),
        set_in.banner(sheet.summary, good=sheet.good),
        Spacer(0, 3 * mm),
        set_in.pairs(sheet.facts),
        set_in.section("Appareils et liaisons"),
        set_in.devices(sheet.devices),
    ]
    if sheet.host:
        story += [set_in.section("La machine"), set_in.pairs(sheet.host)]
    if sheet.events:
        story += [
            set_in.section(f"Journal : les {len(sheet.events)} derniers événements"),
            set_in.events(sheet.events),
        ]
    return story


class _Set:
    """Paragraphs of the report: smaller than a visitor's page, since a technician holds it."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        regular, bold = styles.faces.regular, styles.faces.bold
        self._body = ParagraphStyle("r-body", fontName=regular, fontSize=10, leading=13, textColor=INK)
        self._bold = ParagraphStyle("r-bold", parent=self._body, fontName=bold)
        self._note = ParagraphStyle(
            "r-note", parent=self._body, fontSize=8.5, leading=11, textColor=GREY, splitLongWords=1
        )
        self._bad = ParagraphStyle("r-bad", parent=self._bold, textColor=_RED)
        self._line = ParagraphStyle("r-line", parent=self._body, fontSize=9, leading=11.5)
        self._bad_line = ParagraphStyle("r-bad-line", parent=self._line, textColor=_RED)

    def section(self, title: str) -> Paragraph:
        """A part of the report."""
        return Paragraph(escape(typeset(title)), self._styles.section)

    def banner(self, words: str, *, good: bool) -> Table:
        """The verdict, on its ground."""
        table = Table([[self._text(words, self._bold if good else self._bad)]], colWidths=[_WIDTH])
        table.setStyle(TableStyle([
            ("BACKGROUND", (0, 0), (-1, -1), PALE if good else _ROSE),
            ("LEFTPADDING", (0, 0), (-1, -1), 4 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 2.4 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.8 * mm),
            ("ROUNDEDCORNERS", [6, 6, 6, 6]),
        ]))  # fmt: skip
        return table

    def pairs(self, facts: list[tuple[str, str]]) -> Table:
        """Names and what they are."""
        rows = [[self._text(name, self._note), self._text(value, self._body)] for name, value in facts]
        table = Table(rows or [["", ""]], colWidths=[44 * mm, _WIDTH - 44 * mm], hAlign="LEFT")
        table.setStyle(TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0.8 * mm), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8 * mm),
        ]))  # fmt: skip
        return table

    def devices(self, devices: list[ReportDevice]) -> Table:
        """Each device: its state, its last test, its mark and its address."""
        head = [
            self._text(words, self._note) for words in ("Appareil", "État", "Dernier essai, vérification")
        ]
        table = Table(
            [head, *(self._device(device) for device in devices)],
            colWidths=[46 * mm, 54 * mm, _WIDTH - 100 * mm], hAlign="LEFT", repeatRows=1,
        )  # fmt: skip
        table.setStyle(_RULED)
        return table

    def _device(self, device: ReportDevice) -> list[Any]:
        name = [self._text(device.label, self._bold)]
        if device.uri:
            name.append(self._text(device.uri, self._note))
        known = [self._text(device.tested or "Jamais essayé", self._line)]
        if device.mark:
            known.append(self._text(device.mark, self._note))
        return [name, self._text(device.words, self._body if device.ok else self._bad), known]

    def events(self, events: list[ReportEvent]) -> Table:
        """The log, newest first; an error's code stands at the right."""
        rows = [
            [
                self._text(event.when, self._note),
                self._text(event.words, self._bad_line if event.code else self._line),
                self._text(event.code, self._bad_line),
            ]
            for event in events
        ]
        table = Table(rows, colWidths=[40 * mm, _WIDTH - 54 * mm, 14 * mm], hAlign="LEFT")
        table.setStyle(_RULED)
        return table

    def _text(self, words: str, style: ParagraphStyle) -> Paragraph:
        return Paragraph(escape(typeset(words)), style)


_RULED = TableStyle([
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
    ("TOPPADDING", (0, 0), (-1, -1), 0.5 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0.7 * mm),
])  # fmt: skip
