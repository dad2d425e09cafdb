"""A form that the kiosk does not hold is never a dead end."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.core.settings import Settings
from kiosk.documents.sheets import ContactSheet
from kiosk.journey import screens as at
from kiosk.journey.ports import NOTHING
from offline_cache.conditions import Facts
from offline_cache.form_ways import FormWays
from offline_cache.model import Form
from session.protocol import local
from tests.unit.journey.story import COPY, MISSING, Story, WithoutForms, world
from ui.pages import FormWays as Page
from ui.presenters.present import present
from ui.presenters.scene import Scene
from ui.presenters.sheets import compose


@pytest.fixture
def asked(story: Story) -> Story:
    """Somebody asked for the form that is not there."""
    story.rules = replace(story.rules, library=WithoutForms())
    story.hear(world())
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("form.open", "R1")
    return story


def scene_of(story: Story) -> Scene:
    return Scene(story.journey, story.rules, Settings(), datetime(2026, 11, 23, 9, 5, tzinfo=UTC))


def page_of(story: Story) -> Page:
    page = present(scene_of(story))
    assert isinstance(page, Page)
    return page


def test_the_sheet_says_that_there_is_no_copy_and_how_to_get_it(asked: Story) -> None:
    assert asked.journey.screen == at.Form("F1", "R1", "")
    assert not asked.sent(local.FormOpen)


def test_every_way_is_offered(asked: Story) -> None:
    page = page_of(asked)
    said = " ".join(f"{card.title} {card.text}" for card in page.ways)
    for word in (
        "12100*01", "https://mairie.exemple/pre", "https://exemple.fr/cerfa-12100.do", "https://exemple.fr/notice",
        "Tribunal", "Mairie", "noir et blanc", "gratuit",
    ):  # fmt: skip
        assert word in said
    assert [action.name for action in page.actions] == ["form.address", "counters.open"]
    opened = {card.action.name: card.action.argument for card in page.ways if card.action}
    assert opened == {"form.open": "R9", "site.open": "https://mairie.exemple/"}


def test_another_form_of_the_same_number_can_be_opened_and_printed(asked: Story) -> None:
    asked.touch("form.open", "R9")
    assert asked.last(local.FormOpen).sha256 == COPY.sha256


def test_with_nothing_else_there_is_still_the_town_hall(asked: Story) -> None:
    library = WithoutForms()
    library.found = FormWays()
    asked.rules = replace(asked.rules, library=library)
    asked.hear(world(printer=local.Printer(usable=False, key="printer.paper-empty"), link="offline"))
    page = page_of(asked)
    assert [card.title for card in page.ways] == [
        "À télécharger, chez vous ou avec un proche",
        "Mairie de Saint-Aubin",
    ]
    assert page.actions == []


def test_the_addresses_go_home_on_paper(asked: Story) -> None:
    asked.touch("form.address", "R1")
    (order,) = asked.printed()
    assert order.kind == "form-address"
    sheet = compose(scene_of(asked), order)
    assert isinstance(sheet, ContactSheet)
    notes = " ".join(office.note for office in sheet.offices)
    assert "https://exemple.fr/cerfa-12100.do" in notes
    assert "https://exemple.fr/notice" in notes
    assert sheet.offices[-1].name == "Mairie de Saint-Aubin"


def test_a_form_that_does_not_open_shows_the_other_ways_too(story: Story) -> None:
    class Failing(WithoutForms):
        def forms(self, sheet: str, known: Facts = NOTHING) -> list[Form]:
            return [replace(MISSING, sha256="d" * 64, pages=2)] if sheet == "F1" else []

    story.rules = replace(story.rules, library=Failing())
    story.hear(world())
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("form.open", "R1")
    document = story.last(local.FormOpen).document
    story.hear(local.DocumentFailed(document=document, key="document.form-dynamic"))
    page = page_of(story)
    assert page.note is not None
    assert "logiciel que la borne n’a pas" in page.note.text
