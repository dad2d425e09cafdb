"""Writing to the expert, and what is said of a microphone that is lost."""

from kiosk.journey.conversation import CallState
from session.protocol.texting import TEXT_MAX
from ui import texts
from ui.pages import Action, Note, TextLine, Writing
from ui.presenters.link_words import expert_seen
from ui.presenters.scene import Scene

PHRASES = ("Oui", "Non", "Je ne comprends pas", "Merci")
"""One line of buttons."""


def write_action(kind: str = "secondary") -> Action:
    """The way to the keyboard."""
    return Action("text.open", "Écrire", "keyboard", kind="main" if kind == "main" else "secondary")


def lost_microphone(scene: Scene) -> Note | None:
    """What is wrong, and what can be done now; None when the visitor can be heard."""
    state = scene.journey.microphone
    if state == "live":
        return None
    expert = scene.journey.call.expert if scene.journey.call else ""
    who = expert or "Le conseiller"
    seen = "le sait" if scene.journey.hidden else "vous voit et le sait"
    return Note(
        texts.MICROPHONE[state],
        f"{who} {seen}, mais ne vous entend plus. Touchez « Écrire » : l’appel continue.",
        "warn",
        "microphone-slash",
    )


def writing(scene: Scene) -> Writing:
    """What was written so far, quick answers, and the keyboard."""
    state = scene.journey.call or CallState("", "", "")
    expert = state.expert or "votre conseiller"
    return Writing(
        title=f"Écrire à {expert}",
        words=f"{expert[:1].upper()}{expert[1:]} voit ce que vous tapez, lettre après lettre. Rien n’est gardé.",
        note=_note(scene, state),
        lines=_lines(state, expert),
        phrases=[Action("text.phrase", phrase, argument=phrase) for phrase in PHRASES],
        text_typed=state.draft,
        hint="Votre phrase",
        longest=TEXT_MAX,
        enter=Action("text.send", "Envoyer", "check", enabled=bool(state.draft.strip())),
        remote=expert_seen(state),
        actions=[Action("text.close", f"Revenir à {expert}", "video-camera", kind="main")]
        if state.requests
        else [],
    )


def _lines(state: CallState, expert: str) -> list[TextLine]:
    """What was said, and last what is being typed on the other side."""
    lines = [TextLine("Vous" if said.mine else expert, said.text, said.mine) for said in state.said]
    if state.typing.strip():
        lines.append(TextLine(f"{expert} écrit…", state.typing, mine=False))
    return lines


def _note(scene: Scene, state: CallState) -> Note | None:
    if state.link == "lost":
        return Note(
            "La liaison est coupée",
            "Elle revient toute seule. Ce que vous écrivez partira à la reprise.",
            "warn",
            "wifi-slash",
        )
    if state.requests:
        return Note(
            f"{state.expert} vous demande quelque chose",
            f"Touchez « Revenir à {state.expert} » pour répondre.",
            "warn",
            "hand-waving",
        )
    if state.by_text and state.muted:
        text = f"{state.expert} sait que vous préférez écrire. Pour parler : « Retour », puis « Remettre mon micro »."
        return Note("Votre micro est coupé", text, "calm", "microphone-slash")
    if scene.journey.microphone != "live":
        text = f"{state.expert} le sait. Écrivez ici : {state.expert} vous répond de vive voix ou par écrit."
        return Note(texts.MICROPHONE[scene.journey.microphone], text, "warn", "microphone-slash")
    return None
