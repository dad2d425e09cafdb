"""A life event: its questions, then one plan of steps, papers and people."""

from dataclasses import replace

import pytest

from kiosk.journey import screens as at
from kiosk.journey.plan import Plan, plan
from session.protocol import local
from tests.unit.journey.guided import GuidedLibrary
from tests.unit.journey.story import Story, world


@pytest.fixture
def moving(story: Story) -> Story:
    story.rules = replace(story.rules, library=GuidedLibrary())
    story.begin()
    story.touch("events.open")
    story.touch("event.open", "move")
    return story


def where(story: Story) -> object:
    """The screen, whatever it is by now."""
    return story.journey.screen


def made(story: Story) -> Plan:
    found = plan(story.rules.library, story.journey, "move")
    assert found is not None
    return found


def test_questions_come_first_and_leave_out_what_does_not_concern_them(moving: Story) -> None:
    assert where(moving) == at.Wizard("evenement:move")
    moving.touch("wizard.answer", 0)
    assert where(moving) == at.Plan("move")
    assert [todo.title for todo in made(moving).todos] == [
        "Donner congé", "Prévenir la mairie", "Passeport", "Visa",
    ]  # fmt: skip
    moving.touch("bar.back")
    assert moving.at == "Events"
    moving.touch("event.open", "move")
    assert moving.at == "Plan"


def test_who_does_not_know_keeps_every_step(moving: Story) -> None:
    moving.touch("wizard.unsure")
    assert moving.at == "Plan"
    assert [todo.title for todo in made(moving).todos][:2] == ["Donner congé", "Vendre"]


def test_a_paper_is_named_once_with_all_it_is_for(moving: Story) -> None:
    moving.touch("wizard.answer", 0)
    moving.touch("sheet.open", "F10")
    moving.touch("wizard.open", "W1|F10")
    moving.touch("wizard.answer", 0)
    found = made(moving)
    assert [(paper.label, paper.steps) for paper in found.papers] == [
        ("Photo d'identité", ("Donner congé", "Prévenir la mairie", "Passeport")),
        ("Justificatif de domicile", ("Donner congé", "Prévenir la mairie", "Passeport")),
    ]
    assert found.open == ()


def test_papers_that_depend_on_a_case_are_told_apart(moving: Story) -> None:
    moving.touch("wizard.answer", 1)
    found = made(moving)
    assert found.papers == ()
    assert "Prévenir la mairie" in [todo.title for todo in found.open]
    assert [(whom.title, whom.phone) for whom in found.whom] == [("Notaire", "01 02 03 04 05")]


def test_a_step_opens_its_sheet_and_retour_comes_back_to_the_plan(moving: Story) -> None:
    moving.touch("wizard.answer", 0)
    key = made(moving).todos[0].key
    moving.touch("plan.tick", key)
    moving.touch("sheet.open", "F10")
    moving.touch("bar.back")
    assert where(moving) == at.Plan("move")
    assert [todo.done for todo in made(moving).todos] == [True, False, False, False]
    moving.touch("plan.tick", key)
    assert not moving.journey.steps


def test_changing_an_answer_comes_back_to_the_plan(moving: Story) -> None:
    moving.touch("wizard.answer", 0)
    moving.touch("wizard.review", "evenement:move|")
    moving.touch("wizard.redo", 0)
    moving.touch("wizard.answer", 1)
    assert where(moving) == at.Plan("move")
    assert made(moving).todos[0].title == "Vendre"
    moving.touch("bar.back")
    assert moving.at == "Events"


def test_the_plan_is_printed_only_where_paper_comes_out(moving: Story) -> None:
    moving.touch("wizard.answer", 0)
    moving.touch("plan.print", "move")
    assert [(order.kind, order.about) for order in moving.printed()] == [("plan", "move")]
    assert moving.at == "Printing"
    moving.touch("print.leave")
    moving.hear(world(printer=local.Printer(usable=False, key="printer.paper-empty")))
    moving.touch("plan.print", "move")
    assert len(moving.printed()) == 1


def test_ticks_and_answers_die_with_the_visit(moving: Story) -> None:
    moving.touch("wizard.answer", 0)
    moving.touch("plan.tick", made(moving).todos[0].key)
    moving.touch("leave.open")
    moving.touch("goodbye.finish")
    assert not moving.journey.steps
    assert not moving.journey.answers


def test_without_events_there_is_nothing_to_open(story: Story) -> None:
    story.begin()
    story.touch("events.open")
    story.touch("event.open", "move")
    assert story.at == "Home"
