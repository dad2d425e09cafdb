"""The card that says the power ends."""

from ui.frame import Overlay
from ui.pages import Action


def power_ends(seconds: int) -> Overlay:
    """How long there is, and what to do with it."""
    return Overlay(
        "power",
        "Le courant est coupé",
        "La borne va s’éteindre. Imprimez ce qu’il vous faut, et reprenez vos papiers.",
        "plugs",
        seconds=seconds,
        actions=(Action("overlay.cancel", "J’ai compris, je termine", "check", kind="main"),),
    )
