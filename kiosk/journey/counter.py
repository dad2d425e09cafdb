"""Counters, the queue, the promise, and being called back."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.browse import tick_key
from kiosk.journey.cases import papers_of
from kiosk.journey.conversation import CallState, Voice
from kiosk.journey.events import Touch
from kiosk.journey.line import judge
from kiosk.journey.overlays import Trouble
from kiosk.journey.paper import print_own
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey, Ticket
from kiosk.journey.step import Step, noting, stay
from kiosk.journey.unseen import opening
from session.protocol import kiosk_relay as relay
from session.protocol import local, peer
from session.protocol.call import MicrophoneMute
from session.protocol.envelope import Body
from session.protocol.line import LineTried
from session.protocol.shared import Desk, ProcedureRef, Tick
from session.protocol.use import UseNoted

RING_S = 90.0
"""How long a call-back rings before it is said that nobody came."""


def desk_of(journey: Journey, desk: str) -> Desk | None:
    """A counter of the list, or None when it is no longer there."""
    return next((d for d in journey.world.desks if d.desk == desk), None)


def reachable(journey: Journey, desk: Desk | None) -> bool:
    """One can be put through to it now."""
    return desk is not None and desk.open and journey.world.link == "online" and journey.world.camera


def counter(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch about counters and the queue, or None."""
    match touch:
        case Touch("counters.open"):
            return stay(journey.to(at.Counters()))
        case Touch("counter.open", str(desk)) if desk_of(journey, desk):
            return stay(journey.to(at.Counter(desk)))
        case Touch("counter.prepare") if isinstance(journey.screen, at.Counter):
            return _prepare(journey)
        case Touch("counter.share" | "counter.voice"):
            return _choose(journey, touch)
        case Touch("counter.join"):
            return _join(journey, rules)
        case Touch("counter.leave"):
            return leave_queue(journey)
        case Touch("counter.callback") if journey.ticket is not None:
            return _ask_callback(journey, journey.ticket)
        case Touch("counter.callback" | "counter.prepare"):
            return _after_cut(journey, touch, rules)
        case Touch("counter.contact", str(desk)):
            return _print_contact(journey, desk, rules)
        case Touch("counter.wait") if journey.ticket is not None:
            until = journey.now + journey.ticket.promise_s
            ticket = replace(journey.ticket, promised_until=until)
            return stay(replace(journey, ticket=ticket).over(at.Waiting(ticket.desk)))
        case Touch("counter.widen") if journey.ticket is not None and not journey.ticket.served:
            return stay(journey, relay.QueueWiden(ticket=journey.ticket.id))
        case Touch("callback.answer") if journey.callback is not None:
            return _answer_callback(journey, journey.callback)
    return None


def _prepare(journey: Journey) -> Step | None:
    screen = journey.screen
    if not isinstance(screen, at.Counter) or not reachable(journey, desk_of(journey, screen.desk)):
        return None
    return _before(journey, screen.desk, share=bool(screen.share))


def _before(journey: Journey, desk: str, *, share: bool) -> Step:
    ready = replace(journey, media_open=True, share=share)
    return stay(ready.to(at.BeforeCall(desk, share)), *opening(ready))


