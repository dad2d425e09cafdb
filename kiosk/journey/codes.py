"""A code held before the reader: it fills the field being written, or says what it is. Data, never a command.

Whatever it says, nothing happens by itself: a code that is a number of ours proposes the page where that number means
something, and the visitor touches it or not. It keeps no visit alive unless something changed on the screen: a paper
left before the reader is no person.
"""

import re
from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.asking import MAX_TYPED, reference, request_of
from kiosk.journey.events import Touch
from kiosk.journey.overlays import CodeKind, CodeRead
from kiosk.journey.paper import paper
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay, with_overlay
from offline_cache.local.answers import is_reference
from session.protocol import local
from session.protocol.appointment_code import MARK, read_code, spoken

CODE_TOUCHES = ("code.read", "code.unfit")
CARD_WAYS = ("topic.open", "counters.open", "callback.answer", "code.request", "appointment.code")
"""Where the card of a code leads; it closes behind."""
SHOWN = 120
"""Of an address that is shown and not opened."""
_REQUEST = re.compile(r"D(?: ?\d\d){5}")
_INTERVIEW = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+|www\.\S+", re.IGNORECASE)


def codes(journey: Journey, touch: Touch, rules: Rules) -> Step:
    """Take what the reader read; nothing changes where a code can mean nothing."""
    text = touch.argument if touch.name == "code.read" and isinstance(touch.argument, str) else ""
    screen = journey.screen
    if not journey.visiting:
        return _welcomed(journey, text, rules)
    if isinstance(screen, (at.Neutral, *at.STAFF)) or journey.call is not None:
        return stay(journey)
    if journey.overlay is not None and not isinstance(journey.overlay, CodeRead):
        return stay(journey)
    filled = _filled(journey, text, rules) if text and journey.overlay is None else None
    return filled or stay(with_overlay(journey, what_it_is(journey, text, rules)))


def card_closed(journey: Journey, touch: Touch) -> Journey:
    """Without the card of a code, once the visitor goes where it proposes."""
    shown = isinstance(journey.overlay, CodeRead) and touch.name in CARD_WAYS
    return with_overlay(journey, None) if shown else journey


def to_request(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Back to a request of this visit, by its number on paper; or None."""
    match touch:
        case Touch("code.request", str(sheet)) if reference(journey, sheet) and request_of(rules, sheet):
            return stay(journey.to(at.AskDone(sheet)))
    return None


def writes(journey: Journey, rules: Rules) -> bool:
    """Whether a code would fill a field here."""
    match journey.screen:
        case at.Form(focused=focused):
            return bool(focused) and _takes_text(journey, focused)
        case at.AppointmentCode():
            return True
        case at.Ask(sheet=sheet, key=key):
            form = request_of(rules, sheet)
            kinds = {field.key: field.kind for field in form.fields} if form else {}
            return kinds.get(key) == "text"
    return False


def _filled(journey: Journey, text: str, rules: Rules) -> Step | None:
    """As if it had been typed: the field's own length holds, and « Suivant » is still the visitor's to touch."""
    screen = journey.screen
    if not writes(journey, rules):
        return None
    if isinstance(screen, at.Form):
        return paper(journey, Touch("form.type", {"name": screen.focused, "text": text}), rules)
    if isinstance(screen, at.AppointmentCode):
        code = read_code(text)
        return stay(journey.over(at.AppointmentCode(spoken(code) if code else text[:MAX_TYPED])))
    if isinstance(screen, at.Ask):
        return stay(journey.over(replace(screen, text=text[:MAX_TYPED], said="")))
    return None


def _takes_text(journey: Journey, name: str) -> bool:
    screen = journey.screen
    work = journey.documents.get(screen.document) if isinstance(screen, at.Form) else None
    fields = work.pages.fields if work is not None else []
    return any(field.get("name") == name and field.get("kind") == "text" for field in fields)


def _welcomed(journey: Journey, text: str, rules: Rules) -> Step:
    """Only a number of ours begins a visit: noise on the line must not."""
    said = what_it_is(journey, text, rules)
    if not isinstance(journey.screen, at.Welcome) or journey.world.closed or said.kind in {"none", "address"}:
        return stay(journey)
    begun = replace(journey, visiting=True, began_at=journey.now, touched_at=journey.now, screen=at.Home())
    return stay(with_overlay(begun, said), local.VisitBegin())


def what_it_is(journey: Journey, text: str, rules: Rules) -> CodeRead:
    """What a code's text means here, without doing anything about it."""
    kind: CodeKind = "none"
    if _REQUEST.fullmatch(text) and is_reference(text):
        number = " ".join(re.findall(r"\d\d", text))
        own = next((sheet for sheet in journey.prepared if reference(journey, sheet) == f"D {number}"), "")
        known = own and request_of(rules, own) is not None
        return CodeRead("own-request" if known else "request", f"D {number}", own)
    if text.startswith(MARK) and (code := read_code(text)):
        return CodeRead("appointment", spoken(code))
    if journey.callback is not None and text == journey.callback.number:
        kind = "callback"
    elif _INTERVIEW.fullmatch(text):
        kind = "interview"
    elif _ADDRESS.fullmatch(text):
        kind = "address"
    # What a stranger's code says is not repeated on a town hall's screen, but for an address, as one.
    return CodeRead(kind, "" if kind == "none" else text[:SHOWN])
