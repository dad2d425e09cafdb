"""The technician's pages: a device, its remedy, its guided test, the log, and « Tout tester »."""

from kiosk.journey import screens as at
from session.protocol import local, maintenance
from session.protocol.envelope import Body
from tests.unit.journey.story import Story


def device(name: str, **more: object) -> local.Device:
    told = {"device": name, "label": name.title(), "uri": f"x:{name}", "ok": True, "status": "prêt"}
    return local.Device.model_validate({**told, **more})


PRINTER = device("printer", guided=True, alone=False)
CAMERA = device("camera", guided=True)
RELAY = device("relay")
ALL = [PRINTER, CAMERA, RELAY]


def log_in(story: Story, devices: list[local.Device] = ALL) -> None:
    story.touch("staff.open")
    story.touch("pin.key", "1")
    story.touch("pin.enter")
    story.hear(local.PinResult(ok=True, role="technician"))
    story.hear(local.DevicesState(devices=devices))


def asking(name: str, *, self_view: bool = False) -> maintenance.GuidedState:
    choices = [maintenance.GuidedChoice(answer="yes", label="Oui")]
    return maintenance.GuidedState(
        device=name, phase="asking", words="?", choices=choices, self_view=self_view
    )


def over(name: str, key: str | None = None) -> maintenance.GuidedState:
    return maintenance.GuidedState(device=name, phase="over", words="fini", key=key)


def shown(story: Story) -> at.Screen:
    return story.journey.screen


def after(*types: type[Body], story: Story) -> list[str]:
    return [body.TYPE for body in story.sent(Body) if isinstance(body, types)]


def test_back_goes_one_page_back_and_home_leaves_the_maintenance(story: Story) -> None:
    log_in(story)
    story.touch("device.open", "printer")
    story.touch("remedy.open", "printer.paper-empty")
    assert shown(story) == at.Remedy("printer", "printer.paper-empty")
    story.touch("bar.back")
    assert shown(story) == at.DevicePage("printer")
    story.touch("bar.back")
    assert shown(story) == at.Maintenance()
    story.touch("device.open", "printer")
    story.touch("bar.home")
    assert story.last(local.StaffCommand).command == "leave"
    assert story.journey.staff == ""


def test_a_visitor_finds_their_page_again_after_a_technician_looked_at_a_device(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("bar.help")
    log_in(story)
    story.touch("device.open", "printer")
    story.touch("bar.home")
    assert story.at == "Procedure"


def test_a_guided_test_asks_answers_and_ends(story: Story) -> None:
    log_in(story)
    story.touch("device.open", "printer")
    story.touch("device.guide", "printer")
    assert story.last(maintenance.GuidedStart).device == "printer"
    story.hear(asking("printer"))
    story.touch("trial.answer", "yes")
    assert story.last(maintenance.GuidedAnswer) == maintenance.GuidedAnswer(device="printer", answer="yes")
    story.hear(over("printer"))
    story.touch("trial.next")
    assert shown(story) == at.DevicePage("printer")
    assert not story.sent(maintenance.GuidedStop)


def test_leaving_a_guided_test_gives_it_up(story: Story) -> None:
    log_in(story)
    story.touch("device.open", "printer")
    story.touch("device.guide", "printer")
    story.hear(asking("printer"))
    story.touch("bar.back")
    assert len(story.sent(maintenance.GuidedStop)) == 1
    story.hear(over("printer"))
    assert story.journey.upkeep.guided is None


def test_the_camera_is_seen_as_long_as_the_question_stands(story: Story) -> None:
    log_in(story)
    story.touch("device.open", "camera")
    story.touch("device.guide", "camera")
    story.hear(asking("camera", self_view=True))
    assert len(story.sent(local.MediaOpen)) == 1
    story.touch("trial.answer", "yes")
    assert len(story.sent(local.MediaClose)) == 1
    story.touch("trial.again")
    story.hear(asking("camera", self_view=True))
    story.touch("bar.home")
    assert len(story.sent(local.MediaClose)) == 2
    assert len(story.sent(maintenance.GuidedStop)) == 1


def test_all_tests_run_alone_first_and_then_one_by_one_with_the_technician(story: Story) -> None:
    log_in(story)
    story.touch("device.test_all")
    assert {test.device for test in story.sent(local.DeviceTest)} == {"camera", "relay"}
    story.hear(local.DevicesState(devices=[PRINTER, CAMERA, device("relay", tested="2026-11-23T09:00:00Z")]))
    assert shown(story) == at.Checkup()
    camera = device("camera", guided=True, tested="2026-11-23T09:00:01Z", passed=False)
    story.hear(local.DevicesState(devices=[PRINTER, camera, RELAY]))
    assert shown(story) == at.Trial("printer", round=True)
    story.hear(asking("printer"))
    story.touch("trial.answer", "yes")
    story.hear(over("printer", "printer.page-missing"))
    story.touch("trial.next")
    assert shown(story) == at.Trial("camera", round=True)
    story.touch("trial.skip")
    assert shown(story) == at.Checkup()
    going = story.journey.upkeep.round
    assert going is not None
    assert going.over
    assert [going.outcome(name) for name in ("printer", "camera", "relay")] == ["failed", "failed", "passed"]
    order = after(maintenance.GuidedStart, maintenance.GuidedStop, story=story)
    assert order == ["guided.start", "guided.start", "guided.stop"]
    story.touch("bar.back")
    assert shown(story) == at.Maintenance()


def test_a_round_left_half_way_begins_anew(story: Story) -> None:
    log_in(story, [PRINTER])
    story.touch("device.test_all")
    assert shown(story) == at.Trial("printer", round=True)
    story.touch("bar.back")
    assert shown(story) == at.Checkup()
    story.touch("bar.back")
    assert shown(story) == at.Maintenance()
    assert story.journey.upkeep.round is None


def test_the_log_is_asked_for_by_device(story: Story) -> None:
    log_in(story)
    story.touch("journal.open", "")
    story.touch("journal.device", "relay")
    assert [ask.device for ask in story.sent(maintenance.JournalAsk)] == ["", "relay"]
    story.hear(maintenance.JournalState(device="", lines=[]))
    assert story.journey.upkeep.journal is None
    story.hear(maintenance.JournalState(device="relay", lines=[]))
    assert story.journey.upkeep.journal is not None


def test_none_of_it_is_for_an_agent_or_a_visitor(story: Story) -> None:
    story.begin()
    for touch in ("device.test_all", "report.print", "journal.open"):
        story.touch(touch, "")
    assert story.at == "Home"
    story.touch("staff.open")
    story.touch("pin.key", "1")
    story.touch("pin.enter")
    story.hear(local.PinResult(ok=True, role="agent"))
    story.hear(local.DevicesState(devices=ALL))
    for touch, argument in (("device.open", "printer"), ("report.print", ""), ("device.test_all", "")):
        story.touch(touch, argument)
    assert story.at == "Agent"
    assert not story.sent(local.DeviceTest)
