"""A request to the town hall: one question a screen, read back, printed, and gone with the visit."""

import dataclasses
from collections.abc import Iterator
from datetime import date

import pytest

from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from kiosk.journey.effects import Note, PrintOwn, Send
from kiosk.journey.overlays import Confirm, StillThere
from offline_cache.local.answers import is_reference, reference_of
from offline_cache.local.content import LocalContent
from session.protocol import local, printing
from session.protocol.requests import RequestKeep
from tests.unit.journey.story import Story, world
from ui.gallery_states.commune import WALL, saint_aubin
from ui.local_states import Stagehand

BULKY = "local:demarche:encombrants"
ADDRESS = "12 rue du Moulin, 60480 Saint-Aubin"
SECRETS = ("Jeanne Petit", ADDRESS, "0612345678", "06 12 34 56 78")


@pytest.fixture
def town() -> LocalContent:
    return saint_aubin()


@pytest.fixture
def asker(story: Story, town: LocalContent) -> Iterator[Story]:
    """Somebody at the first question about bulky waste."""
    story.rules = dataclasses.replace(story.rules, local=town, today=lambda: date(2026, 11, 26))
    story.begin()
    story.journey = story.journey.to(at.Procedure(BULKY))
    story.touch("ask.open", BULKY)
    yield story
    told = [str(effect) for effect in story.effects if isinstance(effect, Note)]
    assert not [line for line in told if any(secret in line for secret in SECRETS)]


def answer(story: Story, text: str) -> None:
    story.touch("ask.type", text)
    story.touch("ask.next")


def fill(story: Story) -> None:
    story.touch("ask.choose", "Un meuble")
    answer(story, ADDRESS)
    story.touch("ask.choose", "Oui")
    answer(story, "Jeanne Petit")
    answer(story, "06 12 34 56 78")


def key(story: Story) -> str:
    assert isinstance(story.journey.screen, at.Ask)
    return story.journey.screen.key


def test_questions_come_one_by_one_and_are_read_back(asker: Story) -> None:
    assert key(asker) == "quoi"
    fill(asker)
    assert asker.journey.screen == at.AskReview(BULKY)
    assert asker.journey.requested[BULKY]["telephone"] == "0612345678"


def test_a_question_that_depends_on_an_answer_is_asked_then_only(asker: Story) -> None:
    asker.touch("ask.choose", "Plusieurs choses")
    assert key(asker) == "liste"
    answer(asker, "Deux lits")
    asker.touch("bar.back")
    asker.touch("bar.back")
    assert key(asker) == "quoi"
    asker.touch("ask.choose", "Un meuble")
    assert key(asker) == "adresse"
    assert "liste" not in asker.journey.requested[BULKY]


def test_what_is_missing_is_said_and_the_words_typed_stay(asker: Story) -> None:
    asker.touch("ask.choose", "Un meuble")
    answer(asker, "12 rue du Moulin")
    screen = asker.journey.screen
    assert isinstance(screen, at.Ask)
    assert (screen.key, screen.text) == ("adresse", "12 rue du Moulin")
    assert "code postal" in screen.said
    asker.touch("ask.type", "12 rue du Moulin, 6")
    assert isinstance(asker.journey.screen, at.Ask)
    assert asker.journey.screen.said == ""


def test_an_optional_question_can_be_passed_and_a_needed_one_cannot(asker: Story) -> None:
    asker.touch("ask.skip")
    assert key(asker) == "quoi"
    asker.touch("ask.choose", "Un meuble")
    answer(asker, ADDRESS)
    asker.touch("ask.choose", "Non")
    answer(asker, "Jeanne Petit")
    asker.touch("ask.skip")
    assert asker.journey.screen == at.AskReview(BULKY)
    assert asker.journey.requested[BULKY]["telephone"] == ""


def test_an_answer_nobody_offered_is_no_answer(asker: Story) -> None:
    asker.touch("ask.choose", "Une voiture")
    assert key(asker) == "quoi"
    assert BULKY not in asker.journey.requested


def test_modify_changes_one_line_and_comes_back(asker: Story) -> None:
    fill(asker)
    asker.touch("ask.change", "nom")
    screen = asker.journey.screen
    assert isinstance(screen, at.Ask)
    assert screen.text == "Jeanne Petit"
    answer(asker, "Jeanne Petit-Roy")
    assert asker.journey.screen == at.AskReview(BULKY)
    assert asker.journey.requested[BULKY]["nom"] == "Jeanne Petit-Roy"


