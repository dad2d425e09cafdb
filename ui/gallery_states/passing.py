"""Waiting with the counter's word, passed on, and the agent beside the visitor; drawn by the presenters."""

from dataclasses import replace
from datetime import datetime

from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState, Media, Transfer
from kiosk.journey.overlays import AgentAsked, Help, TransferAsked
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey, Ticket
from session.protocol.local import Printer, World
from session.protocol.shared import Desk
from ui.adapters.library import EmptyLibrary
from ui.gallery_states.state import BIG, REACH, State
from ui.presenters import surround
from ui.presenters.present import present
from ui.presenters.scene import Scene

CAF = Desk(
    desk="caf", administration="CAF", name="CAF d’Ille-et-Vilaine", open=True, experts=2, contact="3230",
    papers=["Votre numéro d’allocataire, si vous en avez un", "Une pièce d’identité"],
    notice="Je reprends dans 10 minutes.", notice_at="10 h 42",
)  # fmt: skip
WORK = Desk(
    desk="ft", administration="France Travail", name="France Travail", open=True, experts=1, waiting=2,
    contact="3949",
)  # fmt: skip
NOTE = (
    "Madame vient pour son inscription. Sa demande d’aide au logement est complète ; il reste à joindre "
    "l’attestation de l’employeur, qu’elle aura vendredi."
)
TICKET = Ticket("0" * 32, "caf", 0.0, 600.0, ahead=2, low_s=300, high_s=600)
CALL = CallState("caf", "CAF", "Nadia", link="connected", transfer=Transfer("ft", NOTE))
WORLD = World(link="online", desks=[CAF, WORK], printer=Printer(usable=True), camera=True)
START = Journey(visiting=True, world=WORLD, ticket=TICKET, history=(at.Home(),))
TALK = replace(START, call=CALL, screen=at.Call(), media=Media("", camera=False))


def _state(name: str, caption: str, journey: Journey) -> State:
    rules = Rules(EmptyLibrary(), lambda: "0" * 32)
    scene = Scene(journey, rules, Settings(), datetime(2026, 11, 9, 10, 45))  # noqa: DTZ001 - a wall clock
    return State(
        name,
        caption,
        present(scene),
        surround.overlay(scene),
        header=surround.header(scene),
        bar=surround.bar(scene),
    )


def _waiting(**changes: object) -> Journey:
    ticket = replace(TICKET, **changes)  # type: ignore[arg-type]
    return replace(START, ticket=ticket, screen=at.Waiting(ticket.desk))


def states() -> list[State]:
    """From the counter's word to who is there."""
    asked = _state(
        "transfer-asked",
        "Un autre guichet proposé : qui, où, le message",
        replace(TALK, overlay=TransferAsked()),
    )
    agent = replace(TALK, agent="asked", agent_name="Maxime", overlay=AgentAsked())
    beside = replace(TALK, agent="present", call=replace(CALL, transfer=None))
    absent = replace(START, ticket=replace(TICKET, desk="ft"), screen=at.Nobody("ft", absent=True))
    unserved = _waiting(skill="Aide au logement", served=False, low_s=None, high_s=None, ahead=0)
    return [
        _state("waiting-notice", "La file : le guichet dit un mot, l’attente en fourchette", _waiting()),
        _state("waiting-unserved", "La seule personne pour ce sujet est partie", unserved),
        _state("waiting-moved", "Transmis : premier à l’autre guichet", _waiting(desk="ft", ahead=0, sent_by="Nadia", low_s=0, high_s=360)),
        _state("nobody-absent", "Transmis là où personne ne reçoit", absent),
        asked,
        asked.seen("big", "Un autre guichet proposé, grand texte", BIG),
        asked.seen("reach", "Un autre guichet proposé, commandes basses", REACH),
        _state("transfer-moving", "Entre le oui et l’autre guichet", replace(TALK, call=replace(CALL, transfer=replace(CALL.transfer or Transfer("", ""), moving=True)))),
        _state("agent-asked", "L’agent propose de venir", agent),
        _state("call-with-agent", "L’agent est là : toujours dit", beside),
        _state("help-with-agent", "Aide, l’agent est là", replace(beside, overlay=Help())),
    ]  # fmt: skip
