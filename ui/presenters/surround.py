"""Header, bottom bar, cards, display: what stands around every page."""

import math

from kiosk.journey import screens as at
from kiosk.journey.overlays import (
    AgentAsked,
    CodeRead,
    Confirm,
    DisplayPanel,
    Gentle,
    Help,
    PowerEnds,
    StillThere,
    TransferAsked,
    Trouble,
)
from ui import texts
from ui.frame import Bar, BarItem, Display, Header, Option, Overlay
from ui.pages import Action
from ui.presenters.asked import GONE, HERE, agent_card, transfer_card
from ui.presenters.codes import code_read
from ui.presenters.power import power_ends
from ui.presenters.scene import Scene
from ui.presenters.start import rests

_LINKS = {"online": "Connecté", "offline": "Hors ligne", "none": "Sans vidéo"}
_CONFIRM = {
    "hang-up": (
        "Voulez-vous vraiment raccrocher ?",
        "L’appel sera terminé.",
        "Oui, raccrocher",
        "Non, rester",
    ),
    "leave-queue": (
        "Voulez-vous vraiment quitter la file ?",
        "Vous perdrez votre place.",
        "Oui, quitter la file",
        "Non, attendre",
    ),
    "lose-ticks": (
        "Quitter cette liste ?",
        "Vous n’avez pas répondu pour tous les papiers.",
        "Oui, quitter",
        "Non, continuer",
    ),
    "lose-form": (
        "Quitter ce formulaire ?",
        "Il n’est pas encore imprimé.",
        "Oui, quitter",
        "Non, continuer",
    ),
    "lose-request": (
        "Quitter cette demande ?",
        "Vos réponses seront effacées. Rien n’a été envoyé.",
        "Oui, quitter",
        "Non, continuer",
    ),
    "lose-ink": ("Quitter sans signer ?", "Votre dessin sera effacé.", "Oui, quitter", "Non, continuer"),
    "content-back": (
        "Revenir à l’édition précédente ?",
        "Les prochains visiteurs liront les fiches d’avant. Vous pourrez y renoncer ici même.",
        "Oui, revenir",
        "Non, garder celle-ci",
    ),
    "lose-scan": (
        "Quitter la numérisation ?",
        "Les pages déjà lues seront effacées.",
        "Oui, quitter",
        "Non, continuer",
    ),
    "wipe": ("Tout effacer ?", "La visite en cours sera terminée.", "Oui, effacer", "Non"),
}
URGENT = "En cas d’urgence : 112 ou 15, police 17, par SMS 114, violences 3919."


def header(scene: Scene) -> Header:
    """Where one is, and the network in words."""
    link = scene.journey.world.link
    place = scene.settings.place
    left = _power_left(scene)
    beside = "L’agent est avec vous" if scene.journey.agent == "present" else ""
    note = f"Arrêt dans {texts.minutes(left)}\u00a0min" if scene.journey.power_until else beside
    return Header(place.town_hall, place.room, link, _LINKS[link], note)


def _power_left(scene: Scene) -> int:
    """Seconds until the power ends; 0 while it does not."""
    until = scene.journey.power_until
    return 0 if until is None else max(0, math.ceil(until - scene.journey.now))


def display(scene: Scene) -> Display:
    """As the visitor wants it."""
    wanted = scene.journey.display
    return Display(wanted.big, wanted.contrast, wanted.reach, wanted.calm)


def bar(scene: Scene) -> Bar:
    """Always the same five places."""
    journey = scene.journey
    idle = isinstance(journey.screen, at.Welcome | at.Neutral)
    stays = journey.screen == at.Home() or (isinstance(journey.screen, at.Sign) and journey.screen.busy)
    ringing = journey.rang or journey.world.help != "idle"
    speech = not journey.speech_missing
    listen = "Arrêter" if journey.speaking else "Écouter"
    items = [
        BarItem("bar.back", "Retour", "arrow-left", enabled=not (idle or stays)),
        BarItem("bar.home", "Accueil", "house", enabled=not (idle or stays)),
        BarItem("bar.help", "Aide", "hand-waving", attention=True, active=ringing),
        BarItem("bar.listen", listen, "speaker-high", enabled=speech, active=journey.speaking),
        BarItem("bar.display", "Affichage", "text-aa", active=isinstance(journey.overlay, DisplayPanel)),
    ]
    closed = isinstance(journey.screen, at.Welcome) and (journey.world.closed is not None or rests(scene))
    return Bar(items, visible=not isinstance(journey.screen, at.Neutral) and not closed)