def test_a_change_that_asks_more_asks_it_before_coming_back(asker: Story) -> None:
    fill(asker)
    asker.touch("ask.change", "quoi")
    asker.touch("ask.choose", "Plusieurs choses")
    assert key(asker) == "liste"
    answer(asker, "Deux lits")
    assert asker.journey.screen == at.AskReview(BULKY)


# ---- leaving


def test_leaving_a_half_filled_request_asks_first_then_forgets_it(asker: Story) -> None:
    asker.touch("ask.choose", "Un meuble")
    asker.touch("bar.home")
    assert isinstance(asker.journey.overlay, Confirm)
    assert asker.journey.overlay.about == "lose-request"
    asker.touch("overlay.cancel")
    assert key(asker) == "adresse"
    asker.touch("bar.home")
    asker.touch("overlay.yes")
    assert asker.journey.screen == at.Home()
    assert asker.journey.requested == {}


def test_retour_to_the_question_before_asks_nothing_and_the_first_one_does(asker: Story) -> None:
    asker.touch("ask.choose", "Un meuble")
    asker.touch("bar.back")
    assert (key(asker), asker.journey.overlay) == ("quoi", None)
    asker.touch("bar.back")
    assert isinstance(asker.journey.overlay, Confirm)
    asker.touch("overlay.yes")
    assert asker.journey.screen == at.Procedure(BULKY)
    assert asker.journey.requested == {}


def test_nothing_answered_leaves_without_a_question(asker: Story) -> None:
    asker.touch("bar.back")
    assert (asker.journey.screen, asker.journey.overlay) == (at.Procedure(BULKY), None)


def test_words_typed_and_not_kept_are_a_loss_too(asker: Story) -> None:
    asker.touch("ask.choose", "Un meuble")
    asker.touch("bar.back")
    asker.touch("bar.back")
    asker.touch("overlay.yes")
    asker.touch("ask.open", BULKY)
    asker.touch("ask.type", "x")
    asker.touch("bar.home")
    assert isinstance(asker.journey.overlay, Confirm)


def test_long_silence_in_a_request_is_judged_as_reading(asker: Story) -> None:
    asker.touch("ask.choose", "Un meuble")
    asker.wait(181)
    assert isinstance(asker.journey.overlay, StillThere)
    asker.wait(46)
    assert asker.journey.screen == at.Neutral()
    assert asker.journey.requested == {}


# ---- paper


def printed(story: Story) -> list[PrintOwn]:
    return [effect for effect in story.effects if isinstance(effect, PrintOwn)]


def kept(story: Story) -> list[RequestKeep]:
    bodies = [effect.body for effect in story.effects if isinstance(effect, Send)]
    return [body for body in bodies if isinstance(body, RequestKeep)]


def test_printing_keeps_a_structured_request_and_sends_nothing(asker: Story) -> None:
    fill(asker)
    asker.touch("ask.print")
    (keep,) = kept(asker)
    (order,) = printed(asker)
    assert (order.kind, order.about) == ("request", BULKY)
    assert keep.request.procedure == BULKY
    assert (keep.request.model, keep.request.prepared_on) == ("encombrants", "2026-11-26")
    assert [line.key for line in keep.request.answers] == ["quoi", "adresse", "depot", "nom", "telephone"]
    assert keep.request.answers[-1].value == "0612345678"
    assert keep.request.answers[-1].shown == "06 12 34 56 78"
    assert is_reference(keep.request.reference)
    assert asker.journey.history[-1] == at.AskDone(BULKY)
    assert keep.document == asker.journey.prepared[BULKY]


def test_after_printing_leaving_loses_nothing(asker: Story) -> None:
    fill(asker)
    asker.touch("ask.print")
    job = printed(asker)[0].job
    asker.hear(printing.PrintState(job=job, state="done", pages=1, page=1))
    asker.touch("print.yes")
    assert asker.journey.screen == at.AskDone(BULKY)
    asker.touch("bar.home")
    assert isinstance(asker.journey.screen, at.Home)
    assert asker.journey.overlay is None


