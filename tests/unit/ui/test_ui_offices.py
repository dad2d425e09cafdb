"""What a person reads of an office, on the glass and on paper."""

import dataclasses
from datetime import datetime

import pytest

from kiosk.core.settings import Place, Settings
from kiosk.documents.sheets import ContactSheet
from kiosk.journey import screens as at
from kiosk.journey.effects import PrintOwn
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from offline_cache.directory.guide import Guide
from offline_cache.model import OfficeLink
from session.protocol.local import Printer, World
from tests.unit.journey.story import CAF
from tests.unit.journey.town import saint_aubin
from ui import pages
from ui.adapters.library import EmptyLibrary
from ui.frame import Overlay
from ui.presenters import sheets
from ui.presenters.offices import link_cards
from ui.presenters.present import present
from ui.presenters.scene import Scene
from ui.voice.words import words_of

THURSDAY = "2026-11-26T10:42"


def scene(screen: at.Screen, moment: str = THURSDAY, guide: Guide | None = None) -> Scene:
    world = World(link="online", printer=Printer(usable=True), camera=True, desks=[CAF])
    journey = dataclasses.replace(Journey(), screen=screen, visiting=True, world=world)
    rules = Rules(EmptyLibrary(), lambda: "0" * 32, offices=guide or saint_aubin())
    return Scene(
        journey, rules, Settings(place=Place(insee="45998")), datetime.fromisoformat(moment).astimezone()
    )


def office(key: str, moment: str = THURSDAY) -> pages.Office:
    page = present(scene(at.Office(key), moment))
    assert isinstance(page, pages.Office)
    return page


def test_what_is_near_says_what_it_is_doing_now() -> None:
    page = present(scene(at.Offices()))
    assert isinstance(page, pages.Offices)
    stops, offices = page.groups
    assert stops.offices[0].words == "En ce moment, jusqu’à 12 h : médiathèque, 2 rue du Puits, Saint-Aubin"
    hall = offices.offices[0]
    assert (hall.name, hall.words, hall.place) == (
        "Mairie – Saint-Aubin", "Ouvert jusqu’à 12 h, rouvre à 14 h", "Saint-Aubin · ici même",
    )  # fmt: skip
    assert "Annuaire d’exemple" in page.source


def test_a_kiosk_without_a_directory_says_where_to_ask() -> None:
    page = present(scene(at.Offices(), guide=Guide()))
    assert isinstance(page, pages.Offices)
    assert page.note is not None
    assert "l'accueil de la mairie" in page.note.text
    home = present(scene(at.Home(), guide=Guide()))
    assert isinstance(home, pages.Home)
    assert "offices.open" not in {action.name for action in home.more}


def test_a_saturday_shows_the_remark_right_under_what_is_said_of_now() -> None:
    page = office("saint-aubin-mairie", "2026-11-28T10:00")
    assert (page.now, page.tone) == ("Samedi : voir la remarque", "warn")
    assert page.remark is not None
    assert "2e et 4e samedis" in page.remark.text
    assert [row.day for row in page.week if row.today] == ["Samedi"]
    assert office("saint-aubin-mairie").remark is None


def test_how_to_reach_an_office_is_as_in_the_directory() -> None:
    facts = {fact.icon: fact for fact in office("saint-aubin-mdph").facts}
    assert facts["map-pin"].text == "15 boulevard du Département, 45900 Villeneuve-sur-Loire"
    assert facts["map-pin"].detail == "À 21 km à vol d’oiseau"
    assert facts["phone"].detail == "par SMS · pour les personnes sourdes ou malentendantes"
    assert facts["wheelchair"].text == "Accessible en fauteuil roulant"
    asked = {fact.icon: fact for fact in office("saint-aubin-ccas").facts}
    assert (
        asked["wheelchair"].text
        == "Accessible en fauteuil roulant, en prévenant avant : sonner pour la porte large"
    )


def test_a_van_shows_its_next_dates_with_the_cancelled_one_in_its_place() -> None:
    page = office("bus-france-services")
    assert page.now == "Prochain passage : mardi 1er décembre, 9 h à 12 h, place de l'église, Saint-Aubin"
    assert [(row.day, row.words) for row in page.week[1:3]] == [
        ("Mercredi 9 décembre", "14 h à 17 h, parking de la salle des fêtes, Les Essarts"),
        ("Mardi 15 décembre", "Pas de passage (annulé)"),
    ]
    assert office("bus-france-services", "2026-12-01T09:30").tone == "good"


