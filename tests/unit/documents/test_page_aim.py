"""What a person with a page under the camera is told, and when the picture is taken."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from devices.peers.document_table import Laid, Lamp, Lens, Scene, seen
from kiosk.compose.bench.page import grey
from kiosk.compose.bench.page_papers import bill_page, text_page
from kiosk.documents.page.aim import Advice, Aim, Look
from kiosk.documents.page.quad import Luma

LENS = Lens(frame=(1296, 972), noise=2.0, view_mm=430.0)
SHEET = text_page(24, 14)
TICK = 0.2


class Laying:
    """A table on which things are laid, seen five times a second."""

    def __init__(self) -> None:
        self.aim = Aim()
        self.now = 0.0

    def see(self, lumas: Iterable[Luma]) -> list[Look]:
        looks = []
        for luma in lumas:
            looks.append(self.aim.look(luma, self.now))
            self.now += TICK
        return looks


def sheet(
    lens: Lens = LENS, lamp: Lamp | None = None, *, seed: int = 1, turn: float = 87.0, **more: float
) -> Luma:
    laid = Laid(SHEET.picture, turn=turn, at_mm=(more.get("x", 0.0), 0.0))
    return grey(seen(Scene((laid,), lens=lens, lamp=lamp or Lamp(), seed=seed)).rgb)


GOOD = sheet()
BARE = grey(seen(Scene(lens=LENS)).rgb)


def said(looks: list[Look]) -> Advice:
    return looks[-1].advice


def shots(looks: list[Look]) -> int:
    return sum(look.shoot for look in looks)


def test_a_page_that_lies_still_is_taken_once() -> None:
    looks = Laying().see([BARE] * 2 + [GOOD] * 14)
    assert said(looks) is Advice.HOLD
    assert shots(looks) == 1
    taken = next(number for number, look in enumerate(looks) if look.shoot)
    assert 2 + 4 <= taken <= 2 + 8


def test_the_next_page_is_taken_after_the_first_left() -> None:
    table = Laying()
    assert shots(table.see([GOOD] * 9)) == 1
    assert shots(table.see([BARE] * 5 + [GOOD] * 9)) == 1


def test_the_back_of_the_page_is_taken_without_lifting_it_away() -> None:
    table = Laying()
    assert shots(table.see([GOOD] * 9)) == 1
    back = grey(seen(Scene((Laid(bill_page().picture, turn=87.0),), lens=LENS)).rgb)
    assert table.see([back] * 5)[-1].quad is not None
    assert shots(table.see([GOOD] * 9)) == 1


def test_a_refused_page_is_taken_again() -> None:
    table = Laying()
    assert shots(table.see([GOOD] * 9)) == 1
    table.aim.again()
    assert shots(table.see([GOOD] * 9)) == 1


def test_each_trouble_has_its_words() -> None:
    troubles = {
        Advice.ABSENT: BARE,
        Advice.FARTHER: sheet(x=110.0),
        Advice.CLOSER: sheet(replace(LENS, view_mm=1600.0)),
        Advice.DARK: sheet(replace(LENS, noise=4.0), Lamp(level=0.2)),
        Advice.GLARE: sheet(lamp=Lamp(glare=0.7, level=0.8), seed=3),
        Advice.MOVING: sheet(replace(LENS, blur=5.0)),
        Advice.ASKEW: sheet(replace(LENS, lean=(38.0, 20.0), view_mm=560.0)),
    }
    heard = {due: said(Laying().see([luma] * 4)) for due, luma in troubles.items()}
    assert heard == {due: due for due in troubles}


def test_a_blurred_page_is_never_taken() -> None:
    assert shots(Laying().see([sheet(replace(LENS, blur=5.0))] * 12)) == 0


def test_a_page_that_moves_is_not_taken_until_it_rests() -> None:
    places = [sheet(x=float(x), seed=1) for x in (-12, -4, 4, 12)]
    table = Laying()
    moving = table.see(places * 3)
    assert shots(moving) == 0
    assert said(moving) is Advice.MOVING
    assert shots(table.see([places[-1]] * 9)) == 1


def test_words_do_not_flicker_when_the_page_is_lost_every_other_frame() -> None:
    table = Laying()
    table.see([GOOD] * 5)
    heard = {look.advice for look in table.see([BARE, GOOD] * 5)}
    assert heard == {Advice.HOLD}


def test_a_small_or_empty_frame_is_borne() -> None:
    assert {said(Laying().see([np.zeros(shape, np.uint8)])) for shape in ((1, 1), (0, 0), (60, 5000))} == {
        Advice.ABSENT
    }
