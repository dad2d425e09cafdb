"""`transition(journey, event, rules)`: the visit's one pure step, shared out by area."""

from dataclasses import replace
from typing import Literal

from kiosk.core.errors import ERRORS
from kiosk.journey import screens as at
from kiosk.journey.appointments import appointment_news, appointment_tick, appointments
from kiosk.journey.asking import asking
from kiosk.journey.bar import PANEL_REPORTS, answered_by_touch, asked_in_vain, bar, cards, panel
from kiosk.journey.browse import SITE_REPORTS, browse
from kiosk.journey.camera import camera_left, camera_tick
from kiosk.journey.codes import CODE_TOUCHES, card_closed, codes, to_request
from kiosk.journey.company import company, company_news, company_raised
from kiosk.journey.conversation import SETTLE_S, Request
from kiosk.journey.counter import counter, counter_news, counter_tick
from kiosk.journey.effects import Hush, LookAgain, Note, Send
from kiosk.journey.events import Dropped, Event, Spoken, Tick, Touch
from kiosk.journey.guided import guided
from kiosk.journey.leave import emptied, end, leave, leave_tick
from kiosk.journey.offices import offices
from kiosk.journey.overlays import CodeRead, Gentle, PowerEnds, StillThere, Trouble
from kiosk.journey.paper import document_arrived, job_news, paper
from kiosk.journey.passing import passing, passing_news, raised
from kiosk.journey.plans import plans
from kiosk.journey.ports import Rules
from kiosk.journey.print_options import print_options
from kiosk.journey.scan import scan, scan_news
from kiosk.journey.showing import showing, showing_news, table_left
from kiosk.journey.sign import sign
from kiosk.journey.silence import policy
from kiosk.journey.staff import pin_result, staff
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, also, noting, stay
from kiosk.journey.tabling import at_table, call_news, values_again
from kiosk.journey.talk import talk, talk_news, turn_page
from kiosk.journey.town import town
from kiosk.journey.unseen import unseen
from kiosk.journey.upkeep import devices_state, upkeep_news
from kiosk.journey.write import write, write_news
from session.protocol import local, printing
from session.protocol.content import ContentState
from session.protocol.envelope import Body

Stage = Literal["welcome", "reading", "printing", "waiting", "call", "signing", "goodbye", "staff"]


def transition(journey: Journey, event: Event, rules: Rules) -> Step:
    """One step of a visit. An event that means nothing here changes nothing."""
    match event:
        case Tick(now=now):
            step = _tick(replace(journey, now=now), rules)
        case Touch():
            step = _touch(journey, event, rules)
        case Spoken(active=active, missing=missing):
            spoken = replace(
                journey, speaking=active, speech_missing=missing,
                spoke_at=journey.spoke_at if missing else journey.now,
            )  # fmt: skip
            step = stay(spoken)
        case Dropped():
            step = emptied(journey), (Hush(),)
        case Body():
            step = _news(journey, event, rules)
    return _settle(journey, values_again(step, event), rules)


def _tick(journey: Journey, rules: Rules) -> Step:
    journey, effects = counter_tick(journey)
    journey, off = camera_tick(journey)
    journey, again = appointment_tick(journey)
    over, more = leave_tick(journey, rules)
    return over, (*effects, *off, *again, *more)


def _touch(journey: Journey, touch: Touch, rules: Rules) -> Step:
    if isinstance(journey.screen, at.Neutral):
        return stay(journey)
    if touch.name in CODE_TOUCHES:
        return _shown(journey, touch, rules)
    if not journey.visiting:
        return _first_touch(journey, touch, rules)
    if touch.name in PANEL_REPORTS:
        return panel(journey, touch)
    if touch.name in SITE_REPORTS:
        return _dispatch(journey, touch, rules) or stay(journey)
    journey = answered_by_touch(replace(journey, touched_at=journey.now))
    if isinstance(journey.overlay, StillThere):
        journey = replace(journey, overlay=None)
        if touch.name == "still.leave":
            return end(journey, "silence")
    if touch.name in {"touched", "scroll"}:
        return stay(journey)
    return _dispatch(journey, touch, rules) or stay(journey)


def _shown(journey: Journey, touch: Touch, rules: Rules) -> Step:
    """A code was read. It counts as a sign of someone only where it changed something."""
    there = isinstance(journey.overlay, StillThere) and touch.name == "code.read"
    before = replace(answered_by_touch(journey), overlay=None) if there else answered_by_touch(journey)
    after, effects = codes(before, touch, rules)
    if replace(after, now=before.now) == before:
        return stay(journey)
    kind = after.overlay.kind if isinstance(after.overlay, CodeRead) else "field"
    return noting((replace(after, touched_at=journey.now), effects), "codes.read-complete", kind=kind)


