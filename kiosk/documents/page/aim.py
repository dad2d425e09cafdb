"""What to tell a person who lays a page under a camera, frame after frame, and when to take the picture. Pure.

Advice changes only once another has held for a while: words that flicker help nobody. Time comes in with the frames.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.documents.page.find import find_page
from kiosk.documents.page.judge import LEGIBLE, LETTERS, SMALLEST, read_print
from kiosk.documents.page.quad import Luma, Quad, lean, sides

SETTLE_S = 0.25
"""Other advice must hold as long before it is given."""
STILL_S = 0.8
"""A page must lie still and sharp as long before its picture is taken."""
GONE_S = 0.5
_STILL = 0.006
"""Of the frame's diagonal: corners that move less from frame to frame lie still."""
_DARK, _DIM = 62.0, 74.0
_SMALL, _SMALLISH = 0.20, 0.23
"""Of the frame's long side: the page's long side."""
_ASKEW, _ASKEWISH = 24.0, 20.0
"""Degrees from a right angle."""
_GLARE, _GLARISH = 0.006, 0.004
"""Of the page: what shines so that nothing is read there."""
_TILE = 560
_SHARP = 0.9 * LEGIBLE
"""A little less than the judge wants, who sees the page without its grain and has the last word."""
_THUMB = (24, 24)
_SAME = 0.8


class Advice(StrEnum):
    """What is to be done, the most urgent first. MOVING also stands for a picture that is not sharp yet."""

    ABSENT = "absent"
    FARTHER = "farther"
    CLOSER = "closer"
    ASKEW = "askew"
    DARK = "dark"
    GLARE = "glare"
    MOVING = "moving"
    HOLD = "hold"


@dataclass(frozen=True)
class Look:
    """What one frame showed: where the page lies, what to say, and whether this frame is the picture to take."""

    quad: Quad | None
    advice: Advice
    shoot: bool = False


class Aim:
    """Follows a page from frame to frame. Takes one picture of each page; it waits for the next once that page left or was turned."""

    def __init__(self) -> None:
        self._said = Advice.ABSENT
        self._other: tuple[Advice, float] | None = None
        self._last: Quad | None = None
        self._held_since: float | None = None
        self._gone_since: float | None = None
        self._taken: NDArray[np.float32] | None = None

    def look(self, luma: Luma, at_s: float) -> Look:
        """Judge one frame; `at_s` never runs backwards."""
        quad = find_page(luma)
        seen = self._advice(luma, quad)
        self._last = quad
        self._forget_taken(luma, quad, at_s)
        if seen is not Advice.HOLD:
            self._held_since = None
        elif self._held_since is None:
            self._held_since = at_s
        said = self._settled(seen, at_s)
        return Look(quad, said, self._shoots(luma, quad, at_s))

    def again(self) -> None:
        """Take the same page once more: the picture was refused."""
        self._taken = None
        self._held_since = None

    # ---- one frame

    def _advice(self, luma: Luma, quad: Quad | None) -> Advice:
        if quad is None:
            return Advice.ABSENT
        height, width = luma.shape
        badly_laid = self._laid(quad, width, height)
        if badly_laid is not None:
            return badly_laid
        badly_lit = self._lit(_view(luma, quad))
        if badly_lit is not None:
            return badly_lit
        return Advice.MOVING if self._moved(quad, width, height) else _sharp(luma, quad)

    def _laid(self, quad: Quad, width: int, height: int) -> Advice | None:
        corners = quad.pixels(width, height)
        if not quad.whole:
            return Advice.FARTHER
        if sides(corners).max() < self._bound(Advice.CLOSER, _SMALL, _SMALLISH) * max(width, height):
            return Advice.CLOSER
        return Advice.ASKEW if lean(corners) > self._bound(Advice.ASKEW, _ASKEW, _ASKEWISH) else None

    def _lit(self, view: Luma) -> Advice | None:
        if float(np.percentile(view, 80)) < self._bound(Advice.DARK, _DARK, _DIM):
            return Advice.DARK
        return Advice.GLARE if _glare(view) > self._bound(Advice.GLARE, _GLARE, _GLARISH) else None

    def _bound(self, advice: Advice, to_say: float, to_stop: float) -> float:
        """What is said already is only taken back once it is clearly over."""
        return to_stop if self._said is advice else to_say

    def _moved(self, quad: Quad, width: int, height: int) -> bool:
        if self._last is None:
            return True
        apart = quad.pixels(width, height) - self._last.pixels(width, height)
        return float(np.hypot(apart[:, 0], apart[:, 1]).max()) > _STILL * float(np.hypot(width, height))

    # ---- from frame to frame

    def _settled(self, seen: Advice, at_s: float) -> Advice:
        if seen is self._said:
            self._other = None
            return self._said
        if self._other is None or self._other[0] is not seen:
            self._other = (seen, at_s)
        if at_s - self._other[1] >= SETTLE_S:
            self._said, self._other = seen, None
        return self._said

    def _shoots(self, luma: Luma, quad: Quad | None, at_s: float) -> bool:
        if quad is None or self._held_since is None or self._taken is not None:
            return False
        if self._said is not Advice.HOLD or at_s - self._held_since < STILL_S:
            return False
        self._taken = _thumb(luma, quad)
        return True

    def _forget_taken(self, luma: Luma, quad: Quad | None, at_s: float) -> None:
        """A page that left, or another in its place, may be taken."""
        if self._taken is None:
            self._gone_since = None
            return
        same = quad is not None and float((_thumb(luma, quad) * self._taken).mean()) > _SAME
        if same:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = at_s
        elif at_s - self._gone_since >= GONE_S:
            self._taken, self._gone_since, self._held_since = None, None, None


