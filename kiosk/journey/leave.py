"""Goodbye, the end of the visit, and what silence does."""

from dataclasses import replace
from typing import Literal

from kiosk.journey import screens as at
from kiosk.journey.appointments import given_up
from kiosk.journey.effects import Hush, Note
from kiosk.journey.events import Touch
from kiosk.journey.overlays import Gentle, StillThere
from kiosk.journey.paper import print_document, print_own
from kiosk.journey.ports import Rules
from kiosk.journey.silence import judge
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, also, stay, with_overlay
from session.protocol import call as wire
from session.protocol import kiosk_relay as relay
from session.protocol import local, printing
from session.protocol.envelope import Body
from session.protocol.use import UseNoted

LAST_SHEET_S = 60.0
"""How long goodbye waits for running sheets before it cancels them."""


def leave(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of goodbye, or None."""
    screen = journey.screen
    if touch.name == "leave.open":
        return stay(journey.to(at.Goodbye()))
    if not isinstance(screen, at.Goodbye):
        return None
    match touch:
        case Touch("goodbye.answer", "yes" | "partly" | "no" as answer):
            return stay(journey.over(replace(screen, answer=answer)))
        case Touch("goodbye.print") if journey.world.printer.usable:
            return print_own(journey, rules, "goodbye", "")
        case Touch("goodbye.copy", str(document)) if document in unprinted(journey):
            return print_document(journey, rules, document)
        case Touch("goodbye.back"):
            return stay(replace(journey, screen=at.Home(), history=()))
        case Touch("goodbye.finish"):
            if journey.busy_printing:
                return stay(journey.over(replace(screen, leaving_at=journey.now)))
            return end(journey, "finished")
    return None


def unprinted(journey: Journey) -> list[str]:
    """What the visitor signed or accepted and does not have on paper; a signed copy stands for both."""
    printed = {job.document for job in journey.jobs.values() if job.state not in {"failed", "canceled"}}
    kept = [doc for doc, work in journey.documents.items() if work.kept and doc not in printed]
    return kept[-2:]


def end(journey: Journey, reason: Literal["finished", "silence", "agent", "discreet"]) -> Step:
    """The visit is over: everything it held is dropped here; the steward wipes the rest."""
    bodies: list[Body] = []
    if journey.call is not None:
        bodies.append(wire.CallEnd(reason="citizen"))
    elif journey.ticket is not None:
        bodies.append(relay.QueueLeave(ticket=journey.ticket.id))
    bodies += given_up(journey)
    if journey.rang:
        bodies.append(relay.HelpRing(active=False))
    bodies += [
        printing.PrintCancel(job=job.id) for job in journey.jobs.values() if job.active or job.state == "held"
    ]
    if journey.media_open:
        bodies.append(local.MediaClose())
    if False in journey.ticks.values():
        bodies.append(UseNoted(what="papers-missing"))
    answer = journey.screen.answer if isinstance(journey.screen, at.Goodbye) else ""
    bodies.append(local.VisitEnd(reason=reason, outcome=answer))
    return also(stay(emptied(journey), *bodies), Hush())


def emptied(journey: Journey) -> Journey:
    """What is left of a visit when it is over: nothing but the time and the world."""
    return Journey(
        now=journey.now,
        screen=at.Neutral(),
        world=journey.world,
        callback=journey.callback,
        rang_at=journey.rang_at,
    )


def leave_tick(journey: Journey, rules: Rules) -> Step:
    """Silence, and the last sheet, judged by the clock."""
    screen = journey.screen
    if isinstance(screen, at.Goodbye) and screen.leaving_at is not None:
        late = journey.now - screen.leaving_at >= LAST_SHEET_S
        return end(journey, "finished") if late or not journey.busy_printing else stay(journey)
    match judge(journey, rules.silence):
        case "quiet":
            return stay(journey)
        case "warn":
            asked = StillThere(journey.now + rules.silence.answer_s)
            warned = Note("visit.silence-warned", {"state": "reading"})
            return also(stay(with_overlay(journey, asked)), warned)
        case "ask":
            asked_now = replace(journey, asked_at=journey.now)
            if journey.overlay is None:
                asked_now = with_overlay(asked_now, Gentle())
            return also(stay(asked_now), Note("visit.silence-warned", {"state": "waiting"}))
        case "end":
            return end(journey, "silence")
