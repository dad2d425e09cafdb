"""Life events (« Un proche est décédé »): the steps to take, in order, gathered from several sheets.

The table is curated and plain (`data/evenements.toml`); a town may add its own or replace one of the same
id. Each step names the sheets that tell it, the first one present in the edition is taken. What an event
asks comes from the edition's own « Comment faire si » where the table names one, else from the table.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError
from offline_cache.conditions import Condition, variables
from offline_cache.model import Choice, Paragraph, Sheet, Wizard, WizardQuestion

DEFAULT = Path(__file__).resolve().parent / "data" / "evenements.toml"
ENOUGH = 2
"""An event with fewer steps left is not offered, nor one that names sheets of which none is here: hollow."""


@dataclass(frozen=True)
class EventStep:
    """One thing to do. `sheet` tells how, and may be empty: then `why` says it all.

    `deadline` is said in words (« Dans les 24 heures »), the same for steps that follow one another.
    `place`, the directory's `pivot` and `phone` say whom to see or call, and `papers` what to bring, where
    its sheet does not say so plainly. `mentioned` are the ids wanted.
    """

    title: str
    deadline: str
    why: str
    sheet: str = ""
    condition: Condition | None = None
    place: str = ""
    pivot: str = ""
    phone: str = ""
    papers: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()


@dataclass(frozen=True)
class LifeEvent:
    """Steps in order, and the questions that leave out those which do not concern the person.

    `guide` is the edition's own sheet about it, or empty; `names` are the table's words for the edition's
    variables, used when the questions are the edition's.
    """

    id: str
    title: str
    icon: str
    text: str
    steps: tuple[EventStep, ...]
    wizard: Wizard | None = None
    guide: str = ""
    names: tuple[tuple[str, str], ...] = ()


def load_events(path: Path = DEFAULT) -> tuple[LifeEvent, ...]:
    """Read a table of events.

    Raises:
        UserFacingError: `settings.value-wrong` with the file's name and what is wrong.
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("evenement", [])
        return tuple(_event(row) for row in rows)
    except OSError as error:
        raise UserFacingError("settings.file-missing", f"{path} : {error.strerror}") from None
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise UserFacingError("settings.value-wrong", f"{path.name} : {error}") from None


def merged(first: Iterable[LifeEvent], added: Iterable[LifeEvent]) -> tuple[LifeEvent, ...]:
    """Both tables; an event of the second one takes the place of the first one's of the same id."""
    found = {event.id: event for event in first}
    found.update((event.id, event) for event in added)
    return tuple(found.values())


def in_edition(
    event: LifeEvent, has: Callable[[str], bool], sheet: Callable[[str], Sheet | None]
) -> LifeEvent | None:
    """The event as this edition can tell it; None when it can hardly tell any of it.

    A step without a sheet here stays when its own words say enough: those that name whom to turn to.
    """
    guide = sheet(event.guide) if event.guide else None
    asked = guide.wizard if guide and guide.wizard and event.names else None
    names = dict(event.names) if asked else {}
    steps = [
        replace(
            step,
            sheet=next((key for key in step.mentioned if has(key)), ""),
            condition=_renamed(step.condition, names),
        )
        for step in event.steps
    ]
    kept = tuple(step for step in steps if step.sheet or not step.mentioned or step.place or step.phone)
    named, found = any(step.mentioned for step in event.steps), any(step.sheet for step in kept)
    if len(kept) < ENOUGH or (named and not found):
        return None
    return replace(event, steps=kept, wizard=asked or event.wizard, guide=guide.id if guide else "")


