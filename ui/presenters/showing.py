"""What the expert would like to see, asked in words that say what that shows; and what came of it."""

from kiosk.journey.conversation import CallState
from kiosk.journey.conversation import Request as Asked
from kiosk.journey.shown import IdentityRequest, LiveRequest, OnView, StampedCopy, StillRequest
from kiosk.journey.state import Journey
from session.protocol.showing import LIVE_S, Identity
from ui import texts
from ui.pages import Action, Note, Request
from ui.presenters.scene import Scene

TOLD_S = 20.0
"""How long it is said what came of it."""
_HOW: dict[Identity, tuple[str, str]] = {
    "paper": ("sait qui vous êtes", "Vous avez montré un papier à la caméra. Rien n’en a été gardé."),
    "questions": ("sait qui vous êtes", "Vous avez répondu à ses questions. Rien n’en a été gardé."),
    "known": ("sait qui vous êtes", "Vous étiez déjà connu, ou attendu sur rendez-vous."),
    "not-established": (
        "n’a pas pu établir qui vous êtes",
        "Vous pouvez continuer à parler ; certaines choses devront attendre.",
    ),
}


def two(words: tuple[str, str, str], yes: str, no: str, icon: str) -> Request:
    """One sentence, a detail and an icon, with two equal buttons."""
    return Request(
        *words,
        yes=Action("request.yes", yes, icon, kind="main"),
        no=Action("request.no", no, "x"),
    )


def asked_to_show(scene: Scene, expert: str, asked: Asked) -> Request:
    """What the expert would like to see, and what exactly that would show them."""
    match asked:
        case LiveRequest(own=own):
            title = (
                f"Montrer un papier en direct à {expert} ?"
                if own
                else f"{expert} voudrait voir un papier en direct."
            )
            detail = (
                "Ce qui est posé sous la caméra à documents, et rien d’autre. "
                f"Rien n’est enregistré. L’image s’arrête seule après {LIVE_S:.0f} secondes."
            )
            return two((title, detail, "eye"), "Montrer en direct", "Ne pas montrer", "eye")
        case StillRequest():
            detail = "Vous prenez la photo vous-même, et vous la voyez avant de décider de l’envoyer."
            return two(
                (f"{expert} voudrait une photo nette de ce papier.", detail, "file-text"),
                "Prendre la photo", "Non merci", "file-text",
            )  # fmt: skip
        case IdentityRequest(by="paper"):
            detail = (
                "Pour parler de votre dossier, et pas de celui d’un autre. Vous montrez une pièce d’identité "
                "à la caméra : aucune photo n’en est prise, et rien n’est gardé."
            )
            return two(
                (f"{expert} doit savoir qui vous êtes.", detail, "identification-card"),
                "D’accord, je montre", "Je préfère ne pas", "identification-card",
            )  # fmt: skip
        case IdentityRequest():
            detail = (
                "Pour parler de votre dossier, et pas de celui d’un autre. Vous répondez de vive voix à quelques "
                "questions : rien n’est gardé. Si on peut vous entendre ici, vous pouvez ne pas répondre."
            )
            return two(
                (f"{expert} doit savoir qui vous êtes.", detail, "identification-card"),
                "D’accord, je réponds", "Je préfère ne pas", "check",
            )  # fmt: skip
        case StampedCopy(document=document):
            detail = (
                f"« {scene.journey.title_of(document)} ». Cela dit que l’original a été vu en direct ; ce n’est pas une "
                "copie certifiée conforme. Voulez-vous un exemplaire sur papier ?"
            )
            return two(
                (f"{expert} a noté « Original vu à la caméra » sur votre papier.", detail, "check-circle"),
                "Imprimer", "Non merci", "printer",
            )  # fmt: skip
    raise AssertionError(f"{asked} is no wish to see anything")


def table_note(journey: Journey, state: CallState) -> Note | None:
    """Why a live picture ended, how the identity was established, a stamp taken back: for a while."""
    table = state.on_view
    if not table.told or journey.now - table.told_at >= TOLD_S:
        return None
    match table.told:
        case "identity":
            return _identity_note(table, state.expert)
        case "stamp-undone":
            text = f"{state.expert} l’a retirée. Votre papier reste comme vous l’avez envoyé."
            return Note("La mention « Original vu » est retirée", text, "calm", "info")
        case _:
            return _ended_note(table, state.expert)


def _identity_note(table: OnView, expert: str) -> Note | None:
    if table.identity is None:
        return None
    title, text = _HOW[table.identity]
    good = table.identity != "not-established"
    return Note(f"{expert} {title}", text, "good" if good else "calm", "identification-card")


def _ended_note(table: OnView, expert: str) -> Note | None:
    seen = f"{expert} voit de nouveau votre visage."
    kept = " Rien n’a été gardé." if table.was == "identity" else ""
    match table.ended:
        case "lost":
            text = f"{texts.trouble(table.key or 'camera.device-missing')} {seen} Vous pouvez montrer de nouveau, ou numériser."
            return Note("Votre papier n’est plus montré", text + kept, "warn", "video-camera-slash")
        case "time":
            text = f"L’image s’est arrêtée d’elle-même. {seen}{kept}"
            return Note("Votre papier n’est plus montré", text, "calm", "eye-slash")
        case "link":
            text = f"La liaison a été coupée : par prudence, l’image ne reprend pas seule.{kept}"
            return Note("Votre papier n’est plus montré", text, "calm", "eye-slash")
        case _:
            return None
