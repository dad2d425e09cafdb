"""A sheet under the document camera: a live picture from the visitor's touch to the shutter, then a page like any other."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.counter import close_media
from kiosk.journey.events import Touch
from kiosk.journey.ports import Rules
from kiosk.journey.scanned import Aim, ScanWork
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from session.protocol.cameras import PaperAim, PaperLook, PaperShoot
from session.protocol.envelope import Body
from session.protocol.scanning import ScanState

LOOK_S = 120.0
"""A camera that nobody does anything under goes out by itself after this long."""


def camera(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch about the document camera, or None."""
    work = journey.scan or ScanWork()
    match touch.name:
        case "scan.camera" if isinstance(journey.screen, at.SCANNING):
            return open_camera(journey, work, rules)
        case "scan.shoot" if work.phase == "aiming" and work.aim is not None and not work.aim.taken:
            taken = replace(work, aim=replace(work.aim, taken=True), trouble="", moved_at=journey.now)
            return stay(replace(journey, scan=taken), PaperShoot(scan=work.run))
        case "scan.place" if isinstance(journey.screen, at.ScanCamera):
            return put_away(journey, at.ScanPlace())
    return None


def open_camera(journey: Journey, work: ScanWork, rules: Rules) -> Step | None:
    """Look at the table, for one page."""
    if not journey.world.scanner.camera or work.full or (work.busy and work.phase != "aiming"):
        return None
    bodies: list[Body] = [PaperLook(scan=work.run, active=False)] if work.phase == "aiming" else []
    begun = replace(
        work, run=rules.new_id(), source="camera", phase="aiming", aim=Aim(), trouble="", blank=0, preview=None,
        previewing=False, moved_at=journey.now,
    )  # fmt: skip
    moved = replace(journey, scan=begun, media_open=True).over(at.ScanCamera())
    return stay(moved, *bodies, PaperLook(scan=begun.run))


def put_away(journey: Journey, screen: at.Screen) -> Step:
    """Camera off, and on to another page of scanning; the pages taken stay."""
    work = journey.scan or ScanWork()
    off = [PaperLook(scan=work.run, active=False)] if work.phase == "aiming" else []
    idle = replace(work, phase="idle", aim=None, moved_at=journey.now)
    return stay(replace(journey, scan=idle).over(screen), *off)


def back_from_camera(journey: Journey) -> Step:
    """Where Retour leads: to the pages, or to where papers are laid."""
    if journey.scan is not None and journey.scan.pages:
        return put_away(journey, at.ScanPages())
    return put_away(journey, at.ScanPlace())


def lights_out(journey: Journey) -> Step:
    """Leaving scanning: the process that looked at the table ends, unless a counter needs it."""
    if journey.call is not None or journey.ticket is not None or isinstance(journey.screen, at.BeforeCall):
        return stay(journey)
    return close_media(journey)


def camera_left(journey: Journey) -> Step:
    """Whatever took the visitor elsewhere, the camera does not stay on behind their back."""
    work = journey.scan
    if work is None or work.phase != "aiming" or isinstance(journey.screen, at.ScanCamera):
        return stay(journey)
    return put_away(journey, journey.screen)


def camera_tick(journey: Journey) -> Step:
    """A look that nobody cares for ends."""
    work = journey.scan
    if work is None or work.phase != "aiming":
        return stay(journey)
    if journey.now - max(work.moved_at, journey.touched_at) < LOOK_S:
        return stay(journey)
    screen: at.Screen = at.ScanPages() if work.pages else at.ScanPlace()
    return put_away(journey, screen)


# ---- news


def aimed(journey: Journey, work: ScanWork, news: PaperAim) -> Journey:
    """How the sheet lies, as long as somebody looks."""
    if work.phase != "aiming" or work.aim is None or work.aim.taken:
        return journey
    corners = tuple(news.corners)
    # What was said of the last photograph stays until the sheet moves.
    trouble = "" if news.advice in {"absent", "moving"} else work.trouble
    aim = Aim(news.advice, corners, news.key or "")
    return replace(journey, scan=replace(work, aim=aim, trouble=trouble))


def photographed(journey: Journey, work: ScanWork, news: ScanState) -> Step:
    """The photograph is being looked at, was blurred and is made again, or is over."""
    if not news.ended:
        aim = replace(work.aim or Aim(), taken=news.key is None)
        return stay(
            replace(journey, scan=replace(work, aim=aim, trouble=news.key or "", moved_at=journey.now))
        )
    done = replace(work, phase="idle", aim=None, trouble=news.key or "", moved_at=journey.now)
    if not news.key:
        done = replace(done, again=None)
    moved = replace(journey, scan=done)
    if isinstance(moved.screen, at.ScanCamera) and not news.key:
        moved = moved.over(at.ScanPages())
    return stay(moved)
