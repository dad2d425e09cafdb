"""A life event as one plan: steps in order, the papers to gather for all of them, whom to see or call. Pure."""

import re
from dataclasses import dataclass

from kiosk.journey.cases import EVENT, Mine, deciding, mine
from kiosk.journey.ports import Library
from kiosk.journey.state import Journey
from offline_cache.conditions import holds
from offline_cache.events import EventStep, LifeEvent
from offline_cache.model import OfficeLink, Paragraph
from offline_cache.search.words import fold
from offline_cache.walk import walk
from offline_cache.wizard import Progress, progress

MAX_OFFICES = 12
_PHONE = re.compile(
    r"(?<![\d€,])(?:0\d(?:[ .]?\d{2}){4}|0 8\d{2}(?: \d{3}){2}|3\d ?\d{2}|3\d{3})(?![\d ]*[\d€])"
)


@dataclass(frozen=True)
class Todo:
    """One step that may concern this person. `key` names its tick; `sheet` may be empty."""

    key: str
    title: str
    deadline: str
    why: str
    sheet: str
    place: str
    pivot: str
    phone: str
    papers: tuple[str, ...]
    done: bool


@dataclass(frozen=True)
class Gathered:
    """One paper, named once, with the steps it is for."""

    label: str
    detail: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Whom:
    """A place to go to or to call; `pivot` joins to the directory, or is empty."""

    title: str
    pivot: str
    phone: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What to do, to gather, and whom to see. `open` are the steps whose papers depend on the person's case."""

    event: LifeEvent
    todos: tuple[Todo, ...]
    papers: tuple[Gathered, ...]
    open: tuple[Todo, ...]
    whom: tuple[Whom, ...]
    asked: Progress | None


def find_event(library: Library, ident: str) -> LifeEvent | None:
    """One event of this edition."""
    return next((event for event in library.events() if event.id == ident), None)


def plan(library: Library, journey: Journey, ident: str) -> Plan | None:
    """The plan as far as the person answered; None for an unknown event."""
    event = find_event(library, ident)
    if event is None:
        return None
    given = journey.answers.get(EVENT + ident)
    asked = progress(event.wizard, given) if event.wizard and given is not None else None
    todos = _todos(library, journey, event, asked)
    readings = {todo.sheet: mine(library, journey, todo.sheet) for todo in todos if todo.sheet}
    return Plan(
        event,
        todos,
        _papers(todos, readings),
        tuple(todo for todo in todos if _undecided(readings.get(todo.sheet))),
        _whom(todos, readings),
        asked,
    )


def _todos(library: Library, journey: Journey, event: LifeEvent, asked: Progress | None) -> tuple[Todo, ...]:
    """Steps that may concern them; two of one name, when nobody knows which, bear their sheets' names."""
    kept: dict[tuple[str, str], tuple[int, EventStep]] = {}
    for number, step in enumerate(event.steps):
        if asked is None or holds(step.condition, asked.facts) is not False:
            kept.setdefault((step.title, step.sheet), (number, step))
    names = [step.title for _, step in kept.values()]
    found = []
    for number, step in kept.values():
        sheet = library.sheet(step.sheet) if step.sheet and names.count(step.title) > 1 else None
        key = f"{event.id}|{number}"
        found.append(
            Todo(
                key,
                sheet.title if sheet else step.title,
                step.deadline,
                step.why,
                step.sheet,
                step.place,
                step.pivot,
                step.phone,
                step.papers,
                key in journey.steps,
            )
        )
    return tuple(found)


def _papers(todos: tuple[Todo, ...], readings: dict[str, Mine | None]) -> tuple[Gathered, ...]:
    found: dict[str, Gathered] = {}
    for todo in todos:
        reading = readings.get(todo.sheet)
        # The table's own words only stand in for a sheet that lists no paper plainly.
        for paper in todo.papers if reading is None or not reading.checklist.sure else ():
            _gather(found, paper, "", todo)
        for item in reading.papers if reading else ():
            if item.sure:
                options = f"l’un de : {' ; '.join(item.options)}" if item.options else ""
                _gather(found, item.label, " ; ".join(filter(None, [item.detail, options])), todo)
    return tuple(found.values())


def _gather(found: dict[str, Gathered], label: str, detail: str, todo: Todo) -> None:
    name = re.sub(r"[^a-z0-9]+", " ", fold(label)).strip()
    known = found.get(name, Gathered(label, detail, ()))
    steps = tuple(dict.fromkeys((*known.steps, todo.title)))
    found[name] = Gathered(known.label, max(known.detail, detail, key=len), steps)


def _undecided(reading: Mine | None) -> bool:
    """Whether papers depend on something the person was not asked, or did not answer."""
    if reading is None:
        return False
    given = {step.asked for step in reading.given}
    return any(question.step(0).asked not in given for question in deciding(reading))


def _whom(todos: tuple[Todo, ...], readings: dict[str, Mine | None]) -> tuple[Whom, ...]:
    """The place each step names, else the first one its sheet does, a local one before others; each once."""
    found: dict[str, Whom] = {}
    for todo in todos:
        reading = readings.get(todo.sheet)
        offices = sorted(reading.sheet.offices, key=lambda office: not office.pivot) if reading else []
        if todo.place:
            _add(found, Whom(todo.place, todo.pivot, todo.phone, (todo.title,)))
        elif offices:
            first = offices[0]
            _add(found, Whom(first.title, first.pivot, _phone(first), (todo.title,)))
    return tuple(found.values())[:MAX_OFFICES]


def _add(found: dict[str, Whom], fresh: Whom) -> None:
    name = fresh.pivot or fold(fresh.title.partition("(")[0].strip())
    known = found.get(name)
    if known is None:
        found[name] = fresh
        return
    steps = tuple(dict.fromkeys((*known.steps, *fresh.steps)))
    found[name] = Whom(known.title, known.pivot or fresh.pivot, known.phone or fresh.phone, steps)


def _phone(office: OfficeLink) -> str:
    """The first telephone number a sheet gives for an office."""
    texts = [block.text for block, _ in walk(office.blocks) if isinstance(block, Paragraph)]
    match = next((m for text in (office.title, *texts) if (m := _PHONE.search(text))), None)
    return match[0] if match else ""
