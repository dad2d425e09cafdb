"""« Il m'arrive quelque chose »: the list of life events, and the plan of one."""

from kiosk.journey import screens as at
from kiosk.journey.cases import EVENT
from kiosk.journey.plan import Gathered, Todo, Whom, plan
from kiosk.journey.plan import Plan as Planned
from offline_cache.directory import words
from offline_cache.wizard import said
from ui import texts
from ui.pages import Action, Card, Events, Gathering, Note, Plan, PlanGroup, PlanStep, YourCase
from ui.presenters.guided import WHOSE
from ui.presenters.offices import capital, here
from ui.presenters.scene import Scene, talk_action

ENTRY = "Il m’arrive quelque chose"
_CHANGE = "Changer"


def entry(scene: Scene) -> Action | None:
    """The way in from the home page, where this edition can tell any event."""
    if not scene.rules.library.events():
        return None
    return Action("events.open", ENTRY, "calendar-check")


def events(scene: Scene) -> Events:
    """What may have happened."""
    return Events(
        title="Que vous arrive-t-il ?",
        text="La borne rassemble toutes les démarches, dans l’ordre, sur un plan à imprimer.",
        events=[Action("event.open", e.title, e.icon, e.id) for e in scene.rules.library.events()],
        actions=talk_action(scene),
    )


def plan_page(scene: Scene, screen: at.Plan) -> Plan:
    """Steps, papers, people."""
    found = plan(scene.rules.library, scene.journey, screen.event)
    if found is None:
        note = Note(texts.trouble("content.sheet-missing"), texts.next_step("content.sheet-missing"), "warn")
        return Plan("", "", None, "", [], "", [], "", [], [], note, talk_action(scene))
    done = sum(todo.done for todo in found.todos)
    left = len(found.todos) - done
    return Plan(
        title=f"Votre plan : {_lower(found.event.title)}",
        text=found.event.text,
        case=_case(found),
        words=f"{texts.count(left, 'démarche')} à faire"
        + (f", {done} déjà faites" if done > 1 else ", 1 déjà faite" * done),
        groups=[
            PlanGroup(deadline, [step_of(todo) for todo in todos])
            for deadline, todos in by_deadline(found.todos)
        ],
        papers_title="Les papiers à rassembler" if found.papers else "",
        papers=[Gathering(item.label, what_for(item)) for item in found.papers],
        open_title="Ces papiers dépendent de votre cas" if found.open else "",
        open=[Action("checklist.open", todo.title, "caret-right", todo.sheet) for todo in found.open],
        whom=[_whom(scene, whom) for whom in found.whom],
        note=None,
        actions=_actions(scene, found),
    )


def _lower(title: str) -> str:
    """« Je déménage » keeps its capital; within a title it would read as a second one."""
    return title[:1].lower() + title[1:]


def by_deadline(todos: tuple[Todo, ...]) -> list[tuple[str, list[Todo]]]:
    """The steps under their deadlines, in the order these first come."""
    groups: dict[str, list[Todo]] = {}
    for todo in todos:
        groups.setdefault(todo.deadline, []).append(todo)
    return list(groups.items())


def step_of(todo: Todo) -> PlanStep:
    """A step with why, and where where the plan knows it."""
    where = " · ".join(filter(None, [todo.place, f"téléphone {todo.phone}" if todo.phone else ""]))
    return PlanStep(
        title=todo.title,
        why="\n".join(filter(None, [todo.why, f"Où : {where}" if where else ""])),
        done=todo.done,
        tick=Action("plan.tick", "Fait" if todo.done else "À faire", "check", todo.key),
        open=Action("sheet.open", "Voir comment faire", "caret-right", todo.sheet) if todo.sheet else None,
    )


def _case(found: Planned) -> YourCase | None:
    if found.asked is None:
        return None
    told = [line for step in found.asked.answered if (line := said(step))]
    change = Action("wizard.review", _CHANGE, "arrow-clockwise", f"{EVENT}{found.event.id}|", "quiet")
    return YourCase(
        WHOSE, "" if told else "Vous n’avez pas répondu : toutes les démarches sont là.", told, [change]
    )


def what_for(item: Gathered) -> str:
    """A paper's details, and the steps it is for."""
    words = "Pour : " + " ; ".join(item.steps)
    return f"{item.detail}\n{words}" if item.detail else words


def near(scene: Scene, whom: Whom) -> tuple[str, list[str], str, str]:
    """(name, address, telephone, hours) of the office that serves the town, else as the plan names it."""
    found = scene.rules.offices.for_codes([whom.pivot], 1) if whom.pivot else []
    if not found:
        return whom.title, [], whom.phone, ""
    office = found[0].office
    phone = next((one.number for one in office.phones if not one.adapted), whom.phone)
    now = capital(scene.rules.offices.opening(office, here(scene)))
    return office.name, [line for line in [words.address(office)] if line], phone, now


def _whom(scene: Scene, whom: Whom) -> Card:
    name, address, phone, hours = near(scene, whom)
    told = [hours, *address, f"Téléphone : {phone}" if phone else "", "Pour : " + " ; ".join(whom.steps)]
    icon = "phone" if phone and not address else "map-pin"
    return Card(name, "\n".join(filter(None, told)), icon)


def _actions(scene: Scene, found: Planned) -> list[Action]:
    actions = []
    if scene.can_print:
        actions.append(Action("plan.print", "Imprimer mon plan", "printer", found.event.id, "main"))
    if found.event.guide:
        actions.append(Action("sheet.open", "La fiche complète", "file-text", found.event.guide))
    return actions + talk_action(scene, "secondary" if actions else "main")
