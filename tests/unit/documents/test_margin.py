"""Where a stamp finds room: in a margin, never over what is written."""

import numpy as np
import pytest

from kiosk.documents.margin import AIR, EDGE, Grey, free_room

WIDE, HIGH = 595, 842
STAMP = (232, 62)


def _page(paper: int = 250) -> Grey:
    return np.full((HIGH, WIDE), paper, np.uint8)


def _written_under(page: Grey, room: object) -> bool:
    x, y, wide, high = (int(getattr(room, name)) for name in ("x", "y", "width", "height"))
    around = page[max(0, y - AIR) : y + high + AIR, max(0, x - AIR) : x + wide + AIR]
    return bool((around < 180).any())


def test_an_empty_page_is_stamped_at_the_bottom_right() -> None:
    room = free_room(_page(), *STAMP)
    assert room is not None
    assert (room.x + room.width, room.y + room.height) == (WIDE - EDGE - AIR, HIGH - EDGE - AIR)


@pytest.mark.parametrize(("x", "y"), [(500, 820), (300, 800), (575, 822), (420, 770)])
def test_one_dot_of_ink_at_the_bottom_moves_the_stamp_beside_it(x: int, y: int) -> None:
    page = _page()
    page[y, x] = 0
    room = free_room(page, *STAMP)
    assert room is not None
    assert not _written_under(page, room)


def test_a_full_foot_sends_the_stamp_to_the_head() -> None:
    page = _page()
    page[730:840:6, 40:560] = 30
    room = free_room(page, *STAMP)
    assert room is not None
    assert room.y == EDGE + AIR
    assert not _written_under(page, room)


def test_a_page_written_from_edge_to_edge_has_no_room() -> None:
    page = _page()
    page[::20, :] = 30
    assert free_room(page, *STAMP) is None


def test_the_middle_of_a_page_is_no_margin_however_empty() -> None:
    page = _page()
    page[:110:5], page[-110::5] = 30, 30
    assert free_room(page, *STAMP) is None


def test_grey_paper_is_paper_and_pencil_on_it_is_written() -> None:
    page = _page(200)
    page[800:830, 100:560] = 160
    room = free_room(page, *STAMP)
    assert room is not None
    assert room.y + room.height + AIR <= 800


def test_a_card_smaller_than_the_stamp_has_no_room() -> None:
    assert free_room(np.full((150, 250), 250, np.uint8), *STAMP) is None
