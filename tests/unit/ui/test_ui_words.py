"""Small words that a person misreads, and lines that must stay in one piece."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.core.settings import Settings
from kiosk.core.typography import typeset
from kiosk.journey.state import Job
from session.protocol import local
from session.protocol.shared import Desk
from tests.unit.journey.story import SmallLibrary, Story, world
from ui import texts
from ui.pages import Action, Call, FormField, Home, Note, Procedure, Search, Welcome
from ui.presenters.paper import job_words
from ui.presenters.present import present
from ui.presenters.scene import Scene, desk_words, home_lines
from ui.viewmodel.kiosk import plain

WALL = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
CAF = Desk(desk="caf", administration="CAF", name="CAF de l’Oise", open=True)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Est-ce votre cas ?", "Est-ce votre cas\u00a0?"),
        ("« Retour »", "«\u00a0Retour\u00a0»"),
        ("Prix : 12 €", "Prix\u00a0: 12\u00a0€"),
        ("À 9 h 05, environ 8 min", "À 9\u00a0h\u00a005, environ 8\u00a0min"),
        ("Oui, c’est sorti", "Oui, c’est sorti"),
    ],
)
def test_marks_and_units_never_start_a_line(written: str, shown: str) -> None:
    assert typeset(written) == shown
    assert texts.breakable(shown) == written


def test_an_apostrophe_is_curved_and_a_quote_of_minutes_is_not() -> None:
    assert typeset("l'aide d'urgence, aujourd'hui") == "l’aide d’urgence, aujourd’hui"
    assert typeset("5' et 'mot'") == "5' et 'mot'"


@pytest.mark.parametrize("key", sorted(texts.TROUBLES))
def test_no_trouble_is_told_without_what_to_do_next(key: str) -> None:
    assert texts.next_step(key).endswith(".")
    assert texts.trouble(key) != texts.next_step(key)


def test_the_page_named_while_printing_is_the_one_in_the_printer(story: Story) -> None:
    job = Job("0" * 32, "page", "Reçu", "printing", page=1, pages=2)
    assert job_words(job).startswith("Page 2 sur 2.")
    assert job_words(replace(job, page=2)).startswith("Page 2 sur 2.")


def test_what_is_said_of_the_printer_and_of_the_network_agree(story: Story) -> None:
    story.hear(world(link="offline", printer=local.Printer(usable=False, key="printer.paper-empty")))
    page = present(Scene(story.journey, story.rules, Settings(), WALL))
    assert isinstance(page, Welcome)
    told = " ".join(note.text for note in page.notices)
    assert "Demandez du papier" in told
    assert "impression marche" not in told


def test_a_kiosk_without_content_offers_no_search(story: Story) -> None:
    class Empty(SmallLibrary):
        edition = None

    story.rules = replace(story.rules, library=Empty())
    story.begin()
    page = present(Scene(story.journey, story.rules, Settings(), WALL))
    assert isinstance(page, Home)
    assert page.search_hint == ""
    assert page.notes[0].text == texts.next_step("content.store-missing")


def test_what_a_visitor_typed_stays_as_they_typed_it() -> None:
    typed = Search("Que cherchez-vous ?", "ma caution ?", "", [], [], "", None, [], [])
    assert plain(typed)["text"] == "ma caution ?"
    assert plain(typed)["title"] == "Que cherchez-vous\u00a0?"
    field = FormField("Nom :", "Nom :", "text", "Durand : Zoé", 0, 0, 1, 1, focused=False)
    assert (plain(field)["name"], plain(field)["value"]) == ("Nom :", "Durand : Zoé")
    assert plain(Action("search.pick", "Où ?", argument="où ?"))["argument"] == "où ?"


def test_a_counter_where_nobody_waits_never_says_that_someone_is_before_you() -> None:
    free = CAF.model_copy(update={"experts": 1, "estimate_low_s": 0, "estimate_high_s": 0})
    busy = CAF.model_copy(update={"experts": 1, "estimate_low_s": 300, "estimate_high_s": 600})
    one = CAF.model_copy(update={"experts": 1, "waiting": 1})
    assert desk_words(free) == "libre maintenant"
    assert desk_words(CAF) == "ouvert, personne n’attend"
    assert desk_words(busy) == "ouvert, personne n’attend · entre 5 et 10 min"
    assert desk_words(one) == "1 personne avant vous"
    assert desk_words(CAF.model_copy(update={"open": False, "opens": "demain à 9 h"})).startswith("fermé")


def scene_with(desks: list[Desk]) -> Scene:
    story = Story()
    story.hear(world(desks=desks))
    return Scene(story.journey, story.rules, Settings(), WALL)


def test_the_home_card_keeps_three_short_lines_however_many_counters() -> None:
    names = ("MSA", "CAF", "France Travail", "Mission locale", "CPAM")
    desks = [
        Desk(desk=name.lower(), administration=name, name=f"{name} de l’Oise, antenne", open=name != "MSA")
        for name in names
    ]
    lines = home_lines(scene_with(desks))
    assert [line.name for line in lines] == ["CAF", "France Travail", "3 autres guichets"]
    assert lines[2].words == "2 ouverts"
    assert len(home_lines(scene_with(desks[:3]))) == 3


def test_two_counters_of_one_administration_are_told_apart_at_home() -> None:
    other = CAF.model_copy(update={"desk": "caf-logement", "name": "CAF, logement"})
    assert [line.name for line in home_lines(scene_with([CAF, other]))] == ["CAF de l’Oise", "CAF, logement"]


def test_old_content_says_its_date_and_age_at_the_welcome_and_in_one_line_at_home() -> None:
    story = Story()
    assert isinstance(story.rules.library, SmallLibrary)
    edition = story.rules.library.edition
    assert edition is not None
    old = replace(edition, date="2020-11-03", age_days=2210, is_old=True, sample=False)
    story.rules.library.edition = old
    note = next(n for n in page_notes(story, "notices") if "anciennes" in n.title)
    assert note.text.startswith("Les fiches de cette borne datent du 3 novembre 2020, il y a 6 ans.")
    story.begin()
    (line,) = [n for n in page_notes(story, "notes") if "2020" in n.title]
    assert (line.title, line.text) == ("Fiches du 3 novembre 2020, à vérifier", "")


def test_a_sheet_of_old_content_says_its_age_and_past_another_one_asks_for_a_person() -> None:
    story = Story()
    edition = story.rules.library.edition
    assert edition is not None
    said = []
    for ask in (False, True):
        story = Story()
        assert isinstance(story.rules.library, SmallLibrary)
        story.rules.library.edition = replace(edition, age_days=400, is_old=True, ask=ask, sample=False)
        story.begin()
        story.touch("sheet.open", "F1")
        page = present(Scene(story.journey, story.rules, Settings(), WALL))
        assert isinstance(page, Procedure)
        assert page.old
        said.append(page.source)
    assert said[0].endswith("Les fiches de cette borne ont été publiées il y a 1 an.")
    assert said[1] == f"{said[0]} Demandez confirmation à une personne avant de vous déplacer."


def page_notes(story: Story, field: str) -> list[Note]:
    notes: list[Note] = getattr(present(Scene(story.journey, story.rules, Settings(), WALL)), field)
    return notes


def test_a_cut_microphone_is_said_on_the_page_and_undone_by_the_same_button() -> None:
    story = Story().talk()
    page = present(Scene(story.journey, story.rules, Settings(), WALL))
    assert isinstance(page, Call)
    assert [b.label for b in page.buttons if b.name == "call.mute"] == ["Couper mon micro"]
    story.touch("call.mute")
    page = present(Scene(story.journey, story.rules, Settings(), WALL))
    assert isinstance(page, Call)
    assert page.note is not None
    assert page.note.title == "Votre micro est coupé"
    assert [b.label for b in page.buttons if b.name == "call.mute"] == ["Remettre mon micro"]
