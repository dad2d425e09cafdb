"""Questions that narrow a sheet, and what they leave."""

from dataclasses import replace

from ui.gallery_states.procedure import CHECKLIST, PROCEDURE
from ui.gallery_states.state import BIG, CONTRAST, REACH, State, action, main, note
from ui.pages import Line, Wizard, YourCase

CRUMBS = "Carte d’identité d’un majeur : en cas de perte"
QUESTION = Wizard(
    CRUMBS,
    "Et plus précisément ?",
    "Vous avez répondu : Demande en France.",
    3,
    0.4,
    "Question 3, encore 2 au plus",
    [
        action("Vous avez un passeport valide", "caret-right"),
        action(
            "Vous avez un passeport périmé",
            "caret-right",
            hint="Tout passeport délivré après le 29 juin 2009 est un passeport biométrique.",
        ),
        action("Vous n’avez pas de passeport", "caret-right"),
    ],
    [action("Je ne sais pas", "question")],
    [
        Line("heading", "Pour vous aider"),
        Line("text", "La date d’expiration est écrite sous la photo, à la deuxième page."),
    ],
)
REVIEW = Wizard(
    CRUMBS, "Vos réponses", "Touchez celle que vous voulez changer.", -1, -1, "",
    [action(said, "caret-right", hint="Toucher pour changer") for said in ("Demande en France", "Vous avez un passeport périmé")],
    [main("Tout est juste", "check"), action("Tout recommencer", "arrow-clockwise")],
)  # fmt: skip
UNSURE = Wizard(
    "Carte grise", "Pour votre cas", "Vous avez acheté un véhicule et vous allez l’immatriculer à votre nom", 2, 1, "",
    [action("Immatriculer un véhicule neuf", "caret-right"), action("Immatriculer un véhicule d’occasion", "caret-right")],
    [action("Tout recommencer", "arrow-clockwise"), action("Parler à un conseiller", "video-camera")],
    note=note("Une de ces fiches vous concerne", "Comme vous n’étiez pas sûr, regardez celle qui vous ressemble.", "good", "check-circle"),
)  # fmt: skip
OFFER = YourCase(
    "Quelle est votre situation ?",
    "La borne ne gardera que ce qui vous concerne.",
    [],
    [action("Répondre à quelques questions", "list-checks")],
)
MINE = YourCase(
    "Pour votre cas", "", ["Demande en France", "Vous avez un passeport périmé"], [action("Changer", "arrow-clockwise", "quiet")]
)  # fmt: skip


def states() -> list[State]:
    """The offer, a question, the answers again, and the pages narrowed."""
    asked = State("wizard", "Une question, et ce qui aide à répondre", QUESTION)
    return [
        State(
            "procedure-offer",
            "Une fiche qui sait se réduire à un cas",
            replace(PROCEDURE, case=OFFER, questions=[]),
        ),
        asked,
        asked.seen("big", "Une question, grand texte", BIG),
        asked.seen("contrast", "Une question, contraste", CONTRAST),
        asked.seen("reach", "Une question, commandes basses", REACH),
        State("wizard-review", "Les réponses, à changer", REVIEW),
        State("wizard-unsure", "Plusieurs fiches possibles", UNSURE),
        State("procedure-narrowed", "Une fiche réduite au cas", replace(PROCEDURE, case=MINE, questions=[])),
        State("checklist-narrowed", "Des papiers réduits au cas", replace(CHECKLIST, case=MINE)),
    ]
