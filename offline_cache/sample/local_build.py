"""Saint-Aubin's own content: the files beside this one, dated from a day, with pictures and PDFs drawn now."""

import io
import re
from datetime import date, timedelta
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from offline_cache.local.source import Source

_FOLDER = Path(__file__).resolve().parent / "local"
_DAY = re.compile(r"@([+-]\d+)")
_SIZE = (1200, 675)
_SKY, _GROUND, _WALL, _ROOF, _DARK = "#CFE3E8", "#C9D8B6", "#F3E6CF", "#B5583C", "#5B4636"
_PAPERS = {
    "enquete-plu.pdf": (
        "Avis d'enquête publique",
        (
            "Plan local d'urbanisme de la commune de Saint-Aubin",
            "Par arrêté du maire, une enquête publique est ouverte sur le projet de plan local d'urbanisme.",
            "Le dossier et le registre sont à la mairie, aux heures d'ouverture.",
            "Le commissaire enquêteur reçoit le premier et le dernier samedi, de 9 h à 12 h.",
            "Le rapport pourra être lu pendant un an à la mairie.",
        ),
    ),
    "arrete-circulation.pdf": (
        "Arrêté municipal n° 2026-118",
        (
            "Circulation et stationnement rue de la Halle",
            "Article 1. La circulation est interdite rue de la Halle pendant le marché de Noël.",
            "Article 2. Les secours et les riverains à pied passent toujours.",
            "Article 3. Cet arrêté peut être contesté devant le tribunal administratif dans les deux mois.",
        ),
    ),
    "autorisation.pdf": (
        "Autorisation parentale",
        (
            "Crèche « Les Lutins » et accueil périscolaire",
            "Je soussigné(e) ............................................................................",
            "autorise les personnes suivantes à venir chercher mon enfant :",
            ".............................................................................................",
            ".............................................................................................",
            "Date et signature :",
        ),
    ),
}


def local_sample(today: date) -> Source:
    """The files as an editor would hand them in; the same bytes for the same day."""
    files = {
        path.relative_to(_FOLDER).as_posix(): _dated(path, today) for path in sorted(_FOLDER.rglob("*.t*"))
    }
    files |= {f"documents/{name}": _paper(*said) for name, said in _PAPERS.items()}
    files |= {"images/halle.png": _hall(), "images/dechetterie.png": _gate(), "images/salle.png": _room()}
    return Source("Saint-Aubin", files)


def write_local_sample(folder: Path, today: date) -> None:
    """Write them into a folder."""
    for name, data in local_sample(today).files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _dated(path: Path, today: date) -> bytes:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        text = _DAY.sub(lambda found: (today + timedelta(days=int(found[1]))).isoformat(), text)
    return text.encode()


def _paper(title: str, lines: tuple[str, ...]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, lang="fr")
    canvas.setTitle(title)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(25 * mm, 270 * mm, "Commune de Saint-Aubin (commune fictive)")
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(25 * mm, 245 * mm, title)
    canvas.setFont("Helvetica", 12)
    for number, line in enumerate(lines):
        canvas.drawString(25 * mm, (228 - 11 * number) * mm, line)
    canvas.drawString(25 * mm, 60 * mm, "Fait à Saint-Aubin")
    canvas.save()
    return buffer.getvalue()


# ---- pictures: flat drawings, so that nothing of a real place or person is shown


def _canvas(horizon: int = 470) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", _SIZE, _SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((930, 60, 1050, 180), fill="#F7E3A1")
    draw.rectangle((0, horizon, *_SIZE), fill=_GROUND)
    return image, draw


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=False)
    return buffer.getvalue()


def _house(draw: ImageDraw.ImageDraw, left: int, right: int, top: int, bottom: int) -> None:
    draw.rectangle((left, top, right, bottom), fill=_WALL)
    draw.polygon(((left - 30, top), ((left + right) // 2, top - 110), (right + 30, top)), fill=_ROOF)


def _hall() -> bytes:
    """The covered market: posts, a wide roof, three stalls."""
    image, draw = _canvas()
    draw.polygon(((120, 260), (260, 110), (940, 110), (1080, 260)), fill=_ROOF)
    for left in range(170, 1050, 140):
        draw.rectangle((left, 260, left + 22, 520), fill=_DARK)
    for left, colour in ((210, "#C8553D"), (500, "#0E5A5A"), (790, "#F2B33D")):
        draw.polygon(((left, 380), (left + 200, 380), (left + 220, 430), (left - 20, 430)), fill=colour)
        draw.rectangle((left, 480, left + 200, 560), fill="#8C6A4A")
        for spot in range(left + 15, left + 190, 30):
            draw.ellipse((spot, 462, spot + 24, 486), fill="#7FA650" if spot % 60 else "#D9773B")
    return _png(image)


def _gate() -> bytes:
    """The recycling centre: a hut, a barrier, three skips."""
    image, draw = _canvas()
    _house(draw, 90, 330, 330, 520)
    draw.rectangle((180, 400, 240, 520), fill=_DARK)
    for number, colour in enumerate(("#0E5A5A", "#F2B33D", "#5A7D9A")):
        left = 520 + 220 * number
        draw.polygon(((left, 360), (left + 190, 360), (left + 165, 500), (left + 25, 500)), fill=colour)
    for spot in range(350, 1100, 50):
        draw.rectangle((spot, 560, spot + 25, 580), fill="#FFFFFF")
        draw.rectangle((spot + 25, 560, spot + 50, 580), fill="#C8553D")
    draw.rectangle((345, 540, 365, 640), fill=_DARK)
    return _png(image)


def _room() -> bytes:
    """The village hall between two trees."""
    image, draw = _canvas()
    _house(draw, 260, 940, 290, 540)
    for left in range(310, 900, 120):
        draw.rectangle((left, 350, left + 70, 450), fill="#9EC3CC")
    draw.rectangle((560, 410, 640, 540), fill=_DARK)
    for left in (90, 1010):
        draw.rectangle((left + 40, 400, left + 62, 560), fill=_DARK)
        draw.ellipse((left - 30, 210, left + 130, 430), fill="#7FA650")
    return _png(image)
