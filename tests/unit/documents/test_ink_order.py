"""What counts as a signature, and where it may stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kiosk.core.errors import UserFacingError
from kiosk.documents.ink import SignOrder, Stroke, caption
from kiosk.documents.model import BoxOnPage
from session.protocol.signing import small

BOX = BoxOnPage(left=0.5, top=0.5, width=0.4, height=0.1)
LINE = Stroke(points=[(0.55, 0.55), (0.7, 0.56)])


def _order(box: BoxOnPage = BOX, strokes: tuple[Stroke, ...] = (LINE,), page: int = 0) -> SignOrder:
    return SignOrder(page=page, box=box, strokes=list(strokes), caption="c")


def test_a_line_in_the_box_is_a_signature() -> None:
    _order().check(1)


@pytest.mark.parametrize(
    "strokes",
    [
        (),
        (Stroke(points=[(0.6, 0.55)]),),
        (Stroke(points=[(0.6, 0.55), (0.6001, 0.55)]),),
        (Stroke(points=[(0.1, 0.1), (0.3, 0.3)]),),
    ],
    ids=["nothing", "a dot", "a smudge", "beside the box"],
)
def test_less_than_a_line_is_not(strokes: tuple[Stroke, ...]) -> None:
    with pytest.raises(UserFacingError, match=r"signature\.ink-empty"):
        _order(strokes=strokes).check(1)


@pytest.mark.parametrize(
    ("box", "page"),
    [
        (BoxOnPage(left=0.7, top=0.5, width=0.4, height=0.1), 0),
        (BoxOnPage(left=0.5, top=0.95, width=0.4, height=0.1), 0),
        (BoxOnPage(left=0.5, top=0.5, width=0.0, height=0.1), 0),
        (BOX, 1),
    ],
)
def test_a_box_that_is_not_on_the_page_is_refused(box: BoxOnPage, page: int) -> None:
    with pytest.raises(UserFacingError, match=r"signature\.box-invalid"):
        _order(box, page=page).check(1)


@given(st.floats(allow_nan=True, allow_infinity=True).filter(lambda x: not 0 <= x <= 1))
def test_a_point_off_the_page_is_no_point(value: float) -> None:
    with pytest.raises(ValidationError):
        Stroke(points=[(value, 0.5)])


def test_the_lines_under_the_ink_state_when_and_what_it_is_worth() -> None:
    assert caption("22 novembre 2026 à 9 h 05").splitlines() == [
        "Signé le 22 novembre 2026 à 9 h 05",
        "Signature électronique simple",
        "Cachet d'intégrité de la borne",
    ]


@pytest.mark.parametrize(
    ("wide", "high", "refused"), [(30, 12, False), (29, 12, True), (80, 11, True), (29.95, 12, False)]
)
def test_a_box_without_room_for_a_hand_and_the_words_is_small(
    wide: float, high: float, refused: bool
) -> None:
    assert small(wide, high) is refused
