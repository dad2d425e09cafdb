"""Offices near by, one office, a permanence, « Vers qui me tourner ? »: Saint-Aubin's own, by the real presenters."""

import dataclasses
import tempfile
from datetime import datetime
from pathlib import Path

from kiosk.core.settings import Place, Settings
from kiosk.journey import screens as at
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from offline_cache.directory.guide import Guide, Spot, open_guide
from offline_cache.directory.model import Point
from offline_cache.model import OfficeLink
from offline_cache.sample.offices import INSEE, install_sample
from session.protocol.local import Printer, World
from session.protocol.shared import Desk
from ui.adapters.library import EmptyLibrary
from ui.gallery_states.procedure import PROCEDURE
from ui.gallery_states.state import BIG, BIG_CONTRAST, CONTRAST, REACH, State, main
from ui.pages import Page
from ui.presenters.offices import link_cards
from ui.presenters.present import present
from ui.presenters.scene import Scene

THURSDAY = datetime.fromisoformat("2026-11-26T10:42")
SATURDAY = datetime.fromisoformat("2026-11-28T10:10")
HOLIDAY = datetime.fromisoformat("2026-12-25T10:00")
TUESDAY = datetime.fromisoformat("2026-12-01T09:30")
DESKS = [
    Desk(desk="caf", administration="CAF", name="CAF, prestations et logement", open=True, waiting=1),
    Desk(desk="mission-locale", administration="Mission locale", name="Mission locale", open=True, experts=1),
]
LINKS = (
    OfficeLink(
        "R1", "Mairie de Saint-Aubin", "mairie", "", complement="Sur rendez-vous pour les cartes d’identité"
    ),
    OfficeLink("R2", "France Services", "msap", ""),
    OfficeLink(
        "R3", "Agence nationale des titres sécurisés", "", "", complement="34 00, du lundi au vendredi"
    ),
)


def states() -> list[State]:
    """The list, an office on several days, a permanence, and the questions to their answers."""
    with tempfile.TemporaryDirectory() as folder:
        install_sample(Path(folder))
        guide = open_guide(Path(folder), Spot(INSEE, Point(47.8121, 2.1462)))
        return [*_offices(guide), *_orient(guide), *_procedure(guide)]


def page(guide: Guide, screen: at.Screen, wall: datetime = THURSDAY) -> Page:
    """A screen as the presenters make it at this time of the kiosk's clock."""
    return present(scene(guide, screen, wall))


def scene(guide: Guide, screen: at.Screen, wall: datetime = THURSDAY) -> Scene:
    """What presenters look at: everything works, two counters are there."""
    world = World(link="online", printer=Printer(usable=True), camera=True, desks=DESKS)
    journey = dataclasses.replace(Journey(), screen=screen, visiting=True, world=world)
    settings = Settings(place=Place(insee=INSEE))
    return Scene(journey, Rules(EmptyLibrary(), lambda: "0" * 32, offices=guide), settings, wall.astimezone())


def _offices(guide: Guide) -> list[State]:
    near = State("offices", "Bureaux et services près d’ici", page(guide, at.Offices()))
    hall = at.Office("saint-aubin-mairie")
    one = State("office", "Un bureau, un jour de semaine", page(guide, hall))
    stop = State(
        "office-stop", "Un bus : ses prochains passages", page(guide, at.Office("bus-france-services"))
    )
    return [
        near,
        near.seen("big", "Bureaux près d’ici, grand texte", BIG),
        near.seen("contrast", "Bureaux près d’ici, contraste", CONTRAST),
        near.seen("reach", "Bureaux près d’ici, commandes basses", REACH),
        State("offices-unknown", "Aucun annuaire installé", page(Guide(), at.Offices())),
        one,
        one.seen("big", "Un bureau, grand texte", BIG),
        one.seen("contrast", "Un bureau, contraste", CONTRAST),
        one.seen("reach", "Un bureau, commandes basses", REACH),
        State("office-saturday", "Un samedi : la remarque l’emporte", page(guide, hall, SATURDAY)),
        State("office-holiday", "Un jour férié", page(guide, hall, HOLIDAY)),
        State(
            "office-caf", "Un bureau avec une remarque générale", page(guide, at.Office("saint-aubin-caf"))
        ),
        stop,
        stop.seen("big-contrast", "Un bus, grand texte et contraste", BIG_CONTRAST),
        State("office-stop-now", "Le bus est là", page(guide, at.Office("bus-france-services"), TUESDAY)),
    ]


def _orient(guide: Guide) -> list[State]:
    first = State("orient", "Vers qui me tourner ? Le besoin", page(guide, at.Orient()))
    second = State("orient-need", "Vers qui me tourner ? Plus précisément", page(guide, at.Orient("travail")))
    third = State("orient-age", "Vers qui me tourner ? L’âge", page(guide, at.Orient("travail", "emploi")))
    jeune = State("advice", "La réponse : la Mission locale", page(guide, at.Orient("travail", "emploi", 16)))
    danger = at.Orient("danger", "violences")
    return [
        first,
        first.seen("big", "Le besoin, grand texte", BIG),
        first.seen("contrast", "Le besoin, contraste", CONTRAST),
        first.seen("reach", "Le besoin, commandes basses", REACH),
        second,
        third,
        State("orient-case", "Vers qui me tourner ? Le cas", page(guide, at.Orient("argent", "allocations"))),
        jeune,
        jeune.seen("big", "La réponse, grand texte", BIG),
        jeune.seen("reach", "La réponse, commandes basses", REACH),
        State("advice-urgent", "Des violences : les numéros d’abord", page(guide, danger)),
        State("advice-unknown", "La réponse sans annuaire", page(Guide(), at.Orient("papiers", "permis"))),
    ]


def _procedure(guide: Guide) -> list[State]:
    """A procedure whose offices are real ones."""
    cards = link_cards(scene(guide, at.Procedure("")), LINKS)
    shown = dataclasses.replace(
        PROCEDURE, facts=[], lines=[], questions=[], chapters=[], forms=[], services=[], related=[], offices=cards,
        actions=[main("Quels papiers apporter ?", "list-checks")],
    )  # fmt: skip
    return [State("procedure-offices", "Où s’adresser : de vrais bureaux", shown)]
