"""Who may serve whom: pure.

A need is a counter (`DESK`), or one subject of it (`DESK/SUBJECT`). A ticket needs the subject whose
topics hold the procedure its person agreed to tell; without one, the counter alone. An expert has a
set of needs they can meet, or None: all of their administration.
"""

from collections.abc import Iterable, Mapping

from session.protocol.serving import Skill
from session.protocol.shared import ProcedureRef
from session.relay.queue.model import DeskSetup

Needs = frozenset[str] | None
"""None: all."""


def need(desk: str, skill: str) -> str:
    """One text for both."""
    return f"{desk}/{skill}" if skill else desk


def skill_of(desk: DeskSetup, procedure: ProcedureRef | None) -> str:
    """The subject this procedure is of; empty when the counter names none for it."""
    if procedure is None:
        return ""
    about = {procedure.sheet, *procedure.topics}
    return next((skill for skill, topics in desk.skills.items() if about & set(topics)), "")


def needs_of(desks: Iterable[DeskSetup], administration: str) -> list[Skill]:
    """All that can be needed of an administration; its counters with nothing to choose give one each."""
    found = []
    for desk in desks:
        if desk.administration == administration:
            found.append(Skill(skill=desk.desk, name=desk.name))
            found += [
                Skill(skill=need(desk.desk, name), name=f"{desk.name} · {name}"[:200]) for name in desk.skills
            ]
    return found


def choice(known: Iterable[Skill], can: Needs) -> list[Skill]:
    """Those of them an expert can meet; none when there is nothing to choose."""
    theirs = [skill for skill in known if can is None or skill.skill in can]
    return theirs if len(theirs) > 1 else []


def meets(can: Needs, desk: str, skill: str) -> bool:
    """Whether someone with this set may take such a ticket."""
    return can is None or need(desk, skill) in can


def meets_desk(can: Needs, desk: str) -> bool:
    """Whether they serve the counter for anything at all."""
    return can is None or any(one == desk or one.startswith(f"{desk}/") for one in can)


def unknown(skills: Iterable[str], desks: Mapping[str, DeskSetup]) -> list[str]:
    """Of these needs, those that no counter has."""
    wrong = []
    for text in skills:
        desk, _, skill = text.partition("/")
        if desk not in desks or (skill and skill not in desks[desk].skills):
            wrong.append(text)
    return wrong