def _dispatch(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    if touch.name == "document.page" and isinstance(touch.argument, int):
        return turn_page(journey, touch.argument)
    journey = card_closed(journey, touch)
    return (
        passing(journey, touch)
        or company(journey, touch)
        or cards(journey, touch)
        or to_request(journey, touch, rules)
        or bar(journey, touch, rules)
        or browse(journey, touch, rules)
        or guided(journey, touch, rules)
        or plans(journey, touch, rules)
        or offices(journey, touch, rules)
        or town(journey, touch, rules)
        or asking(journey, touch, rules)
        or appointments(journey, touch, rules)
        or paper(journey, touch, rules)
        or print_options(journey, touch, rules)
        or at_table(journey, touch, rules)
        or scan(journey, touch, rules)
        or counter(journey, touch, rules)
        or showing(journey, touch, rules)
        or talk(journey, touch, rules)
        or unseen(journey, touch)
        or write(journey, touch)
        or sign(journey, touch)
        or leave(journey, touch, rules)
        or staff(journey, touch)
    )


def _first_touch(journey: Journey, touch: Touch, rules: Rules) -> Step:
    """The welcome screen: any touch begins a visit, except on a closed kiosk, where only staff may."""
    if touch.name == "touched" or (journey.world.closed and touch.name != "staff.open"):
        return stay(journey)
    begun = replace(journey, visiting=True, began_at=journey.now, touched_at=journey.now)
    step = stay(begun, local.VisitBegin())
    if touch.name in {"staff.open", "callback.answer"} or touch.name.startswith("bar."):
        follow = begun if touch.name == "staff.open" else replace(begun, screen=at.Home())
        moved = _dispatch(follow, touch, rules) or stay(follow)
        return also((moved[0], step[1]), *moved[1])
    return replace(begun, screen=at.Home()), step[1]


def _news(journey: Journey, news: Body, rules: Rules) -> Step:
    if isinstance(journey.screen, at.Neutral):
        return stay(journey)
    match news:
        case local.World():
            return stay(_world(journey, news))
        case local.VisitOpened(vault=vault):
            return stay(replace(journey, vault=vault))
        case printing.PrintState():
            return job_news(journey, news)
        case local.PinResult():
            return pin_result(journey, news)
        case local.DevicesState():
            return devices_state(journey, news)
        case ContentState():
            return stay(replace(journey, content=news))
        case local.DocumentPages() if news.document in journey.awaited:
            return stay(document_arrived(journey, news))
    return (
        scan_news(journey, news)
        or call_news(journey, news, rules)
        or upkeep_news(journey, news)
        or counter_news(journey, news)
        or appointment_news(journey, news, rules)
        or passing_news(journey, news)
        or company_news(journey, news)
        or write_news(journey, news)
        or showing_news(journey, news)
        or talk_news(journey, news, rules)
        or stay(journey)
    )


def _world(journey: Journey, world: local.World) -> Journey:
    answered = journey.rang and world.help == "idle" and journey.world.help == "answered"
    told = replace(journey, world=world, rang=journey.rang and not answered)
    if world.leave_s is None:
        overlay = None if isinstance(journey.overlay, PowerEnds) else journey.overlay
        return replace(told, power_until=None, overlay=overlay)
    if not journey.visiting or journey.power_until is not None:
        return told
    return replace(told, power_until=journey.now + world.leave_s, overlay=PowerEnds())


def stage_of(journey: Journey) -> Stage:
    """Where the visitor is, for supervision: a word, never content."""
    match journey.screen:
        case at.Welcome() | at.Neutral():
            return "welcome"
        case _ if isinstance(journey.screen, at.STAFF):
            return "staff"
        case at.Sign():
            return "signing"
        case at.Goodbye() if journey.call is None:
            return "goodbye"
        case _ if journey.call is not None:
            return "call"
        case _ if journey.ticket is not None:
            return "waiting"
        case at.Printing():
            return "printing"
        case _:
            return "reading"


def _asked(journey: Journey) -> Request | None:
    return journey.call.requests[0] if journey.call and journey.call.requests else None


def _settle(before: Journey, step: Step, rules: Rules) -> Step:
    """What every step ends with: stale questions dropped, speech of a left page hushed, the stage told."""
    journey, effects = step
    if isinstance(journey.overlay, StillThere) and policy(journey) != "reading":
        journey = replace(journey, overlay=None)
    if asked_in_vain(journey, rules):
        journey = replace(journey, overlay=None)
    moved = type(journey.screen) is not type(before.screen)
    journey, off = camera_left(journey)
    journey = company_raised(raised(journey))
    journey, down = table_left(journey)
    effects = (*effects, *off, *down)
    if isinstance(journey.overlay, Gentle) and (moved or policy(journey) != "waiting"):
        journey = replace(journey, overlay=None)
    if journey.call and _asked(journey) != _asked(before):
        journey = replace(journey, call=replace(journey.call, asked_at=journey.now))
        effects = (*effects, *([LookAgain(SETTLE_S)] if _asked(journey) else []))
    if journey.speaking and (moved or (journey.call and not before.call)):
        effects = (*effects, Hush())
    if moved and not isinstance(journey.screen, at.Neutral):
        effects = (*effects, Note("screen.show-complete", {"screen": type(journey.screen).__name__.lower()}))
    if isinstance(journey.overlay, Trouble) and journey.overlay != before.overlay:
        effects = (*effects, Note("error.shown", {"code": ERRORS[journey.overlay.key].code}))
    if stage_of(journey) != stage_of(before) and journey.visiting:
        effects = (*effects, Send(local.VisitStage(stage=stage_of(journey))))
    return journey, effects
