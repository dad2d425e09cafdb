"""The plan of a life event, to take home. Apart from the screen's: the models of paper would delay every screen."""

from kiosk.core.clock import french_date
from kiosk.documents import sheets as paper
from kiosk.journey.plan import Todo, Whom, plan
from offline_cache.wizard import said
from ui import texts
from ui.presenters.plan import by_deadline, near, step_of, what_for
from ui.presenters.scene import Scene

LINE = 600


def plan_sheet(scene: Scene, ident: str) -> paper.PlanSheet:
    """The same plan, to take home."""
    found = plan(scene.rules.library, scene.journey, ident)
    if found is None:
        raise KeyError(ident)
    edition = scene.rules.library.edition
    told = [words for step in found.asked.answered if (words := said(step))] if found.asked else []
    return paper.PlanSheet(
        town=scene.settings.place.town_hall,
        title=found.event.title[:LINE],
        intro=found.event.text[:LINE],
        source=(edition.source if edition else "")[:LINE],
        edition=texts.iso_day(edition.date) if edition else "",
        printed_on=french_date(scene.wall),
        old_content=bool(edition and edition.is_old),
        case=[words[:LINE] for words in told][:30],
        groups=[
            paper.PlanGroup(deadline=deadline[:LINE], steps=[_paper_step(todo) for todo in todos][:50])
            for deadline, todos in by_deadline(found.todos)
        ][:50],
        papers=[
            paper.ChecklistLine(text=item.label[:LINE], note=what_for(item).replace("\n", ". ")[:LINE])
            for item in found.papers
        ][:200],
        open=[todo.title[:LINE] for todo in found.open][:50],
        offices=[_paper_office(scene, whom) for whom in found.whom][:20],
    )


def _paper_step(todo: Todo) -> paper.PlanStep:
    step = step_of(todo)
    return paper.PlanStep(title=step.title[:LINE], why=step.why.replace("\n", " ")[:LINE], done=step.done)


def _paper_office(scene: Scene, whom: Whom) -> paper.OfficeLines:
    name, address, phone, hours = near(scene, whom)
    return paper.OfficeLines(
        name=name[:LINE],
        address=[line[:LINE] for line in address][:10],
        phone=phone[:LINE],
        hours=[hours[:LINE]] if hours else [],
        note=("Pour : " + " ; ".join(whom.steps))[:LINE],
    )
