"""« Est-ce votre cas ? »: the questions a sheet asks, and what the answers given so far leave.

A visit keeps `{key: index of the answer}`; a key is `SHEET#NUMBER`, the number of the question among
the distinct ones of the sheet. The same question asked in two chapters is one question.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.journey.ports import Library
from offline_cache.checklist import Checklist, ChecklistItem
from offline_cache.model import CaseGroup, CaseStep, Sheet
from offline_cache.walk import walk

Cases = Mapping[str, int]


@dataclass(frozen=True)
class Asked:
    """One question of a sheet; `text` may be empty."""

    key: str
    text: str
    answers: tuple[str, ...]

    def step(self, index: int) -> CaseStep:
        """The answer as content knows it."""
        return CaseStep(self.text, self.answers, self.answers[index])


def questions(sheet: Sheet, checklist: Checklist) -> tuple[Asked, ...]:
    """Every distinct question of a sheet, those of its text before those only its papers ask."""
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    for block, _ in walk((*sheet.introduction, *sheet.blocks)):
        if isinstance(block, CaseGroup) and block.cases:
            found.setdefault((block.question, tuple(case.title for case in block.cases)))
    for item in checklist.items:
        for step in (step for path in item.paths for step in path):
            found.setdefault((step.question, step.answers))
    return tuple(Asked(f"{sheet.id}#{n}", text, answers) for n, (text, answers) in enumerate(found))


def chosen(asked: tuple[Asked, ...], cases: Cases) -> frozenset[CaseStep]:
    """The answers given, as content knows them."""
    return frozenset(
        question.step(cases[question.key])
        for question in asked
        if question.key in cases and cases[question.key] < len(question.answers)
    )


def find(asked: tuple[Asked, ...], text: str, answers: tuple[str, ...]) -> Asked | None:
    """The question with these words and answers."""
    return next((q for q in asked if (q.text, q.answers) == (text, answers)), None)


def deciding(asked: tuple[Asked, ...], checklist: Checklist, cases: Cases) -> list[Asked]:
    """The questions that decide which papers to bring: those answered, then the next open ones."""
    given = chosen(asked, cases)
    shown: dict[str, Asked] = {}
    for path in (path for item in checklist.items for path in item.paths):
        for step in path:
            question = find(asked, step.question, step.answers)
            if question is not None:
                shown.setdefault(question.key, question)
            if step not in given:
                break
    return list(shown.values())


def papers_of(library: Library, sheet: Sheet, cases: Cases) -> tuple[ChecklistItem, ...]:
    """The papers this person must bring, as far as they answered."""
    checklist = library.checklist(sheet.id)
    return checklist.needed(chosen(questions(sheet, checklist), cases))
