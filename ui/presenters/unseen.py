"""« Sans mon image »: the button, and what is said while one is not seen."""

from kiosk.journey.conversation import CallState
from ui.pages import Action, Note
from ui.presenters.scene import Scene


def picture_action(scene: Scene, state: CallState) -> Action:
    """One's own picture; in a pause it does not leave already."""
    if scene.journey.hidden:
        label = "Remettre mon image"
        return Action("call.picture", label, "video-camera", kind="main", enabled=not state.paused)
    return Action("call.picture", "Sans mon image", "video-camera-slash", enabled=not state.paused)


def muted_note(scene: Scene, state: CallState) -> Note:
    """The microphone is cut by oneself; the picture goes on, or is hidden as well."""
    seen = "ne vous voit pas et" if scene.journey.hidden else "vous voit, mais"
    text = f"{state.expert} {seen} ne vous entend pas. Touchez « Remettre mon micro » pour parler."
    return Note("Votre micro est coupé", text, "warn", "microphone-slash")


def unseen_note(state: CallState) -> Note:
    """What leaves and what does not. How the link stands is said beside it."""
    text = f"{state.expert} vous entend. Touchez « Remettre mon image » quand vous voulez être vu."
    return Note(f"{state.expert} ne vous voit pas", text, "calm", "video-camera-slash")
