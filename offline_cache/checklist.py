"""The papers to bring, drawn from a sheet by three rules. Pure.

A: the editor declared the part as papers (`type="pieces"`). B: a heading says so (« Pièces à
fournir »). C: a sentence leads in (« …les documents suivants : ») and the entries name documents.
Each item keeps its rule, how sure it is, and the cases it applies in: a flattened list is wrong for
most people.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from offline_cache import paper_names as names
from offline_cache.found import Found, How, Path, Rule
from offline_cache.model import CaseStep, Sheet
from offline_cache.recognise import papers_in
from offline_cache.search.words import fold

SURE = 0.8
"""From this confidence on an item is called a paper to bring."""

_BETWEEN = " ; "
# « Votre passeport » and « passeport » are one paper.
_THE = re.compile(r"^(?:une?|le|la|les|l|des|votre|vos) ")


@dataclass(frozen=True)
class ChecklistItem:
    """One paper. `options` non-empty: any one of them will do.

    `paths` are the cases it applies in, one alternative each; a single empty path means always.
    `see` are ids of sheets or resources its text points at; `quote` is the paragraph it was read from,
    `because` the title, the line before the list or the sentence that asks for it, `how` the way it was found.
    """

    label: str
    detail: str
    options: tuple[str, ...]
    paths: tuple[Path, ...]
    rule: Rule
    confidence: float
    see: tuple[str, ...] = ()
    quote: str = ""
    because: str = ""
    how: How = "list"

    @property
    def sure(self) -> bool:
        """Whether it may be called a paper to bring; otherwise it is a document that the sheet speaks of."""
        return self.confidence >= SURE

    def applies(self, chosen: Collection[CaseStep]) -> bool:
        """Whether the paper is needed by someone who gave these answers (unanswered counts as no)."""
        return any(all(step in chosen for step in path) for path in self.paths)


@dataclass(frozen=True)
class Question:
    """Something to ask before the list is right; `steps` are its possible answers."""

    text: str
    steps: tuple[CaseStep, ...]


@dataclass(frozen=True)
class Checklist:
    """A sheet's papers, in reading order; empty when the sheet asks for none."""

    sheet: str
    items: tuple[ChecklistItem, ...]

    @property
    def sure(self) -> bool:
        """Whether it holds papers to bring, and not only documents that the sheet speaks of."""
        return any(item.sure for item in self.items)

    def needed(self, chosen: Collection[CaseStep] = ()) -> tuple[ChecklistItem, ...]:
        """The papers of someone who gave these answers, each named once, the sure ones first."""
        named: dict[str, ChecklistItem] = {}
        for item in self.items:
            if item.applies(chosen):
                name = _THE.sub("", _plain(f"{item.label} {' '.join(item.options)}"))
                named[name] = _merge(named[name], item) if name in named else item
        return tuple(sorted(named.values(), key=lambda item: not item.sure))

    def questions(self, chosen: Collection[CaseStep] = ()) -> tuple[Question, ...]:
        """What is still to ask, given these answers; a question appears once its own case is chosen."""
        asked: dict[tuple[str, tuple[str, ...]], Question] = {}
        for path in (path for item in self.items for path in item.paths):
            step = _first_open(path, chosen)
            if step is not None:
                steps = tuple(replace(step, answer=answer) for answer in step.answers)
                asked.setdefault((step.question, step.answers), Question(step.question, steps))
        return tuple(asked.values())


def build_checklist(sheet: Sheet) -> Checklist:
    """The sheet's papers, merged without repeats, by the surest rule that found each."""
    merged: dict[str, ChecklistItem] = {}
    for item in map(_item, papers_in(sheet)):
        key = _key(item)
        known = merged.get(key)
        merged[key] = item if known is None else _merge(known, item)
    return Checklist(sheet.id, tuple(merged.values()))


def _first_open(path: Path, chosen: Collection[CaseStep]) -> CaseStep | None:
    """The first step of a path not answered yet; None when another answer was given or all match."""
    for step in path:
        if step in chosen:
            continue
        answered = any((c.question, c.answers) == (step.question, step.answers) for c in chosen)
        return None if answered else step
    return None


def _item(found: Found) -> ChecklistItem:
    label, said = names.split(found.name or found.text, whole=found.how == "sentence")
    return ChecklistItem(
        label=label,
        detail=_BETWEEN.join({_plain(line): line for line in (*said, *found.details)}.values()),
        options=found.options,
        paths=(_told_apart(found.path),),
        rule=found.rule,
        confidence=found.confidence,
        see=found.see,
        quote=found.text,
        because=found.because,
        how=found.how,
    )


def _key(item: ChecklistItem) -> str:
    return "|".join(map(_plain, (item.quote, item.detail, *item.options)))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


def _merge(first: ChecklistItem, second: ChecklistItem) -> ChecklistItem:
    best = first if first.confidence >= second.confidence else second
    lines = (line for item in (first, second) for line in item.detail.split(_BETWEEN) if line)
    return replace(
        best,
        detail=_BETWEEN.join({_plain(line): line for line in lines}.values()),
        paths=_widest((*first.paths, *second.paths)),
        see=tuple(dict.fromkeys((*first.see, *second.see))),
    )


def _widest(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Paths without those that lead on from another one, which covers them."""
    distinct = tuple(dict.fromkeys(paths))
    return tuple(path for path in distinct if not any(path[:depth] in distinct for depth in range(len(path))))


def _told_apart(path: Path) -> Path:
    """A question asked again below itself (how old the passport is, then how old the card) is another one."""
    told: list[CaseStep] = []
    for step in path:
        again = any((t.question, t.answers) == (step.question, step.answers) for t in told)
        told.append(replace(step, question=told[-1].answer) if again else step)
    return tuple(told)
