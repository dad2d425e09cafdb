"""What readers and sensors show to a visitor: the card of a code, and of the power that ends."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from kiosk.journey.overlays import CodeRead, PowerEnds
from kiosk.journey.state import Journey
from ui.gallery_states.commune import WALL, saint_aubin
from ui.gallery_states.state import BIG, REACH, State
from ui.local_states import Stagehand

_URL = "https://paiement-amende.example/FR/2026?dossier=7741902"


def _over(card: CodeRead) -> Callable[[Journey], Journey]:
    return lambda journey: replace(journey, overlay=card)


def states() -> list[State]:
    """Every one."""
    stage = Stagehand(saint_aubin(), WALL, Settings())
    return [*_power(stage), *_codes(stage)]


def _power(stage: Stagehand) -> list[State]:
    """Nobody there, and no power."""
    rest = stage.state(
        "rest",
        "Personne depuis longtemps : l'accueil se repose",
        at.Welcome(),
        lambda journey: replace(
            journey, visiting=False, world=journey.world.model_copy(update={"resting": True})
        ),
    )
    ending = stage.state(
        "power-ends",
        "Le courant est coupé et la batterie presque vide : le temps qui reste",
        at.Home(),
        lambda journey: replace(journey, overlay=PowerEnds(), power_until=95.0),
    )
    return [
        rest,
        ending,
        ending.seen("reach", "Le courant est coupé, commandes basses", REACH),
        ending.seen("big", "Le courant est coupé, grand texte", BIG),
        stage.state(
            "power-note",
            "Le courant est coupé : dit en haut, une fois la carte lue",
            at.Home(),
            lambda journey: replace(journey, power_until=95.0),
        ),
    ]


def _codes(stage: Stagehand) -> list[State]:
    """What a code turns out to be."""

    def shown(name: str, caption: str, card: CodeRead) -> State:
        return stage.state(name, caption, at.Home(), _over(card))

    unknown = shown("code-unknown", "Un code qui n'est pas d'ici : rien ne se passe", CodeRead("none"))
    address = shown("code-address", "Une adresse lue : montrée, jamais ouverte", CodeRead("address", _URL))
    own = CodeRead("own-request", "D 47 03 82 16 55", "x")
    return [
        unknown,
        unknown.seen("reach", "Un code inconnu, commandes basses", REACH),
        address,
        address.seen("big", "Une adresse lue, grand texte", BIG),
        shown("code-request", "La référence d'une demande d'un autre jour", CodeRead("request", own.text)),
        shown("code-own", "La référence de la demande en cours", own),
        shown("code-interview", "La référence d'un entretien", CodeRead("interview", "3F0A-91BC")),
    ]
