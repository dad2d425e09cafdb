"""PIN, the agent's panel and the maintenance page. Never a document, never a title of the visit."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.events import Touch
from kiosk.journey.leave import end
from kiosk.journey.state import Confirm, Journey
from kiosk.journey.step import Step, also, stay, with_overlay
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
        return _panel(journey, touch)
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
        case Touch("content.check"):
            return stay(journey, local.StaffCommand(command="content-check"))
        case Touch("content.back"):
            return stay(with_overlay(journey, Confirm("content-back", touch)))
        case Touch("device.test", str(device)):
            return _test(journey, [device])
        case Touch("device.test_all"):
            return _test(journey, [device.device for device in journey.devices if device.testable])
    return None


def confirmed_back(journey: Journey) -> Step:
    """The technician said yes to the edition before."""
    return stay(with_overlay(journey, None), local.StaffCommand(command="content-back"))


def leave_staff(journey: Journey) -> Step:
    """Back to the visitor's page; from the welcome screen, the machine is made fresh."""
    orders = [local.StaffCommand(command="leave")] if journey.staff else []
    back = replace(journey, staff="", devices=(), content=None).back()
    if isinstance(back.screen, at.Welcome):
        step = end(journey, "agent")
        return also((step[0], ()), *stay(journey, *orders)[1], *step[1])
    return stay(replace(back, touched_at=journey.now), *orders)


def _test(journey: Journey, devices: list[str]) -> Step | None:
    screen = journey.screen
    known = {device.device for device in journey.devices}
    wanted = [device for device in devices if device in known]
    if not isinstance(screen, at.Maintenance) or not wanted:
        return None
    testing = journey.over(replace(screen, testing=screen.testing | frozenset(wanted)))
    return stay(testing, *(local.DeviceTest(device=device) for device in wanted))


def devices_state(journey: Journey, news: local.DevicesState) -> Journey:
    """Live states; a test is over when its device reports a new time of test."""
    before = {device.device: device.tested for device in journey.devices}
    journey = replace(journey, devices=tuple(news.devices))
    if not isinstance(journey.screen, at.Maintenance):
        return journey
    over = {d.device for d in news.devices if d.tested and d.tested != before.get(d.device)}
    return journey.over(replace(journey.screen, testing=journey.screen.testing - over))