def missing(
    event: LifeEvent, has: Callable[[str], bool], sheet: Callable[[str], Sheet | None]
) -> tuple[list[str], list[str]]:
    """What a newer edition has moved away: (steps without any of their sheets, variables its guide lacks)."""
    steps = [
        f"{step.title} ({', '.join(step.mentioned)})"
        for step in event.steps
        if step.mentioned and not any(has(key) for key in step.mentioned)
    ]
    guide = sheet(event.guide) if event.guide else None
    if event.guide and (guide is None or (event.names and guide.wizard is None)):
        return steps, [f"fiche {event.guide}"]
    settable = _set_by(guide.wizard) if guide and guide.wizard else frozenset()
    return steps, [f"{name} ({key})" for name, key in event.names if key not in settable]


def _set_by(wizard: Wizard) -> frozenset[str]:
    choices = [choice for question in wizard.questions for choice in question.choices]
    return frozenset(variable for choice in choices for variable in (*choice.true, *choice.false))


def _renamed(condition: Condition | None, names: dict[str, str]) -> Condition | None:
    if condition is None or not names:
        return condition
    parts = tuple(part for inner in condition.parts if (part := _renamed(inner, names)))
    return replace(condition, variable=names.get(condition.variable, condition.variable), parts=parts)


# ---- reading the table


def _event(row: dict[str, Any]) -> LifeEvent:
    questions = tuple(_question(question) for question in row.get("question", ()))
    steps = tuple(_step(step) for step in row["etape"])
    if not steps:
        raise ValueError(f"« {row['id']} » n'a aucune étape")
    event = LifeEvent(
        id=_text(row["id"]),
        title=_text(row["titre"]),
        icon=_text(row.get("icone", "")),
        text=_text(row.get("texte", "")),
        steps=steps,
        wizard=Wizard(questions) if questions else None,
        guide=_text(row.get("fiche", "")),
        names=tuple((name, _text(key)) for name, key in row.get("variables", {}).items()),
    )
    _agree(event)
    return event


def _agree(event: LifeEvent) -> None:
    """A condition on what nobody asks would hide or show a step for ever."""
    known = _set_by(event.wizard) if event.wizard else frozenset()
    known |= {name for name, _ in event.names}
    for step in event.steps:
        strange = variables(step.condition) - known
        if strange:
            raise ValueError(
                f"« {step.title} » dépend de « {', '.join(sorted(strange))} », que rien ne demande"
            )


def _question(row: dict[str, Any]) -> WizardQuestion:
    choices = tuple(
        Choice(
            title=_text(answer["texte"]),
            said=_text(answer.get("dit", "")),
            true=tuple(_text(name) for name in answer.get("vrai", ())),
            false=tuple(_text(name) for name in answer.get("faux", ())),
        )
        for answer in row["reponses"]
    )
    help_ = _text(row.get("aide", ""))
    return WizardQuestion(_text(row["texte"]), choices, (Paragraph(help_),) if help_ else ())


def _step(row: dict[str, Any]) -> EventStep:
    fiche = row.get("fiche", [])
    return EventStep(
        title=_text(row["titre"]),
        deadline=_text(row["delai"]),
        why=_text(row.get("texte", "")),
        condition=_condition(row.get("si", [])),
        place=_text(row.get("lieu", "")),
        pivot=_text(row.get("guichet", "")),
        phone=_text(row.get("telephone", "")),
        papers=tuple(_text(paper) for paper in row.get("papiers", ())),
        mentioned=tuple(_text(key) for key in ([fiche] if isinstance(fiche, str) else fiche)),
    )


def _condition(names: str | list[str]) -> Condition | None:
    """`["a", "!b"]` wants all; `"a|b"` wants any."""
    wanted = [names] if isinstance(names, str) else names
    parts = tuple(_any(name) for name in wanted)
    return None if not parts else parts[0] if len(parts) == 1 else Condition("all", parts=parts)


def _any(words: str) -> Condition:
    parts = tuple(
        Condition("false", name[1:].strip()) if name.startswith("!") else Condition("true", name)
        for name in (part.strip() for part in words.split("|"))
    )
    return parts[0] if len(parts) == 1 else Condition("any", parts=parts)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"on attend un texte, et non {value!r}")
    return value.strip()
