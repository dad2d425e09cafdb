"""What is said to someone who waits: by the counter, and of their place."""

from kiosk.journey.state import Ticket
from session.protocol.shared import Desk
from ui import texts
from ui.pages import Action, Note
from ui.presenters.scene import Scene


def notice(desk: Desk | None) -> Note | None:
    """The counter's own word, with its hour: « dans 10 minutes » means nothing without."""
    if desk is None or not desk.notice:
        return None
    at = f", à {desk.notice_at}" if desk.notice_at else ""
    return Note(f"Message du guichet{at}", f"« {desk.notice} »", "calm", "chat-circle-text")


def place_note(scene: Scene, ticket: Ticket | None) -> Note | None:
    """What happened to the place, the most urgent first."""
    if not scene.online:
        text = "La liaison est coupée. Votre place est gardée, la borne se reconnecte toute seule."
        return Note("Hors ligne", text, "warn", "wifi-slash")
    if ticket is None:
        return None
    if ticket.returned:
        return _returned(ticket)
    if not ticket.served:
        return _unserved(ticket)
    if ticket.sent_by:
        text = f"{ticket.sent_by} vous a fait passer en tête de la file."
        return Note("Votre arrivée est annoncée", text, "good", "users-three")
    return None


def _returned(ticket: Ticket) -> Note:
    """The call was cut: the place, and that the counter may have lost its only expert."""
    first = ticket.ahead <= 0
    where = "Vous êtes de nouveau en tête de la file." if first else "Vous gardez une place dans la file."
    alone = (
        "" if ticket.served else " Aucun conseiller ne reçoit en ce moment : vous pouvez être rappelé ici."
    )
    text = f"La liaison avec le conseiller s’est coupée. {where}{alone}"
    return Note("Vous gardez votre place", text, "warn", "info")


def _unserved(ticket: Ticket) -> Note:
    if ticket.skill and ticket.others:
        text = (
            f"La personne qui s’occupe de « {ticket.skill} » n’est plus là. Votre place est gardée. "
            "Vous pouvez voir un autre conseiller, ou être rappelé ici."
        )
        return Note("Votre conseiller est parti", text, "warn", "info")
    text = "Votre place est gardée. Vous pouvez attendre, ou être rappelé ici dès qu’un conseiller revient."
    return Note("Aucun conseiller ne reçoit en ce moment", text, "warn", "info")


def wait_line(ticket: Ticket | None) -> str:
    """The range, and what it means: the relay tells the 20th to the 80th percentile."""
    if ticket is None:
        return ""
    words = texts.wait_words(ticket.low_s, ticket.high_s)
    if not words:
        return ""
    sure = ticket.high_s is not None and ticket.high_s >= 60
    meaning = " Quatre fois sur cinq, on n’attend pas plus." if sure else ""
    return f"Attente : {words}.{meaning}"


def widen_action(ticket: Ticket | None) -> list[Action]:
    """Another expert of the counter, where only the subject keeps one waiting."""
    if ticket is None or ticket.served or not (ticket.skill and ticket.others):
        return []
    return [Action("counter.widen", "Voir un autre conseiller", "users-three", kind="main")]