def _after_cut(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """A call was cut off: queue again as before, or be called back."""
    screen = journey.screen
    if not isinstance(screen, at.Nobody) or not screen.cut or screen.asked:
        return None
    desk = desk_of(journey, screen.desk)
    if touch.name == "counter.prepare":
        return _before(journey, screen.desk, share=journey.share) if reachable(journey, desk) else None
    if journey.world.link != "online":
        return None
    ticket = Ticket(rules.new_id(), screen.desk, journey.now, float(desk.promise_s if desk else 600))
    return _ask_callback(replace(journey, ticket=ticket), ticket)


def _choose(journey: Journey, touch: Touch) -> Step | None:
    match touch:
        case Touch("counter.share", bool(share)) if isinstance(journey.screen, at.Counter):
            return stay(journey.over(replace(journey.screen, share=share)))
        case Touch("counter.voice", "speaker" | "handset" | "text" as voice):
            return _choose_voice(journey, voice)
    return None


def _choose_voice(journey: Journey, voice: Voice) -> Step | None:
    """With a handset only where there is one."""
    if not isinstance(journey.screen, at.BeforeCall) or (voice == "handset" and journey.handset is None):
        return None
    return stay(replace(journey, voice=voice))


def _join(journey: Journey, rules: Rules) -> Step | None:
    screen = journey.screen
    if not isinstance(screen, at.BeforeCall):
        return None
    desk = desk_of(journey, screen.desk)
    promise = float(desk.promise_s if desk else 600)
    ident = screen.callback or rules.new_id()
    ticket = Ticket(
        ident, screen.desk, journey.now, promise, promised_until=journey.now + promise,
        appointment=journey.booking.said.start if screen.appointment and journey.booking.said else "",
    )  # fmt: skip
    waiting = replace(journey, ticket=ticket, asked_at=journey.now, reference=reference_of(ident))
    waiting = waiting.fresh(at.Waiting(screen.desk))
    if screen.callback:
        ring = journey.callback
        other = ring if ring is not None and ring.ticket != ident else None  # it rings on for somebody else
        answered = replace(waiting, callback=other, callback_number="")
        return stay(answered, relay.CallbackAnswer(ticket=ident, present=True))
    join = relay.QueueJoin(
        ticket=ident, desk=screen.desk, procedure=agreed(journey, rules), appointment=screen.appointment
    )
    return stay(waiting, join)


def reference_of(ticket: str) -> str:
    """What a visitor may quote afterwards: eight signs of the ticket, which the relay knows."""
    return f"{ticket[:4]}-{ticket[4:8]}".upper()


def agreed(journey: Journey, rules: Rules) -> ProcedureRef | None:
    """The procedure, where the visitor said that the expert may know it."""
    return procedure_ref(journey, rules) if journey.share else None


def procedure_ref(journey: Journey, rules: Rules) -> ProcedureRef | None:
    """The procedure looked at last."""
    sheet = rules.library.sheet(journey.sheet) if journey.sheet else None
    if sheet is None:
        return None
    above = [sheet.theme, *sheet.breadcrumb] if sheet.theme else list(sheet.breadcrumb)
    topics = list(dict.fromkeys(crumb.id for crumb in above))[:20]
    return ProcedureRef(sheet=sheet.id, title=sheet.title[:200], topics=topics)


def shared_procedure(journey: Journey, rules: Rules) -> peer.ProcedureShared | None:
    """What the visitor agreed to show inside the call: the procedure and their ticks."""
    procedure = agreed(journey, rules)
    sheet = rules.library.sheet(journey.sheet) if procedure else None
    if procedure is None or sheet is None:
        return None
    papers = papers_of(rules.library, sheet.id, journey)
    ticks = [
        Tick(label=paper.label[:200], have=journey.ticks.get(tick_key(sheet.id, paper.label)))
        for paper in papers[:100]
    ]
    return peer.ProcedureShared(procedure=procedure, ticks=ticks)


def leave_queue(journey: Journey) -> Step:
    """Give the place up and put the camera off; nothing is kept."""
    bodies: list[Body] = []
    if journey.ticket is not None:
        bodies.append(relay.QueueLeave(ticket=journey.ticket.id))
    desk = getattr(journey.screen, "desk", "")
    left = replace(journey, ticket=None, overlay=None)
    left = left.fresh(at.Counter(desk) if desk_of(journey, desk) else at.Home())
    left, effects = close_media(left)
    return left, (*stay(left, *bodies)[1], *effects)


def close_media(journey: Journey) -> Step:
    """Cameras off, if they were on."""
    if not journey.media_open:
        return stay(journey)
    return stay(
        replace(
            journey, media_open=False, media=None, microphone="live", loudness=None, line=None, handset=None
        ),
        local.MediaClose(),
    )


def _ask_callback(journey: Journey, ticket: Ticket) -> Step:
    cut = isinstance(journey.screen, at.Nobody) and journey.screen.cut
    absent = isinstance(journey.screen, at.Nobody) and journey.screen.absent
    asked = journey.over(at.Nobody(ticket.desk, asked=True, cut=cut, absent=absent))
    return stay(asked, relay.CallbackAsk(ticket=ticket.id, desk=ticket.desk))


def _print_contact(journey: Journey, desk: str, rules: Rules) -> Step | None:
    found = desk_of(journey, desk)
    if found is None or not journey.world.printer.usable:
        return None
    return print_own(journey, rules, "contact", found.name, desk)


def _answer_callback(journey: Journey, ring: relay.CallbackRing) -> Step:
    screen = at.BeforeCall(ring.desk, callback=ring.ticket)
    ready = replace(journey, media_open=True).fresh(screen)
    return stay(ready, *opening(ready))


# ---- news


def counter_news(journey: Journey, news: Body) -> Step | None:
    """Answer the relay's word about a queue or a seat, or None."""
    match news:
        case relay.TicketState():
            return _ticket_state(journey, news)
        case relay.CallbackKept(ticket=ident, number=number):
            return _callback_kept(journey, ident, number)
        case relay.CallbackRing():
            return stay(_rung(journey, news))
        case LineTried() if journey.media_open:
            return stay(replace(journey, line=judge(news)))
        case relay.SeatGranted():
            return _seat_granted(journey, news)
        case relay.SeatLost(ticket=ident, back=back):
            return _seat_lost(journey, ident, back=back)
    return None


def _rung(journey: Journey, ring: relay.CallbackRing) -> Journey:
    """It rings, or is over where it names no expert; what is told again of one that was answered here is no news."""
    if ring.expert == "":
        over = journey.callback is not None and journey.callback.ticket == ring.ticket
        return replace(journey, callback=None) if over else journey
    if journey.ticket is not None and journey.ticket.id == ring.ticket:
        return journey
    return replace(journey, callback=ring, rang_at=journey.now)


def _ticket_state(journey: Journey, news: relay.TicketState) -> Step:
    ticket = journey.ticket
    if ticket is None or ticket.id != news.ticket:
        return stay(journey)
    if news.status == "gone" and journey.call is None:
        gone, effects = close_media(replace(journey, ticket=None, overlay=Trouble("queue.desk-closed")))
        return gone.fresh(at.Counters()), effects
    moved = replace(
        ticket, ahead=news.ahead, low_s=news.estimate_low_s, high_s=news.estimate_high_s,
        skill=news.skill, served=news.served, others=news.others,
    )  # fmt: skip
    return stay(replace(journey, ticket=moved))


def _callback_kept(journey: Journey, ident: str, number: str) -> Step:
    ticket = journey.ticket
    if ticket is None or ticket.id != ident:
        return stay(journey)
    desk = desk_of(journey, ticket.desk)
    kept = replace(journey, ticket=None, callback_number=number, reference=number, touched_at=journey.now)
    kept = kept.with_done("callback", desk.name if desk else "").fresh(at.Nobody(ticket.desk, number))
    return close_media(kept)


def _seat_granted(journey: Journey, news: relay.SeatGranted) -> Step:
    ticket = journey.ticket
    if ticket is None or ticket.id != news.ticket or journey.call is not None:
        return stay(journey)
    text = journey.voice == "text"
    call = CallState(
        desk=news.desk, administration=news.administration, expert=news.expert, muted=text, by_text=text
    )
    booking = replace(journey.booking, desk=news.desk)
    seated = replace(journey, call=call, overlay=None, booking=booking)
    seated = seated.fresh(at.Writing() if text else at.Call())
    silent = [MicrophoneMute(active=True)] if text else []
    return stay(seated.with_done("talked", news.administration), *silent)


def _seat_lost(journey: Journey, ident: str, *, back: bool) -> Step:
    ticket = journey.ticket
    if ticket is None or ticket.id != ident:
        return stay(journey)
    if back:
        until = journey.now + ticket.promise_s
        ticket = replace(ticket, returned=True, ahead=0, promised_until=until)
        waiting = replace(journey, ticket=ticket, call=None, overlay=None, asked_at=journey.now)
        return stay(waiting.fresh(at.Waiting(ticket.desk)))
    return cut_off(journey, ticket.desk)


def cut_off(journey: Journey, desk: str) -> Step:
    """The call cannot go on and nobody ended it: what was received stays, and other ways are offered."""
    over, effects = close_media(replace(journey, ticket=None, call=None, overlay=None))
    return replace(over, touched_at=over.now).fresh(at.Nobody(desk, cut=True)), effects


def counter_tick(journey: Journey) -> Step:
    """The promise, and a call-back that nobody came for, judged by the clock."""
    ticket = journey.ticket
    waiting = ticket is not None and journey.call is None and isinstance(journey.screen, at.Waiting)
    if ticket is not None and waiting and journey.now >= ticket.promised_until:
        step = stay(journey.over(at.Nobody(ticket.desk)), UseNoted(what="unanswered"))
        return noting(step, "queue.promise-broken", desk=ticket.desk)
    ring, answering = journey.callback, isinstance(journey.screen, at.BeforeCall)
    if ring is not None and not answering and journey.now - journey.rang_at >= RING_S:
        return stay(replace(journey, callback=None), relay.CallbackAnswer(ticket=ring.ticket, present=False))
    return stay(journey)
