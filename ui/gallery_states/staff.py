"""Overlays, public sites, staff."""

import dataclasses

from ui.frame import Option, Overlay
from ui.gallery_states.browse import HOME
from ui.gallery_states.person import WAITING, call
from ui.gallery_states.procedure import CHECKLIST
from ui.gallery_states.state import BIG, BIG_CONTRAST, CONTRAST, REACH, State, action, main, note
from ui.pages import Agent, Card, ContentCard, DeviceRow, Maintenance, Pin, Site, Sites

CONFIRM = Overlay(
    "confirm", "Voulez-vous vraiment raccrocher ?", "L’appel sera terminé.", "question",
    actions=(main("Non, rester", "arrow-left"), action("Oui, raccrocher", "check", "danger")),
)  # fmt: skip
STILL = Overlay(
    "still_there", "Êtes-vous toujours là ?", "Sans réponse, la borne efface tout et revient à l’accueil.", "hand-waving",
    seconds=38, actions=(main("Oui, je suis là", "check"), action("J’ai terminé, tout effacer", "sign-out")),
)  # fmt: skip
HELP = Overlay(
    "help", "L’agent est appelé",
    "Nous prévenons l’agent. Vous pouvez aussi le trouver à l’accueil.\nEn cas d’urgence : 112 ou 15, police 17, par SMS 114, violences 3919.",
    "bell-ringing",
    actions=(main("Fermer", "x"), action("Je n’ai plus besoin d’aide", "check"), action("Accès agent", "lock-key", "quiet")),
)  # fmt: skip
GENTLE = Overlay(
    "gentle", "Vous attendez toujours ?", "Votre place est gardée. Touchez l’écran si vous êtes là.", "clock",
    actions=(main("Je suis là", "check"),),
)  # fmt: skip
ERROR = Overlay(
    "error", "Ce document est protégé par un mot de passe.", "Dites-le au conseiller : il peut vous l’envoyer autrement.",
    "warning", "D02", actions=(main("J’ai compris", "check"),),
)  # fmt: skip


