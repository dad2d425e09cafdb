"""A page under a camera of 5 megapixels, from the frame to the words that another program reads on it."""

from dataclasses import replace

from devices.peers.document_table import Lens
from kiosk.compose.bench.page import MISREAD, read_through
from kiosk.compose.bench.page_papers import card, text_page
from kiosk.compose.bench.page_reading import character_error

SHEET = Lens(view_mm=430.0, lean=(6.0, -4.0))


def test_what_was_printed_is_read_back_and_a_blurred_page_is_refused() -> None:
    letter = text_page(11, 8)
    sharp = read_through(letter, SHEET)
    assert sharp.accepted
    assert sharp.flattened <= 0.01
    blurred = read_through(letter, replace(SHEET, blur=4.0))
    assert blurred.flattened > MISREAD
    assert not blurred.accepted


def test_a_card_is_read_back() -> None:
    small = read_through(card(dark=True), replace(SHEET, view_mm=280.0))
    assert small.accepted
    assert small.flattened <= MISREAD


def test_the_measure_of_what_was_misread_counts_letters() -> None:
    assert character_error("le loyer", "le loyer") == 0
    assert character_error("le  loyer\n", "le loyer") == 0
    assert character_error("la loyer", "le loyer") == 1 / 8
    assert character_error("loyer", "le loyer") == 3 / 8
    assert character_error("le loyer dû", "le loyer") == 3 / 8
    assert character_error("", "le loyer") == 1
