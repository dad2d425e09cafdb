"""Questions that come by themselves: to be passed on, to let the agent come. Each waits for its answer."""

from kiosk.journey.conversation import CallState, Transfer
from session.protocol.shared import Desk
from ui import texts
from ui.frame import Overlay
from ui.pages import Action, Note
from ui.presenters.scene import Scene

LISTEN = Action("bar.listen", "Écouter", "speaker-high", kind="quiet")


def transfer_card(scene: Scene) -> Overlay:
    """Who, where to, the whole note, how long, and that nothing happens without a yes."""
    call = scene.journey.call or CallState("", "", "")
    asked = call.transfer or Transfer("", "")
    desk = scene.desk(asked.desk)
    name = _to(call, desk, asked.desk)
    who = call.expert or "Le conseiller"
    note = (
        f"Son message : « {asked.note} »\nSeul le conseiller qui vous recevra le lira. Il est effacé ensuite."
        if asked.note
        else "Aucun message ne serait transmis : vous expliquerez vous-même."
    )
    return Overlay(
        "transfer",
        f"{who} vous propose de parler à {name}",
        "\n".join([note, _there(desk), f"Si vous refusez, vous restez avec {who}."]),
        "users-three",
        actions=(
            Action("transfer.yes", "Oui, je suis d’accord", "check", kind="main"),
            Action("transfer.no", f"Non, rester avec {who}", "x"),
            LISTEN,
        ),
    )


def _to(call: CallState, desk: Desk | None, asked: str) -> str:
    name = desk.name if desk else asked
    return f"un autre conseiller de {name}" if asked == call.desk else name


def _there(desk: Desk | None) -> str:
    if desk is None:
        return ""
    if desk.experts == 0:
        return "Personne n’y reçoit en ce moment : vous pourrez attendre, ou être rappelé ici."
    wait = texts.wait_words(desk.estimate_low_s, desk.estimate_high_s)
    first = "Vous serez la première personne de la file."
    # The line there lets this visitor pass: what remains is the call that runs at most.
    return first if not wait or desk.waiting else f"{first} Attente : {wait}."


def agent_card(scene: Scene) -> Overlay:
    """« L'agent propose de venir »: yes or no, and who would know of it."""
    name = scene.journey.agent_name
    who = f"{name}, de la mairie," if name else "L’agent d’accueil"
    call = scene.journey.call
    seen = f" {call.expert or 'Le conseiller'} en sera prévenu." if call else ""
    return Overlay(
        "agent",
        f"{who} propose de venir vous aider",
        f"L’agent verrait votre écran, à côté de vous.{seen} Vous pouvez refuser, sans donner de raison.",
        "hand-waving",
        actions=(
            Action("company.yes", "Oui, je veux bien", "check", kind="main"),
            Action("company.no", "Non merci", "x"),
            LISTEN,
        ),
    )


GONE = Action("company.gone", "L’agent est reparti", "sign-out")
HERE = Action("company.here", "L’agent est avec moi", "check")


def present(scene: Scene, call: CallState) -> str:
    """Who takes part in the conversation, always said."""
    expert = call.expert or "le conseiller"
    if scene.journey.agent == "present":
        return f"Vous, {expert} et l’agent de la mairie · non enregistré"
    return f"Vous et {expert}, personne d’autre · non enregistré"


def moving(call: CallState, scene: Scene) -> Note | None:
    """Said between the yes and the new counter's queue."""
    if call.transfer is None or not call.transfer.moving:
        return None
    name = _to(call, scene.desk(call.transfer.desk), call.transfer.desk)
    return Note("Un instant", f"Nous vous passons à {name}.", "calm", "hourglass")
