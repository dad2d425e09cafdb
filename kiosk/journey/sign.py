"""Signing: exactly the page shown, ink in the reserved box, redo, refuse, confirm."""

from dataclasses import replace
from typing import Any, get_args

from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState, KeepCopy, SignRequest
from kiosk.journey.events import Touch
from kiosk.journey.state import Journey, Paperwork
from kiosk.journey.step import Step, stay
from kiosk.journey.talk import ask, refuse_signature, without
from session.protocol import local
from session.protocol.envelope import Body
from session.protocol.peer import RefusalReason, SignAsk, SignNews
from session.protocol.shared import Box
from session.protocol.signing import small

PEN = 0.004
"""Ink width as a fraction of the page's width: 0.84 mm on A4."""
GARBLED = "signature.pad-garbled"
PAD_TROUBLES = frozenset({"signature.pad-missing", "signature.pad-busy", "signature.access-denied", GARBLED})
MAX_STROKES = 200
MAX_POINTS = 2000
Stroke = tuple[tuple[float, float], ...]
REASONS: dict[str, RefusalReason] = {reason: reason for reason in get_args(RefusalReason)}
_MM = 25.4 / 144
"""A page's picture has 144 pixels to the inch."""
_SIDE = 1e-3
"""A box that the expert's page sends again is the same within this."""


def sign(journey: Journey, touch: Touch) -> Step | None:
    """Answer a touch of the signing page, or None."""
    screen, request = journey.screen, journey.call.sign if journey.call else None
    if not isinstance(screen, at.Sign) or request is None or screen.busy:
        return None
    match touch:
        case Touch("sign.stroke", list() as points):
            return _stroke(journey, screen, request.box, points)
        case Touch("sign.pad", str() as how):
            return stay(journey.over(_pad(screen, how)))
        case Touch("sign.redo"):
            return stay(journey.over(replace(screen, strokes=(), failed="")))
        case Touch("sign.refuse"):
            return stay(journey.over(replace(screen, refusing=True)))
        case Touch("sign.reason", str(reason)):
            return refuse_signature(journey, screen.document, REASONS.get(reason))
        case Touch("sign.confirm"):
            return _confirm(journey, screen, request)
    return None


def _stroke(journey: Journey, screen: at.Sign, box: Box, points: list[Any]) -> Step:
    """Ink outside the box is held to its edge: nothing is drawn elsewhere on the page."""
    stroke = tuple(_held(point, box) for point in points[:MAX_POINTS] if _is_point(point))
    if not stroke or screen.page != box.page or len(screen.strokes) >= MAX_STROKES:
        return stay(journey)
    return stay(journey.over(replace(screen, strokes=(*screen.strokes, stroke), failed="")))


def _pad(screen: at.Sign, how: str) -> at.Sign:
    """The pad is well (empty) or in trouble; what was written on one that is lost is written again."""
    if not how:
        return replace(screen, pad=True, failed="" if screen.failed in PAD_TROUBLES else screen.failed)
    if how == GARBLED:
        return replace(screen, failed=GARBLED)
    # One that was never there is missed by nobody: the page asks for a finger.
    return replace(screen, pad=False, strokes=(), failed=how) if screen.pad else screen


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list | tuple)
        and len(point) == 2
        and all(isinstance(value, int | float) and 0 <= value <= 1 for value in point)
    )


def _held(point: Any, box: Box) -> tuple[float, float]:
    x = min(max(float(point[0]), box.x), box.x + box.w)
    y = min(max(float(point[1]), box.y), box.y + box.h)
    return (min(x, 1.0), min(y, 1.0))


def _confirm(journey: Journey, screen: at.Sign, request: SignRequest) -> Step:
    if not screen.strokes:
        return stay(journey.over(replace(screen, failed="signature.ink-empty")))
    work = journey.documents.get(screen.document)
    ink = local.SignInk(
        document=screen.document,
        box=request.box,
        strokes=[list(stroke) for stroke in screen.strokes],
        width=PEN,
        sha256=work.pages.sha256 if work is not None else None,
        later=list(request.later),
    )
    return stay(journey.over(replace(screen, busy=True, failed="")), ink)


