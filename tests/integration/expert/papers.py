"""A PDF of two pages and its pictures, made here."""

import io
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Nom de naissance", "Prénoms", "Date et lieu de naissance", "Adresse", "Situation familiale",
    "Nombre d'enfants à charge", "Ressources des trois derniers mois", "Numéro d'allocataire",
)  # fmt: skip


def request_form() -> bytes:
    """A request form of two A4 pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    width, height = A4
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(60, height - 80, "Demande de revenu de solidarité")
    canvas.setFont("Helvetica", 12)
    for rank, line in enumerate(LINES):
        y = height - 150 - 52 * rank
        canvas.drawString(60, y, line)
        canvas.rect(60, y - 30, width - 120, 22)
    canvas.drawString(60, 140, "Fait à Saint-Aubin, le")
    canvas.drawString(330, 140, "Signature")
    canvas.rect(320, 60, 215, 75)
    canvas.showPage()
    canvas.setFont("Helvetica", 12)
    canvas.drawString(60, height - 80, "Notice : pièces à joindre à la demande")
    canvas.save()
    return out.getvalue()


def draw_pages(pdf: bytes, folder: Path) -> list[str]:
    """Write `page-N.webp` at 144 dpi into a folder; return the names."""
    document = pypdfium2.PdfDocument(pdf)
    names = []
    for number, page in enumerate(document, 1):
        name = f"page-{number:03}.webp"
        page.render(scale=2).to_pil().save(folder / name, "WEBP", quality=85)
        names.append(name)
    document.close()
    return names