def display(*, on: bool = False) -> Overlay:
    """The Affichage panel."""
    options = (
        Option("Texte plus grand", "Tout est écrit en plus gros.", "text-aa", on, action("x")),
        Option("Contraste fort", "Blanc et jaune sur fond noir.", "sun", on, action("x")),
        Option(
            "Boutons plus bas",
            "Tout est à portée de main, assis.",
            "hand-pointing",
            on=False,
            toggle=action("x"),
        ),
        Option("Sans mouvement", "Rien ne bouge à l’écran.", "moon", on=False, toggle=action("x")),
    )
    return Overlay(
        "display", "Affichage", "Tout redevient normal à la fin de votre visite.", "text-aa",
        options=options, actions=(main("C’est bien ainsi", "check"), action("Tout remettre comme avant", "arrow-clockwise", "quiet")),
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
    "Ma commune", "about:blank", [], "", note("Le site ne répond pas pour le moment.", "Réessayez dans un moment, ou touchez « Retour ».", "warn", "wifi-slash"),
    [], reached=False,
)  # fmt: skip
AGENT = Agent(
    "Panneau de l’agent", ["La borne est ouverte.", "Les conseillers sont joignables.", "Imprimante prête."],
    "Cette visite a 15 minutes de plus.",
    [main("Donner 15 minutes de plus", "clock"), action("Tout effacer maintenant", "trash", "danger"), action("Fermer la borne", "lock-key"), action("Quitter ce panneau", "sign-out")],
)  # fmt: skip
_UNPROVEN = "Non vérifié sur matériel"
_OPEN = action("Ouvrir", "caret-right")
DEVICES = [
    DeviceRow("Imprimante A4", "printer", ok=False, words="Plus de papier", code="P01", mark="", open=_OPEN),
    DeviceRow(
        "Imprimante à tickets",
        "file-text",
        ok=True,
        words="Prête, rouleau bientôt fini",
        code="",
        mark=_UNPROVEN,
        open=_OPEN,
    ),
    DeviceRow("Scanner", "scan", ok=True, words="Prêt (vitre, chargeur)", code="", mark="", open=_OPEN),
    DeviceRow(
        "Caméra du visage", "video-camera", ok=True, words="Présente", code="", mark=_UNPROVEN, open=_OPEN
    ),
    DeviceRow("Micro", "microphone", ok=True, words="Présent", code="", mark=_UNPROVEN, open=_OPEN),
    DeviceRow("Liaison au relais", "globe", ok=True, words="Relié", code="", mark="", open=_OPEN),
    DeviceRow(
        "Fiches",
        "files",
        ok=True,
        words="Édition du 3 novembre 2026, 4 873 fiches",
        code="",
        mark="",
        open=_OPEN,
    ),
]
MAINTENANCE = Maintenance(
    "Maintenance", note("1 élément à réparer", "Imprimante A4", "bad", "warning"), DEVICES,
    [main("Tout tester", "check-circle"), action("Fermer la borne", "lock-key"), action("Quitter la maintenance", "sign-out")],
    tools=[action("Rapport", "printer"), action("Journal", "list-checks")],
)  # fmt: skip
_CHECK = action("Vérifier maintenant", "arrow-clockwise")
_BACK = action("Revenir à l’édition du 27 octobre 2026", "arrow-counter-clockwise")
FRESH = ContentCard(
    "Fiches officielles", good=True,
    lines=["Édition du 21 novembre 2026, il y a 2 jours : 3 012 fiches.", "Dernière vérification : aujourd’hui à 3 h 12, rien de nouveau.", "Elles viennent de service-public.fr, vérifiées chaque jour."],
    working="", progress=-1, actions=[_CHECK, _BACK],
)  # fmt: skip
REFUSED = ContentCard(
    "Fiches officielles", good=False,
    lines=[
        "Édition du 3 novembre 2026, il y a 20 jours : 3 012 fiches.",
        "L’édition d’avant a pris la place d’une édition abîmée (database disk image is malformed). Toucher « Vérifier maintenant » ; si cela revient, faire contrôler le disque.",
        "Dernière vérification : aujourd’hui à 3 h 12, l'édition reçue est plus ancienne que celle en place (édition du 2026-10-02, celle en place est du 2026-11-03). Attendre la suivante ; « content fetch --force » la prend quand même. Code C55.",
        "Elles viennent de service-public.fr, vérifiées chaque jour.",
    ],
    working="", progress=-1, actions=[_CHECK],
)  # fmt: skip
CHECKING = ContentCard(
    "Fiches officielles", good=True,
    lines=["Édition du 21 novembre 2026, il y a 2 jours : 3 012 fiches.", "Elles viennent de service-public.fr, vérifiées chaque jour."],
    working="Téléchargement : 8,4 sur 31,2 Mo", progress=0.27, actions=[action("Vérification…", "arrow-clockwise", enabled=False)],
)  # fmt: skip
GOING_BACK = Overlay(
    "confirm", "Revenir à l’édition précédente ?", "Les prochains visiteurs liront les fiches d’avant. Vous pourrez y renoncer ici même.", "question",
    actions=(main("Non, garder celle-ci", "arrow-left"), action("Oui, revenir", "check", "danger")),
)  # fmt: skip


def fed(content: ContentCard) -> Maintenance:
    """The maintenance page of a kiosk with all its devices well."""
    well = note("Tout fonctionne", "5 éléments", "good", "check-circle")
    return dataclasses.replace(
        MAINTENANCE,
        summary=well if content.good else note("1 élément à réparer", content.title, "bad", "warning"),
        devices=DEVICES[5:6],
        content=content,
    )


PIN = Pin("Code de l’agent", 2, "", "", enabled=True)
PIN_WAIT = Pin(
    "Code de l’agent", 0, "Le code n’est pas bon.", "Nouvel essai possible dans 8 secondes.", enabled=False
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
        State("overlay-error", "Une panne, dite clairement", call(), overlay=ERROR),
        State("overlay-gentle", "Une question douce", WAITING, overlay=GENTLE),
        State("sites", "Les sites publics", SITES),
        State("site-unreachable", "Un site qui ne répond pas", SITE_OFF),
        pin,
        pin.seen("reach", "Code, commandes basses", REACH),
        State("pin-wait", "Code refusé : attendre", PIN_WAIT),
        State("agent", "Le panneau de l’agent", AGENT),
        maintenance,
        State("maintenance-content", "Maintenance : des fiches à jour", fed(FRESH)),
        State("maintenance-content-checking", "Maintenance : vérification des fiches", fed(CHECKING)),
        State("maintenance-content-refused", "Maintenance : une édition refusée", fed(REFUSED)),
        State(
            "maintenance-content-refused-big",
            "Maintenance : une édition refusée, grand texte",
            fed(REFUSED),
            display=BIG,
        ),
        State("overlay-content-back", "Revenir à l’édition précédente ?", fed(FRESH), overlay=GOING_BACK),
        maintenance.seen("big", "Maintenance, grand texte", BIG),
        maintenance.seen("contrast", "Maintenance, contraste", CONTRAST),
    ]
