"""Before a call: with the loudspeaker, with the handset, or in writing; and what to do for it."""

from ui.pages import Action, Choice, Note, Question
from ui.presenters.scene import Scene

_NAMES = {"handset": "le combiné", "headset": "le casque"}


def ways(scene: Scene) -> Question:
    """The loudspeaker is chosen until something else is; a handset is offered only where there is one."""
    handset, voice = scene.journey.handset, scene.journey.voice
    offered = [("speaker", "Haut-parleur")]
    if handset is not None:
        offered.append(("handset", _NAMES[handset.kind].removeprefix("le ").capitalize()))
    elif voice == "handset":
        voice = "speaker"
    offered.append(("text", "Par écrit"))
    return Question(
        "Comment voulez-vous parler ?",
        [Choice(label, voice == way, Action("counter.voice", label, argument=way)) for way, label in offered],
    )


def seen_or_not(scene: Scene) -> Question:
    """With one's picture unless one would rather not; the choices say it all."""
    hidden = scene.journey.hidden
    return Question(
        "",
        [
            Choice("Avec mon image", not hidden, Action("counter.picture", "Avec mon image", argument=True)),
            Choice("Sans mon image", hidden, Action("counter.picture", "Sans mon image", argument=False)),
        ],
    )


def way_note(scene: Scene) -> Note | None:
    """What the choice asks of the visitor, or that sound goes elsewhere than they chose."""
    handset, voice = scene.journey.handset, scene.journey.voice
    if voice == "text":
        seen = "Il ne vous voit pas." if scene.journey.hidden else "Il vous voit."
        text = (
            f"Vous écrivez et le conseiller vous répond par écrit. {seen} Vous pourrez remettre votre micro."
        )
        return Note("Votre micro sera coupé", text, "calm", "keyboard")
    if handset is None or (voice == "speaker" and not handset.lifted):
        return None
    hook = handset.kind == "handset"
    if handset.lifted:
        title = "Le combiné est décroché" if hook else "Le casque est branché"
        text = f"Vous parlez et vous écoutez avec {_NAMES[handset.kind]}. Le haut-parleur se tait."
        return Note(title, text, "good", "phone")
    title = "Décrochez le combiné" if hook else "Branchez le casque"
    return Note(title, "D’ici là, le son sort du haut-parleur.", "calm", "phone")
