"""Papers shown live, sharp photographs the expert asks for, who the visitor is, and the stamp of an original."""

from dataclasses import replace
from typing import Any

from kiosk.journey import screens as at
from kiosk.journey.camera import open_camera
from kiosk.journey.conversation import CallState
from kiosk.journey.events import Touch
from kiosk.journey.paper import print_document
from kiosk.journey.ports import Rules
from kiosk.journey.scanned import ScanWork
from kiosk.journey.shown import IdentityRequest, LiveRequest, StampedCopy, StillRequest
from kiosk.journey.state import Journey, Paperwork
from kiosk.journey.step import Step, stay
from kiosk.journey.talk import ask, without
from session.protocol import peer
from session.protocol.envelope import Body
from session.protocol.showing import (
    Asked,
    IdentityResult,
    Purpose,
    ShowingAnswer,
    ShowingAsk,
    ShowingLive,
    ShowingNews,
    ShowingStop,
    StampNews,
)


def showing(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch about what is shown live, or None."""
    call = journey.call
    if call is None:
        return None
    here = isinstance(journey.screen, at.Showing)
    match touch.name:
        case "showing.open" if journey.world.scanner.camera:
            return stay(_first(journey.fresh(at.Call()), call, LiveRequest(own=True)))
        case "showing.more" if here and call.on_view.live and call.on_view.purpose:
            return stay(journey, ShowingLive(active=True, purpose=call.on_view.purpose))
        case "showing.stop" if here:
            return put_down(journey)
        case "showing.still" if here and call.on_view.purpose == "paper":
            return _photograph(journey, rules)
        case "request.yes" | "request.no" if call.requests and call.may_answer(journey.now):
            return _answer(journey, call, rules, yes=touch.name == "request.yes")
    return None


def _table(journey: Journey, **changes: Any) -> Journey:
    call = journey.call
    return (
        journey
        if call is None
        else replace(journey, call=replace(call, on_view=replace(call.on_view, **changes)))
    )


def _first(journey: Journey, call: CallState, request: LiveRequest) -> Journey:
    """The visitor's own wish comes before what the expert asked."""
    others = tuple(r for r in call.requests if not isinstance(r, LiveRequest))
    return replace(journey, call=replace(call, requests=(request, *others)))


def _answer(journey: Journey, call: CallState, rules: Rules, *, yes: bool) -> Step | None:
    request = call.requests[0]
    left = replace(journey, call=replace(call, requests=call.requests[1:]))
    match request:
        case LiveRequest(own=own):
            told = [] if own else [ShowingAnswer(what="live", accepted=yes)]
            return _lay(left, "paper", told) if yes else stay(left, *told)
        case StillRequest() if yes:
            moved, effects = _photograph(left, rules)
            return moved, (*stay(moved, ShowingAnswer(what="still", accepted=True))[1], *effects)
        case StillRequest():
            return stay(left, ShowingAnswer(what="still", accepted=False))
        case IdentityRequest(by="paper"):
            told = [ShowingAnswer(what="identity-paper", accepted=yes)]
            return _lay(left, "identity", told) if yes else stay(left, *told)
        case IdentityRequest():
            return stay(left, ShowingAnswer(what="identity-questions", accepted=yes))
        case StampedCopy(document=document) if yes:
            return print_document(left, rules, document)
        case StampedCopy(document=document):
            return stay(left, peer.PrintNews(document=document, state="declined"))
    return None


def _lay(journey: Journey, purpose: Purpose, told: list[ShowingAnswer]) -> Step:
    """The touch that lets the document camera's picture leave."""
    begun = _table(journey.fresh(at.Call()).to(at.Showing()), purpose=purpose, live=False, key="", told="")
    return stay(begun, *told, ShowingLive(active=True, purpose=purpose))


def put_down(journey: Journey) -> Step:
    """Nothing is shown any more, at the visitor's word."""
    call = journey.call
    if call is None or call.on_view.purpose is None:
        return stay(journey)
    over = _table(journey, purpose=None, live=False, was=call.on_view.purpose)
    back = over.fresh(at.Call()) if isinstance(over.screen, at.Showing) else over
    return stay(back, ShowingLive(active=False, purpose=call.on_view.purpose))


def _photograph(journey: Journey, rules: Rules) -> Step:
    """A sharp photograph, by the visitor's hand: each page is seen before it goes, as any other."""
    away, off = put_down(journey)
    work = replace(away.scan or ScanWork(), asked=True)
    opened = open_camera(away.fresh(at.Call()).to(at.ScanPlace()), work, rules)
    if opened is None:
        return away, off
    return opened[0], (*off, *opened[1])


def table_left(journey: Journey) -> Step:
    """Whatever took the visitor elsewhere, nothing is shown on behind their back."""
    call = journey.call
    if call is None or call.on_view.purpose is None:
        return stay(journey)
    cut = journey.media is None or call.link == "lost"
    if isinstance(journey.screen, at.Showing) and not call.paused and not cut:
        return stay(journey)
    down, effects = put_down(journey)
    return (_table(down, told="ended", ended="link", key="", told_at=down.now) if cut else down), effects


# ---- news


def showing_news(journey: Journey, news: Body) -> Step | None:
    """Answer the expert's asking, and news of what is shown, or None."""
    call = journey.call
    if call is None:
        return None
    match news:
        case ShowingAsk(what=what):
            return _asked(journey, call, what)
        case ShowingStop():
            return put_down(journey)
        case ShowingNews():
            return _shown(journey, call, news)
        case IdentityResult(identity=identity):
            known = _table(journey, identity=identity, told="identity", told_at=journey.now)
            return put_down(known) if call.on_view.purpose == "identity" else stay(known)
        case StampNews():
            return stay(_stamped(journey, news))
    return None


def _asked(journey: Journey, call: CallState, what: Asked) -> Step:
    camera = journey.world.scanner.camera
    face = journey.media is not None and journey.media.camera and what == "identity-paper"
    if what != "identity-questions" and not camera and not face:
        return stay(journey, ShowingAnswer(what=what, accepted=False, key="camera.device-missing"))
    match what:
        case "live":
            return stay(journey if call.on_view.purpose == "paper" else ask(journey, LiveRequest()))
        case "still" if call.on_view.purpose == "identity":
            # Of a paper that says who one is no photograph is made, whoever asks.
            return stay(journey, ShowingAnswer(what=what, accepted=False))
        case "still":
            return stay(ask(journey, StillRequest()))
        case "identity-paper":
            return stay(ask(journey, IdentityRequest("paper")))
        case "identity-questions":
            return stay(ask(journey, IdentityRequest("questions")))


def _shown(journey: Journey, call: CallState, news: ShowingNews) -> Step:
    if news.live:
        if call.on_view.purpose != news.purpose:
            return stay(journey, ShowingLive(active=False, purpose=news.purpose))
        return stay(_table(journey, live=True, until=journey.now + news.left_s))
    if call.on_view.purpose is None:
        return stay(journey)
    told = _table(
        journey, purpose=None, live=False, ended=news.ended, key=news.key or "", was=news.purpose,
        told="ended", told_at=journey.now,
    )  # fmt: skip
    return stay(told.fresh(at.Call()) if isinstance(told.screen, at.Showing) else told)


def _stamped(journey: Journey, news: StampNews) -> Journey:
    copy = news.stamped or ""
    work = journey.documents.get(copy)
    if work is None or news.state == "failed":
        return journey
    screen = journey.screen
    if news.state == "undone":
        left = {ident: kept for ident, kept in journey.documents.items() if ident != copy}
        journey = _table(
            replace(without(journey, copy), documents=left), told="stamp-undone", told_at=journey.now
        )
        if isinstance(screen, at.Reading) and screen.document == copy:
            known = news.document in left
            journey = journey.over(at.Reading(news.document)) if known else journey.fresh(at.Call())
        return journey
    documents = {**journey.documents, copy: Paperwork(work.pages, "stamped", kept=True)}
    journey = without(replace(journey, documents=documents), copy)
    if isinstance(screen, at.Reading) and screen.document == news.document:
        journey = journey.over(at.Reading(copy, screen.page))
    return ask(journey, StampedCopy(copy))
