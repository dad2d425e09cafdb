"""What a hand drew: strokes in page coordinates, and how they are laid into their box."""

from pydantic import BaseModel, ConfigDict, Field

from kiosk.core.errors import UserFacingError
from kiosk.documents.model import BoxOnPage, Fraction

MAX_STROKES = 500
MAX_POINTS = 20_000


class Stroke(BaseModel):
    """One touch: points in 0..1 from the top left of the page; width as a fraction of the page's width.

    No time and no pressure: what is kept is the drawing, not the gesture.
    """

    model_config = ConfigDict(frozen=True)

    points: list[tuple[Fraction, Fraction]] = Field(min_length=1, max_length=MAX_POINTS)
    width: float = Field(default=0.003, gt=0, le=0.05, allow_inf_nan=False)


class SignOrder(BaseModel):
    """What is to be signed, where, and what was drawn there."""

    model_config = ConfigDict(frozen=True)

    page: int = Field(ge=0)
    box: BoxOnPage
    strokes: list[Stroke] = Field(max_length=MAX_STROKES)
    caption: str = Field(max_length=200)
    place: str = Field(default="", max_length=100)
    reason: str = Field(default="", max_length=100)

    def check(self, pages: int) -> None:
        """Refuse a box outside the page and an empty drawing.

        Raises:
            UserFacingError: `signature.box-invalid` or `signature.ink-empty`.
        """
        if not self.box.inside or not 0 <= self.page < pages:
            raise UserFacingError("signature.box-invalid")
        if not any(self._touches(stroke) for stroke in self.strokes):
            raise UserFacingError("signature.ink-empty")

    def _touches(self, stroke: Stroke) -> bool:
        """A dot is no signature: something must have been drawn across part of the box."""
        inside = [point for point in stroke.points if self._holds(*point)]
        if len(inside) < 2:
            return False
        xs, ys = [x for x, _ in inside], [y for _, y in inside]
        return max(xs) - min(xs) > self.box.width / 50 or max(ys) - min(ys) > self.box.height / 50

    def _holds(self, x: float, y: float) -> bool:
        box = self.box
        return box.left <= x <= box.left + box.width and box.top <= y <= box.top + box.height


def caption(day: str) -> str:
    """The line under the ink, which states the legal level. `day` is written in French."""
    return f"Signé le {day} — signature simple avec sceau d'intégrité de la borne"
