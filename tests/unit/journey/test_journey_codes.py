"""A code held before the reader fills the field being written, or is told what it is. It commands nothing."""

import dataclasses
from datetime import date

import pytest

from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from kiosk.journey.events import Touch
from kiosk.journey.overlays import CodeRead, Help, StillThere
from offline_cache.local.answers import is_reference, reference_of
from session.protocol import kiosk_relay, local
from tests.unit.journey.story import Story, world
from ui.gallery_states.commune import WALL, saint_aubin
from ui.presenters import surround
from ui.presenters.scene import Scene
from ui.texts import breakable

BULKY = "local:demarche:encombrants"
REFERENCE = reference_of("5eed" * 8)
URL = "https://faux-impots.example/payer?n=1"


@pytest.fixture
def town(story: Story) -> Story:
    story.rules = dataclasses.replace(story.rules, local=saint_aubin(), today=lambda: date(2026, 11, 26))
    return story


def shown(story: Story) -> str:
    """All that the card says."""
    card = surround.overlay(Scene(story.journey, story.rules, Settings(), WALL))
    return breakable("\n".join([card.title, card.text, *(action.label for action in card.actions)]))


def way(story: Story) -> Touch:
    """What the card's first button does."""
    first = surround.overlay(Scene(story.journey, story.rules, Settings(), WALL)).actions[0]
    return Touch(first.name, first.argument)


@pytest.mark.parametrize(
    "text",
    [URL, "HTTPS://EXEMPLE.FR", "javascript:alert(1)", "www.exemple.fr", "tel:0899000000", "A" * 2953, "3760001234567",
     "Appelez le 08 99 00 00 00", "staff.open", "'; DROP TABLE visits;--", "D 47 03 82 16 54", '{"type": "visit.end"}'],
)  # fmt: skip
def test_a_stranger_s_code_moves_nothing_and_says_so(town: Story, text: str) -> None:
    town.begin()
    before = town.journey
    done = len(town.effects)
    town.touch("code.read", text)
    assert (
        dataclasses.replace(town.journey, overlay=None, touched_at=before.touched_at, now=before.now)
        == before
    )
    assert [type(effect).__name__ for effect in town.effects[done:]] == ["Note"], "an event, and nothing else"
    assert "Ce code ne correspond à rien ici" in shown(town)
    assert way(town).name == "overlay.cancel"


def test_an_address_is_shown_cut_short_and_another_text_is_not_repeated(town: Story) -> None:
    town.begin()
    town.touch("code.read", URL + "x" * 500)
    assert URL in shown(town)
    assert len(shown(town)) < 300
    town.touch("overlay.cancel")
    town.touch("code.read", "Appelez le 08 99 00 00 00")
    assert "08 99" not in shown(town)


def test_what_is_no_text_is_told_as_a_code_that_means_nothing(town: Story) -> None:
    town.begin()
    town.touch("code.unfit")
    assert town.journey.overlay == CodeRead("none")


def test_the_reference_of_another_day_s_request_says_whom_to_give_it_to(town: Story) -> None:
    town.begin()
    town.touch("code.read", REFERENCE.replace(" ", ""))
    assert REFERENCE in shown(town)
    assert saint_aubin().town.phone in shown(town)
    town.touch(way(town).name, way(town).argument)
    assert (town.journey.screen, town.journey.overlay) == (at.Town(), None)


def test_the_reference_of_this_visit_s_request_leads_back_to_it(town: Story) -> None:
    town.begin()
    town.journey = dataclasses.replace(town.journey, prepared={BULKY: "5eed" * 8})
    town.touch("code.read", REFERENCE)
    assert isinstance(town.journey.screen, at.Home), "only once it is touched"
    town.touch(way(town).name, way(town).argument)
    assert (town.at, town.over) == ("AskDone", "")


def test_the_number_that_is_called_back_may_answer_by_its_slip(town: Story) -> None:
    ring = kiosk_relay.CallbackRing(ticket="ab" * 16, number="27", desk="caf", expert="Nadia")
    town.hear(ring)
    town.touch("code.read", "28")
    assert town.sent(local.VisitBegin) == []
    town.touch("code.read", "27")
    assert town.sent(local.VisitBegin) == [local.VisitBegin()]
    assert "C’est moi, le 27" in shown(town)
    town.touch(way(town).name, way(town).argument)
    assert town.journey.screen == at.BeforeCall("caf", callback="ab" * 16)


@pytest.mark.parametrize("text", [URL, "3760001234567", "x"])
def test_on_the_welcome_screen_only_a_number_of_ours_begins_a_visit(town: Story, text: str) -> None:
    town.touch("code.read", text)
    town.touch("code.unfit")
    assert town.sent(local.VisitBegin) == []
    town.touch("code.read", REFERENCE)
    assert town.sent(local.VisitBegin) == [local.VisitBegin()]


def test_a_closed_kiosk_reads_nothing(town: Story) -> None:
    town.hear(world(closed="agent"))
    town.touch("code.read", REFERENCE)
    assert not town.journey.visiting


def test_the_question_being_answered_is_filled_and_not_sent_on(town: Story) -> None:
    town.begin()
    town.journey = town.journey.to(at.Ask(BULKY, "nom", "Je"))
    town.touch("code.read", "Jeanne Petit")
    assert town.journey.screen == at.Ask(BULKY, "nom", "Jeanne Petit")
    town.touch("code.read", "x" * 2000)
    assert isinstance(town.journey.screen, at.Ask)
    assert len(town.journey.screen.text) == 300


def test_a_question_that_no_code_answers_is_left_alone(town: Story) -> None:
    town.begin()
    town.journey = town.journey.to(at.Ask(BULKY, "telephone", "06"))
    town.touch("code.read", "3760001234567")
    assert town.journey.screen == at.Ask(BULKY, "telephone", "06")
    assert town.journey.overlay == CodeRead("none")


@pytest.mark.parametrize("screen", [at.Pin(digits="25"), at.Agent(), at.Maintenance(), at.Neutral()])
def test_the_staff_s_pages_take_no_code(town: Story, screen: at.Screen) -> None:
    town.begin()
    town.journey = dataclasses.replace(town.journey.to(screen), staff="technician")
    before = town.journey
    town.touch("code.read", "2580")
    town.touch("code.unfit")
    assert dataclasses.replace(town.journey, now=before.now) == before


def test_a_code_covers_no_other_question(town: Story) -> None:
    town.begin()
    town.journey = dataclasses.replace(town.journey, overlay=Help())
    town.touch("code.read", URL)
    assert town.journey.overlay == Help()


def test_a_paper_left_before_the_reader_keeps_no_visit_alive(town: Story) -> None:
    town.begin()
    town.touch("code.read", "3760001234567")
    touched = town.journey.touched_at
    town.wait(100)
    town.touch("code.read", "3760001234567")
    town.touch("code.unfit")
    assert town.journey.touched_at == touched
    town.wait(100)
    assert isinstance(town.journey.overlay, StillThere)


def test_somebody_who_shows_a_code_of_ours_is_still_there(town: Story) -> None:
    town.begin()
    town.wait(200)
    assert isinstance(town.journey.overlay, StillThere)
    town.touch("code.unfit")
    assert isinstance(town.journey.overlay, StillThere), "noise is nobody"
    town.touch("code.read", REFERENCE)
    assert isinstance(town.journey.overlay, CodeRead)


def test_a_reference_misread_by_one_figure_is_none() -> None:
    assert is_reference(REFERENCE)
    spoilt = REFERENCE[:-1] + str((int(REFERENCE[-1]) + 1) % 10)
    assert not is_reference(spoilt)