def test_a_request_changed_and_printed_again_stays_the_same_document(asker: Story) -> None:
    fill(asker)
    asker.touch("ask.print")
    asker.touch("print.leave")
    asker.touch("bar.back")
    assert asker.journey.screen == at.AskReview(BULKY)
    asker.touch("ask.change", "nom")
    answer(asker, "Jean Petit")
    asker.touch("bar.home")
    assert isinstance(asker.journey.overlay, Confirm)
    asker.touch("overlay.cancel")
    asker.touch("ask.print")
    first, second = kept(asker)
    assert (first.document, first.request.reference) == (second.document, second.request.reference)
    assert second.request.answers[3].value == "Jean Petit"


def test_a_second_request_is_another_one(asker: Story) -> None:
    fill(asker)
    asker.touch("ask.print")
    asker.touch("print.leave")
    asker.touch("bar.home")
    asker.touch("ask.open", BULKY)
    assert key(asker) == "quoi"
    fill(asker)
    asker.touch("ask.print")
    first, second = kept(asker)
    assert first.request.reference != second.request.reference


def test_without_a_printer_nothing_is_prepared(asker: Story) -> None:
    fill(asker)
    asker.hear(world(printer=local.Printer(usable=False, key="printer.paper-empty")))
    asker.touch("ask.print")
    assert (kept(asker), printed(asker), asker.journey.prepared) == ([], [], {})
    assert asker.journey.screen == at.AskReview(BULKY)


def test_the_visit_forgets_it_all(asker: Story) -> None:
    fill(asker)
    asker.touch("ask.print")
    asker.hear(printing.PrintState(job=printed(asker)[0].job, state="done", pages=1, page=1))
    asker.touch("print.yes")
    asker.touch("bar.home")
    asker.touch("leave.open")
    asker.touch("goodbye.finish")
    assert (asker.journey.requested, asker.journey.prepared) == ({}, {})


def test_a_reference_read_out_wrong_is_caught() -> None:
    reference = reference_of("5eed" * 8)
    assert is_reference(reference)
    for place, letter in enumerate(reference):
        if letter.isdigit():
            slip = reference[:place] + str((int(letter) + 1) % 10) + reference[place + 1 :]
            assert not is_reference(slip)


# ---- the rest of « Ma commune »


@pytest.mark.parametrize(
    ("name", "argument", "screen"),
    [
        ("topic.open", "local:commune", at.Town()),
        ("topic.open", "local:affichage", at.Area("notices")),
        ("topic.open", "local:agenda", at.Area("events")),
        ("topic.open", "local:associations", at.Area("associations")),
        ("topic.open", "papiers", at.Topic("papiers")),
        ("notice.open", "local:avis:enquete-plu", at.Notice("local:avis:enquete-plu")),
        ("notice.open", "local:avis:rien", at.Ask(BULKY, "quoi")),
        ("sheet.open", "local:avis:enquete-plu", at.Notice("local:avis:enquete-plu")),
        ("sheet.open", "local:avis:rien", at.Ask(BULKY, "quoi")),
    ],
)
def test_the_towns_own_area_opens(asker: Story, name: str, argument: str, screen: at.Screen) -> None:
    asker.touch(name, argument)
    assert asker.journey.screen == screen


def test_a_page_of_the_town_opens_unfolded_and_a_procedure_at_its_steps(
    asker: Story, town: LocalContent
) -> None:
    asker.rules = dataclasses.replace(asker.rules, library=Stagehand(town, WALL, Settings()).rules().library)
    asker.touch("sheet.open", "local:page:dechetterie")
    screen = asker.journey.screen
    assert isinstance(screen, at.Procedure)
    assert screen.opened == {"Quand venir", "Ce qu'on peut déposer"}
    asker.touch("procedure.chapter", "Quand venir")
    assert isinstance(asker.journey.screen, at.Procedure)
    assert asker.journey.screen.opened == {"Ce qu'on peut déposer"}
    asker.touch("sheet.open", BULKY)
    screen = asker.journey.screen
    assert isinstance(screen, at.Procedure)
    assert screen.opened == {"Les étapes"}


def test_without_local_content_nothing_of_it_opens(story: Story) -> None:
    story.begin()
    story.touch("topic.open", "local:commune")
    story.touch("ask.open", BULKY)
    assert story.journey.screen == at.Home()
