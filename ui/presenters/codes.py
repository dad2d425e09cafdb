"""The card of a code that was held before the reader: what it is, and where it may lead."""

from kiosk.journey.overlays import CodeRead
from offline_cache.local.model import TOWN
from ui.frame import Overlay
from ui.pages import Action
from ui.presenters.scene import Scene, talk_action

CLOSE = Action("overlay.cancel", "J’ai compris", "check", kind="main")
_NOT_NOW = Action("overlay.cancel", "Pas maintenant", "x")


def code_read(scene: Scene, said: CodeRead) -> Overlay:
    """What it is, in words; of a stranger's code nothing is repeated but an address, as one not opened."""
    match said.kind:
        case "own-request":
            go = Action("code.request", "Revoir ma demande", "file-text", said.sheet, kind="main")
            text = f"C’est la demande que vous venez de préparer, référence {_whole(said.text)}."
            return _card("Votre demande", text, "file-text", go, _NOT_NOW)
        case "request":
            return _request(scene, said.text)
        case "callback":
            go = Action("callback.answer", f"C’est moi, le {said.text}", "phone", kind="main")
            return _card("On vous rappelle", "Un conseiller attend cette personne.", "phone", go, _NOT_NOW)
        case "appointment":
            go = Action("appointment.code", "C’est mon rendez-vous", "calendar-check", said.text, kind="main")
            text = f"C’est le code d’un rendez-vous : {said.text}."
            return _card("Votre rendez-vous", text, "calendar-check", go, _NOT_NOW)
        case "interview":
            text = (
                f"C’est la référence d’un entretien : {said.text}. Donnez-la au conseiller, il la retrouve."
            )
            ways = talk_action(scene, "main")
            return _card("Votre entretien", text, "video-camera", *ways, _NOT_NOW if ways else CLOSE)
        case "address":
            text = f"Ce code contient une adresse, que la borne n’ouvre pas :\n{said.text}"
            return _card("Ce code ne correspond à rien ici", text, "prohibit", CLOSE)
        case "none":
            text = (
                "Ce code n’est pas celui d’une demande ou d’un entretien de cette borne. Il n’est pas gardé."
            )
            return _card("Ce code ne correspond à rien ici", text, "info", CLOSE)


def _request(scene: Scene, reference: str) -> Overlay:
    """A request of another day: the kiosk kept nothing of it, the town hall has the paper."""
    local = scene.rules.local
    phone = local.town.phone if local else ""
    where = f"au {_whole(phone)}" if phone else scene.settings.place.fallback.replace("l'", "à l’", 1)
    text = (
        f"C’est la référence d’une demande à la mairie : {_whole(reference)}. La borne n’en a rien gardé. "
        f"Pour savoir où elle en est, donnez cette référence {where}."
    )
    ways = [Action("topic.open", "Ma commune", "bank", TOWN, kind="main")] if local else []
    return _card("Une demande à la mairie", text, "file-text", *ways, _NOT_NOW if ways else CLOSE)


def _whole(number: str) -> str:
    """A number that no line cuts in two."""
    return number.replace(" ", "\u00a0")


def _card(title: str, text: str, icon: str, *actions: Action) -> Overlay:
    return Overlay("code", title, text, icon, actions=actions)
