"""« Est-ce votre cas ? »: the questions a sheet asks, and what the answers given so far leave.

A visit keeps `{key: index of the answer}`; a key is `SHEET#NUMBER`, the number of the question among
the distinct ones of the sheet as this visitor sees it: narrowed by what they answered to a wizard. The
same question asked in two chapters is one question; one that follows from an answer is of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.journey.ports import Library
from kiosk.journey.state import Journey
from offline_cache.checklist import Checklist, ChecklistItem
from offline_cache.conditions import Facts
from offline_cache.model import CaseGroup, CaseStep, Sheet
from offline_cache.walk import walk
from offline_cache.wizard import Progress, progress

Cases = Mapping[str, int]
EVENT = "evenement:"
"""What a life event's questions are kept under, before its id."""


@dataclass(frozen=True)
class Asked:
    """One question of a sheet; `text` may be empty. `within` is the answer it follows from, or empty."""

    key: str
    text: str
    answers: tuple[str, ...]
    within: str = ""

    def step(self, index: int) -> CaseStep:
        """The answer as content knows it."""
        return CaseStep(self.text, self.answers, self.answers[index], self.within)


@dataclass(frozen=True)
class Mine:
    """A sheet as it is for this visitor: only what may apply to them, its papers, and what is still to ask."""

    sheet: Sheet
    checklist: Checklist
    asked: tuple[Asked, ...]
    cases: Cases

    @property
    def given(self) -> frozenset[CaseStep]:
        """The answers given, as content knows them."""
        return chosen(self.asked, self.cases)

    @property
    def papers(self) -> tuple[ChecklistItem, ...]:
        """The papers this person must bring, as far as they answered."""
        return self.checklist.needed(self.given)


def mine(library: Library, journey: Journey, ident: str) -> Mine | None:
    """A sheet for this visitor; None when the edition has none of that id."""
    known = known_of(library, journey.answers, ident)
    sheet = library.sheet(ident, known)
    if sheet is None:
        return None
    checklist = library.checklist(ident, known)
    return Mine(sheet, checklist, questions(sheet, checklist), journey.cases)


def wizards_of(library: Library, sheet: Sheet) -> list[str]:
    """Whose questions narrow a sheet: its own first."""
    own = [sheet.id] if sheet.wizard else []
    own += [EVENT + event.id for event in library.events() if own and event.guide == sheet.id]
    return [*own, *(crumb.id for crumb in library.wizards(sheet.id))]


def answered_for(
    library: Library, answers: Mapping[str, tuple[int, ...]], ident: str
) -> tuple[str, Progress] | None:
    """The wizard that this visitor answered last among those which narrow a sheet, and how far they got."""
    sheet = library.sheet(ident) if answers else None
    if sheet is None:
        return None
    narrowing = set(wizards_of(library, sheet))
    last = next((key for key in reversed(tuple(answers)) if key in narrowing), None)
    wizard = library.wizard(last) if last else None
    return (last, progress(wizard, answers[last])) if last and wizard else None


def known_of(library: Library, answers: Mapping[str, tuple[int, ...]], ident: str) -> Facts:
    """What this visitor said that narrows a sheet."""
    found = answered_for(library, answers, ident)
    return found[1].facts if found else Facts()


def questions(sheet: Sheet, checklist: Checklist) -> tuple[Asked, ...]:
    """Every distinct question of a sheet, those of its text before those only its papers ask."""
    found: dict[tuple[str, str, tuple[str, ...]], None] = {}
    for block, place in walk((*sheet.introduction, *sheet.blocks)):
        if isinstance(block, CaseGroup) and block.cases:
            within = place.cases[-1].answer if place.cases else ""
            found.setdefault((within, block.question, tuple(case.title for case in block.cases)))
    for item in checklist.items:
        for step in (step for path in item.paths for step in path):
            found.setdefault(step.asked)
    return tuple(
        Asked(f"{sheet.id}#{n}", text, answers, within) for n, (within, text, answers) in enumerate(found)
    )


def chosen(asked: Iterable[Asked], cases: Cases) -> frozenset[CaseStep]:
    """The answers given, as content knows them."""
    return frozenset(
        question.step(cases[question.key])
        for question in asked
        if question.key in cases and cases[question.key] < len(question.answers)
    )


def find(asked: Iterable[Asked], text: str, answers: tuple[str, ...], within: str = "") -> Asked | None:
    """The question with these words and answers, following from that answer."""
    return next((q for q in asked if (q.text, q.answers, q.within) == (text, answers, within)), None)


def deciding(reading: Mine) -> list[Asked]:
    """The questions that decide which papers to bring: those answered, then the next open ones."""
    given = reading.given
    shown: dict[str, Asked] = {}
    for path in (path for item in reading.checklist.items for path in item.paths):
        for step in path:
            question = find(reading.asked, step.question, step.answers, step.within)
            if question is not None:
                shown.setdefault(question.key, question)
            if step not in given:
                break
    return list(shown.values())


def papers_of(library: Library, sheet: str, journey: Journey) -> tuple[ChecklistItem, ...]:
    """The papers this person must surely bring for a sheet, as far as they answered."""
    reading = mine(library, journey, sheet)
    return tuple(item for item in reading.papers if item.sure) if reading else ()
