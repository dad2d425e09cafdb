from kiosk.journey import screens as at
from kiosk.journey.events import Touch
from kiosk.journey.overlays import Confirm
from session.protocol import local
from session.protocol.content import ContentState
from tests.unit.journey.story import Story

PRINTER = local.Device(device="printer", label="Imprimante", uri="cups://x", ok=True, status="prête")


def type_pin(story: Story, pin: str) -> None:
    for digit in pin:
        story.touch("pin.key", digit)
    story.touch("pin.enter")


def test_pin_is_checked_by_the_steward_and_not_kept(story: Story) -> None:
    story.touch("staff.open")
    type_pin(story, "2468")
    assert story.last(local.PinCheck).pin == "2468"
    assert story.journey.screen == at.Pin(checking=True)
    story.touch("pin.key", "1")
    assert story.journey.screen == at.Pin(checking=True)


def test_wrong_pin_waits_as_told(story: Story) -> None:
    story.touch("staff.open")
    type_pin(story, "1111")
    story.hear(local.PinResult(ok=False, wait_s=8))
    story.touch("pin.key", "2")
    assert isinstance(story.journey.screen, at.Pin)
    assert story.journey.screen.digits == ""
    story.wait(8)
    story.touch("pin.key", "2")
    assert isinstance(story.journey.screen, at.Pin)
    assert story.journey.screen.digits == "2"


def test_technician_sees_devices_live_and_tests_them(story: Story) -> None:
    story.touch("staff.open")
    type_pin(story, "1357")
    story.hear(local.PinResult(ok=True, role="technician"))
    assert story.last(local.StaffCommand).command == "devices"
    story.hear(local.DevicesState(devices=[PRINTER]))
    story.touch("device.test", "printer")
    assert story.last(local.DeviceTest).device == "printer"
    assert story.journey.upkeep.testing == frozenset({"printer"})
    tested = PRINTER.model_copy(update={"tested": "2026-11-23T09:00:00Z"})
    story.hear(local.DevicesState(devices=[tested]))
    assert story.journey.screen == at.Maintenance()
    assert not story.journey.upkeep.testing


def test_no_panel_without_a_checked_pin(story: Story) -> None:
    story.begin()
    story.touch("agent.wipe")
    story.touch("agent.close")
    story.touch("device.test", "printer")
    assert not story.sent(local.StaffCommand)
    assert not story.sent(local.VisitEnd)


def test_agent_closes_and_leaves_a_fresh_machine(story: Story) -> None:
    story.touch("staff.open")
    type_pin(story, "2468")
    story.hear(local.PinResult(ok=True, role="agent"))
    story.touch("agent.close")
    story.touch("agent.leave")
    assert [order.command for order in story.sent(local.StaffCommand)] == ["close", "leave"]
    assert story.last(local.VisitEnd).reason == "agent"


def test_agent_who_came_to_help_gives_the_page_back(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("bar.help")
    story.touch("staff.open")
    type_pin(story, "2468")
    story.hear(local.PinResult(ok=True, role="agent"))
    story.touch("agent.leave")
    assert story.at == "Procedure"
    assert not story.sent(local.VisitEnd)


def test_the_edition_before_is_asked_for_twice_and_by_a_technician_only(story: Story) -> None:
    story.touch("staff.open")
    type_pin(story, "1357")
    story.hear(local.PinResult(ok=True, role="technician"))
    story.hear(ContentState(edition="2026-11-21", previous="2026-11-01"))
    story.touch("content.check")
    assert story.last(local.StaffCommand).command == "content-check"
    story.touch("content.back")
    assert story.journey.overlay == Confirm("content-back", Touch("content.back"))
    story.touch("overlay.cancel")
    assert story.last(local.StaffCommand).command == "content-check"
    story.touch("content.back")
    story.touch("overlay.yes")
    assert story.last(local.StaffCommand).command == "content-back"
    assert isinstance(story.journey.screen, at.Maintenance)
    story.touch("agent.leave")
    assert story.journey.content is None


def test_content_is_no_visitors_business(story: Story) -> None:
    story.begin()
    story.touch("content.check")
    story.touch("content.back")
    assert not story.sent(local.StaffCommand)
    assert story.journey.overlay is None
