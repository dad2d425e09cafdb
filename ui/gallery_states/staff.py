"""Overlays, public sites, staff."""

import dataclasses

from ui.frame import Option, Overlay
from ui.gallery_states.browse import HOME
from ui.gallery_states.person import call
from ui.gallery_states.procedure import CHECKLIST
from ui.gallery_states.state import BIG, BIG_CONTRAST, CONTRAST, REACH, State, action, main, note
from ui.pages import Agent, Card, DeviceRow, Maintenance, Pin, Site, Sites

CONFIRM = Overlay(
    "confirm", "Voulez-vous vraiment raccrocher ?", "L’appel avec Nadia s’arrêtera tout de suite.", "phone-disconnect",
    actions=(main("Continuer l’appel", "video-camera"), action("Raccrocher", "phone-disconnect", "danger")),
)  # fmt: skip
STILL = Overlay(
    "still_there", "Êtes-vous toujours là ?", "Sans réponse, la visite se termine et tout est effacé.", "hand-waving",
    seconds=38, actions=(main("Oui, je suis là", "check"),),
)  # fmt: skip
HELP = Overlay(
    "help", "L’accueil est prévenu", "Quelqu’un vient vous aider. Vous pouvez continuer pendant ce temps.", "bell-ringing",
    actions=(main("D’accord", "check"), action("Annuler l’appel à l’aide", "x", "quiet")),
)  # fmt: skip
GENTLE = Overlay(
    "gentle", "Toujours d’accord pour attendre ?", "Votre place est gardée.", "hourglass",
    actions=(main("Oui, j’attends", "check"),),
)  # fmt: skip
ERROR = Overlay(
    "error", "L’imprimante ne répond pas", "La page n’est pas sortie. Demandez à l’accueil, ou continuez sans imprimer.",
    "warning", "P01", actions=(main("Continuer", "check"), action("Appeler l’accueil", "hand-waving")),
)  # fmt: skip


def display(*, on: bool = False) -> Overlay:
    """The Affichage panel."""
    options = (
        Option("Grand texte", "Tout est écrit plus gros", "text-aa", on, action("x")),
        Option("Contraste", "Blanc et jaune sur noir", "sun", on, action("x")),
        Option(
            "Commandes basses", "Tout à portée de main, assis", "hand-pointing", on=False, toggle=action("x")
        ),
        Option("Calme", "Rien ne bouge", "moon", on=False, toggle=action("x")),
    )
    return Overlay(
        "display", "Affichage", "Tout redevient comme avant à la fin de votre visite.", "text-aa",
        options=options, actions=(main("Fermer", "check"),),
    )  # fmt: skip


SITES = Sites(
    "Sites publics", "Ces sites s’ouvrent ici. Ce que vous y écrivez est effacé à la fin.",
    [
        Card("Ma commune", "Horaires, démarches locales", "globe", action("Ouvrir", "globe")),
        Card("Impots.gouv.fr", "Il faudra votre numéro fiscal et un mot de passe.", "globe", action("Ouvrir", "globe")),
    ],
    None,
)  # fmt: skip
SITE_OFF = Site(
    "Ma commune", "about:blank", [], "", note("Ce site ne répond pas.", "Réessayez dans un moment.", "warn", "wifi-slash"),
    [action("Imprimer la page", "printer")],
)  # fmt: skip
AGENT = Agent(
    "Accueil de la mairie", ["En service depuis 8 h 32", "Une personne est dans la file de la CAF", "Imprimante prête"],
    "La visite est prolongée de 10 minutes.",
    [main("Donner 10 minutes de plus", "clock"), action("Effacer la visite", "trash"), action("Fermer la borne", "power", "danger"), action("Quitter", "sign-out", "quiet")],
)  # fmt: skip
DEVICES = [
    DeviceRow("Imprimante A4", "cups://localhost/A4", ok=False, words="Plus de papier", remedy="Remettre du papier dans le bac 1.", code="P03", tested="Dernier test : 10 h 32", test=action("En cours…", "wrench", enabled=False)),
    DeviceRow("Caméra du visage", "camera:/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920_8A5F9B3F-video-index0", ok=True, words="Prête", remedy="", code="", tested="Dernier test : 8 h 00", test=action("Tester", "wrench")),
    DeviceRow("Micro", "sound:default", ok=True, words="Prêt", remedy="", code="", tested="", test=action("Tester", "wrench")),
    DeviceRow("Liaison au relais", "https://relais.example", ok=True, words="Connectée", remedy="", code="", tested="", test=None),
    DeviceRow("Contenu", "édition du 3 novembre 2026", ok=True, words="4 873 fiches", remedy="", code="", tested="", test=None),
]  # fmt: skip
MAINTENANCE = Maintenance(
    "Maintenance", note("1 appareil a besoin de vous.", "L’imprimante n’a plus de papier.", "warn", "wrench"), DEVICES,
    [main("Tout tester", "arrow-clockwise"), action("Quitter", "sign-out", "quiet")],
)  # fmt: skip
PIN = Pin("Code de l’agent", 2, "", "", enabled=True)
PIN_WAIT = Pin(
    "Code de l’agent", 0, "Ce code n’est pas bon.", "Nouvel essai possible dans 8 secondes.", enabled=False
)


def states() -> list[State]:
    """What stands over a page, and what is behind a code."""
    panel = State("overlay-display", "Affichage", HOME, overlay=display())
    still = State("overlay-still-there", "Toujours là ?", CHECKLIST, overlay=STILL)
    pin = State("pin", "Code de l’agent", PIN)
    maintenance = State("maintenance", "Maintenance", MAINTENANCE)
    return [
        panel,
        dataclasses.replace(panel, overlay=display(on=True)).seen(
            "big-contrast", "Affichage, tout allumé", BIG_CONTRAST
        ),
        panel.seen("reach", "Affichage, commandes basses", REACH),
        State("overlay-confirm", "Raccrocher ?", call(), overlay=CONFIRM),
        still,
        still.seen("big", "Toujours là ? grand texte", BIG),
        State("overlay-help", "L’aide est en route", HOME, overlay=HELP),
        State("overlay-error", "Une panne, dite clairement", CHECKLIST, overlay=ERROR),
        State("overlay-gentle", "Une question douce", CHECKLIST, overlay=GENTLE),
        State("sites", "Les sites publics", SITES),
        State("site-unreachable", "Un site qui ne répond pas", SITE_OFF),
        pin,
        pin.seen("reach", "Code, commandes basses", REACH),
        State("pin-wait", "Code refusé : attendre", PIN_WAIT),
        State("agent", "Le panneau de l’agent", AGENT),
        maintenance,
        maintenance.seen("big", "Maintenance, grand texte", BIG),
        maintenance.seen("contrast", "Maintenance, contraste", CONTRAST),
    ]
