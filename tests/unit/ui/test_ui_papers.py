"""Papers to bring and plans: what is sure, what is only cited, and what is printed."""

from dataclasses import replace

from kiosk.documents.sheets import ChecklistSheet, ContactSheet, GoodbyeSheet, PlanSheet
from kiosk.journey import screens as at
from kiosk.journey.effects import PrintOwn
from kiosk.journey.ports import NOTHING
from offline_cache.checklist import Checklist
from offline_cache.conditions import Facts
from tests.unit.journey.guided import MOVE, GuidedLibrary
from tests.unit.journey.story import SmallLibrary, Story
from tests.unit.journey.town import saint_aubin
from tests.unit.ui.test_ui_presenters import PLACES, actions, scene
from ui import pages as page_types
from ui.presenters import sheets, surround
from ui.presenters.present import present
from ui.voice.words import words_of


def test_the_plan_on_paper_says_steps_papers_and_people(story: Story) -> None:
    PLACES["plan"](story)
    printed = sheets.compose(scene(story), PrintOwn("0" * 32, "plan", "move"))
    assert isinstance(printed, PlanSheet)
    assert [(g.deadline, [s.title for s in g.steps]) for g in printed.groups] == [
        ("Avant", ["Vendre"]), ("Après", ["Prévenir la mairie", "Passeport", "Visa"]),
    ]  # fmt: skip
    assert printed.groups[0].steps[0].done
    assert [(o.name, o.phone) for o in printed.offices] == [("Notaire", "01 02 03 04 05")]
    assert "Prévenir la mairie" in printed.open


def test_the_office_of_the_directory_stands_in_for_the_sheets_words(story: Story) -> None:
    PLACES["plan"](story)
    step = replace(MOVE.steps[1], pivot="mairie")
    library = GuidedLibrary()
    library.events = lambda: (replace(MOVE, steps=(step, *MOVE.steps[2:])),)  # type: ignore[method-assign]
    rules = replace(story.rules, library=library, offices=saint_aubin())
    page = present(replace(scene(story), rules=rules))
    assert isinstance(page, page_types.Plan)
    assert "Saint-Aubin" in page.whom[0].title
    assert "Téléphone" in page.whom[0].text
    printed = sheets.compose(replace(scene(story), rules=rules), PrintOwn("0" * 32, "plan", "move"))
    assert isinstance(printed, PlanSheet)
    assert printed.offices[0].address


class Citing(SmallLibrary):
    """The same sheet, of whose papers some or all are only spoken of."""

    def __init__(self, *cited: str) -> None:
        self._cited = cited

    def checklist(self, sheet: str, known: Facts = NOTHING) -> Checklist:
        whole = super().checklist(sheet, known)
        items = (replace(i, confidence=0.5 if i.label in self._cited else 0.9) for i in whole.items)
        return Checklist(sheet, tuple(items))


def test_papers_not_surely_needed_are_shown_and_printed_as_cited_only(story: Story) -> None:
    PLACES["checklist"](story)
    looking = scene(story)
    some = replace(looking, rules=replace(story.rules, library=Citing("Justificatif de domicile")))
    page = present(some)
    assert isinstance(page, page_types.Checklist)
    assert page.cited is not None
    assert (page.cited.title, page.cited.papers) == (
        "Documents cités dans la fiche",
        ["Justificatif de domicile"],
    )
    assert page.question.startswith("Papiers à apporter")
    assert "Justificatif de domicile" not in [paper.label for paper in page.papers]
    printed = sheets.compose(some, PrintOwn("0" * 32, "checklist", "F1"))
    assert isinstance(printed, ChecklistSheet)
    assert [line.text for line in printed.cited] == ["Justificatif de domicile"]


def test_a_list_of_papers_only_cited_promises_nothing(story: Story) -> None:
    PLACES["checklist"](story)
    labels = [item.label for item in story.rules.library.checklist("F1").items]
    only = replace(scene(story), rules=replace(story.rules, library=Citing(*labels)))
    page = present(only)
    assert isinstance(page, page_types.Checklist)
    assert (page.question, page.papers) == ("", [])
    assert page.outcome.title == "Pas de liste sûre de papiers"
    assert "checklist.yes" not in {action.name for action in actions(page)}
    assert "sans dire que tout le monde doit les apporter" in words_of(page, surround.overlay(only))
    procedure = present(replace(only, journey=replace(only.journey, screen=at.Procedure("F1"))))
    assert isinstance(procedure, page_types.Procedure)
    assert procedure.actions[0].label == "Documents cités dans la fiche"


def test_sheets_on_paper_are_what_documents_accept(story: Story) -> None:
    PLACES["checklist"](story)
    story.touch("checklist.yes", "Photo d'identité récente")
    looking = scene(story)
    checklist = sheets.compose(looking, PrintOwn("0" * 32, "checklist", "F1"))
    assert isinstance(checklist, ChecklistSheet)
    assert (checklist.cases[0].title, len(checklist.cases[0].lines)) == ("", 2)
    assert checklist.cases[0].lines[0].ticked is True
    assert checklist.verified_on == "2 novembre 2026"
    assert isinstance(sheets.compose(looking, PrintOwn("0" * 32, "goodbye")), GoodbyeSheet)
    contact = sheets.compose(looking, PrintOwn("0" * 32, "contact", "caf"))
    assert isinstance(contact, ContactSheet)
    assert contact.offices[0].note == "3230"
