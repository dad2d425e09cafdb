"""Life events: the list, their questions, the plan with its ticks, and its print."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.cases import EVENT
from kiosk.journey.events import Touch
from kiosk.journey.paper import print_own
from kiosk.journey.plan import find_event
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, noting, stay


def plans(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch about a life event, or None."""
    match touch:
        case Touch("events.open") if rules.library.events():
            return stay(journey.to(at.Events()))
        case Touch("event.open", str(ident)):
            return _open(journey, ident, rules)
        case Touch("plan.tick", str(key)) if isinstance(journey.screen, at.Plan):
            return stay(replace(journey, steps=journey.steps ^ {key}))
        case Touch("plan.print", str(ident)):
            return _print(journey, ident, rules)
    return None


def _open(journey: Journey, ident: str, rules: Rules) -> Step | None:
    """Its questions first, once; then the plan."""
    event = find_event(rules.library, ident)
    if event is None:
        return None
    asks = event.wizard is not None and EVENT + ident not in journey.answers
    screen = at.Wizard(EVENT + ident) if asks else at.Plan(ident)
    return noting(stay(journey.to(screen)), "content.plan-opened", plan=ident)


def _print(journey: Journey, ident: str, rules: Rules) -> Step | None:
    event = find_event(rules.library, ident)
    if event is None or not journey.world.printer.usable:
        return None
    return print_own(journey, rules, "plan", f"Votre plan : {event.title}", ident)
