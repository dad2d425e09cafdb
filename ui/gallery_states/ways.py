"""Before a call: how one wants to talk."""

import dataclasses

from ui.gallery_states.person import BEFORE, BEFORE_HEARD
from ui.gallery_states.state import BIG, REACH, State, action, note
from ui.pages import Choice, Question


def asked_way(chosen: str) -> Question:
    """How one wants to talk, with one way chosen."""
    labels = ("Haut-parleur", "Combiné", "Par écrit")
    return Question(
        "Comment voulez-vous parler ?", [Choice(way, way == chosen, action(way)) for way in labels]
    )


def states() -> list[State]:
    """In writing, and with the handset still on its hook."""
    words = "Vous écrivez et le conseiller vous répond par écrit. Il vous voit. Vous pourrez remettre votre micro."
    writing = dataclasses.replace(
        BEFORE, ways=asked_way("Par écrit"), way=note("Votre micro sera coupé", words, icon="keyboard")
    )
    hook = note("Décrochez le combiné", "D’ici là, le son sort du haut-parleur.", icon="phone")
    handset = State(
        "before-call-handset",
        "Avant l’appel : décrochez",
        dataclasses.replace(BEFORE_HEARD, ways=asked_way("Combiné"), way=hook),
    )
    return [
        State("before-call-writing", "Avant l’appel : par écrit", writing),
        handset,
        handset.seen("big", "Décrochez, grand texte", BIG),
        handset.seen("reach", "Décrochez, commandes basses", REACH),
    ]
