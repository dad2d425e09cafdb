"""Which presenter draws which screen, and the name QML knows it by."""

import re

from kiosk.journey import screens as at
from ui.pages import Page
from ui.presenters import (
    appointments,
    asking,
    browse,
    call,
    checklist,
    counter,
    forms,
    guided,
    leave,
    live,
    offices,
    orient,
    paper,
    plan,
    print_options,
    procedure,
    reading,
    scan,
    scan_camera,
    staff,
    start,
    together,
    town,
    upkeep,
    writing,
)
from ui.presenters.scene import Scene


def present(scene: Scene) -> Page:
    """The page of this moment."""
    screen = scene.journey.screen
    match screen:
        case at.Welcome():
            return start.waiting(scene)
        case at.Neutral():
            return start.neutral(scene)
        case at.Home():
            return start.home(scene)
        case at.Topic():
            return browse.topic(scene, screen)
        case at.Search():
            return browse.search(scene, screen)
        case at.Procedure():
            return procedure.procedure(scene, screen)
        case at.Checklist():
            return checklist.checklist(scene, screen)
        case at.Wizard():
            return guided.wizard(scene, screen)
        case at.Events():
            return plan.events(scene)
        case at.Plan():
            return plan.plan_page(scene, screen)
        case at.Form():
            return forms.ways(scene, screen) or paper.form(scene, screen)
        case at.Printing():
            return paper.printing(scene, screen)
        case at.PrintOptions() | at.PrintPages():
            return print_options.choosing(scene, screen)
        case at.Town():
            return town.town(scene)
        case at.Area():
            return town.area(scene, screen)
        case at.Notice():
            return town.notice(scene, screen)
        case at.Ask():
            return asking.ask(scene, screen)
        case at.AskReview():
            return asking.review(scene, screen)
        case at.AskDone():
            return asking.done(scene, screen)
        case at.ScanPlace() | at.ScanCamera() | at.ScanPages() | at.ScanDone():
            return _scanning(scene)
        case at.Sites():
            return browse.sites(scene)
        case at.Site():
            return browse.site(scene, screen)
        case at.Offices():
            return offices.offices(scene)
        case at.Office():
            return offices.office(scene, screen)
        case at.Orient():
            return orient.orient(scene, screen)
        case _:
            return _people(scene)


def _people(scene: Scene) -> Page:
    """Screens with someone else in them."""
    screen = scene.journey.screen
    match screen:
        case at.Counters():
            return counter.counters(scene)
        case at.Counter():
            return counter.counter(scene, screen)
        case at.BeforeCall():
            return counter.before_call(scene, screen)
        case at.Waiting():
            return counter.waiting(scene, screen)
        case at.Nobody():
            return counter.nobody(scene, screen)
        case at.Call():
            return call.call(scene)
        case at.Reading():
            return reading.reading(scene, screen)
        case at.Fill():
            return together.fill(scene, screen)
        case at.PaperSign():
            return together.paper_sign(scene, screen)
        case at.Sign():
            return call.sign(scene, screen)
        case at.Showing():
            return live.showing(scene)
        case at.Writing():
            return writing.writing(scene)
        case at.Goodbye():
            return leave.goodbye(scene, screen)
        case (
            at.SlotDays()
            | at.SlotHours()
            | at.SlotConfirm()
            | at.SlotBooked()
            | at.AppointmentCode()
            | at.AppointmentHere()
        ):
            return appointments.appointment(scene)
        case at.Pin():
            return staff.pin(scene, screen)
        case at.Agent():
            return staff.agent(scene, screen)
        case at.Maintenance():
            return staff.maintenance(scene)
        case _:
            return _upkeep(scene)


def _upkeep(scene: Scene) -> Page:
    """What a technician opens from the maintenance page."""
    screen = scene.journey.screen
    match screen:
        case at.DevicePage():
            return upkeep.device_page(scene, screen)
        case at.Remedy():
            return upkeep.remedy(scene, screen)
        case at.Trial():
            return upkeep.trial(scene, screen)
        case at.Journal():
            return upkeep.journal(scene, screen)
        case at.Checkup():
            return upkeep.checkup(scene)
        case _:
            raise AssertionError(f"no presenter draws {screen}")


def _scanning(scene: Scene) -> Page:
    """A paper, from under the lid or the camera to the document."""
    screen = scene.journey.screen
    match screen:
        case at.ScanPlace():
            return scan.scan_place(scene)
        case at.ScanCamera():
            return scan_camera.scan_camera(scene)
        case at.ScanDone():
            return scan.scan_done(scene, screen)
        case _:
            return scan.scan_pages(scene)


def name_of(page: Page) -> str:
    """`BeforeCall` is `before_call`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(page).__name__).lower()
