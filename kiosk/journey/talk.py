"""The call: requests of the expert, reading together, ending."""

from dataclasses import replace
from typing import Any, Literal

from kiosk.journey import screens as at
from kiosk.journey.appointments import answer_offer
from kiosk.journey.company import news_of
from kiosk.journey.conversation import (
    CallState,
    CameOut,
    FillRequest,
    KeepCode,
    KeepCopy,
    Media,
    PrintRequest,
    Request,
    ShowDocument,
    SignRequest,
    SlotOffer,
    Voice,
)
from kiosk.journey.counter import close_media, cut_off, shared_procedure
from kiosk.journey.effects import Hush, Send
from kiosk.journey.events import Touch
from kiosk.journey.overlays import Trouble
from kiosk.journey.paper import print_document
from kiosk.journey.ports import Rules
from kiosk.journey.print_options import fits
from kiosk.journey.state import Journey, Paperwork
from kiosk.journey.step import Step, noting, stay
from kiosk.journey.table import Table
from session.protocol import call as wire
from session.protocol import local, peer, printing
from session.protocol.appointments import AppointmentOffer
from session.protocol.cameras import CameraNews
from session.protocol.envelope import Body
from session.protocol.quality import LinkNews
from session.protocol.shared import EndReason
from session.protocol.texting import TextPreferred
from session.protocol.verification import CodeShown

MAX_REQUESTS = 20


