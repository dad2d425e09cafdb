"""What « Ma commune » says, on which day, and what it prints."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.core.settings import Settings
from kiosk.documents.sheets import ChecklistSheet, NoticesSheet, RequestSheet
from kiosk.journey import screens as at
from kiosk.journey.effects import PrintOwn
from offline_cache.local.answers import is_reference
from ui.frame import Overlay
from ui.gallery_states.commune import BULKY, saint_aubin
from ui.local_states import Stagehand, answered
from ui.pages import Ask, AskDone, AskReview, Procedure, Search, Topic, Welcome
from ui.presenters import sheets
from ui.presenters.present import present
from ui.presenters.scene import Scene
from ui.voice.words import words_of

FULL = {
    "quoi": "Un meuble",
    "adresse": "1 rue Haute, 60480 Ici",
    "depot": "Oui",
    "nom": "Jeanne Petit",
    "telephone": "",
}


def scene(screen: at.Screen, day: date = date(2026, 11, 26), answers: dict[str, str] | None = None) -> Scene:
    wall = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)
    stage = Stagehand(saint_aubin(), wall, Settings())
    journey = answered(BULKY, **(answers or {}))(stage.journey(screen))
    return Scene(journey, stage.rules(), Settings(), wall)


def titles(page: object) -> list[str]:
    assert isinstance(page, Topic)
    return [entry.label for group in page.groups for entry in group.entries]


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        (date(2026, 11, 24), False),
        (date(2026, 11, 25), True),
        (date(2026, 11, 28), True),
        (date(2026, 11, 29), False),
    ],
)
def test_a_notice_rotates_on_the_welcome_page_on_its_days_only(day: date, seen: bool) -> None:
    page = present(scene(at.Welcome(), day))
    assert isinstance(page, Welcome)
    assert ("Eau coupée rue du Moulin" in [note.title for note in page.notices]) is seen


def test_what_happens_today_is_told_on_the_welcome_page() -> None:
    page = present(scene(at.Welcome()))
    assert isinstance(page, Welcome)
    assert "Aujourd’hui : Aide pour l'ordinateur et le téléphone" in [note.title for note in page.notices]


def test_the_agenda_goes_by_days_and_forgets_what_is_over() -> None:
    page = present(scene(at.Area("events")))
    assert isinstance(page, Topic)
    assert [group.title for group in page.groups][:3] == [
        "Aujourd’hui",
        "Samedi 28 novembre",
        "Mardi 1er décembre",
    ]
    assert "Conseil municipal" in titles(page)
    later = present(scene(at.Area("events"), date(2026, 12, 3)))
    assert "Conseil municipal" not in titles(later)


def test_a_legal_notice_that_ended_can_be_read_for_a_month() -> None:
    page = present(scene(at.Area("notices")))
    assert isinstance(page, Topic)
    assert [entry.label for entry in page.groups[-1].entries] == ["Ce que le conseil municipal a décidé"]
    assert page.groups[-1].title == "Vient de se terminer"
    assert "Ce que le conseil municipal a décidé" not in titles(
        present(scene(at.Area("notices"), date(2026, 12, 26)))
    )


def test_a_notice_says_its_dates_and_who_signed_it() -> None:
    page = present(scene(at.Notice("local:avis:enquete-plu")))
    assert isinstance(page, Procedure)
    assert [fact.text for fact in page.facts] == [
        "du 14 novembre 2026 au 16 décembre 2026",
        "Le maire, Hélène Marchand, le 12 novembre 2026",
    ]
    assert page.forms[0].action is not None


def test_a_request_says_what_it_knows_and_never_reads_answers_aloud() -> None:
    page = present(scene(at.AskReview(BULKY), answers=FULL))
    assert isinstance(page, AskReview)
    assert [line.text_typed for line in page.lines][-1] == "Non précisé"
    assert "Rien n’est envoyé" in page.note.title
    spoken = words_of(page, Overlay(""))
    assert "Nom et prénom" in spoken
    assert "Jeanne" not in spoken
    asked = present(scene(at.Ask(BULKY, "nom", "Jeanne Petit"), answers={"quoi": "Un meuble"}))
    assert isinstance(asked, Ask)
    assert "Jeanne" not in words_of(asked, Overlay(""))


def test_the_step_says_how_many_once_that_is_known() -> None:
    first = present(scene(at.Ask(BULKY, "quoi")))
    second = present(scene(at.Ask(BULKY, "adresse"), answers={"quoi": "Un meuble"}))
    assert isinstance(first, Ask)
    assert isinstance(second, Ask)
    assert (first.step, second.step) == ("Question 1", "Question 2 sur 5")


def test_the_end_says_that_nothing_was_sent_and_where_to_go() -> None:
    looking = scene(at.AskDone(BULKY), answers=FULL)
    looking = replace(looking, journey=replace(looking.journey, prepared={BULKY: "5eed" * 8}))
    page = present(looking)
    assert isinstance(page, AskDone)
    assert page.note.title == "Rien n’a encore été envoyé"
    assert is_reference(page.reference)
    assert "1 place de la Halle" in page.steps[1]
    printed = sheets.compose(looking, PrintOwn("j", "request", BULKY))
    assert isinstance(printed, RequestSheet)
    assert printed.reference == page.reference
    assert ("Nom et prénom", "Jeanne Petit") in [(line.label, line.value) for line in printed.lines]


def test_the_legal_display_prints_as_a_list_of_today() -> None:
    printed = sheets.compose(scene(at.Area("notices")), PrintOwn("j", "notices"))
    assert isinstance(printed, NoticesSheet)
    assert [notice.label for notice in printed.notices] == ["Arrêté municipal", "Enquête publique"]


def test_a_local_list_of_papers_prints_with_its_steps_and_is_never_called_old() -> None:
    printed = sheets.compose(scene(at.Procedure(BULKY)), PrintOwn("j", "checklist", BULKY))
    assert isinstance(printed, ChecklistSheet)
    assert printed.steps[0] == "Remplissez la demande sur cette borne et imprimez-la."
    assert not printed.old_content


def test_a_page_shows_its_pictures_with_words() -> None:
    page = present(scene(at.Procedure("local:page:dechetterie")))
    assert isinstance(page, Procedure)
    assert [(p.words, p.picture[:16]) for p in page.pictures] == [
        ("L'entrée de la recyclerie, zone des Aubiers", "image://commune/")
    ]


def test_search_finds_local_things_beside_official_ones() -> None:
    page = present(scene(at.Search("encombrents", submitted=True)))
    assert getattr(page, "results")[0].title == "Faire enlever ses encombrants"  # noqa: B009 - any page with results


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 11, 13), False),
        (date(2026, 11, 14), True),
        (date(2026, 12, 30), True),
        (date(2027, 1, 20), False),
    ],
)
def test_a_notice_is_found_by_searching_only_while_it_can_be_read(day: date, found: bool) -> None:
    page = present(scene(at.Search("enquête publique", submitted=True), day))
    assert isinstance(page, Search)
    assert ("Enquête publique sur le plan local d'urbanisme" in [r.title for r in page.results]) is found
