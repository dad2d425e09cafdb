"""The typeface of everything printed: Atkinson Hyperlegible Next, embedded."""

from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = "fonts"
_REGULAR = "AtkinsonHyperlegibleNext-Regular.ttf"
_BOLD = "AtkinsonHyperlegibleNext-Bold.ttf"


@dataclass(frozen=True)
class Faces:
    """Names reportlab knows the two weights by."""

    regular: str
    bold: str


def load_faces(folder: Path) -> Faces:
    """Register the two weights found in `folder`; reportlab's Helvetica where they are not built yet."""
    if not (folder / _REGULAR).is_file() or not (folder / _BOLD).is_file():
        return Faces("Helvetica", "Helvetica-Bold")
    pdfmetrics.registerFont(TTFont("Atkinson", folder / _REGULAR))
    pdfmetrics.registerFont(TTFont("Atkinson-Bold", folder / _BOLD))
    pdfmetrics.registerFontFamily("Atkinson", normal="Atkinson", bold="Atkinson-Bold")
    return Faces("Atkinson", "Atkinson-Bold")
