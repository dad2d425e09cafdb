"""A paper shown live: the frame around exactly what the expert sees, and how to stop."""

import math
from dataclasses import replace

from kiosk.journey.conversation import CallState
from kiosk.journey.shown import OnView
from ui import texts
from ui.pages import Action, Note, Showing
from ui.presenters.call import request
from ui.presenters.scene import Scene

_STOP = Action("showing.stop", "Arrêter de montrer", "eye-slash")


def showing(scene: Scene) -> Showing:
    """Exactly what the expert sees, in a thick frame, until the visitor stops it or its time is over."""
    state = scene.journey.call or CallState("", "", "")
    table = state.on_view
    identity = table.purpose == "identity"
    left = max(0, math.ceil(table.until - scene.journey.now)) if table.live else 0
    asked = request(scene, state)
    return Showing(
        title="Montrez votre pièce d’identité" if identity else "Montrez votre papier",
        words=_words(state.expert, identity=identity, table=scene.journey.world.scanner.camera),
        note=Note(asked.text, asked.detail, "calm", asked.icon) if asked else None,
        live=table.live,
        caption=f"{state.expert} voit ceci" if table.live else "",
        waiting="" if table.live else "La caméra s’allume…",
        seconds=left,
        count=f"L’image s’arrête dans {texts.count(left, 'seconde')}" if left else "",
        actions=[*asked.answers, _STOP] if asked else _actions(table, identity=identity),
    )


def _words(expert: str, *, identity: bool, table: bool) -> str:
    """Where to hold it: without a document camera (`table`), before the face's."""
    if identity:
        where = (
            "Posez-la sous la caméra."
            if table
            else "Tenez-la bien droite devant la caméra, au-dessus de l’écran."
        )
        return f"{where} {expert} la regarde et vous entend. Aucune photo n’en est prise, rien n’est gardé."
    return f"Posez-le sous la caméra, à plat. {expert} le voit dans le cadre, et vous entend. Rien n’est enregistré."


def _actions(table: OnView, *, identity: bool) -> list[Action]:
    actions = [
        replace(_STOP, kind="main"),
        Action("showing.more", "Montrer plus longtemps", "clock", enabled=table.live),
    ]
    if not identity:
        actions.append(Action("showing.still", "Prendre une photo nette", "file-text", enabled=table.live))
    return actions
