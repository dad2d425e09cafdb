"""Which lists and sentences of a sheet ask for papers. Pure.

A: the editor declared the part as papers (`type="pieces"`). B: a heading says so (« Pièces à
fournir »), or the sheet's own title does (« Quel justificatif fournir… ? »). C: a sentence leads in (« …les
documents suivants : ») and the entries name documents, or a sentence asks by itself.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from offline_cache import paper_names as names
from offline_cache import paper_sentences as said
from offline_cache import paper_words as words
from offline_cache.model import (
    Block,
    Blocks,
    CaseStep,
    Definition,
    FormLink,
    Heading,
    ListBlock,
    ListItem,
    OfficeLink,
    Paragraph,
    ServiceLink,
    Sheet,
)
from offline_cache.walk import Place, walk

_OR = re.compile(r"(?i)^ou\b\s*")
Rule = Literal["A", "B", "C"]
Path = tuple[CaseStep, ...]
# How a paper was found: in a list that asks for papers, picked from one about other things too, in a list after a
# line that says little, among what a letter must hold, as the only line of its part, in a sentence.
How = Literal["list", "picked", "hinted", "enclosed", "name", "sentence"]
# By rule, then how: what is right of what is found in that way on labelled sheets (`measure_papers` prints it), and
# below what was counted where few were labelled.
CONFIDENCE: dict[Rule, float] = {"A": 0.95, "B": 0.9, "C": 0.85}
_LESS_SURE: dict[How, float] = {
    "list": 1,
    "picked": 0.65,
    "hinted": 0.95,
    "enclosed": 0.65,
    "name": 1,
    "sentence": 0.65,
}
_SHARE_OF_DOCUMENTS = 0.5
# Under a lead-in that says little, the entries themselves must be papers by their first words.
_SHARE_OF_HEADS = 0.6


@dataclass(frozen=True)
class Found:
    """One paper as the sheet words it: a paragraph and what is said of it, or a lead and its options.

    `because` quotes what made it one: a heading, the line before a list, or the sentence itself. `name` is how to call
    it on a list of its own.
    """

    text: str
    path: Path
    rule: Rule
    confidence: float
    details: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    because: str = ""
    how: How = "list"
    name: str = ""


@dataclass(frozen=True)
class _Judged:
    """A list taken as papers, by which rule and how, and the line or title that says so."""

    rule: Rule
    because: str
    how: How = "list"

    def keeps(self, text: str) -> bool:
        """Whether an entry is among its papers."""
        if self.how == "enclosed":
            return words.is_enclosed(text)
        if words.is_deed(text) or (words.is_told(text) and not _asked(text, alone=False, another=False)):
            return False
        if self.how == "picked":
            return words.names_document(text) if self.rule == "A" else words.is_picked(text)
        return True

    def found(self, text: str, path: Path, **more: Any) -> Found:
        """One of its papers."""
        return Found(
            text,
            path=path,
            rule=self.rule,
            confidence=_sure(self.rule, self.how),
            because=self.because,
            how=self.how,
            **more,
        )


def _sure(rule: Rule, how: How) -> float:
    return round(CONFIDENCE[rule] * _LESS_SURE[how], 2)


def papers_in(sheet: Sheet) -> Iterator[Found]:
    """Every paper in reading order, repeats included: those of lists, then those of sentences."""
    taken: set[int] = set()
    nested: set[int] = set()
    listed: set[tuple[tuple[str, ...], Path]] = set()
    title = sheet.title if words.asks_in_sheet_title(sheet.title) else ""
    for block, place, another in _with_subject(sheet.blocks):
        if not isinstance(block, ListBlock) or id(block) in nested:
            continue
        judged = None if another and words.goes_on(place.lead) else _judge(block, place, title)
        if judged:
            nested.update(_ids_of_lists(block))
            taken.update(_ids_of_texts(block))
            listed.add((place.chapters, place.cases))
            yield from _entries(block, place, judged)
    yield from _sentences(sheet, taken, listed)


def _with_subject(blocks: Blocks) -> Iterator[tuple[Block, Place, bool]]:
    """The walk, and whether the text there speaks of another than the reader (« L'employeur… Il doit… »)."""
    entries: set[int] = set()
    where: tuple[object, object] = ((), ())
    another = False
    for block, place in walk(blocks):
        if (place.chapters, place.cases) != where:
            where, another = (place.chapters, place.cases), False
        if isinstance(block, ListBlock):
            entries.update(_ids_of_texts(block))
        before = another
        if isinstance(block, Paragraph) and id(block) not in entries:
            for sentence in said.sentences(block.text):
                another = words.speaks_of_another(sentence) or (another and words.goes_on(sentence))
        yield block, place, before if isinstance(block, Paragraph) else another


def _ids_of_lists(block: ListBlock) -> Iterator[int]:
    return (id(inner) for inner, _ in walk((block,)) if isinstance(inner, ListBlock) and inner is not block)


def _ids_of_texts(block: Block) -> Iterator[int]:
    return (id(inner) for inner, _ in walk((block,)) if isinstance(inner, Paragraph))


# ---- lists


def _judge(block: ListBlock, place: Place, title: str) -> _Judged | None:
    lead, texts = place.lead, [_first_text(item) for item in block.items]
    if words.is_someone_elses(lead):
        return None
    if words.is_contents(lead) or words.leads_elsewhere(lead):
        return _enclosed(lead, texts)
    if place.pieces or block.pieces:
        return _declared(block, place, texts)
    return _announced(place, texts) or _headed(place, texts, title) or _enclosed(lead, texts)


def _announced(place: Place, texts: list[str]) -> _Judged | None:
    """A list below a title or a line that says that papers follow."""
    heading, lead = _heading(place), place.lead
    if heading:
        return _Judged("B", heading)
    named = _share(texts) >= _SHARE_OF_DOCUMENTS
    if words.wants_proofs(lead) or (named and words.leads_in(lead)):
        return _Judged("C", lead)
    return _Judged("C", lead, "picked") if named and words.leads_in_loosely(lead) else None


def _headed(place: Place, texts: list[str], title: str) -> _Judged | None:
    """A list whose entries are papers by their first words, below a title or a line that hints at papers."""
    if sum(map(words.heads_document, texts)) < _SHARE_OF_HEADS * len(texts):
        return None
    above = _names_proofs(place) or title
    if above and (not place.lead.endswith(":") or words.speaks_of_papers(place.lead)):
        return _Judged("B", above)
    return _Judged("C", place.lead, "hinted") if words.leads_in_weakly(place.lead) else None


def _enclosed(lead: str, texts: list[str]) -> _Judged | None:
    """What a letter must hold: only the papers among it count."""
    held = words.encloses(lead) and any(map(words.is_enclosed, texts))
    return _Judged("C", lead, "enclosed") if held else None


def _declared(block: ListBlock, place: Place, texts: list[str]) -> _Judged | None:
    """Editors declare whole chapters as papers: a list there that is about other things is not believed."""
    share = _share(texts)
    if not share and len(block.items) > 1:
        return None
    astray = bool(place.lead) and not block.pieces and not words.speaks_of_papers(place.lead)
    because = place.chapters[-1] if place.chapters else place.lead
    return (
        _Judged("A", because, "picked" if astray else "list")
        if share >= _SHARE_OF_DOCUMENTS or not astray
        else None
    )


def _titles(place: Place) -> tuple[str, ...]:
    return (*place.chapters[-2:], *(step.answer for step in place.cases[-1:]))


def _heading(place: Place) -> str:
    """The title above that announces papers to bring, or the lead-in when it is one itself."""
    above = next((title for title in reversed(_titles(place)) if words.asks_in_title(title)), "")
    return above or (place.lead if words.asks_whole(place.lead) else "")


def _names_proofs(place: Place) -> str:
    """The title above that names the papers below it (« Justificatif de domicile »)."""
    return next((title for title in reversed(_titles(place)) if words.names_proofs(title)), "")


def _entries(block: ListBlock, place: Place, judged: _Judged) -> Iterator[Found]:
    texts = [text for item in block.items if (text := _first_text(item))]
    whole = place.lead.endswith(":") and judged.how != "enclosed"
    if len(texts) > 1 and whole and words.is_choice(place.lead):
        name = names.choice(place.lead, _names_proofs(place))
        yield judged.found(place.lead, place.cases, options=tuple(texts), name=name)
        return
    named = names.proof if words.wants_proofs(place.lead) else names.standing
    for item in block.items:
        text = _first_text(item)
        if text and judged.keeps(text):
            yield from _entry(
                text, item.blocks, place.cases, judged, _called(text) or named(text, place.lead)
            )


def _called(text: str) -> str:
    """What asks for the paper in an entry that begins by something else (« Vérifiez… Sinon, il faut fournir… »)."""
    if words.heads_document(text) or len(said.sentences(text)) == 1:
        return ""
    return _asked(text, alone=False, another=False)


def _entry(text: str, blocks: Blocks, path: Path, judged: _Judged, name: str) -> Iterator[Found]:
    """One entry: a paper, a choice, or the heading of a list of papers; and each that it adds (« + … »)."""
    others, rest = _alternatives([block.text for block in blocks if isinstance(block, Paragraph)][1:])
    details = tuple(line for line in rest if not line.startswith("+"))
    below = [item for block in blocks if isinstance(block, ListBlock) for item in block.items]
    inner = tuple(line for item in below if (line := _first_text(item)))
    see = _see(blocks)
    if inner and (words.is_choice(text) or words.gives_examples(text)):
        yield judged.found(text, path, details=details, options=inner, see=see, name=name)
    elif inner and text.endswith(":") and _share(inner) >= _SHARE_OF_DOCUMENTS:
        heading = text.rstrip(" :")
        for line in inner:
            told = names.part(line, heading)
            said_above = () if told.startswith(heading) else (heading,)
            yield judged.found(line, path, details=(*said_above, *details), name=told)
    else:
        options = (text, *others) if others else ()
        yield judged.found(text, path, details=(*details, *inner), options=options, see=see, name=name)
    yield from (
        judged.found(line, path, name=names.standing(line, "")) for line in rest if line.startswith("+")
    )


def _alternatives(lines: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """(papers that will do instead of the entry's first line, the lines that are left)."""
    others: list[str] = []
    left: list[str] = []
    awaited = False
    for line in lines:
        opened = _OR.match(line)
        paper = line[opened.end() :] if opened else line
        if (opened or awaited) and paper and words.heads_document(paper):
            others.append(paper)
        elif paper:
            left.append(line)
        awaited = bool(opened) and not paper
    return tuple(others), left


def _share(texts: Collection[str]) -> float:
    """How many of the entries name a document, 0 to 1."""
    return sum(map(words.names_document, texts)) / max(len(texts), 1)


def _see(blocks: Blocks) -> tuple[str, ...]:
    spans = (span for block in blocks if isinstance(block, Paragraph) for span in block.spans)
    return tuple(dict.fromkeys(span.target for span in spans if span.kind == "sheet"))


def _first_text(item: ListItem) -> str:
    return next((b.text for b in item.blocks if isinstance(b, Paragraph | Heading)), "")


# ---- sentences


def _sentences(sheet: Sheet, taken: set[int], listed: set[tuple[tuple[str, ...], Path]]) -> Iterator[Found]:
    """Running text that asks for a paper; in a declared part without any list, text that names one."""
    inside: set[int] = set()
    for block, place, another in _with_subject(sheet.blocks):
        if isinstance(block, ListBlock | FormLink | ServiceLink | OfficeLink | Definition):
            inside.update(_ids_of_texts(block))
        if not isinstance(block, Paragraph) or id(block) in taken or block.text.endswith(("?", ":")):
            continue
        heading = _heading(place) or _names_proofs(place)
        part: Rule = "A" if place.pieces else "B" if heading else "C"
        alone = part != "C" and not _lists_below(listed, place)
        asked = _asked(block.text, alone, another)
        how: How = "sentence"
        if alone and id(block) not in inside and words.is_bare_paper(block.text):
            asked, how = heading, "name"
        if asked:
            sure = _sure(part, how)
            name, details = (block.text, ()) if how == "name" else _told(block.text, asked)
            name = names.sentence(name)
            yield Found(
                block.text,
                place.cases,
                part,
                sure,
                details,
                see=_see((block,)),
                because=asked,
                how=how,
                name=name,
            )


def _asked(text: str, alone: bool, another: bool) -> str:
    """The sentences of a paragraph that ask for a paper; with `alone` the part is about papers and has no list."""
    asked: list[str] = []
    for sentence in said.sentences(text):
        another = words.speaks_of_another(sentence) or (another and words.goes_on(sentence))
        mine = not another and not words.is_someone_elses(sentence)
        if said.may_ask(sentence) or (
            mine
            and (said.asks(sentence) or (alone and words.names_document(sentence) and said.needs(sentence)))
        ):
            asked.append(sentence)
    return ". ".join(asked)


def _told(text: str, asked: str) -> tuple[str, tuple[str, ...]]:
    """(the sentences that ask, who or what they speak of when they begin by a pronoun)."""
    whole = said.sentences(text)
    first = next((n for n, sentence in enumerate(whole) if asked.startswith(sentence)), 0)
    if first and said.leans_back(asked):
        subject = next((n for n in range(first - 1, -1, -1) if not said.leans_back(whole[n])), 0)
        return asked, (whole[subject],)
    inside = names.aside(asked)
    return (inside, (asked,)) if inside and said.asks(inside) else (asked, ())


def _lists_below(listed: set[tuple[tuple[str, ...], Path]], place: Place) -> bool:
    """Whether lists of papers stand in the same part: then its sentences only introduce them."""
    return any(
        chapters[: len(place.chapters)] == place.chapters and cases[: len(place.cases)] == place.cases
        for chapters, cases in listed
    )
