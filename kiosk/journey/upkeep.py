"""The maintenance pages: one device, its remedy, its guided test, the log, and « Tout tester »."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.counter import close_media
from kiosk.journey.events import Touch
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, also, stay
from kiosk.journey.upkept import Outcome, Round, Upkeep
from session.protocol import local, maintenance
from session.protocol.envelope import Body


def upkeep(journey: Journey, touch: Touch) -> Step | None:
    """Answer a touch of a technician, or None."""
    known = {device.device for device in journey.devices}
    match touch:
        case Touch("device.open", str(device)) if device in known:
            return stay(journey.to(at.DevicePage(device)))
        case Touch("device.test", str(device)) if device in known:
            return _test(journey, (device,))
        case Touch("device.guide", str(device)) if device in known:
            return _guide(journey.to(at.Trial(device)), device)
        case Touch("remedy.open", str(key)) if isinstance(journey.screen, at.DevicePage | at.Trial):
            return _remedy(journey, journey.screen.device, key)
        case Touch("device.test_all") if known:
            return _begin_round(journey)
        case Touch("journal.open", str(device)) if not device or device in known:
            asked = _kept(journey, journal=None).to(at.Journal(device))
            return stay(asked, maintenance.JournalAsk(device=device))
        case Touch("journal.device", str(device)) if isinstance(journey.screen, at.Journal):
            asked = _kept(journey, journal=None).over(at.Journal(device))
            return stay(asked, maintenance.JournalAsk(device=device))
        case Touch("report.print"):
            started = _kept(journey, report=maintenance.ReportState(phase="printing"))
            return stay(started, local.StaffCommand(command="report"))
    return _trial(journey, journey.screen, touch) if isinstance(journey.screen, at.Trial) else None


def _remedy(journey: Journey, device: str, key: str) -> Step:
    """The steps; a test that was over is left behind, and what to do comes in its place."""
    left, effects = leave_trial(journey)
    shown = (
        left.over(at.Remedy(device, key))
        if isinstance(left.screen, at.Trial)
        else left.to(at.Remedy(device, key))
    )
    return shown, effects


def _trial(journey: Journey, screen: at.Trial, touch: Touch) -> Step | None:
    match touch:
        case Touch("trial.answer", str(answer)):
            told = maintenance.GuidedAnswer(device=screen.device, answer=answer)
            closed, effects = _close_view(journey)
            return also((closed, effects), *stay(closed, told)[1])
        case Touch("trial.again"):
            return _guide(journey, screen.device)
        case Touch("trial.skip") if screen.round:
            left, effects = leave_trial(journey)
            moved, more = _next(_asked(left, screen.device, "skipped"), again=True)
            return moved, (*effects, *more)
        case Touch("trial.next") if screen.round:
            return _next(journey, again=True)
        case Touch("trial.next" | "trial.skip"):
            return step_back(journey)
    return None


# ---- tests


def _test(journey: Journey, devices: tuple[str, ...]) -> Step | None:
    testable = {device.device for device in journey.devices if device.testable}
    wanted = [device for device in devices if device in testable]
    if not wanted:
        return None
    testing = _kept(journey, testing=journey.upkeep.testing | frozenset(wanted))
    return stay(testing, *(local.DeviceTest(device=device) for device in wanted))


def _guide(journey: Journey, device: str) -> Step:
    working = maintenance.GuidedState(device=device, phase="working", words="L’essai commence…")
    return stay(_kept(journey, guided=working), maintenance.GuidedStart(device=device))


def _begin_round(journey: Journey) -> Step:
    """What needs nobody runs at once; the rest is asked of the technician."""
    guided = tuple(device.device for device in journey.devices if device.guided)
    alone = tuple(device.device for device in journey.devices if device.testable and device.alone)
    begun = _kept(journey, round=Round(alone, guided))
    moved = begun.over(at.Checkup()) if isinstance(begun.screen, at.Checkup) else begun.to(at.Checkup())
    return _test(moved, alone) or _next(moved)


def _next(journey: Journey, *, again: bool = False) -> Step:
    """Go on with the round: the next guided test, or its results; `again` when a trial is on the screen."""
    going = journey.upkeep.round
    if going is None or going.waiting:
        return stay(journey)
    if not going.next:
        return stay(journey.back() if again else journey)
    trial = at.Trial(going.next, round=True)
    return _guide(journey.over(trial) if again else journey.to(trial), going.next)


def _asked(journey: Journey, device: str, outcome: Outcome) -> Journey:
    """A guided test of the round is over, or passed by."""
    going = journey.upkeep.round
    if going is None:
        return journey
    return _kept(journey, round=replace(going, asked={**going.asked, device: outcome}))


# ---- leaving


def step_back(journey: Journey) -> Step:
    """One page back within the maintenance; a test under way is given up."""
    left, effects = leave_trial(journey)
    if isinstance(left.screen, at.Checkup):
        left = _kept(left, round=None)
    return left.back(), effects


def leave_trial(journey: Journey) -> Step:
    """Give up the guided test on the screen, if any, and close what it opened."""
    guided = journey.upkeep.guided
    if not isinstance(journey.screen, at.Trial) or guided is None:
        return stay(journey)
    closed, effects = _close_view(journey)
    orders = [] if guided.phase == "over" else [maintenance.GuidedStop()]
    return also((_kept(closed, guided=None), effects), *stay(closed, *orders)[1])


def _close_view(journey: Journey) -> Step:
    """The self-view is the trial's own, unless the visitor it interrupts had the camera open already."""
    guided = journey.upkeep.guided
    busy = journey.call is not None or journey.ticket is not None
    return close_media(journey) if guided is not None and guided.self_view and not busy else stay(journey)