def talk(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of the call and of reading together, or None."""
    call = journey.call
    if call is None:
        return None
    match touch:
        case Touch("call.pause"):
            paused = not call.paused
            journey = replace(journey, call=replace(call, paused=paused))
            return stay(journey, peer.PrivacyPause(active=paused))
        case Touch("call.mute"):
            return _mute(journey, call)
        case Touch("call.end"):
            return end_call(journey, "citizen")
        case Touch("request.yes" | "request.no") if call.requests:
            if not call.may_answer(journey.now):
                return stay(journey)
            return _answer(journey, call, rules, yes=touch.name == "request.yes")
        case Touch("reading.open", str(document)) if document in journey.documents:
            return _read(journey, call, document)
        case Touch("print.go") if isinstance(journey.screen, at.PrintOptions):
            return _print_chosen(journey, journey.screen, rules)
        case Touch("reading.keep" | "reading.decline" | "reading.print" | "reading.close"):
            return _reading(journey, touch, rules)
        case Touch("pointer.move" | "pointer.leave"):
            return _point(journey, touch)
    return None


def _mute(journey: Journey, call: CallState) -> Step:
    """Silent, or heard again. Who wanted to write and speaks after all may be answered by voice."""
    speaks = journey.voice == "text" and call.muted
    voice: Voice = "speaker" if speaks else journey.voice
    journey = replace(journey, call=replace(call, muted=not call.muted), voice=voice)
    told = [TextPreferred(active=False)] if speaks else []
    return stay(journey, wire.MicrophoneMute(active=not call.muted), *told)


def _with_call(journey: Journey, **changes: Any) -> Journey:
    return journey if journey.call is None else replace(journey, call=replace(journey.call, **changes))


def ask(journey: Journey, request: Request) -> Journey:
    """Put a request at the end; the same one twice is one."""
    call = journey.call
    if call is None or request in call.requests or len(call.requests) >= MAX_REQUESTS:
        return journey
    return _with_call(journey, requests=(*call.requests, request))


def without(journey: Journey, document: str) -> Journey:
    """Drop what was still asked about a document."""
    if journey.call is None:
        return journey
    kept = tuple(r for r in journey.call.requests if getattr(r, "document", "") != document)
    return _with_call(journey, requests=kept)


def _answer(journey: Journey, call: CallState, rules: Rules, *, yes: bool) -> Step:
    request = call.requests[0]
    journey = _with_call(journey, requests=call.requests[1:])
    match request:
        case ShowDocument(document=document):
            return _read(journey, call, document) if yes else _decide(journey, document, kept=False)
        case PrintRequest(document=document) | KeepCopy(document=document):
            if yes:
                return print_document(journey, rules, document)
            return stay(journey, peer.PrintNews(document=document, state="declined"))
        case SignRequest():
            return _to_sign(journey, request) if yes else refuse_signature(journey, request.document)
        case FillRequest():
            return stay(journey)  # answered where forms are filled
        case SlotOffer():
            return answer_offer(journey, rules, request, yes=yes)
        case KeepCode():
            return stay(journey)
        case CameOut(job=job):
            answer = printing.PrintAnswer(job=job, came_out=yes, again=not yes)
            if job not in journey.jobs:
                return stay(journey)
            state: Any = "done" if yes else "preparing"
            told = replace(journey.jobs[job], answered=yes, came_out=yes, state=state, moved_at=journey.now)
            return stay(journey.with_job(told), answer)
        case _:
            raise AssertionError(f"{request} is answered in kiosk.journey.showing")


def _to_sign(journey: Journey, request: SignRequest) -> Step:
    table = journey.call.table if journey.call is not None else Table()
    known = table.known_as(request.document)
    journey = _with_call(journey, sign=request, table=table.not_on_paper(request.document))
    opened = journey.to(at.Sign(request.document, request.box.page))
    return noting(
        stay(opened, peer.SignNews(document=known, state="reading")),
        "sign.request-complete",
        document=request.document,
    )


def refuse_signature(journey: Journey, document: str, reason: peer.RefusalReason | None = None) -> Step:
    """Refusing is as easy as signing; why is said only by who wants to."""
    table = journey.call.table if journey.call is not None else Table()
    journey = _with_call(journey, sign=None, table=table.not_on_paper(document))
    news = peer.SignNews(document=table.known_as(document), state="refused", reason=reason)
    step = stay(journey.fresh(at.Call()), news)
    return noting(step, "sign.refuse-complete", document=document)


def _read(journey: Journey, call: CallState, document: str) -> Step:
    if document not in journey.documents:
        return stay(journey)
    page = call.pages.get(document, 0)
    opened = journey.to(at.Reading(document, page))
    step = stay(opened, peer.PageShow(document=document, page=page))
    return noting(step, "document.show-complete", document=document, page=page)


def _decide(journey: Journey, document: str, *, kept: bool) -> Step:
    work = journey.documents.get(document)
    if work is None:
        return stay(journey)
    documents = {**journey.documents, document: replace(work, kept=kept)}
    journey = replace(journey, documents=documents)
    journey = journey.with_done("kept", work.pages.name) if kept else without(journey, document)
    step = stay(journey, peer.DocumentAnswer(document=document, accepted=kept))
    event = "document.accept-complete" if kept else "document.decline-complete"
    return noting(step, event, document=document)


def _reading(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    screen = journey.screen
    if not isinstance(screen, at.Reading):
        return None
    match touch.name:
        case "reading.keep":
            return _decide(journey, screen.document, kept=True)
        case "reading.decline":
            return _decide(journey.fresh(at.Call()), screen.document, kept=False)
        case "reading.print":
            return _print_read(journey, screen.document, rules)
        case _:
            return stay(journey.fresh(at.Call()))


def _print_read(journey: Journey, document: str, rules: Rules) -> Step:
    """What both read goes on paper, and is kept; if that was proposed, it is answered."""
    kept, effects = _decide(_printing_answered(journey, document), document, kept=True)
    printed, more = print_document(kept, rules, document)
    return printed, (*effects, *more)


def _printing_answered(journey: Journey, document: str) -> Journey:
    asked = (PrintRequest(document), KeepCopy(document))
    requests = journey.call.requests if journey.call else ()
    return _with_call(journey, requests=tuple(r for r in requests if r not in asked))


def _print_chosen(journey: Journey, screen: at.PrintOptions, rules: Rules) -> Step | None:
    """From « Autres choix » of a paper of the call."""
    if not (journey.world.printer.usable and fits(journey, screen.document, rules)):
        return None
    behind = journey.back()
    if isinstance(behind.screen, at.Reading):
        return _print_read(behind, screen.document, rules)
    return print_document(_printing_answered(behind, screen.document), rules, screen.document)


def turn_page(journey: Journey, page: int) -> Step | None:
    """Show another page of what is on the screen; read together, the other side follows."""
    screen = journey.screen
    if not isinstance(screen, at.Form | at.Reading | at.Sign | at.Fill | at.ScanDone):
        return None
    work = journey.documents.get(screen.document)
    if work is None or not 0 <= page < work.pages.pages:
        return stay(journey)
    turned = journey.over(replace(screen, page=page))
    if isinstance(screen, at.Form | at.ScanDone):
        return stay(turned)
    pages = {**(journey.call.pages if journey.call else {}), screen.document: page}
    return stay(_with_call(turned, pages=pages), peer.PageShow(document=screen.document, page=page))


def _point(journey: Journey, touch: Touch) -> Step | None:
    screen = journey.screen
    if not isinstance(screen, at.Reading):
        return None
    match touch:
        case Touch("pointer.move", [float() | int() as x, float() | int() as y]):
            inside = 0 <= x <= 1 and 0 <= y <= 1
            if not inside:
                return stay(journey)
            mine = peer.PagePointer(document=screen.document, page=screen.page, x=x, y=y)
        case _:
            mine = peer.PagePointer(document=screen.document, page=screen.page, x=0, y=0, visible=False)
    return stay(_with_call(journey, mine=mine if mine.visible else None), mine)


def end_call(journey: Journey, reason: Literal["citizen", "expert"], *, tell: bool = True) -> Step:
    """The conversation is over: cameras off, goodbye. `tell` when it is this side that ends it."""
    bodies: list[Body] = [wire.CallEnd(reason="citizen")] if tell else []
    over = replace(journey, call=None, ticket=None, overlay=None, touched_at=journey.now)
    over, closing = close_media(over.fresh(at.Goodbye(after_call=reason)))
    return over, (*(Send(body) for body in bodies), *closing, Hush())


# ---- news


def talk_news(journey: Journey, news: Body, rules: Rules) -> Step | None:
    """Answer the expert's messages and the connection's, or None."""
    match news:
        case local.MediaReady():
            return stay(_media_ready(journey, news))
        case CameraNews(key=key):
            return stay(_camera_news(journey, key or ""))
        case local.MediaGone():
            return stay(replace(journey, media=None))
        case wire.Notice(state=state):
            return _notice(journey, state, rules)
        case LinkNews() if journey.call:
            return stay(_with_call(journey, path=news))
        case wire.CallEnd(reason=reason) | peer.PeerBye(reason=reason):
            return _ended(journey, reason)
        case local.DocumentPages():
            return _document(journey, news)
        case local.DocumentFailed(document=document, key=key):
            return stay(_document_failed(journey, document, key))
    return _expert_news(journey, news) if journey.call else None


def _media_ready(journey: Journey, news: local.MediaReady) -> Journey:
    trouble = "" if news.camera else "camera.device-missing"
    media = Media(news.frames, news.camera, trouble)
    return replace(journey, media=media) if journey.media_open else journey


def _camera_news(journey: Journey, key: str) -> Journey:
    if journey.media is None:
        return journey
    media = replace(journey.media, camera=not key, trouble=key)
    if journey.media.trouble and not key:
        media = replace(media, mended=journey.media.trouble, mended_at=journey.now)
    return replace(journey, media=media)


def _notice(journey: Journey, state: str, rules: Rules) -> Step:
    call = journey.call
    if call is None or state == "ended":
        return stay(journey)
    first = state == "connected" and call.link in {"connecting", "unreached"}
    never = state == "lost" and call.link in {"connecting", "unreached"}
    journey = _with_call(
        journey, link="unreached" if never else state, code=call.code if state == "connected" else ""
    )
    if state == "lost":
        journey = _with_call(journey, coming="")  # announced again, by a page that still has it
    shared = shared_procedure(journey, rules) if first else None
    beside = news_of(journey) if state == "connected" and journey.agent == "present" else []
    writes = _written(call, state, first=first)
    return stay(journey, *writes, *([shared] if shared else []), *beside)


def _written(call: CallState, state: str, *, first: bool) -> list[Body]:
    """Told of who would rather write: once to the expert, and before the first sound to the microphone.

    A media process that was not up when the seat was granted has not heard that it is to be silent.
    """
    if not (call.by_text and call.muted):
        return []
    if state == "connecting":
        return [wire.MicrophoneMute(active=True)]
    return [TextPreferred(active=True)] if first else []


def _ended(journey: Journey, reason: EndReason) -> Step:
    if journey.call is None:
        return stay(journey)
    if reason in {"citizen", "expert"}:
        return end_call(journey, "citizen" if reason == "citizen" else "expert", tell=False)
    cut, effects = cut_off(journey, journey.call.desk)
    return cut, (*effects, Hush())


def _document(journey: Journey, news: local.DocumentPages) -> Step | None:
    if journey.call is None or news.document in journey.awaited:
        return None
    known = journey.documents.get(news.document)
    if known is not None:
        work = replace(known, pages=news)
        return stay(replace(journey, documents={**journey.documents, news.document: work}))
    documents = {**journey.documents, news.document: Paperwork(news, "expert")}
    arrived = _with_call(replace(journey, documents=documents), coming="")
    return stay(ask(arrived, ShowDocument(news.document)))


def _document_failed(journey: Journey, document: str, key: str) -> Journey:
    """A form says so on its own page; a paper of the expert is told on a card."""
    journey = replace(journey, failed={**journey.failed, document: key})
    if journey.call is None or document in journey.awaited:
        return journey
    return _with_call(replace(journey, overlay=journey.overlay or Trouble(key)), coming="")


def _expert_news(journey: Journey, news: Body) -> Step | None:
    call = journey.call
    match news:
        case peer.PrivacyPause(active=active):
            return stay(_with_call(journey, expert_paused=active))
        case CodeShown(code=code):
            return stay(_with_call(journey, code=code))
        case peer.DocumentOffer(kind="file", name=name):
            return stay(_with_call(journey, coming=name or "document"))
        case peer.DocumentRefused():
            return stay(_with_call(journey, coming=""))  # whose file it is reads why
        case peer.PageShow(document=document, page=page) if call:
            return stay(_expert_turns(journey, call, document, page))
        case peer.PagePointer():
            return stay(_with_call(journey, pointer=news if news.visible else None))
        case peer.PrintAsk(document=document) if document in journey.documents:
            return stay(ask(journey, PrintRequest(document)))
        case AppointmentOffer(slot=slot, desk=desk, start=start, end=end):
            return stay(ask(journey, SlotOffer(slot, desk, start, end)))
    return None


def _expert_turns(journey: Journey, call: CallState, document: str, page: int) -> Journey:
    work = journey.documents.get(document)
    if work is None or not 0 <= page < work.pages.pages:
        return journey
    if isinstance(journey.screen, at.PrintOptions | at.PrintPages):
        turned = at.Reading(document, page)
        same = [isinstance(s, at.Reading) and s.document == document for s in journey.history]
        history = tuple(turned if it else s for s, it in zip(journey.history, same, strict=True))
        journey = replace(journey, history=history)
    journey = _with_call(journey, pages={**call.pages, document: page})
    if isinstance(journey.screen, at.Reading) and work.kept is not False:
        return journey.over(at.Reading(document, page))
    if isinstance(journey.screen, at.Fill) and journey.screen.document == document:
        return journey.over(replace(journey.screen, page=page, focused="", waiting=""))
    return journey
