"""From a choice to what the printer is asked: never what it cannot, never more than is allowed."""

import pytest

from devices.printer.ports import Abilities, PrintOptions
from kiosk.documents.model import Page
from kiosk.journey.print_choice import PrintRules
from kiosk.steward.laying import allowed, options_of
from session.protocol.printing import PrintChoice

ABLE = Abilities(duplex=True, colour=True, copies=99, ranges=True)
BARE = Abilities()
RULES = PrintRules(two_sided=True, colour=True, copies=3)
UPRIGHT = Page(width=595, height=842, pixels_wide=1191, pixels_high=1684)
LYING = Page(width=842, height=595, pixels_wide=1684, pixels_high=1191)


def test_without_a_choice_several_pages_go_on_both_sides_where_the_printer_can() -> None:
    assert allowed(None, 4, ABLE, RULES) == PrintChoice(two_sided=True, colour=True)
    assert allowed(None, 1, ABLE, RULES) == PrintChoice(two_sided=False, colour=True)
    assert allowed(None, 4, BARE, RULES) == PrintChoice()
    assert allowed(None, 4, ABLE, PrintRules(two_sided=False)) == PrintChoice()


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (PrintChoice(copies=9), PrintChoice(copies=3)),
        (PrintChoice(pages=[3, 1, 1, 900]), PrintChoice(pages=[1, 3])),
        (PrintChoice(pages=[2], two_sided=True), PrintChoice(pages=[2])),
        (PrintChoice(pages=[900]), PrintChoice()),
    ],
)
def test_what_a_screen_asks_is_kept_within_the_document_and_the_rules(
    asked: PrintChoice, given: PrintChoice
) -> None:
    assert allowed(asked, 4, ABLE, RULES) == given


def test_colour_is_for_a_town_hall_that_allows_it_and_a_printer_that_has_it() -> None:
    wanted = PrintChoice(colour=True)
    assert allowed(wanted, 2, ABLE, RULES).colour is True
    assert allowed(wanted, 2, ABLE, PrintRules(colour=False)).colour is False
    assert allowed(wanted, 2, BARE, RULES).colour is False


def test_a_colour_printer_is_told_black_and_another_is_told_nothing() -> None:
    assert options_of(PrintChoice(), [UPRIGHT], ABLE).colour is False
    assert options_of(PrintChoice(), [UPRIGHT], BARE).colour is None


def test_pages_that_lie_turn_over_like_a_calendar() -> None:
    both = PrintChoice(two_sided=True)
    assert options_of(both, [UPRIGHT, UPRIGHT], ABLE).sides == "two-sided-long-edge"
    assert options_of(both, [LYING, LYING], ABLE).sides == "two-sided-short-edge"
    assert options_of(both, [LYING, UPRIGHT], ABLE).sides == "two-sided-long-edge"


def test_copies_are_the_printers_work_when_it_can_and_ours_when_not() -> None:
    assert options_of(PrintChoice(copies=3), [UPRIGHT], ABLE) == PrintOptions(colour=False, copies=3)
    assert options_of(PrintChoice(copies=3), [UPRIGHT], Abilities(copies=2)).copies == 1
