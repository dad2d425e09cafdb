"""« Sans mon image »: chosen before the call, and in it; and a call with every button there is."""

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING, cast

from kiosk.core.settings import Settings
from kiosk.journey.conversation import CallState, Media, PrintRequest, Said
from kiosk.journey.state import Journey, Paperwork
from session.protocol.local import DocumentPages, Printer, World
from session.protocol.scanning import Scanner
from ui.gallery_states.person import BEFORE_HEARD
from ui.gallery_states.pictures import HEIGHT, WIDTH
from ui.gallery_states.state import BIG, CONTRAST, REACH, State, action
from ui.gallery_states.ways import asked_way
from ui.pages import Call, Choice, Question
from ui.presenters.call import call
from ui.presenters.scene import Scene

if TYPE_CHECKING:
    from kiosk.journey.ports import Rules

PAPER = "2" * 32
SHOWN = Question(
    "", [Choice("Avec mon image", chosen=False, choose=action("x")), Choice("Sans mon image", chosen=True, choose=action("x"))]
)  # fmt: skip
UNSEEN = dataclasses.replace(
    BEFORE_HEARD, ways=asked_way("Haut-parleur"), shown=SHOWN, hidden=True,
    camera_words="Le conseiller ne vous verra pas. Il vous entendra.",
)  # fmt: skip


def _call(talk: CallState, *, hidden: bool = True, paper: bool = False, busy: bool = False) -> Call:
    pages = DocumentPages(
        document=PAPER, name="Déclaration de situation", pages=2, widths=[WIDTH] * 2, heights=[HEIGHT] * 2
    )
    journey = Journey(
        visiting=True, now=10.0, call=talk, hidden=hidden, media=Media("frames", camera=True),
        documents={PAPER: Paperwork(pages, "expert", kept=True)} if busy or paper else {},
        agent="present" if busy else "",
        world=World(link="online", printer=Printer(usable=True), scanner=Scanner(camera=busy)),
    )  # fmt: skip
    return call(Scene(journey, cast("Rules", None), Settings(), datetime(2026, 11, 9, 10, 42)))  # noqa: DTZ001 - a wall clock


def states() -> list[State]:
    """Before, in the call, and the most crowded call."""
    talk = CallState("caf", "CAF de Haute-Marne", "Nadia", link="connected", code="482913")
    unseen = State("call-unseen", "Sans mon image : la voix seule part", _call(talk))
    full = dataclasses.replace(talk, said=(Said("Bonjour", mine=False),), requests=(PrintRequest(PAPER),))
    crowded = State(
        "call-crowded", "Toutes les commandes et une demande", _call(full, hidden=False, busy=True)
    )
    before = State("before-call-unseen", "Avant l’appel : sans mon image", UNSEEN)
    return [
        before,
        before.seen("big", "Sans mon image, grand texte", BIG),
        before.seen("reach", "Sans mon image, commandes basses", REACH),
        unseen,
        unseen.seen("big", "Sans mon image, dans l’appel, grand texte", BIG),
        unseen.seen("contrast", "Sans mon image, dans l’appel, contraste", CONTRAST),
        State("call-papers", "", _call(talk, hidden=False, paper=True)).seen(
            "big", "Un papier lu, grand texte", BIG
        ),
        crowded,
        crowded.seen("big", "Toutes les commandes, grand texte", BIG),
        crowded.seen("reach", "Toutes les commandes, commandes basses", REACH),
    ]
