"""From the pen on the signature pad to the ink on the screen, point by point."""

from pathlib import Path
from statistics import median

from kiosk.compose.bench import Figure

POINTS = 300
FRAME_MS = 1000 / 60


def measure(folder: Path) -> list[Figure]:
    """One stroke of 300 points, each drawn before the next is written."""
    from ui.ink_times import measure as inked

    found = inked(folder / "pad", POINTS)
    drawn = sorted(point.drawn for point in found)
    note = f"{POINTS} points, ligne simulée, image de 1080 x 1920 sans carte graphique"
    late = sum(value > FRAME_MS for value in drawn)
    return [
        Figure("encre : du stylet à l'image, médiane", median(drawn), "ms", FRAME_MS, note),
        Figure("encre : du stylet à l'image, p95", drawn[int(len(drawn) * 0.95)], "ms", None),
        Figure("encre : points dessinés en plus d'une image à 60 par seconde", 100 * late / POINTS, "%"),
        Figure("encre : dont lecture de la ligne, médiane", median(point.heard for point in found), "ms"),
    ]
