"""Taking an appointment, and coming with one. Nobody says who they are: a slot, a desk, a code."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.booking import Booking, Pending, Receipt
from kiosk.journey.conversation import KeepCode, SlotOffer
from kiosk.journey.counter import desk_of, leave_queue, procedure_ref
from kiosk.journey.effects import Send
from kiosk.journey.events import Touch
from kiosk.journey.overlays import Trouble
from kiosk.journey.paper import print_own
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, also, noting, stay
from kiosk.journey.unseen import opening
from session.protocol import appointments as wire
from session.protocol.appointment_code import code_of, read_code, spoken
from session.protocol.envelope import Body

AGAIN_S = 5.0
"""A question without an answer is said again so often: the link may have dropped it."""
PATIENCE_S = 30.0
"""And so long; then the visitor decides."""
COPYING_S = 300.0
"""Without a printer a code is copied by hand: the visit is kept longer."""
MAX_TYPED = 40


def appointments(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch about appointments, or None."""
    match touch:
        case Touch("slots.open", str(desk)) if bookable(journey, desk):
            return _ask(journey.to(at.SlotDays(desk)), wire.SlotsAsk(desk=desk))
        case Touch("slots.retry") if journey.booking.pending is not None:
            return _ask(journey, journey.booking.pending.body, journey.booking.pending.sheet)
        case Touch("appointment.open"):
            return stay(journey.to(at.AppointmentCode()))
        case Touch("appointment.code", str(code)) if read_code(code):
            return _check(journey.to(at.AppointmentCode(text=spoken(read_code(code)))), code, rules)
        case Touch("appointment.print") if journey.booking.last and journey.world.printer.usable:
            return _print(journey, rules)
    return _choosing(journey, touch, rules) or _coming(journey, touch, rules)


def bookable(journey: Journey, desk: str) -> bool:
    """A slot of this counter can be had now."""
    found = desk_of(journey, desk)
    return found is not None and found.appointments and journey.world.link == "online"


def _with(journey: Journey, **changes: object) -> Journey:
    return replace(journey, booking=replace(journey.booking, **changes))  # type: ignore[arg-type]


def _ask(
    journey: Journey, body: wire.SlotsAsk | wire.SlotBook | wire.AppointmentCheck, sheet: str = ""
) -> Step:
    pending = Pending(body, journey.now, journey.now, sheet)
    return stay(_with(journey, pending=pending, silent=False), body)


def _print(journey: Journey, rules: Rules) -> Step:
    """The slip of the appointment booked last."""
    last = journey.booking.last
    about = last.booked.request if last else ""
    return print_own(journey, rules, "appointment", "Votre rendez-vous", about)


def given_up(journey: Journey) -> list[Body]:
    """The visit ends before the relay answered: whatever it books, nobody will come."""
    pending = journey.booking.pending
    if pending is None or not isinstance(pending.body, wire.SlotBook):
        return []
    request = pending.body.request
    return [wire.AppointmentCheck(request=request, code=code_of(request), cancel=True)]


# ---- taking one