def test_a_counter_of_the_same_administration_is_offered() -> None:
    names = [action.name for action in office("saint-aubin-caf").actions]
    assert names == ["office.print", "counter.open"]
    assert [action.name for action in office("saint-aubin-mairie").actions] == ["office.print"]


def test_a_procedure_shows_the_real_offices_each_once() -> None:
    links = (
        OfficeLink("R1", "Mairie", "mairie", ""), OfficeLink("R2", "Votre mairie", "mairie", ""),
        OfficeLink("R3", "France Services", "msap", ""), OfficeLink("R4", "Ambassade", "ambassade", "", complement="Loin"),
    )  # fmt: skip
    cards = link_cards(scene(at.Home()), links)
    assert [card.title for card in cards] == [
        "Mairie – Saint-Aubin", "France Services – Bourg-Neuf", "Bus France Services", "Ambassade",
    ]  # fmt: skip
    assert cards[0].text.splitlines() == [
        "Ouvert jusqu’à 12 h, rouvre à 14 h", "Ici même · 1 place de la Halle, 45990 Saint-Aubin", "Tél. 02 61 91 00 01",
    ]  # fmt: skip
    assert cards[3].text == "Loin"
    assert cards[3].action is None


def test_an_advice_shows_the_office_once_and_the_numbers_first() -> None:
    page = present(scene(at.Orient("danger", "violences")))
    assert isinstance(page, pages.Advice)
    assert [call.text for call in page.answers[0].calls] == ["39 19", "17", "114", "0 800 05 95 95"]
    assert [answer.office is not None for answer in page.answers] == [False, True]


def test_a_van_that_comes_is_a_better_answer_than_a_far_office() -> None:
    page = present(scene(at.Orient("numerique", "apprendre")))
    assert isinstance(page, pages.Advice)
    assert page.answers[0].office is not None
    assert page.answers[0].office.name == "Conseiller numérique"


@pytest.mark.parametrize(
    ("order", "title", "inside"),
    [
        (PrintOwn("0" * 32, "office", "saint-aubin-mairie"), "Mairie – Saint-Aubin",
         "Samedi : 9 h à 12 h · Accueil ouvert uniquement le 2e et 4e samedis de chaque mois."),
        (PrintOwn("0" * 32, "office", "bus-france-services"), "Bus France Services",
         "Mardi 1er décembre, 9 h à 12 h, place de l'église, Saint-Aubin"),
        (PrintOwn("0" * 32, "advice", "travail|emploi|16|"), "Je cherche du travail, je suis au chômage",
         "Vendredi : 9 h à 12 h 30"),
    ],
)  # fmt: skip
def test_slips_say_where_when_and_how(order: PrintOwn, title: str, inside: str) -> None:
    sheet = sheets.compose(scene(at.Home()), order)
    assert isinstance(sheet, ContactSheet)
    assert sheet.title == title
    assert any(inside in line for office in sheet.offices for line in office.hours)


def test_an_advice_on_paper_lists_what_to_take() -> None:
    sheet = sheets.compose(scene(at.Home()), PrintOwn("0" * 32, "advice", "travail|emploi|16|"))
    assert isinstance(sheet, ContactSheet)
    assert sheet.steps[:2] == ["À apporter : Pièce d'identité", "À apporter : Numéro de Sécurité sociale"]
    assert [line.name for line in sheet.offices] == [
        "Mission locale du Val", "France Travail – Villeneuve-sur-Loire",
    ]  # fmt: skip


def test_no_office_is_named_twice_aloud() -> None:
    page = present(scene(at.Offices()))
    assert isinstance(page, pages.Offices)
    said = words_of(page, Overlay("")).split(". ")
    names = [row.name for group in page.groups for row in group.offices][:8]
    assert [said.count(name) for name in names] == [1] * 8


def test_the_papers_to_take_are_announced_before_they_are_read() -> None:
    said = words_of(present(scene(at.Orient("travail", "emploi", 16))), Overlay(""))
    assert said.index("À apporter") < said.index("Pièce d'identité") < said.index("Vous pouvez aussi voir")
