"""« Ma commune » and requests, drawn from the sample town's own content."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from kiosk.journey.events import Touch
from kiosk.journey.overlays import Confirm
from kiosk.journey.state import Journey
from offline_cache.importer.forms import count_pages
from offline_cache.local.content import LocalContent
from offline_cache.local.install import Hands, compiled, write_edition
from offline_cache.local.remake import ours
from offline_cache.sample.local_build import local_sample
from ui.gallery_states.state import BIG, CONTRAST, REACH, State
from ui.local_states import Stagehand, answered

DAY = date(2026, 11, 26)
WALL = datetime(2026, 11, 26, 9, 42, tzinfo=UTC)
BULKY = "local:demarche:encombrants"
ACT = "local:demarche:acte-naissance"
BIN = "local:demarche:bac-poubelle"
_IDENT = "5eed" * 8


@cache
def saint_aubin() -> LocalContent:
    """The sample town's own content on one day, in a folder that goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="visio-commune-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    overlay, assets = compiled(local_sample(DAY), Hands(remake=ours, count=count_pages))
    write_edition(overlay, assets, folder)
    opened = LocalContent.open_edition(folder)
    if not isinstance(opened, LocalContent):
        raise TypeError(opened.detail)
    return opened


def _asked(sheet: str, **answers: str) -> Callable[[Journey], Journey]:
    told = answered(sheet, **answers)
    return lambda journey: replace(
        told(journey), history=(at.Home(), at.Procedure(sheet), at.Ask(sheet, "nom"))
    )


_FULL = {
    "quoi": "Plusieurs choses",
    "liste": "Un canapé et deux chaises",
    "adresse": "12 rue du Moulin, 60480 Saint-Aubin",
    "depot": "Oui",
    "nom": "Jeanne Petit",
    "telephone": "",
}


def states() -> list[State]:
    """Every one."""
    stage = Stagehand(saint_aubin(), WALL, Settings())
    bare = Stagehand(saint_aubin(), WALL, Settings(), official=False)
    hub = stage.state("town", "Ma commune : ce qui vient, ce qui est affiché, les démarches", at.Town())
    letters = stage.state(
        "ask-letters",
        "Une question par écran, avec le clavier de la borne",
        at.Ask(BULKY, "adresse", "12 rue du Moulin"),
        _asked(BULKY, quoi="Un meuble"),
    )
    review = stage.state(
        "ask-review",
        "Voilà ce que vous demandez, « Modifier » à chaque ligne",
        at.AskReview(BULKY),
        _asked(BULKY, **_FULL),
    )
    prepared = _prepared()
    return [
        stage.state("welcome-town", "L'accueil : l'avis du jour tourne sous l'heure", at.Welcome()),
        stage.state("home-town", "Les tuiles de la commune parmi les tuiles officielles", at.Home()),
        bare.state("home-town-alone", "Sans fiche officielle, la commune reste", at.Home()),
        hub,
        hub.seen("big", "Ma commune, en grand", BIG),
        hub.seen("reach", "Ma commune, boutons plus bas", REACH),
        stage.state("town-notices", "L'affichage, puis ce qui vient de se terminer", at.Area("notices")),
        stage.state("town-notice", "Un avis : ses dates, qui l'a signé, le PDF", at.Notice("local:avis:enquete-plu")),
        stage.state("town-notice-over", "Un avis terminé le dit", at.Notice("local:avis:conseil")),
        stage.state("town-events", "L'agenda, jour par jour", at.Area("events")),
        stage.state("town-event", "Un rendez-vous qui revient, avec son image", at.Procedure("local:evenement:marche")),
        stage.state("town-associations", "Les associations par thème", at.Area("associations")),
        stage.state("town-association", "Une association", at.Procedure("local:association:judo-club")),
        stage.state("town-page", "Une page de la commune, avec son image", at.Procedure("local:page:dechetterie", frozenset({"Quand venir"}))),
        stage.state(
            "search-town", "La recherche trouve la commune, fautes comprises", at.Search("encombrents", submitted=True)
        ),
        stage.state("town-tile", "Une tuile de la commune", at.Topic("local:tuile:dechets")),
        stage.state("town-procedure", "Une démarche de la commune finit par une demande", at.Procedure(BULKY, frozenset({"Les étapes"}))),
        stage.state("town-checklist", "Ses papiers, avec la question du cas", at.Checklist("local:demarche:carte-dechetterie")),
        letters,
        letters.seen("big", "La question et le clavier, en grand", BIG),
        letters.seen("reach", "La question et le clavier, boutons plus bas", REACH),
        letters.seen("contrast", "La question et le clavier, contraste fort", CONTRAST),
        stage.state("ask-kind", "Ce qui manque est dit gentiment", at.Ask(BULKY, "adresse", "12 rue du Moulin", "Il manque le code postal : cinq chiffres, avant le nom de la commune."), _asked(BULKY, quoi="Un meuble")),
        stage.state("ask-date", "Une date, en grands chiffres", at.Ask(ACT, "date", "03/05/"), _asked(ACT, acte="Naissance", forme="Copie intégrale", nom="Petit", prenoms="Jeanne")),
        stage.state("ask-phone", "Un numéro qu'on peut passer", at.Ask(BULKY, "telephone"), _asked(BULKY, **_FULL)),
        stage.state("ask-phone-reach", "Les chiffres, boutons plus bas", at.Ask(BULKY, "telephone", "06 12"), _asked(BULKY, **_FULL), REACH),
        stage.state("ask-choice", "Un choix : toucher suffit", at.Ask(ACT, "qualite"), _asked(ACT, acte="Naissance", forme="Copie intégrale")),
        stage.state("ask-choice-big", "Un choix, en grand", at.Ask(BIN, "raison"), _asked(BIN, bac="Bac jaune"), BIG),
        stage.state("ask-choice-reach", "Un choix, boutons plus bas", at.Ask(BIN, "raison"), _asked(BIN, bac="Bac jaune"), REACH),
        review,
        review.seen("big", "Le résumé, en grand", BIG),
        review.seen("reach", "Le résumé, boutons plus bas", REACH),
        stage.state("ask-leave", "Quitter une demande commencée se demande", at.AskReview(BULKY), lambda journey: replace(_asked(BULKY, **_FULL)(journey), overlay=Confirm("lose-request", Touch("bar.home")))),
        stage.state("ask-done", "La référence, et que rien n'est envoyé", at.AskDone(BULKY), prepared),
        stage.state("ask-done-big", "La référence, en grand", at.AskDone(ACT), _prepared(ACT), BIG),
    ]  # fmt: skip


def _prepared(sheet: str = BULKY) -> Callable[[Journey], Journey]:
    return lambda journey: replace(_asked(sheet, **_FULL)(journey), prepared={sheet: _IDENT})