# ---- news


def sign_news(journey: Journey, news: Body) -> Step | None:
    """Answer the expert who asks for a signature, or the steward's word on one, or None."""
    match news:
        case local.SignResult():
            return _result(journey, news)
        case SignAsk() if journey.call is not None:
            return _asked(journey, journey.call, news)
    return None


def _asked(journey: Journey, call: CallState, news: SignAsk) -> Step:
    """Put the question to the visitor, or tell the expert in words why it cannot be put."""
    signed, reserved = call.table.reserved.get(news.document, (news.document, ()))
    work = journey.documents.get(signed)
    key = _refusal(journey, work, news)
    unforeseen = not _same(reserved[0], news.box) if reserved else signed != news.document
    key = key or ("signature.box-unforeseen" if unforeseen else "")
    if key:
        return stay(journey, SignNews(document=news.document, state="failed", key=key))
    later = () if reserved else tuple(news.later)
    return stay(ask(journey, SignRequest(signed, news.box, later)))


def _refusal(journey: Journey, work: Paperwork | None, news: SignAsk) -> str:
    if work is None or work.origin == "form" or work.kept is False:
        return "signature.box-invalid"
    if journey.call is not None and journey.call.table.filled_in(news.document):
        return "form.agree-missing"
    if work.origin == "stamped":
        return "signature.box-unforeseen"
    keys = (_unfit(work.pages, box) for box in (news.box, *news.later))
    return next((key for key in keys if key), "")


def _unfit(pages: local.DocumentPages, box: Box) -> str:
    """Why nobody can sign in this box."""
    if box.page >= pages.pages or box.x + box.w > 1 + _SIDE or box.y + box.h > 1 + _SIDE:
        return "signature.box-invalid"
    wide, high = pages.widths[box.page] * box.w * _MM, pages.heights[box.page] * box.h * _MM
    return "signature.box-small" if small(wide, high) else ""


def _same(one: Box, other: Box) -> bool:
    sides = ("x", "y", "w", "h")
    return one.page == other.page and all(abs(getattr(one, s) - getattr(other, s)) < _SIDE for s in sides)


def _result(journey: Journey, news: local.SignResult) -> Step:
    """The signed copy is in the vault, or why not; the steward told the expert."""
    screen, call = journey.screen, journey.call
    if call is None:
        return stay(journey)
    if news.signed is None:
        if isinstance(screen, at.Sign):
            failed = replace(screen, busy=False, failed=news.key or "document.file-damaged")
            journey = journey.over(failed)
        return stay(journey)
    root = call.table.known_as(news.document)
    _, left = call.table.reserved.get(root, ("", ()))
    more = left[1:] if left else (call.sign.later if call.sign is not None else ())
    table = replace(
        call.table.not_on_paper(news.document),
        roots={**call.table.roots, news.signed: root},
        reserved={**call.table.reserved, root: (news.signed, more)},
    )
    journey = _keep(replace(journey, call=replace(call, sign=None, table=table)), news.document, news.signed)
    journey = journey.fresh(at.Call()) if isinstance(screen, at.Sign) else journey
    return stay(journey)


def _keep(journey: Journey, original: str, signed: str) -> Journey:
    """The visitor's own copy: kept, and offered on paper."""
    work = journey.documents.get(original)
    if work is None:
        return journey
    known = journey.documents.get(signed)
    pages = known.pages if known else work.pages.model_copy(update={"document": signed})
    documents = {**journey.documents, signed: Paperwork(pages, "signed", kept=True)}
    journey = replace(journey, documents=documents).with_done("signed", work.pages.name)
    # Its pages came just before, like any document's: they are ours, not a request of the expert.
    return ask(without(without(journey, original), signed), KeepCopy(signed))