def overlay(scene: Scene) -> Overlay:
    """The card over the page, if any."""
    journey = scene.journey
    match journey.overlay:
        case None:
            return Overlay("")
        case Confirm(about=about):
            title, text, yes, no = _CONFIRM[about]
            actions = (
                Action("overlay.cancel", no, "arrow-left", kind="main"),
                Action("overlay.yes", yes, "check", kind="danger"),
            )
            return Overlay("confirm", title, text, "question", actions=actions)
        case StillThere(deadline=deadline):
            return _still_there(max(0, math.ceil(deadline - journey.now)))
        case Gentle():
            return Overlay(
                "gentle",
                "Vous attendez toujours ?",
                "Votre place est gardée. Touchez l’écran si vous êtes là.",
                "clock",
                actions=(Action("still.here", "Je suis là", "check", kind="main"),),
            )
        case Help():
            return _help(scene)
        case DisplayPanel():
            return _display(scene)
        case PowerEnds():
            return power_ends(_power_left(scene))
        case CodeRead():
            return code_read(scene, journey.overlay)
        case TransferAsked():
            return transfer_card(scene)
        case AgentAsked():
            return agent_card(scene)
        case Trouble(key=key):
            closing = (Action("overlay.cancel", "J’ai compris", "check", kind="main"),)
            return Overlay(
                "error",
                texts.trouble(key),
                texts.next_step(key),
                "warning",
                code=texts.code_of(key),
                actions=closing,
            )


def _still_there(seconds: int) -> Overlay:
    return Overlay(
        "still_there",
        "Êtes-vous toujours là ?",
        "Sans réponse, la borne efface tout et revient à l’accueil.",
        "hand-waving",
        seconds=seconds,
        actions=(
            Action("still.here", "Oui, je suis là", "check", kind="main"),
            Action("still.leave", "J’ai terminé, tout effacer", "sign-out"),
        ),
    )


def _help(scene: Scene) -> Overlay:
    place = scene.settings.maintenance.help_place
    world = scene.journey.world
    staff = Action("staff.open", "Accès agent", "lock-key", kind="quiet")
    close = Action("overlay.cancel", "Fermer", "x", kind="main")
    stop = Action("help.stop", "Je n’ai plus besoin d’aide", "check")
    if scene.journey.agent == "present":
        text = f"L’agent de la mairie est avec vous.\n{URGENT}"
        return Overlay("help", "L’agent est avec vous", text, "check-circle", actions=(close, GONE, staff))
    if world.link != "online":
        text = f"La sonnette ne marche pas hors ligne. Vous trouverez quelqu’un {place}.\n{URGENT}"
        return Overlay("help", "Besoin d’aide ?", text, "hand-waving", actions=(close, staff))
    if world.help == "answered":
        text = f"L’agent vous a entendu et vient vous voir.\n{URGENT}"
        return Overlay("help", "L’agent arrive", text, "check-circle", actions=(close, HERE, stop, staff))
    text = f"Nous prévenons l’agent. Vous pouvez aussi le trouver {place}.\n{URGENT}"
    return Overlay("help", "L’agent est appelé", text, "bell-ringing", actions=(close, stop, staff))


def _display(scene: Scene) -> Overlay:
    now = scene.journey.display
    rows = (
        ("big", "Texte plus grand", "Tout est écrit en plus gros.", "text-aa", now.big),
        ("contrast", "Contraste fort", "Blanc et jaune sur fond noir.", "sun", now.contrast),
        ("reach", "Boutons plus bas", "Tout est à portée de main, assis.", "hand-pointing", now.reach),
        ("calm", "Sans mouvement", "Rien ne bouge à l’écran.", "moon", now.calm),
    )
    options = tuple(
        Option(label, hint, icon, on, Action("display.switch", label, icon, name))
        for name, label, hint, icon, on in rows
    )
    return Overlay(
        "display",
        "Affichage",
        "Tout redevient normal à la fin de votre visite.",
        "text-aa",
        actions=(
            Action("overlay.cancel", "C’est bien ainsi", "check", kind="main"),
            Action("display.reset", "Tout remettre comme avant", "arrow-clockwise", kind="quiet"),
        ),
        options=options,
    )