# ---- what is seen inside the page


def _view(luma: Luma, quad: Quad) -> Luma:
    """The page alone, small and square."""
    corners = quad.pixels(luma.shape[1], luma.shape[0]).astype(np.float32)
    size = 256
    onto = np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float32) - np.float32(0.5)
    matrix = cv2.getPerspectiveTransform(corners, onto)
    return np.asarray(cv2.warpPerspective(luma, matrix, (size, size), flags=cv2.INTER_LINEAR), dtype=np.uint8)


def _thumb(luma: Luma, quad: Quad) -> NDArray[np.float32]:
    """The page's look in few numbers of mean 0 and spread 1: alike for the same page, whatever the light."""
    view = cv2.GaussianBlur(_view(luma, quad), (0, 0), 4).astype(np.float32)
    wide = view - cv2.GaussianBlur(view, (0, 0), 40)
    few = cv2.resize(wide, _THUMB, interpolation=cv2.INTER_AREA)[1:-1, 1:-1]
    return np.asarray((few - few.mean()) / max(0.5, float(few.std())), dtype=np.float32)


def _glare(view: Luma) -> float:
    """The part of the page that shines white where the paper around does not."""
    paper = float(np.median(view))
    if paper > 240:
        return 0.0
    shining = (view >= 252).astype(np.uint8)
    solid = cv2.morphologyEx(shining, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    return float(solid.mean())


def _sharp(luma: Luma, quad: Quad) -> Advice:
    """Whether what is written can be read where most is: HOLD, or MOVING for a blur, or CLOSER for letters too small."""
    height, width = luma.shape
    middle = _most_written(luma, quad)
    left = int(np.clip(middle[0] - _TILE / 2, 0, max(0, width - _TILE)))
    top = int(np.clip(middle[1] - _TILE / 2, 0, max(0, height - _TILE)))
    found = read_print(luma[top : top + _TILE, left : left + _TILE])
    if found is None:
        return Advice.HOLD
    if found.marks < LETTERS:  # a few strokes, or words that a blur has made one stain
        return Advice.HOLD if found.letter > 2 * found.edge else Advice.MOVING
    if found.letter / max(0.5, found.edge) < _SHARP:
        return Advice.MOVING
    return Advice.CLOSER if found.letter < SMALLEST else Advice.HOLD


def _most_written(luma: Luma, quad: Quad) -> tuple[float, float]:
    """The place of the page, in pixels of the frame, around which there are most thin dark strokes."""
    view = _view(luma, quad)
    strokes = cv2.subtract(cv2.morphologyEx(view, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)), view)
    near = cv2.blur(np.minimum(strokes, 40), (71, 71))[40:-40, 40:-40]
    row, column = np.unravel_index(int(near.argmax()), near.shape)
    u, v = (int(column) + 40.5) / view.shape[1], (int(row) + 40.5) / view.shape[0]
    first, second, third, fourth = quad.pixels(luma.shape[1], luma.shape[0])
    at = (1 - v) * ((1 - u) * first + u * second) + v * ((1 - u) * fourth + u * third)
    return float(at[0]), float(at[1])
