"""The bottom bar and the cards over a page. Leaving something unfinished asks first."""

from dataclasses import replace
from typing import Literal

from kiosk.journey import screens as at
from kiosk.journey.asking import half_asked, leave_asking
from kiosk.journey.assistance import ask_help, stop_help
from kiosk.journey.browse import tick_key
from kiosk.journey.camera import back_from_camera
from kiosk.journey.cases import papers_of
from kiosk.journey.counter import close_media, leave_queue
from kiosk.journey.effects import Hush, ReadAloud
from kiosk.journey.events import Touch
from kiosk.journey.guided import undone
from kiosk.journey.overlays import CodeRead, Confirm, DisplayPanel, Gentle, Help, PowerEnds, Trouble
from kiosk.journey.ports import Rules
from kiosk.journey.scan import leave_scan
from kiosk.journey.staff import confirmed_back, leave_staff
from kiosk.journey.state import Display, Journey
from kiosk.journey.step import Step, also, stay, with_overlay
from kiosk.journey.talk import end_call
from kiosk.journey.upkeep import step_back

Loss = Literal["hang-up", "leave-queue", "lose-ticks", "lose-form", "lose-ink", "lose-request", "lose-scan"]
SWITCHES = ("big", "contrast", "reach", "calm")

_BESIDE_THE_CALL = (at.Reading, at.Sign, at.Fill, at.PaperSign, at.Showing, at.Writing)


