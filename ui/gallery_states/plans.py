"""Life events: the list, and one plan."""

from dataclasses import replace

from ui.gallery_states.browse import HOME, HOME_FULL
from ui.gallery_states.state import BIG, CONTRAST, REACH, State, action, main
from ui.pages import Card, Events, Gathering, Plan, PlanGroup, PlanStep, YourCase

EVENTS = Events(
    "Que vous arrive-t-il ?",
    "La borne rassemble toutes les démarches, dans l’ordre, sur un plan à imprimer.",
    [
        action("Un proche est décédé", "moon"),
        action("Je déménage", "house-line"),
        action("J’attends un enfant", "baby-carriage"),
        action("Je me sépare", "users-three"),
        action("J’ai perdu mes papiers, on me les a volés", "identification-card"),
        action("Je perds mon emploi, je cherche du travail", "briefcase"),
        action("Je n’arrive plus à payer", "coins"),
    ],
    [action("Parler à un conseiller", "video-camera")],
)


def step(title: str, why: str, *, done: bool = False, opens: bool = True) -> PlanStep:
    """One step with its box."""
    way = action("Voir comment faire", "caret-right") if opens else None
    return PlanStep(title, why, done, action("Fait" if done else "À faire", "check"), way)


PLAN = Plan(
    "Votre plan : un proche est décédé",
    "Rien ne presse tout le même jour. Voici les démarches, dans l’ordre.",
    YourCase(
        "Pour votre cas",
        "",
        ["Le décès a eu lieu en France", "Le défunt était retraité"],
        [action("Changer", "arrow-clockwise", "quiet")],
    ),
    "3 démarches à faire, 1 déjà faite",
    [
        PlanGroup(
            "Dans les 24 heures",
            [
                step(
                    "Faire constater le décès par un médecin",
                    "À l’hôpital, l’établissement s’en charge.\nOù : Médecin traitant, ou SAMU · téléphone 15",
                    done=True,
                    opens=False,
                ),
                step("Déclarer le décès à la mairie", "Les pompes funèbres peuvent le faire pour vous."),
            ],
        ),
        PlanGroup(
            "Dans le mois",
            [
                step("Demander la pension de réversion", "Elle n’est jamais versée sans qu’on la demande."),
                step("Changer la carte grise du véhicule", "Si vous gardez ou vendez la voiture."),
            ],
        ),
    ],
    "Les papiers à rassembler",
    [
        Gathering(
            "Livret de famille", "Pour : Déclarer le décès à la mairie ; Demander la pension de réversion"
        ),
        Gathering("Votre pièce d’identité", "Pour : Déclarer le décès à la mairie"),
    ],
    "Ces papiers dépendent de votre cas",
    [action("Changer la carte grise du véhicule", "caret-right")],
    [
        Card(
            "Mairie de Saint-Aubin",
            "1 place de la Halle\nOuvert jusqu’à 17 h\nPour : Déclarer le décès",
            "map-pin",
        ),
        Card("Assurance retraite", "Téléphone : 39 60\nPour : Demander la pension de réversion", "phone"),
    ],
    None,
    [
        main("Imprimer mon plan", "printer"),
        action("La fiche complète", "file-text"),
        action("Parler à un conseiller", "video-camera"),
    ],
)
ENTRY = action("Il m’arrive quelque chose", "calendar-check")
ENDING = replace(PLAN, case=None, words="", groups=[])


def states() -> list[State]:
    """The way in, the list, the plan, and what it ends with."""
    events = State("events", "Les événements de la vie", EVENTS)
    plan = State("plan", "Un plan : les démarches dans l’ordre", PLAN)
    return [
        State("home-events", "L’accueil, avec les événements de la vie", replace(HOME, events=ENTRY)),
        State("home-events-full", "L’accueil quand tout est dit", replace(HOME_FULL, events=ENTRY)),
        events,
        events.seen("big", "Les événements, grand texte", BIG),
        plan,
        plan.seen("big", "Un plan, grand texte", BIG),
        plan.seen("contrast", "Un plan, contraste", CONTRAST),
        plan.seen("reach", "Un plan, commandes basses", REACH),
        State("plan-papers", "La fin du plan : papiers et personnes", ENDING),
    ]
