"""What is said of waiting, of being passed on, and of who is there."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.core.settings import Settings
from session.protocol import kiosk_relay as relay
from session.protocol.company import AgentOffer
from session.protocol.shared import Desk
from session.protocol.transfer import TransferAsk
from tests.unit.journey.conftest import story
from tests.unit.journey.story import CAF, Story, world
from ui import texts
from ui.frame import Overlay
from ui.pages import Call, Page, Waiting
from ui.presenters import surround
from ui.presenters.present import present
from ui.presenters.scene import Scene
from ui.voice.words import words_of

__all__ = ["story"]
WORK = Desk(desk="ft", administration="France Travail", name="France Travail", open=True, experts=1)
NOTE = "Vient pour son inscription."


def scene(story: Story) -> Scene:
    return Scene(story.journey, story.rules, Settings(), datetime(2026, 11, 23, 9, 5, tzinfo=UTC))


def drawn(story: Story) -> tuple[Page, Overlay]:
    return present(scene(story)), surround.overlay(scene(story))


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, ""),
        (0, 0, "moins d’une minute"),
        (0, 360, "moins de 6 minutes"),
        (0, 60, "moins de 1 minute"),
        (300, 600, "entre 5 et 10 minutes"),
        (480, 480, "environ 8 minutes"),
    ],
)
def test_a_wait_is_a_range_in_words(low: int | None, high: int | None, words: str) -> None:
    assert texts.wait_words(low, high) == words


def test_the_counter_s_word_is_shown_with_its_hour_and_read_aloud(story: Story) -> None:
    story.queue()
    said = CAF.model_copy(update={"notice": "Je reprends dans 10 minutes.", "notice_at": "10 h 42"})
    story.hear(world(desks=[said]))
    page, over = drawn(story)
    assert isinstance(page, Waiting)
    assert page.notice is not None
    assert page.notice.title == "Message du guichet, à 10 h 42"
    assert "Je reprends dans 10 minutes." in words_of(page, over)
    story.hear(world(desks=[CAF]))
    page, _ = drawn(story)
    assert isinstance(page, Waiting)
    assert page.notice is None


def test_the_range_says_what_it_means(story: Story) -> None:
    story.queue()
    ticket = story.journey.ticket
    assert ticket is not None
    state = relay.TicketState(
        ticket=ticket.id, desk="caf", status="waiting", ahead=1, estimate_low_s=300, estimate_high_s=600
    )
    story.hear(state)
    page, _ = drawn(story)
    assert isinstance(page, Waiting)
    assert page.estimate == "Attente : entre 5 et 10 minutes. Quatre fois sur cinq, on n’attend pas plus."


def test_who_lost_the_only_one_for_a_subject_is_told_and_has_a_way(story: Story) -> None:
    story.queue()
    ticket = story.journey.ticket
    assert ticket is not None
    gone = relay.TicketState(ticket=ticket.id, desk="caf", status="waiting", skill="Logement", served=False)
    story.hear(gone)
    page, _ = drawn(story)
    assert isinstance(page, Waiting)
    assert page.note is not None
    assert "« Logement »" in page.note.text
    assert page.position == "Votre place est gardée."
    assert "counter.widen" in [action.name for action in page.actions]
    story.hear(gone.model_copy(update={"others": False}))
    page, _ = drawn(story)
    assert isinstance(page, Waiting)
    assert "counter.widen" not in [action.name for action in page.actions]
    assert "counter.callback" in [action.name for action in page.actions]


def test_the_note_is_shown_whole_and_read_aloud_before_the_answer(story: Story) -> None:
    story.talk()
    story.hear(world(desks=[CAF, WORK]))
    story.hear(TransferAsk(desk="ft", note=NOTE))
    page, over = drawn(story)
    assert over.kind == "transfer"
    assert NOTE in over.text
    assert "Nadia" in over.title
    assert "France Travail" in over.title
    assert [action.name for action in over.actions] == ["transfer.yes", "transfer.no", "bar.listen"]
    assert NOTE in words_of(page, over)


def test_a_colleague_of_the_same_counter_is_told_from_another_counter(story: Story) -> None:
    story.talk()
    story.hear(world(desks=[CAF, WORK]))
    story.hear(TransferAsk(desk="caf", note=NOTE))
    _, over = drawn(story)
    assert over.title == f"Nadia vous propose de parler à un autre conseiller de {CAF.name}"
    story.touch("transfer.yes")
    assert f"Nous vous passons à un autre conseiller de {CAF.name}." in words_of(*drawn(story))


def test_nobody_there_is_said_before_the_yes(story: Story) -> None:
    story.talk()
    story.hear(world(desks=[CAF, WORK.model_copy(update={"experts": 0})]))
    story.hear(TransferAsk(desk="ft", note=""))
    _, over = drawn(story)
    assert "Personne n’y reçoit en ce moment" in over.text


def test_who_is_there_is_always_said(story: Story) -> None:
    story.talk()
    page, _ = drawn(story)
    assert isinstance(page, Call)
    assert page.privacy == "Vous et Nadia, personne d’autre · non enregistré"
    story.hear(AgentOffer(by="Maxime"))
    _, over = drawn(story)
    assert over.title == "Maxime, de la mairie, propose de venir vous aider"
    story.touch("company.yes")
    page, _ = drawn(story)
    assert isinstance(page, Call)
    assert page.privacy == "Vous, Nadia et l’agent de la mairie · non enregistré"
    assert surround.header(scene(story)).note == "L’agent est avec vous"
    assert "company.gone" in [button.name for button in page.buttons]
    story.journey = replace(story.journey, world=world(link="offline"))
    story.touch("bar.help")
    _, over = drawn(story)
    assert "company.gone" in [action.name for action in over.actions]
