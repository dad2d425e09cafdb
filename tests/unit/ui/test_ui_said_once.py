"""What a page says, it says once; what must be read can be made larger."""

import dataclasses
from datetime import UTC, datetime

import pytest

from kiosk.core.settings import Settings
from kiosk.journey.ports import NOTHING, Rules
from offline_cache.conditions import Facts
from offline_cache.model import Paragraph, Sheet
from session.protocol import peer
from session.protocol.shared import Box
from tests.unit.journey.story import CARD, DOCUMENT, SmallLibrary, Story, pages
from ui.pages import Call, Page, Procedure, Sign, Waiting
from ui.presenters.present import present
from ui.presenters.scene import Scene

FIRST, SECOND = "La carte est gratuite.", "Elle se refait en mairie."


def page(story: Story) -> Page:
    return present(Scene(story.journey, story.rules, Settings(), datetime(2026, 11, 23, 9, 5, tzinfo=UTC)))


@pytest.mark.parametrize("paragraphs", [(f"{FIRST} {SECOND}",), (FIRST, SECOND)])
def test_the_summary_is_not_repeated_below_itself(story: Story, paragraphs: tuple[str, ...]) -> None:
    introduction = tuple(Paragraph(text) for text in (*paragraphs, "Comptez trois semaines."))
    sheet = dataclasses.replace(CARD, summary=f"{FIRST} {SECOND}", introduction=introduction)

    class Told(SmallLibrary):
        def sheet(self, sheet_id: str, _known: Facts = NOTHING) -> Sheet | None:
            return sheet if sheet_id == "F1" else None

    story.rules = Rules(Told(), story.rules.new_id, story.rules.silence, story.rules.sites)
    story.begin()
    story.touch("sheet.open", "F1")
    shown = page(story)
    assert isinstance(shown, Procedure)
    assert [line.text for line in shown.lines if line.kind == "text"] == ["Comptez trois semaines."]


def test_the_page_to_sign_can_be_enlarged_and_comes_back(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=Box(page=1, x=0.1, y=0.7, w=0.4, h=0.1)))
    story.touch("request.yes")
    for label, zoom in (("Agrandir la page", 2), ("Voir toute la page", 1)):
        shown = page(story)
        assert isinstance(shown, Sign)
        action = next(action for action in shown.pager if action.label == label)
        story.touch(action.name, action.argument)
        shown = page(story)
        assert isinstance(shown, Sign)
        assert shown.picture is not None
        assert shown.picture.zoom == zoom


def test_a_document_is_offered_once_while_the_question_about_it_stands(story: Story) -> None:
    story.talk()
    story.hear(pages())
    shown = page(story)
    assert isinstance(shown, Call)
    assert shown.request is not None
    assert "Lire le document" not in [button.label for button in shown.buttons]
    story.touch("request.no")
    shown = page(story)
    assert isinstance(shown, Call)
    assert shown.request is None


def test_someone_who_waits_has_something_to_prepare_and_to_read(story: Story) -> None:
    story.queue()
    shown = page(story)
    assert isinstance(shown, Waiting)
    assert shown.ready or shown.papers
    assert shown.steps
