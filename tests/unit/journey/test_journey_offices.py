"""« Vers qui me tourner ? » and the offices: a question a screen, and Retour takes one answer back."""

from dataclasses import replace

import pytest

from kiosk.journey import screens as at
from kiosk.journey.offices import answers, asked, read, written
from session.protocol import local
from tests.unit.journey.story import Story, world
from tests.unit.journey.town import saint_aubin


@pytest.fixture
def town(story: Story) -> Story:
    story.rules = replace(story.rules, offices=saint_aubin())
    story.begin()
    return story


def orient(story: Story) -> at.Orient:
    screen = story.journey.screen
    assert isinstance(screen, at.Orient)
    return screen


def test_three_answers_lead_to_the_right_service(town: Story) -> None:
    table = town.rules.offices.orientation()
    town.touch("orient.open")
    assert asked(table, orient(town)) == "theme"
    town.touch("orient.theme", "travail")
    assert asked(table, orient(town)) == "need"
    town.touch("orient.need", "emploi")
    assert asked(table, orient(town)) == "age"
    town.touch("orient.age", 16)
    assert asked(table, orient(town)) == ""
    assert [row.name for row in answers(table, orient(town))] == ["Mission locale", "France Travail"]


def test_retour_takes_back_one_answer(town: Story) -> None:
    town.touch("orient.open")
    town.touch("orient.theme", "argent")
    town.touch("orient.need", "allocations")
    town.touch("orient.case", "Non")
    town.touch("bar.back")
    assert orient(town) == at.Orient("argent", "allocations")
    town.touch("bar.back")
    assert orient(town) == at.Orient("argent")
    town.touch("bar.home")
    assert town.at == "Home"


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("orient.theme", "nulle-part"),
        ("orient.need", "rien"),
        ("orient.age", 16),
        ("orient.case", "Peut-être"),
    ],
)
def test_an_answer_to_no_question_changes_nothing(town: Story, name: str, argument: object) -> None:
    town.touch("orient.open")
    town.touch(name, argument)
    assert orient(town) == at.Orient()


def test_an_office_nobody_knows_is_not_opened(town: Story) -> None:
    town.touch("office.open", "ailleurs")
    assert town.at == "Home"
    town.touch("office.open", "saint-aubin-caf")
    assert town.at == "Office"


def test_an_office_and_an_advice_are_printed_when_the_printer_works(town: Story) -> None:
    town.touch("office.open", "bus-france-services")
    town.touch("office.print", "bus-france-services")
    assert (town.printed()[-1].kind, town.printed()[-1].about) == ("office", "bus-france-services")
    assert town.at == "Printing"
    town.touch("print.leave")
    town.touch("orient.open")
    town.touch("orient.theme", "danger")
    town.touch("orient.need", "violences")
    town.touch("orient.print")
    assert read(town.printed()[-1].about) == at.Orient("danger", "violences")
    job = town.journey.jobs[town.printed()[-1].job]
    assert job.title == "Vers qui me tourner", "a need is not read over a shoulder on the printing page"


def test_nothing_is_printed_without_paper(town: Story) -> None:
    town.hear(world(printer=local.Printer(usable=False, key="printer.paper-empty")))
    town.touch("office.open", "saint-aubin-mairie")
    town.touch("office.print", "saint-aubin-mairie")
    assert town.printed() == []


@pytest.mark.parametrize(
    "screen", [at.Orient(), at.Orient("a", "b", 0, "c|d"), at.Orient("a", "b", None, "é")]
)
def test_what_is_to_be_printed_survives_its_order(screen: at.Orient) -> None:
    assert read(written(screen)) == screen
