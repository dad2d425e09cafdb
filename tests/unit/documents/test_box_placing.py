"""A box of the page as it is seen, brought into the page's own coordinates and back."""

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.documents.fields import box_on_page
from kiosk.documents.model import BoxOnPage
from kiosk.documents.placing import placed, turn_of

TURNS = (0, 90, 180, 270)
SHARE = st.floats(0.05, 0.45)


PDF = pikepdf.new()
"""Kept: a page lives no longer than its file."""


def _page(turned: int, crop: tuple[int, int, int, int] = (40, 60, 540, 800)) -> pikepdf.Page:
    page = PDF.add_blank_page(page_size=(600, 900))
    page.obj["/CropBox"] = pikepdf.Array(crop)
    page.obj["/Rotate"] = turned
    return page


@pytest.mark.parametrize("turned", TURNS)
@given(left=SHARE, top=SHARE, width=SHARE, height=SHARE)
def test_a_box_comes_back_from_the_page_as_it_was_seen(
    turned: int, left: float, top: float, width: float, height: float
) -> None:
    page = _page(turned)
    box = BoxOnPage(left=left, top=top, width=width, height=height)
    back = box_on_page(pikepdf.Array(placed(page, box).area), page)
    assert back is not None
    for side in ("left", "top", "width", "height"):
        assert getattr(back, side) == pytest.approx(getattr(box, side), abs=1e-4)


@pytest.mark.parametrize("turned", TURNS)
def test_a_drawing_stands_upright_in_its_box(turned: int) -> None:
    here = placed(_page(turned), BoxOnPage(left=0.2, top=0.3, width=0.4, height=0.1))
    a, b, c, d, e, f = here.upright
    w, h = here.area[2] - here.area[0], here.area[3] - here.area[1]
    corners = [(0, 0), (here.wide, 0), (0, here.high), (here.wide, here.high)]
    laid = {(round(a * x + c * y + e, 3), round(b * x + d * y + f, 3)) for x, y in corners}
    assert laid == {(0, 0), (round(w, 3), 0), (0, round(h, 3)), (round(w, 3), round(h, 3))}


def test_a_turn_is_inherited_and_one_that_is_none_is_ignored() -> None:
    page = _page(0)
    del page.obj["/Rotate"]
    page.obj["/Parent"] = pikepdf.Dictionary(Rotate=-90)
    assert turn_of(page) == 270
    page.obj["/Rotate"] = 45
    assert turn_of(page) == 0