def bar(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer the five places, or None."""
    match touch.name:
        case "bar.back" if isinstance(journey.overlay, DisplayPanel | Help | Trouble | CodeRead | PowerEnds):
            return stay(with_overlay(journey, None))
        case "bar.back" | "bar.home" if isinstance(journey.screen, at.Sign) and journey.screen.busy:
            return stay(
                journey
            )  # the document takes the ink: it is too late to rub it out, and the page says so
        case "bar.back" if isinstance(journey.screen, at.Site) and journey.screen.deeper:
            return stay(journey.over(replace(journey.screen, steps=journey.screen.steps + 1)))
        case "bar.back" if journey.overlay is None and (before := undone(journey)):
            return stay(before)
        case "bar.back" if isinstance(journey.screen, at.Sign) and journey.screen.refusing:
            return stay(journey.over(replace(journey.screen, refusing=False)))
        case "bar.back" if isinstance(journey.screen, at.ScanPlace) and _pages_lost(journey):
            return stay(journey.over(at.ScanPages()))
        case "bar.back" if isinstance(journey.screen, at.ScanCamera):
            return back_from_camera(journey)
        case "bar.back" | "bar.home":
            loss = unfinished(journey, rules, home=touch.name == "bar.home")
            if loss is not None:
                return stay(with_overlay(journey, Confirm(loss, touch)))
            return _go(journey, touch)
        case "bar.help":
            return ask_help(journey)
        case "bar.listen":
            return also(stay(journey), Hush() if journey.speaking else ReadAloud())
        case "bar.display":
            shown = None if isinstance(journey.overlay, DisplayPanel) else DisplayPanel()
            return stay(with_overlay(journey, shown))
    return None


def unfinished(journey: Journey, rules: Rules, *, home: bool) -> Loss | None:
    """What Retour or Accueil would lose, if anything."""
    match journey.screen:
        case at.Sign(busy=True):
            return None
        case at.Sign(strokes=strokes) if strokes:
            return "lose-ink"
        case (
            at.Reading()
            | at.Sign()
            | at.Fill()
            | at.PaperSign()
            | at.Showing()
            | at.Writing()
            | at.PrintOptions()
            | at.PrintPages()
        ) if not home:
            return None
        case at.PrintOptions() | at.PrintPages():
            return unfinished(journey.back(), rules, home=True)
        case at.ScanPlace() | at.ScanCamera() | at.ScanPages() if _pages_lost(journey) and not (
            home and journey.call
        ):
            return "lose-scan"
        case at.ScanPlace() | at.ScanPages() | at.ScanDone() if not home:
            return None
        case at.SlotDays() | at.SlotHours() | at.SlotConfirm() if not home:
            return None
        case _ if journey.call is not None:
            return "hang-up"
        case _ if journey.ticket is not None:
            return "leave-queue"
        case at.Checklist(sheet=sheet) if _ticks_unfinished(journey, rules, sheet):
            return "lose-ticks"
        case at.Ask() | at.AskReview() if half_asked(journey, home=home):
            return "lose-request"
        case at.Form(form=form) if _form_unfinished(journey, form):
            return "lose-form"
    return None


def asked_in_vain(journey: Journey, rules: Rules) -> bool:
    """The card over the page asks about what leaving would not lose any more: news came while it was read."""
    match journey.overlay:
        case Confirm(about=about, then=Touch(name="bar.back" | "bar.home" as name)):
            return unfinished(journey, rules, home=name == "bar.home") != about
    return False


def _ticks_unfinished(journey: Journey, rules: Rules, ident: str) -> bool:
    """Some answers given, not all, and the list not printed."""
    if ident in journey.settled:
        return False
    papers = papers_of(rules.library, ident, journey)
    answered = [tick_key(ident, paper.label) in journey.ticks for paper in papers]
    return any(answered) and not all(answered)


def _pages_lost(journey: Journey) -> bool:
    return journey.scan is not None and bool(journey.scan.pages)


def _form_unfinished(journey: Journey, form: str) -> bool:
    return form not in journey.settled and any(journey.filled.get(form, {}).values())


def _go(journey: Journey, touch: Touch) -> Step:
    journey = replace(journey, overlay=None)
    home = touch.name == "bar.home"
    if isinstance(journey.screen, at.UPKEEP) and not home:
        return step_back(journey)
    if isinstance(journey.screen, at.STAFF):
        return leave_staff(journey)
    if isinstance(journey.screen, at.Welcome | at.Neutral):
        return stay(journey)
    if isinstance(journey.screen, (at.PrintOptions, at.PrintPages, *at.CHOOSING_SLOT)) and not home:
        return stay(journey.back())
    if isinstance(journey.screen, _BESIDE_THE_CALL) and not home:
        return stay(journey.fresh(at.Call()))
    if isinstance(journey.screen, at.SCANNING) and not home:
        return leave_scan(journey)
    if journey.call is not None:
        return end_call(journey, "citizen")
    if journey.ticket is not None:
        left, effects = leave_queue(journey)
        return (replace(left, screen=at.Home(), history=()) if home else left), effects
    journey, effects = close_media(journey) if isinstance(journey.screen, at.BeforeCall) else stay(journey)
    if isinstance(journey.screen, at.ASKING):
        journey = leave_asking(journey, home=home)
    if isinstance(journey.screen, at.SCANNING):
        journey, effects = leave_scan(journey)
    moved = replace(journey, screen=at.Home(), history=()) if home else journey.back()
    return moved, effects


# ---- cards


def cards(journey: Journey, touch: Touch) -> Step | None:
    """Answer the buttons of the card shown, or None."""
    overlay = journey.overlay
    match touch:
        case Touch("overlay.cancel"):
            return stay(with_overlay(journey, None))
        case Touch("overlay.yes") if isinstance(overlay, Confirm) and overlay.about == "content-back":
            return confirmed_back(journey)
        case Touch("overlay.yes") if isinstance(overlay, Confirm):
            return _go(journey, overlay.then)
        case Touch("still.here"):
            return stay(with_overlay(journey, None))
        case Touch("still.leave"):
            return None
        case Touch("help.stop"):
            return stop_help(journey)
        case Touch("display.switch", str(name)) if name in SWITCHES:
            display = replace(journey.display, **{name: not getattr(journey.display, name)})
            return stay(replace(journey, display=display))
        case Touch("display.reset"):
            return stay(replace(journey, display=Display()))
    return None


PANEL_REPORTS = frozenset({"panel.storm-begun", "panel.storm-over"})
_STORM = Trouble("screen.touch-storm")


def panel(journey: Journey, touch: Touch) -> Step:
    """What the panel says of itself; no hand did it, so it is no sign that somebody is there."""
    if touch.name == "panel.storm-over":
        return stay(with_overlay(journey, None) if journey.overlay == _STORM else journey)
    free = journey.overlay is None or isinstance(journey.overlay, Gentle)
    return stay(with_overlay(journey, _STORM) if free else journey)


def answered_by_touch(journey: Journey) -> Journey:
    """Any touch answers a gentle question."""
    return with_overlay(journey, None) if isinstance(journey.overlay, Gentle) else journey
