"""Papers that people lay under the camera, drawn: a letter, a page of small print, a form, a bill with a picture, a card."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

Picture = NDArray[np.uint8]

SHEET_MM = (210.0, 297.0)
CARD_MM = (85.6, 53.98)
_DPI = 220

_NOTICE = (
    "Le bénéficiaire déclare sur l'honneur que les renseignements portés ci-dessus sont exacts et s'engage à "
    "signaler tout changement de situation dans un délai de trente jours. Toute fausse déclaration expose à des "
    "sanctions. La demande est accompagnée d'une copie de la pièce d'identité, du dernier avis d'imposition et "
    "d'un justificatif de domicile de moins de trois mois. Le dossier complet est remis au guichet de la mairie "
    "ou envoyé par courrier à la caisse dont dépend le logement. Une réponse est donnée sous deux mois ; passé ce "
    "terme, le silence vaut rejet et un recours peut être formé devant la commission amiable."
)


@dataclass(frozen=True)
class Paper:
    """What is laid: its picture `(height, width, 3) uint8 RGB`, size in millimetres, and the words on it."""

    name: str
    picture: Picture
    size_mm: tuple[float, float]
    words: str


def text_page(points: float, lines: int, name: str = "text", *, seed: int = 0) -> Paper:
    """A title and `lines` lines of words `points` high on A4, from the top."""
    canvas, buffer = _canvas(SHEET_MM)
    rng = np.random.default_rng(seed)
    said: list[str] = []
    _title(canvas, "Notice explicative", said)
    canvas.setFont("Helvetica", points)
    y = 262 * mm
    for _ in range(lines):
        line = _line(canvas, points, 170 * mm, rng)
        canvas.drawString(20 * mm, y, line)
        said.append(line)
        y -= points * 1.45
        if y < 18 * mm:
            break
    return _paper(name, canvas, buffer, SHEET_MM, said)


def form_page() -> Paper:
    """A form: ruled fields, boxes to tick, a grey band."""
    canvas, buffer = _canvas(SHEET_MM)
    said: list[str] = []
    _title(canvas, "Demande d'aide au logement", said)
    canvas.setFillColorRGB(0.86, 0.88, 0.9)
    canvas.rect(20 * mm, 248 * mm, 170 * mm, 9 * mm, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Helvetica-Bold", 10.5)
    canvas.drawString(23 * mm, 251 * mm, "1. Votre situation")
    said.append("1. Votre situation")
    canvas.setFont("Helvetica", 10)
    fields = (
        "Nom de naissance",
        "Prénoms",
        "Adresse",
        "Commune",
        "Téléphone",
        "Situation de famille",
        "Loyer",
    )
    values = (
        "MARTIN",
        "Jeanne, Louise",
        "4 rue du Lavoir",
        "Saint-Aubin",
        "02 99 00 00 00",
        "seule",
        "412 euros",
    )
    for row, (field, value) in enumerate(zip(fields, values, strict=True)):
        y = (236 - 13 * row) * mm
        canvas.drawString(22 * mm, y, field)
        canvas.rect(70 * mm, y - 2.5 * mm, 115 * mm, 8 * mm)
        canvas.setFillColorRGB(0.08, 0.16, 0.62)
        canvas.drawString(73 * mm, y, value)
        canvas.setFillColorRGB(0, 0, 0)
        said.append(f"{field} {value}")
    return _paper("form", canvas, buffer, SHEET_MM, said)


def bill_page() -> Paper:
    """A bill: a coloured band across the top, a picture, a stamp in red, few words."""
    canvas, buffer = _canvas(SHEET_MM)
    said: list[str] = []
    canvas.setFillColorRGB(0.055, 0.353, 0.353)
    canvas.rect(0, 270 * mm, 210 * mm, 27 * mm, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    for row, line in enumerate(
        ("Facture du 3 novembre 2026", "Abonnement et consommation", "Total à payer : 87,40 euros")
    ):
        canvas.setFont("Helvetica", 13)
        canvas.drawString(25 * mm, (240 - 11 * row) * mm, line)
        said.append(line)
    for step in range(60):
        shade = step / 60
        canvas.setFillColorRGB(0.2 + 0.7 * shade, 0.35 + 0.3 * shade, 0.8 - 0.6 * shade)
        canvas.rect((25 + step) * mm, 120 * mm, 1.1 * mm, (30 + 20 * np.sin(step / 7)) * mm, stroke=0, fill=1)
    canvas.setStrokeColorRGB(0.8, 0.1, 0.1)
    canvas.setLineWidth(3)
    canvas.circle(155 * mm, 80 * mm, 17 * mm)
    return _paper("bill", canvas, buffer, SHEET_MM, said)


def blank_page() -> Paper:
    """Nothing on it."""
    return Paper("blank", np.full((2573, 1819, 3), 252, np.uint8), SHEET_MM, "")


def card(name: str = "card", *, dark: bool = False) -> Paper:
    """An identity card: a tinted ground, a portrait, small letters, two coded lines."""
    canvas, buffer = _canvas(CARD_MM)
    ground = (0.13, 0.2, 0.42) if dark else (0.78, 0.87, 0.93)
    ink = (0.95, 0.95, 0.95) if dark else (0.1, 0.1, 0.16)
    canvas.setFillColorRGB(*ground)
    canvas.rect(0, 0, CARD_MM[0] * mm, CARD_MM[1] * mm, stroke=0, fill=1)
    for ring in range(14):
        canvas.setStrokeColorRGB(*(0.93 * c + 0.05 for c in ground))
        canvas.circle(60 * mm, 25 * mm, (2 + 2.2 * ring) * mm)
    canvas.setFillColorRGB(0.55, 0.5, 0.47)
    canvas.rect(5 * mm, 14 * mm, 24 * mm, 30 * mm, stroke=0, fill=1)
    canvas.setFillColorRGB(0.86, 0.7, 0.6)
    canvas.ellipse(11 * mm, 24 * mm, 23 * mm, 40 * mm, stroke=0, fill=1)
    canvas.setFillColorRGB(*ink)
    said = [
        "CARTE NATIONALE D'IDENTITE",
        "MARTIN",
        "Jeanne, Louise",
        "Née le 12 03 1951 à Rennes",
        "Expire le 02 05 2031",
    ]
    for row, line in enumerate(said):
        canvas.setFont("Helvetica-Bold" if row == 0 else "Helvetica", 7.5)
        canvas.drawString((5 if row == 0 else 33) * mm, (48 - 7 * row) * mm, line)
    return _paper(name, canvas, buffer, CARD_MM, said, dpi=420)


def _canvas(size_mm: tuple[float, float]) -> tuple[Canvas, BytesIO]:
    buffer = BytesIO()
    return Canvas(buffer, pagesize=A4 if size_mm == SHEET_MM else (size_mm[0] * mm, size_mm[1] * mm)), buffer


def _title(canvas: Canvas, title: str, said: list[str]) -> None:
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(20 * mm, 275 * mm, title)
    said.append(title)


def _line(canvas: Canvas, points: float, width: float, rng: np.random.Generator) -> str:
    """As many words as fit."""
    words = _NOTICE.split(" ")
    at = int(rng.integers(len(words)))
    line = words[at]
    while True:
        at = (at + 1) % len(words)
        longer = f"{line} {words[at]}"
        if canvas.stringWidth(longer, "Helvetica", points) > width:
            return line
        line = longer


def _paper(
    name: str, canvas: Canvas, buffer: BytesIO, size_mm: tuple[float, float], said: list[str], dpi: int = _DPI
) -> Paper:
    canvas.showPage()
    canvas.save()
    drawn = pdfium.PdfDocument(buffer.getvalue())[0].render(scale=dpi / 72).to_numpy()
    # Printed paper is never quite white, nor ink quite black.
    tone = np.interp(np.arange(256), [0, 255], [28, 252]).astype(np.uint8)
    return Paper(name, tone[drawn[..., 2::-1]], size_mm, "\n".join(said))
