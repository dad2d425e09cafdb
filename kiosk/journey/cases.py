"""« Est-ce votre cas ? »: the questions a sheet asks, and which papers an answer leaves out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.journey.ports import Paper
from offline_cache.model import Block, Case, CaseGroup, Chapter, ListBlock, Note, Sheet


@dataclass(frozen=True)
class Asked:
    """One question of a sheet. `key` names it for the visit; `path` holds the cases above it."""

    key: str
    path: tuple[str, ...]
    group: CaseGroup


def questions(sheet: Sheet) -> list[Asked]:
    """Every question of a sheet, in reading order, nested ones after the case they belong to."""
    found: list[Asked] = []
    _walk(sheet.id, (*sheet.introduction, *sheet.blocks), (), found)
    return found


def _walk(sheet: str, blocks: tuple[Block, ...], path: tuple[str, ...], found: list[Asked]) -> None:
    for block in blocks:
        match block:
            case CaseGroup(cases=cases):
                found.append(Asked(f"{sheet}#{len(found)}", path, block))
                for case in cases:
                    _walk(sheet, case.blocks, (*path, case.title), found)
            case Chapter(blocks=inner) | Note(blocks=inner):
                _walk(sheet, inner, path, found)
            case ListBlock(items=items):
                for item in items:
                    _walk(sheet, item.blocks, path, found)
            case _:
                pass


def chosen(asked: Asked, cases: Mapping[str, int]) -> Case | None:
    """The answer given to a question, or None."""
    index = cases.get(asked.key)
    return None if index is None or index >= len(asked.group.cases) else asked.group.cases[index]


def excluded(asked: list[Asked], cases: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Paths that do not concern this person: the cases not chosen where one was."""
    out: list[tuple[str, ...]] = []
    for question in asked:
        answer = chosen(question, cases)
        if answer is not None:
            out += [(*question.path, case.title) for case in question.group.cases if case is not answer]
    return out


def applies(path: tuple[str, ...], without: list[tuple[str, ...]]) -> bool:
    """Whether something under these cases concerns the person."""
    return not any(path[: len(gone)] == gone for gone in without)


def papers_of(asked: list[Asked], papers: tuple[Paper, ...], cases: Mapping[str, int]) -> list[Paper]:
    """The papers of this person's case; those of several cases are said once."""
    without = excluded(asked, cases)
    seen: dict[str, Paper] = {}
    for paper in papers:
        if applies(paper.path, without):
            seen.setdefault(paper.key, paper)
    return list(seen.values())


def deciding(asked: list[Asked], papers: tuple[Paper, ...], cases: Mapping[str, int]) -> Iterator[Asked]:
    """The questions whose answer changes the list of papers, as far as they concern this person."""
    without = excluded(asked, cases)
    for question in asked:
        prefixes = [(*question.path, case.title) for case in question.group.cases]
        if applies(question.path, without) and any(
            paper.path[: len(prefix)] == prefix for paper in papers for prefix in prefixes
        ):
            yield question
