"""What a hand drew: strokes in page coordinates, and how they are laid into their box."""

from pydantic import BaseModel, ConfigDict, Field

from kiosk.core.errors import UserFacingError
from kiosk.documents.model import BoxOnPage, Fraction

MAX_STROKES = 500
MAX_POINTS = 20_000
MAX_LATER = 3
"""Further signatures that a document may be made ready for."""
LEGAL = ("Signature électronique simple", "Cachet d'intégrité de la borne")
"""The legal level, as it stands on every signed page (eIDAS, article 3: neither advanced nor qualified)."""


class Stroke(BaseModel):
    """One touch: points in 0..1 from the top left of the page; width as a fraction of the page's width.

    No time and no pressure: what is kept is the drawing, not the gesture.
    """

    model_config = ConfigDict(frozen=True)

    points: list[tuple[Fraction, Fraction]] = Field(min_length=1, max_length=MAX_POINTS)
    width: float = Field(default=0.003, gt=0, le=0.05, allow_inf_nan=False)


class Place(BaseModel):
    """A box on one of the pages, where somebody else is to sign later."""

    model_config = ConfigDict(frozen=True)

    page: int = Field(ge=0)
    box: BoxOnPage


class SignOrder(BaseModel):
    """What is to be signed, where, and what was drawn there.

    `caption` has a line for each thing it states; `later` are the boxes of further signatures, reserved
    in this revision; `sha256` is the very file that was shown, and no other is signed.
    """

    model_config = ConfigDict(frozen=True)

    page: int = Field(ge=0)
    box: BoxOnPage
    strokes: list[Stroke] = Field(max_length=MAX_STROKES)
    caption: str = Field(max_length=200)
    later: list[Place] = Field(default_factory=list, max_length=MAX_LATER)
    sha256: str = Field(default="", pattern="^([0-9a-f]{64})?$")
    place: str = Field(default="", max_length=100)
    reason: str = Field(default="", max_length=100)

    def check(self, pages: int) -> None:
        """Refuse a box outside the page and an empty drawing.

        Raises:
            UserFacingError: `signature.box-invalid` or `signature.ink-empty`.
        """
        boxes = [(self.page, self.box), *((place.page, place.box) for place in self.later)]
        if not all(box.inside and 0 <= page < pages for page, box in boxes):
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


def caption(moment: str) -> str:
    """The lines under the ink: when, and the legal level. `moment` is written in French."""
    return "\n".join((f"Signé le {moment}", *LEGAL))
