"""Signing: exactly the page shown, ink in the reserved box, redo, refuse, confirm."""

from dataclasses import replace
from typing import Any

from kiosk.journey import screens as at
from kiosk.journey.conversation import KeepCopy, SignRequest
from kiosk.journey.events import Touch
from kiosk.journey.state import Journey, Paperwork
from kiosk.journey.step import Step, stay
from kiosk.journey.talk import ask, refuse_signature, without
from session.protocol import local
from session.protocol.shared import Box

PEN = 0.004
"""Ink width as a fraction of the page's width: 0.84 mm on A4."""
GARBLED = "signature.pad-garbled"
PAD_TROUBLES = frozenset({"signature.pad-missing", "signature.pad-busy", "signature.access-denied", GARBLED})
MAX_STROKES = 200
MAX_POINTS = 2000
Stroke = tuple[tuple[float, float], ...]


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
            return refuse_signature(journey, screen.document)
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
    ink = local.SignInk(
        document=screen.document,
        box=request.box,
        strokes=[list(stroke) for stroke in screen.strokes],
        width=PEN,
    )
    return stay(journey.over(replace(screen, busy=True, failed="")), ink)


def sign_result(journey: Journey, news: local.SignResult) -> Step:
    """The signed copy is in the vault, or why not; the steward told the expert."""
    screen, call = journey.screen, journey.call
    if call is None:
        return stay(journey)
    if news.signed is None:
        if isinstance(screen, at.Sign):
            failed = replace(screen, busy=False, failed=news.key or "document.file-damaged")
            journey = journey.over(failed)
        return stay(journey)
    journey = _keep(replace(journey, call=replace(call, sign=None)), news.document, news.signed)
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
