"""Passed on to another counter: the visitor reads who, where to and why, and says yes or no."""

from dataclasses import replace

from kiosk.core.typography import legible
from kiosk.journey import screens as at
from kiosk.journey.conversation import SETTLE_S, CallState, Transfer
from kiosk.journey.effects import Hush
from kiosk.journey.events import Touch
from kiosk.journey.overlays import TransferAsked, Trouble
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, also, noting, stay
from session.protocol.envelope import Body
from session.protocol.shared import Desk
from session.protocol.transfer import TransferAgree, TransferAsk, TransferDone, TransferNews


def passing(journey: Journey, touch: Touch) -> Step | None:
    """Answer the question of a transfer, or None."""
    call, ticket = journey.call, journey.ticket
    asked = isinstance(journey.overlay, TransferAsked)
    if call is None or call.transfer is None or ticket is None or not asked:
        return None
    if touch.name in {"transfer.yes", "transfer.no"} and journey.now - journey.raised_at < SETTLE_S:
        return stay(journey)
    match touch.name:
        case "transfer.yes":
            moving = replace(call, transfer=replace(call.transfer, moving=True))
            agree = TransferAgree(ticket=ticket.id, desk=call.transfer.desk, note=call.transfer.note)
            return stay(replace(journey, call=moving, overlay=None), agree, TransferNews(state="agreed"))
        case "transfer.no":
            return stay(_stays(journey, call), TransferNews(state="refused"))
    return None


def passing_news(journey: Journey, news: Body) -> Step | None:
    """A transfer is proposed, or came about."""
    match news:
        case TransferAsk():
            return _proposed(journey, news) if journey.call else stay(journey)
        case TransferDone():
            return _done(journey, news)
    return None


def raised(journey: Journey) -> Journey:
    """Put the question up as soon as nothing else is, and take it down with its reason."""
    pending = (
        journey.call is not None and journey.call.transfer is not None and not journey.call.transfer.moving
    )
    if isinstance(journey.overlay, TransferAsked) and not pending:
        return replace(journey, overlay=None)
    if pending and journey.overlay is None and not isinstance(journey.screen, at.STAFF):
        return replace(journey, overlay=TransferAsked(), raised_at=journey.now)
    return journey


def _desk(journey: Journey, name: str) -> Desk | None:
    return next((d for d in journey.world.desks if d.desk == name), None)


def _proposed(journey: Journey, news: TransferAsk) -> Step:
    call, desk = journey.call, _desk(journey, news.desk)
    if call is None:
        return stay(journey)
    if call.transfer is not None and call.transfer.moving:
        # Their yes is on its way to the relay; a page that was reloaded learns of it.
        return stay(journey, TransferNews(state="agreed"))
    if desk is None or not desk.open:
        return stay(journey, TransferNews(state="closed"))
    # What is shown is what is given on, and a proposal that changed is read anew: so long no touch answers it.
    asked = replace(journey, call=replace(call, transfer=Transfer(news.desk, legible(news.note))))
    if isinstance(journey.overlay, TransferAsked):
        asked = replace(asked, raised_at=journey.now)
    return noting(stay(asked, TransferNews(state="reading")), "transfer.ask-complete", desk=news.desk)


def _stays(journey: Journey, call: CallState) -> Journey:
    return replace(journey, call=replace(call, transfer=None), overlay=None)


def _done(journey: Journey, news: TransferDone) -> Step:
    call, ticket = journey.call, journey.ticket
    if call is None or ticket is None or ticket.id != news.ticket:
        return stay(journey)
    if news.key is not None:
        failed = replace(_stays(journey, call), overlay=Trouble(news.key))
        return stay(failed, TransferNews(state="closed"))
    desk = _desk(journey, news.desk)
    promise = float(desk.promise_s if desk else 600)
    moved = replace(
        ticket, desk=news.desk, joined_at=journey.now, promise_s=promise, promised_until=journey.now + promise,
        ahead=0, low_s=None, high_s=None, returned=False, sent_by=call.expert or call.administration,
    )  # fmt: skip
    over = replace(
        journey, ticket=moved, call=None, overlay=None, asked_at=journey.now, touched_at=journey.now
    )
    alone = desk is not None and desk.experts == 0
    screen = at.Nobody(news.desk, absent=True) if alone else at.Waiting(news.desk)
    return also(noting(stay(over.fresh(screen)), "transfer.complete", desk=news.desk), Hush())