# ---- news


def devices_state(journey: Journey, news: local.DevicesState) -> Step:
    """Live states; a test is over when its device reports a new time of test."""
    before = {device.device: device.tested for device in journey.devices}
    testing = journey.upkeep.testing
    over = {d.device: d for d in news.devices if d.device in testing and d.tested != before.get(d.device)}
    journey = _kept(replace(journey, devices=tuple(news.devices)), testing=testing - over.keys())
    going = journey.upkeep.round
    if going is None or not over:
        return stay(journey)
    own: dict[str, Outcome] = {name: "passed" if device.passed else "failed" for name, device in over.items()}
    going = replace(going, own={**going.own, **own})
    journey = _kept(journey, round=going)
    return stay(journey) if going.waiting or not isinstance(journey.screen, at.Checkup) else _next(journey)


def upkeep_news(journey: Journey, news: Body) -> Step | None:
    """What the steward says of tests, of the log, of the report; None for anything else."""
    match news:
        case maintenance.GuidedState():
            return _guided(journey, news)
        case maintenance.JournalState() if isinstance(journey.screen, at.Journal):
            mine = news.device == journey.screen.device
            return stay(_kept(journey, journal=news) if mine else journey)
        case maintenance.ReportState() if journey.staff:
            return stay(_kept(journey, report=news))
    return None


def _guided(journey: Journey, news: maintenance.GuidedState) -> Step:
    """A step of the guided test on the screen; the camera is opened as soon as one is to be seen."""
    if not isinstance(journey.screen, at.Trial) or journey.screen.device != news.device:
        return stay(journey)
    kept = _kept(replace(journey, touched_at=journey.now), guided=news)
    if news.phase == "over":
        return stay(
            _asked(kept, news.device, "failed" if news.key else "passed") if journey.screen.round else kept
        )
    if news.self_view and not kept.media_open:
        return stay(replace(kept, media_open=True), local.MediaOpen())
    return stay(kept)


def _kept(journey: Journey, **changes: object) -> Journey:
    upkeep: Upkeep = replace(journey.upkeep, **changes)  # type: ignore[arg-type]
    return replace(journey, upkeep=upkeep)
