"""The letter the tour's expert sends: two pages that look like an administration's, made with reportlab."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

_BODY = (
    "Madame, Monsieur,",
    "",
    "Vous avez demandé l'aide au logement pour l'appartement que vous occupez",
    "depuis le 1er novembre 2026, rue du Lavoir à Saint-Aubin.",
    "",
    "Nous avons vu ensemble votre situation ce jour, par visio, au guichet de la mairie.",
    "Pour que le dossier soit complet, il faut votre accord sur les points suivants :",
    "",
    "   -  le loyer déclaré est de 412 euros par mois, charges non comprises ;",
    "   -  vous vivez seule dans ce logement ;",
    "   -  vos ressources sont celles de votre dernier avis d'imposition.",
    "",
    "Relisez cette page. Si tout est juste, signez dans le cadre en bas.",
    "Vous recevrez la décision sous trois semaines.",
)


def write_letter(path: Path) -> Path:
    """Write the letter to `path`."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle("Déclaration de situation")
    _head(canvas, "Déclaration de situation")
    text = canvas.beginText(25 * mm, 225 * mm)
    text.setFont("Helvetica", 11.5)
    text.setLeading(17)
    for line in _BODY:
        text.textLine(line)
    canvas.drawText(text)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(25 * mm, 62 * mm, "Fait à Saint-Aubin. Signature :")
    canvas.showPage()
    _head(canvas, "Vos droits")
    canvas.setFont("Helvetica", 11.5)
    canvas.drawString(
        25 * mm, 225 * mm, "Vous pouvez demander à voir et à corriger ce que nous savons de vous."
    )
    canvas.drawString(
        25 * mm, 219 * mm, "Vous pouvez contester une décision dans les deux mois qui la suivent."
    )
    canvas.showPage()
    canvas.save()
    return path


def _head(canvas: Canvas, title: str) -> None:
    canvas.setFillColorRGB(0.055, 0.353, 0.353)
    canvas.rect(0, 270 * mm, 210 * mm, 27 * mm, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(25 * mm, 280 * mm, "Caisse d'allocations familiales")
    canvas.setFillColorRGB(0.11, 0.17, 0.2)
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(25 * mm, 245 * mm, title)
