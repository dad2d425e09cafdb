"""PIN, the agent's panel and the maintenance page. Never a document, never a title of the visit."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.company import offered_here, visitor_behind
from kiosk.journey.events import Touch
from kiosk.journey.leave import end
from kiosk.journey.overlays import Confirm
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, also, stay, with_overlay
from kiosk.journey.upkeep import leave_trial, upkeep
from kiosk.journey.upkept import Upkeep
from session.protocol import local

EXTENSION_S = 900.0
MAX_DIGITS = 12


def staff(journey: Journey, touch: Touch) -> Step | None:
    """Answer a touch of the staff's pages, or None."""
    screen = journey.screen
    if touch.name == "staff.open":
        return stay(replace(journey, overlay=None).to(at.Pin()))
    if isinstance(screen, at.Pin):
        return _pin(journey, screen, touch)
    if isinstance(screen, at.Agent | at.Maintenance) and journey.staff:
        return _panel(journey, touch) or (upkeep(journey, touch) if journey.staff == "technician" else None)
    if isinstance(screen, at.UPKEEP) and journey.staff == "technician":
        return upkeep(journey, touch)
    return None


def _pin(journey: Journey, screen: at.Pin, touch: Touch) -> Step | None:
    if screen.checking or journey.now < screen.wait_until:
        return stay(journey) if touch.name.startswith("pin.") else None
    match touch:
        case Touch("pin.key", str(digit)) if len(digit) == 1 and digit.isdigit():
            digits = (screen.digits + digit)[:MAX_DIGITS]
            return stay(journey.over(replace(screen, digits=digits, wrong=False)))
        case Touch("pin.erase"):
            return stay(journey.over(replace(screen, digits=screen.digits[:-1])))
        case Touch("pin.enter") if screen.digits:
            checking = replace(screen, digits="", checking=True)
            return stay(journey.over(checking), local.PinCheck(pin=screen.digits))
    return None


def pin_result(journey: Journey, news: local.PinResult) -> Step:
    """The steward's word on a PIN."""
    if not isinstance(journey.screen, at.Pin):
        return stay(journey)
    if not news.ok or news.role is None:
        return stay(journey.over(at.Pin(wrong=True, wait_until=journey.now + news.wait_s)))
    journey = replace(journey, staff=news.role)
    if news.role == "agent":
        return stay(journey.over(at.Agent()))
    return stay(journey.over(at.Maintenance()), local.StaffCommand(command="devices"))


def _panel(journey: Journey, touch: Touch) -> Step | None:
    match touch:
        case Touch("agent.extend"):
            extended = replace(journey, extended_until=journey.now + EXTENSION_S)
            return stay(extended.over(at.Agent("extended")), local.StaffCommand(command="extend"))
        case Touch("agent.wipe"):
            return end(journey, "agent")
        case Touch("agent.close"):
            return stay(journey, local.StaffCommand(command="close"))
        case Touch("agent.reopen"):
            return stay(journey, local.StaffCommand(command="open"))
        case Touch("agent.devices"):
            return stay(journey.over(at.Maintenance()), local.StaffCommand(command="devices"))
        case Touch("agent.leave"):
            return leave_staff(journey)
        case Touch("agent.join") if visitor_behind(journey):
            back, effects = leave_staff(journey)
            return offered_here(back), effects
        case Touch("content.check"):
            return stay(journey, local.StaffCommand(command="content-check"))
        case Touch("content.back"):
            return stay(with_overlay(journey, Confirm("content-back", touch)))
    return None


def confirmed_back(journey: Journey) -> Step:
    """The technician said yes to the edition before."""
    return stay(with_overlay(journey, None), local.StaffCommand(command="content-back"))


def leave_staff(journey: Journey) -> Step:
    """Back to the visitor's page; from the welcome screen, the machine is made fresh."""
    orders = [local.StaffCommand(command="leave")] if journey.staff else []
    stopped, effects = leave_trial(journey)
    back = replace(stopped, staff="", devices=(), content=None, upkeep=Upkeep()).back()
    while isinstance(back.screen, at.STAFF):
        back = back.back()
    if isinstance(back.screen, at.Welcome):
        step = end(stopped, "agent")
        return also((step[0], effects), *stay(journey, *orders)[1], *step[1])
    return also((replace(back, touched_at=journey.now), effects), *stay(journey, *orders)[1])
