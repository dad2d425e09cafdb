"""Offices on paper: one office's slip, an advice, and the offices of a checklist."""

from kiosk.core.clock import french_date
from kiosk.documents.sheets import ContactSheet, OfficeLines
from kiosk.journey.offices import answers, read
from offline_cache.directory import words
from offline_cache.directory.model import Found, Office
from offline_cache.directory.orientation import Toward
from offline_cache.directory.stops import Stop, next_words, visit_words, visits
from offline_cache.model import OfficeLink
from ui.presenters.offices import capital, here
from ui.presenters.scene import Scene

LINE = 600
DATES = 4
KEPT_PAPERS = 12


def office(scene: Scene, key: str) -> ContactSheet:
    """Where to go, when it is open, how to call."""
    stop = scene.rules.offices.stop(key)
    found = scene.rules.offices.office(key)
    if stop is None and found is None:
        raise KeyError(key)
    lines = stop_lines(scene, stop) if stop else _lines(found.office, found) if found else None
    return ContactSheet(
        town=scene.settings.place.town_hall[:LINE],
        title=(stop.name if stop else found.office.name if found else "")[:LINE],
        printed_on=french_date(scene.wall),
        offices=[lines] if lines else [],
        steps=["Les horaires peuvent changer : appelez avant de vous déplacer."],
    )


def advice(scene: Scene, about: str) -> ContactSheet:
    """Whom to turn to, what to take, whom to call."""
    screen = read(about)
    table = scene.rules.offices.orientation()
    found = answers(table, screen)[:3]
    need = table.need(screen.need)
    papers = [f"À apporter : {paper}" for row in found[:1] for paper in row.papers[:KEPT_PAPERS]]
    calls = [f"{call.number} : {call.about}" for row in found for call in row.calls]
    return ContactSheet(
        town=scene.settings.place.town_hall[:LINE],
        title=(need.title if need else "")[:LINE],
        intro=(found[0].why if found else "")[:LINE],
        printed_on=french_date(scene.wall),
        offices=[_toward(scene, row) for row in found],
        steps=[line[:LINE] for line in [*papers, *calls]][:30],
    )


def of_link(scene: Scene, link: OfficeLink) -> list[OfficeLines]:
    """The offices of one line of a sheet; the line itself when none is known."""
    found = scene.rules.offices.for_link(link)
    if found:
        return [_lines(one.office, one, link.complement) for one in found]
    return [OfficeLines(name=link.title[:LINE], note=link.complement[:LINE])]


def stop_lines(scene: Scene, stop: Stop) -> OfficeLines:
    """A permanence: its next dates."""
    moment, holiday = here(scene), scene.rules.offices.holiday
    coming = [visit for visit, _ in zip(visits(stop, moment, holiday), range(DATES), strict=False)]
    note = "Sur rendez-vous. " if stop.appointment else ""
    return OfficeLines(
        name=stop.name[:LINE],
        address=[] if coming else [next_words(stop, moment, holiday)[:LINE]],
        phone=stop.phone[:LINE],
        hours=[capital(visit_words(visit, moment))[:LINE] for visit in coming],
        note=f"{note}{stop.remark}".strip()[:LINE],
    )


def _lines(office: Office, found: Found | None, complement: str = "") -> OfficeLines:
    town = f"{office.postcode} {office.town}".strip()
    far = words.distance(found.distance) if found else ""
    address = [*office.address, town, *([f"{far} à vol d’oiseau"] if far and far != "ici même" else [])]
    adapted = [f"Sourds et malentendants : {p.number} {p.note}".strip() for p in office.phones if p.adapted]
    remarks = (
        *adapted,
        office.hours.remark,
        office.remark,
        complement,
        words.access(office),
        *office.emails[:1],
    )
    return OfficeLines(
        name=office.name[:LINE],
        address=[line[:LINE] for line in address if line][:10],
        phone=" · ".join(phone.number for phone in office.phones if not phone.adapted)[:LINE],
        hours=[line[:LINE] for line in words.grouped_week(office.hours)],
        note=" · ".join(remark for remark in remarks if remark)[:LINE],
    )


def _toward(scene: Scene, row: Toward) -> OfficeLines:
    """The office that is meant, under the name of the service; the name alone when no office is known."""
    guide = scene.rules.offices
    found = guide.for_codes(row.codes, 1)
    if found:
        lines = _lines(found[0].office, found[0])
        same = lines.name.casefold().startswith(row.name.casefold())
        return lines if same else lines.model_copy(update={"name": f"{row.name} : {lines.name}"[:LINE]})
    stops = guide.stops_for(row.codes[:1], here(scene))
    if stops:
        return stop_lines(scene, stops[0])
    return OfficeLines(name=row.name[:LINE], note=row.why[:LINE])