def _choosing(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    screen = journey.screen
    match touch:
        case Touch("slots.day", str(day)) if isinstance(screen, at.SlotDays):
            return stay(journey.to(at.SlotHours(screen.desk, day)))
        case Touch("slots.hour", str(slot)) if isinstance(screen, at.SlotHours) and journey.booking.slot(
            screen.desk, slot
        ):
            return stay(journey.to(at.SlotConfirm(screen.desk, slot)))
        case Touch("slots.share", bool(share)) if isinstance(screen, at.SlotConfirm):
            return stay(journey.over(replace(screen, share=share)))
        case Touch("slots.book") if isinstance(screen, at.SlotConfirm) and journey.booking.pending is None:
            return _book(journey, screen, rules)
    return None


def _book(journey: Journey, screen: at.SlotConfirm, rules: Rules) -> Step:
    told = procedure_ref(journey, rules) if screen.share else None
    book = wire.SlotBook(request=rules.new_id(), slot=screen.slot, procedure=told)
    return _ask(journey, book, journey.sheet if told else "")


def answer_offer(journey: Journey, rules: Rules, offer: SlotOffer, *, yes: bool) -> Step:
    """The visitor takes the slot that the expert proposes in the call, or does not."""
    if not yes or journey.booking.pending is not None:
        return stay(journey, wire.AppointmentNews(slot=offer.slot, state="declined"))
    told = procedure_ref(journey, rules) if journey.share else None
    book = wire.SlotBook(request=rules.new_id(), slot=offer.slot, procedure=told)
    asked, effects = _ask(journey, book, journey.sheet if told else "")
    return asked, (Send(wire.AppointmentNews(slot=offer.slot, state="booking")), *effects)


# ---- coming with one


def _coming(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    screen, booking = journey.screen, journey.booking
    match touch:
        case Touch("ask.type", str(text)) if isinstance(screen, at.AppointmentCode):
            return stay(journey.over(at.AppointmentCode(text[:MAX_TYPED].upper())))
        case Touch("appointment.check") if isinstance(screen, at.AppointmentCode):
            return _check(journey, screen.text, rules)
        case Touch("appointment.come") if _welcome(journey):
            ready = replace(journey, media_open=True)
            said = booking.said
            there = at.BeforeCall(said.desk if said else "", appointment=booking.code)
            return stay(ready.to(there), *opening(ready))
        case Touch("appointment.give-up") if isinstance(screen, at.AppointmentHere):
            return stay(journey.over(at.AppointmentHere(giving_up=True)))
        case Touch("appointment.keep") if isinstance(screen, at.AppointmentHere):
            return stay(journey.over(at.AppointmentHere()))
        case Touch("appointment.cancel") if isinstance(screen, at.AppointmentHere) and screen.giving_up:
            return _ask(journey, _checking(booking, rules, cancel=True))
    return None


def _checking(booking: Booking, rules: Rules, *, cancel: bool = False) -> wire.AppointmentCheck:
    return wire.AppointmentCheck(request=rules.new_id(), code=booking.code, cancel=cancel)


def _check(journey: Journey, typed: str, rules: Rules) -> Step:
    """A code that cannot be one is told at once; no relay is asked, and nothing counts as a guess."""
    code = read_code(typed)
    if not code:
        text = journey.screen.text if isinstance(journey.screen, at.AppointmentCode) else typed
        return stay(journey.over(at.AppointmentCode(text, said="appointment.code-unknown")))
    if journey.now < journey.booking.wait_until:
        return stay(journey.over(at.AppointmentCode(spoken(code), said="appointment.attempts-exceeded")))
    looked = _with(journey, code=code, said=None)
    return _ask(looked, _checking(looked.booking, rules))


def _welcome(journey: Journey) -> bool:
    """The relay said « now », and one can be put through."""
    said, world = journey.booking.said, journey.world
    return said is not None and said.when == "now" and world.link == "online" and world.camera


# ---- news


def appointment_news(journey: Journey, news: Body, rules: Rules) -> Step | None:
    """Answer the relay's word about slots and codes, or None. What nobody waits for changes nothing."""
    match news:
        case wire.SlotsFree(desk=desk, slots=slots):
            free = {**journey.booking.free, desk: tuple(slots)}
            return stay(_answered(_with(journey, free=free), news))
        case wire.AppointmentBooked():
            return _booked(journey, news, rules)
        case wire.AppointmentSaid():
            return _said(journey, news)
        case wire.AppointmentRefused():
            return _refused(journey, news)
    return None


def _request(body: Body) -> str:
    """What a question and its answer are known by."""
    return str(getattr(body, "request", "")) or f"desk:{getattr(body, 'desk', '')}"


def _waited_for(journey: Journey, news: Body) -> bool:
    pending = journey.booking.pending
    return pending is not None and _request(pending.body) == _request(news)


def _answered(journey: Journey, news: Body) -> Journey:
    return _with(journey, pending=None, silent=False) if _waited_for(journey, news) else journey


def _booked(journey: Journey, news: wire.AppointmentBooked, rules: Rules) -> Step:
    pending = journey.booking.pending
    if pending is None or not _waited_for(journey, news):
        return stay(journey)
    receipts = (*journey.booking.receipts, Receipt(news, pending.sheet))
    kept = _with(_answered(journey, news), receipts=receipts, free={})
    prints = journey.world.printer.usable
    if journey.call is not None and isinstance(pending.body, wire.SlotBook):
        told = Send(wire.AppointmentNews(slot=pending.body.slot, state="booked"))
        if not prints:
            requests = (*journey.call.requests, KeepCode())
            return also(stay(replace(kept, call=replace(journey.call, requests=requests))), told)
        return also(_print(kept, rules), told)
    left, effects = leave_queue(kept) if kept.ticket is not None else stay(kept)
    shown = left.fresh(at.SlotBooked())
    printed = _print(shown, rules) if prints else stay(replace(shown, extended_until=journey.now + COPYING_S))
    return printed[0], (*effects, *printed[1])


def _said(journey: Journey, news: wire.AppointmentSaid) -> Step:
    if not _waited_for(journey, news):
        return stay(journey)
    told = _with(_answered(journey, news), said=news)
    if news.when == "unknown":
        screen = at.AppointmentCode(spoken(told.booking.code), said="appointment.code-unknown")
        return stay(told.over(screen))
    on_its_page = isinstance(journey.screen, at.AppointmentHere | at.AppointmentCode)
    return stay(told.over(at.AppointmentHere()) if on_its_page else told)


def _refused(journey: Journey, news: wire.AppointmentRefused) -> Step:
    pending = journey.booking.pending
    if pending is None or not _waited_for(journey, news):
        return stay(journey)
    told = _answered(journey, news)
    if isinstance(pending.body, wire.AppointmentCheck):
        waits = _with(told, wait_until=journey.now + news.wait_s)
        return stay(waits.over(at.AppointmentCode(spoken(told.booking.code), said=news.key)))
    if journey.call is not None and isinstance(pending.body, wire.SlotBook):
        failed = wire.AppointmentNews(slot=pending.body.slot, state="failed", key=news.key)
        return stay(replace(told, overlay=journey.overlay or Trouble(news.key)), failed)
    if isinstance(journey.screen, at.SlotConfirm):
        # The others may be gone too: the days are asked for anew.
        past = tuple(
            s for s in journey.history if not isinstance(s, at.SlotDays | at.SlotHours | at.SlotConfirm)
        )
        days = replace(told, history=past, screen=at.SlotDays(journey.screen.desk), overlay=Trouble(news.key))
        return _ask(days, wire.SlotsAsk(desk=journey.screen.desk))
    return stay(replace(told, overlay=Trouble(news.key)))


def appointment_tick(journey: Journey) -> Step:
    """Say a question again, and own up when nothing comes."""
    pending = journey.booking.pending
    if pending is None or journey.booking.silent:
        return stay(journey)
    if journey.now - pending.since >= PATIENCE_S:
        silent = _with(journey, silent=True)
        if journey.call is not None and isinstance(pending.body, wire.SlotBook):
            key = "appointment.relay-silent"
            failed = wire.AppointmentNews(slot=pending.body.slot, state="failed", key=key)
            return stay(replace(_with(silent, pending=None), overlay=journey.overlay or Trouble(key)), failed)
        return noting(stay(silent), "error.shown", code="J10")
    if journey.now - pending.said_at >= AGAIN_S:
        again = stay(_with(journey, pending=replace(pending, said_at=journey.now)), pending.body)
        return noting(again, "appointment.asked-again")
    return stay(journey)
