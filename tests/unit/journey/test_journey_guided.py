"""The questions of a wizard: one a screen, Retour undoes one, the answers narrow what follows."""

from dataclasses import replace

import pytest

from kiosk.journey import screens as at
from kiosk.journey.cases import known_of, mine, questions
from offline_cache.checklist import Checklist
from offline_cache.model import Case, CaseGroup, Paragraph, Sheet
from tests.unit.journey.guided import GuidedLibrary
from tests.unit.journey.story import Story


@pytest.fixture
def guided(story: Story) -> Story:
    story.rules = replace(story.rules, library=GuidedLibrary())
    return story.begin()


def where(story: Story) -> object:
    """The screen, whatever it is by now."""
    return story.journey.screen


def papers(story: Story) -> list[str]:
    reading = mine(story.rules.library, story.journey, "F10")
    assert reading is not None
    return [item.label for item in reading.papers]


def test_answers_narrow_the_sheet_and_its_papers_and_bring_back_to_it(guided: Story) -> None:
    guided.touch("sheet.open", "F10")
    guided.touch("wizard.open", "W1|F10")
    assert guided.at == "Wizard"
    guided.touch("wizard.answer", 0)
    assert where(guided) == at.Procedure("F10")
    assert papers(guided) == ["Photo d'identité", "Justificatif de domicile"]
    guided.touch("bar.back")
    assert guided.at == "Home"


def test_retour_undoes_one_answer_then_leaves(guided: Story) -> None:
    guided.touch("sheet.open", "F10")
    guided.touch("wizard.open", "W1|F10")
    guided.touch("wizard.answer", 1)
    assert where(guided) == at.Wizard("W1", "F10", (1,))
    guided.touch("bar.back")
    assert where(guided) == at.Wizard("W1", "F10")
    guided.touch("bar.back")
    assert where(guided) == at.Procedure("F10")
    assert not guided.journey.answers


def test_answers_that_lead_elsewhere_open_that_sheet(guided: Story) -> None:
    guided.touch("sheet.open", "F10")
    guided.touch("wizard.open", "W1|F10")
    guided.touch("wizard.answer", 1)
    guided.touch("wizard.answer", 1)
    assert where(guided) == at.Procedure("F11")
    guided.touch("bar.back")
    assert where(guided) == at.Procedure("F10")


def test_a_sheet_that_is_nothing_but_questions_begins_to_ask(guided: Story) -> None:
    guided.touch("sheet.open", "W1")
    assert where(guided) == at.Wizard("W1")
    guided.touch("wizard.answer", 0)
    assert where(guided) == at.Procedure("F10")


def test_who_does_not_know_is_shown_every_sheet_it_may_be(guided: Story) -> None:
    guided.touch("sheet.open", "W1")
    guided.touch("wizard.unsure")
    assert where(guided) == at.Wizard("W1", "", (-1,))
    guided.touch("sheet.open", "F11")
    guided.touch("bar.back")
    assert guided.at == "Wizard"


def test_one_answer_is_changed_and_the_others_stay_where_the_same_questions_follow(guided: Story) -> None:
    guided.touch("sheet.open", "G1")
    guided.touch("wizard.open", "G1|G1")
    guided.touch("wizard.answer", 0)
    guided.touch("wizard.answer", 1)
    guided.touch("wizard.review", "G1|G1")
    guided.touch("wizard.redo", 0)
    guided.touch("bar.back")
    assert where(guided) == at.Wizard("G1", "G1", (0, 1), review=True)
    guided.touch("wizard.redo", 0)
    guided.touch("wizard.answer", 1)
    assert guided.journey.answers == {"G1": (1, 1)}
    assert where(guided) == at.Procedure("G1")
    assert known_of(guided.rules.library, guided.journey.answers, "G1").false == {"K"}


def test_a_change_of_answers_asks_anew_what_was_answered_on_the_sheet(guided: Story) -> None:
    guided.touch("sheet.open", "F10")
    guided.touch("case.choose", "F10#1:1")
    guided.touch("wizard.open", "W1|F10")
    guided.touch("wizard.answer", 0)
    assert not guided.journey.cases


def test_answers_die_with_the_visit(guided: Story) -> None:
    guided.touch("sheet.open", "W1")
    guided.touch("wizard.answer", 0)
    assert guided.journey.answers
    guided.touch("leave.open")
    guided.touch("goodbye.finish")
    assert not guided.journey.answers


def test_an_answer_that_no_question_has_changes_nothing(guided: Story) -> None:
    guided.touch("sheet.open", "W1")
    guided.touch("wizard.answer", 7)
    guided.touch("wizard.redo", 0)
    guided.touch("wizard.review", "W1|")
    assert where(guided) == at.Wizard("W1")


def test_a_question_repeated_below_two_answers_is_two_questions() -> None:
    old = CaseGroup("Périmé depuis", (Case("Moins de 5 ans", (Paragraph("a"),)), Case("Plus de 5 ans", ())))
    both = CaseGroup("Vous avez", (Case("Un passeport", (old,)), Case("Une carte", (old,))))
    sheet = Sheet("F1", "sheet", "x", blocks=(both,))
    found = questions(sheet, Checklist("F1", ()))
    assert [(q.within, q.text) for q in found] == [
        ("", "Vous avez"), ("Un passeport", "Périmé depuis"), ("Une carte", "Périmé depuis"),
    ]  # fmt: skip
