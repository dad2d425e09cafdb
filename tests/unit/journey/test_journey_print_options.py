"""How to print: the usual way in one touch, everything else behind « Autres choix »."""

from dataclasses import replace

import pytest

from kiosk.core.settings import Maintenance
from kiosk.journey import screens as at
from kiosk.journey.print_choice import MOST_COPIES, PrintRules
from session.protocol import local
from session.protocol.printing import PrintChoice, PrintForm
from tests.unit.journey.story import Story, pages, world

ABLE = local.Printer(usable=True, duplex=True, colour=True)


def form(story: Story, count: int = 4, printer: local.Printer = ABLE) -> str:
    """The form of the sheet, shown; its document."""
    story.hear(world(printer=printer))
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("form.open", "R1")
    document = story.last(local.FormOpen).document
    story.hear(pages(document, "Demande", count))
    return document


def asked(story: Story) -> PrintChoice:
    """What the last form printed was asked with."""
    choice = story.last(PrintForm).choice
    assert choice is not None
    return choice


def test_one_touch_prints_the_usual_way_on_both_sides(story: Story) -> None:
    form(story)
    story.touch("form.print")
    assert asked(story) == PrintChoice(two_sided=True)
    assert next(iter(story.journey.jobs.values())).sheets == 2


@pytest.mark.parametrize(
    ("count", "printer"), [(1, ABLE), (4, local.Printer(usable=True))], ids=["one page", "one side only"]
)
def test_a_single_page_and_a_simple_printer_use_one_side(
    story: Story, count: int, printer: local.Printer
) -> None:
    form(story, count, printer)
    story.touch("form.print")
    assert asked(story) == PrintChoice()


def test_other_choices_are_kept_and_printed_and_retour_comes_back_to_the_form(story: Story) -> None:
    story.rules = replace(story.rules, printing=PrintRules(colour=True))
    document = form(story)
    story.touch("print.options")
    assert story.journey.screen == at.PrintOptions(document)
    story.touch("print.two-sided", False)
    story.touch("print.colour", False)
    story.touch("print.copies", 2)
    story.touch("bar.back")
    assert isinstance(story.journey.screen, at.Form)
    story.touch("print.options")
    story.touch("print.go")
    assert asked(story) == PrintChoice(two_sided=False, colour=False, copies=2)
    assert isinstance(story.journey.screen, at.Printing)
    story.touch("print.leave")
    assert isinstance(story.journey.screen, at.Form)


def test_pages_are_taken_out_one_by_one_and_never_all(story: Story) -> None:
    form(story)
    story.touch("print.options")
    story.touch("print.pages")
    assert isinstance(story.journey.screen, at.PrintPages)
    for page in range(4):
        story.touch("print.page", page)
    story.touch("print.pages-chosen")
    assert isinstance(story.journey.screen, at.PrintPages)  # nothing is chosen
    story.touch("print.page", 1)
    story.touch("print.page", 3)
    story.touch("print.page", 99)
    story.touch("print.pages-chosen")
    story.touch("print.go")
    assert asked(story) == PrintChoice(two_sided=True, pages=[1, 3])


def test_with_no_page_chosen_nothing_can_be_printed(story: Story) -> None:
    form(story)
    story.touch("print.options")
    story.touch("print.pages")
    story.touch("print.no-page")
    story.touch("bar.back")
    story.touch("print.go")
    assert isinstance(story.journey.screen, at.PrintOptions)
    assert story.sent(PrintForm) == []
    story.touch("print.all-pages")
    story.touch("print.go")
    assert asked(story).pages == []


def test_this_page_only_and_then_as_before(story: Story) -> None:
    document = form(story)
    story.touch("document.page", 2)
    story.touch("print.options")
    story.touch("print.this-page", 2)
    assert story.journey.choices[document].left_out == {0, 1, 3}
    story.touch("print.usual")
    story.touch("print.go")
    assert asked(story) == PrintChoice(two_sided=True)


def test_colour_is_not_to_be_had_where_the_town_hall_or_the_printer_has_none(story: Story) -> None:
    form(story)  # the printer has colours, the rules do not
    story.touch("print.options")
    story.touch("print.colour", True)
    story.touch("print.go")
    assert asked(story).colour is False


@pytest.mark.parametrize("copies", [0, -1, 6, 100, "2", True])
def test_copies_stay_within_what_is_allowed(story: Story, copies: object) -> None:
    document = form(story)
    story.touch("print.options")
    story.touch("print.copies", copies)
    choice = story.journey.choices.get(document)
    assert choice is None or choice.copies == 1


def test_a_visit_prints_no_more_sheets_than_the_town_hall_allows(story: Story) -> None:
    story.rules = replace(story.rules, printing=PrintRules(sheets=5))
    form(story)
    story.touch("form.print")  # 2 sheets
    story.touch("print.leave")
    story.touch("form.print")  # 4
    story.touch("print.leave")
    story.touch("form.print")
    assert isinstance(story.journey.screen, at.PrintOptions)  # says why, and what to do
    story.touch("print.go")
    assert len(story.sent(PrintForm)) == 2
    story.touch("print.this-page", 0)
    story.touch("print.go")
    assert len(story.sent(PrintForm)) == 3


def test_a_printer_that_went_off_prints_nothing_from_there(story: Story) -> None:
    form(story)
    story.touch("print.options")
    story.hear(world(printer=local.Printer(usable=False, key="printer.device-offline")))
    story.touch("print.go")
    assert story.sent(PrintForm) == []


def test_home_from_there_asks_before_a_half_filled_form_is_lost(story: Story) -> None:
    form(story)
    story.touch("form.type", {"name": "nom", "text": "Petit"})
    story.touch("print.options")
    story.touch("bar.home")
    assert story.journey.overlay is not None
    story.touch("overlay.cancel")
    story.touch("bar.back")
    assert isinstance(story.journey.screen, at.Form)


def test_the_settings_say_how_much_and_never_more_than_a_message_carries() -> None:
    said = Maintenance(print_duplex=False, print_colour=True, print_copies=50, print_sheets=10)
    assert PrintRules.of(said) == PrintRules(two_sided=False, colour=True, copies=MOST_COPIES, sheets=10)
