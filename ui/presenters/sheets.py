"""Our own pages on paper, filled from the journey: checklist, goodbye slip, contact."""

from kiosk.core.clock import french_date
from kiosk.documents.sheets import (
    ChecklistCase,
    ChecklistLine,
    ChecklistSheet,
    ContactSheet,
    GoodbyeSheet,
    OfficeLines,
    Sheet,
)
from kiosk.journey.browse import tick_key
from kiosk.journey.cases import mine
from kiosk.journey.effects import PrintOwn
from offline_cache.checklist import ChecklistItem
from offline_cache.model import Sheet as Content
from session.protocol.printing import PrintKind
from ui import texts
from ui.presenters import appointment_sheets, office_sheets, town_sheets
from ui.presenters.forms import MOST_OFFICES, form_of
from ui.presenters.guided import case_words
from ui.presenters.leave import done_words, next_step
from ui.presenters.plan_paper import plan_sheet
from ui.presenters.procedure import is_old
from ui.presenters.scene import Scene
from ui.presenters.town import steps_of

LINE = 600


def compose(scene: Scene, order: PrintOwn) -> Sheet:
    """The page an order of the journey asks for."""
    match order.kind:
        case "checklist":
            return _checklist(scene, order.about)
        case "plan":
            return plan_sheet(scene, order.about)
        case "goodbye":
            return _goodbye(scene)
        case "form-address":
            return _address(scene, order.about)
        case "contact":
            return _contact(scene, order.about)
        case "office":
            return office_sheets.office(scene, order.about)
        case "advice":
            return office_sheets.advice(scene, order.about)
        case "request":
            return town_sheets.request(scene, order.about)
        case "appointment":
            return appointment_sheets.slip(scene, order.about)
        case "notices":
            return town_sheets.notices(scene)


def kind_of(order: PrintOwn) -> PrintKind:
    """As the steward counts it."""
    return "checklist" if order.kind in {"checklist", "plan"} else "slip"


def _checklist(scene: Scene, ident: str) -> ChecklistSheet:
    reading = mine(scene.rules.library, scene.journey, ident)
    if reading is None:
        raise KeyError(ident)
    sheet, papers = reading.sheet, reading.papers
    edition = scene.rules.library.edition
    when = sheet.verified or (edition.date if edition else "")
    return ChecklistSheet(
        town=scene.settings.place.town_hall,
        title=sheet.title[:LINE],
        intro=sheet.summary[:LINE],
        verified_on=texts.iso_day(when),
        source=(sheet.publisher or "service-public.fr")[:LINE],
        printed_on=french_date(scene.wall),
        old_content=is_old(scene, sheet),
        cases=_cases(scene, sheet, tuple(item for item in papers if item.sure)),
        case=[words[:LINE] for words in case_words(scene, ident)][:30],
        cited=[_line(scene, sheet, item) for item in papers if not item.sure][:200],
        steps=[*steps_of(scene, ident)][:20]
        + [fact.text[:LINE] for fact in (*sheet.costs[:2], *sheet.delays[:2])],
        offices=[line for office in sheet.offices[:4] for line in office_sheets.of_link(scene, office)][:6],
    )


def _cases(scene: Scene, sheet: Content, papers: tuple[ChecklistItem, ...]) -> list[ChecklistCase]:
    """Papers everyone brings, then those of each case answered."""
    groups: dict[str, list[ChecklistLine]] = {}
    for item in papers:
        path = item.paths[0] if item.paths and () not in item.paths else ()
        title = " › ".join(f"{step.question} {step.answer}".strip() for step in path)[:LINE]
        groups.setdefault(title, []).append(_line(scene, sheet, item))
    return [ChecklistCase(title=title, lines=lines[:200]) for title, lines in list(groups.items())[:50]]


def _line(scene: Scene, sheet: Content, item: ChecklistItem) -> ChecklistLine:
    note = item.detail
    if item.options:
        note = " ".join(filter(None, [note, "L’un de : " + " ; ".join(item.options)]))
    ticked = scene.journey.ticks.get(tick_key(sheet.id, item.label))
    return ChecklistLine(text=item.label[:LINE], ticked=ticked, note=note[:LINE])


def _goodbye(scene: Scene) -> GoodbyeSheet:
    step = next_step(scene)
    reference = scene.journey.reference
    return GoodbyeSheet(
        town=scene.settings.place.town_hall,
        printed_on=french_date(scene.wall),
        done=[line[:LINE] for line in done_words(scene)][:50],
        reference=reference,
        reference_note="Donnez cette référence au conseiller si vous l’appelez." if reference else "",
        steps=[step[:LINE]] if step else [],
    )


def _contact(scene: Scene, ident: str) -> ContactSheet:
    desk = scene.desk(ident)
    name = desk.name if desk else scene.settings.place.fallback
    hours = [f"Ouvre {desk.opens}"] if desk and desk.opens else []
    return ContactSheet(
        town=scene.settings.place.town_hall,
        title=f"Joindre : {name}"[:LINE],
        printed_on=french_date(scene.wall),
        offices=[OfficeLines(name=name[:LINE], note=desk.contact[:LINE] if desk else "", hours=hours)],
        steps=["Vous pouvez aussi revenir à cette borne pendant les heures d’ouverture du guichet."],
    )


def _address(scene: Scene, ident: str) -> ContactSheet:
    """How to get a form that is not here, to take home."""
    sheet = scene.journey.sheet
    form = form_of(scene, sheet, ident)
    if form is None:
        raise KeyError(ident)
    found = scene.rules.library.form_ways(sheet, form)
    number = f" (n° {form.number})" if form.number else ""
    lines = (
        [OfficeLines(name=f"Formulaire à télécharger{number}"[:LINE], note=form.url[:LINE])]
        if form.url
        else []
    )
    lines += [
        OfficeLines(name=s.title[:LINE], note=f"Sur Internet : {s.url}"[:LINE]) for s in found.online[:3]
    ]
    lines += [OfficeLines(name=n.title[:LINE], note=n.url[:LINE]) for n in found.notices[:2]]
    lines += [
        OfficeLines(name=o.title[:LINE], note=(o.complement or o.url)[:LINE])
        for o in found.offices[:MOST_OFFICES]
    ]
    town = scene.settings.place.town_hall
    lines.append(OfficeLines(name=town[:LINE], note="La mairie peut vous imprimer ce formulaire."))
    return ContactSheet(
        town=town,
        title=f"Obtenir le formulaire : {form.title}"[:LINE],
        printed_on=french_date(scene.wall),
        offices=lines[:10],
    )
