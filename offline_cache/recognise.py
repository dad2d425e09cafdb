"""Which lists and sentences of a sheet ask for papers. Pure.

A: the editor declared the part as papers (`type="pieces"`). B: a heading says so (« Pièces à
fournir »). C: a sentence leads in (« …les documents suivants : ») and the entries name documents.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from offline_cache import paper_words as words
from offline_cache.model import Block, Blocks, CaseStep, Heading, ListBlock, ListItem, Paragraph, Sheet
from offline_cache.walk import Place, walk

Rule = Literal["A", "B", "C"]
Path = tuple[CaseStep, ...]
# Lists, by rule. Measured on labelled sheets, all three are right more than nine times in ten.
CONFIDENCE: dict[Rule, float] = {"A": 0.95, "B": 0.9, "C": 0.85}
# A sentence on its own, or an entry picked out of a list about other things too.
_LESS_SURE = 0.65
_SHARE_OF_DOCUMENTS = 0.5


@dataclass(frozen=True)
class Found:
    """One paper as the sheet words it: a paragraph and what is said of it, or a lead and its options."""

    text: str
    details: tuple[str, ...]
    options: tuple[str, ...]
    path: Path
    rule: Rule
    confidence: float
    see: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Judged:
    """A list taken as papers; `mixed` when it is about other things too: entries that name none are left out."""

    rule: Rule
    mixed: bool = False

    @property
    def confidence(self) -> float:
        """How sure its entries are."""
        return round(CONFIDENCE[self.rule] * (_LESS_SURE if self.mixed else 1), 2)


def papers_in(sheet: Sheet) -> Iterator[Found]:
    """Every paper in reading order, repeats included: those of lists, then those of sentences."""
    taken: set[int] = set()
    nested: set[int] = set()
    listed: set[tuple[tuple[str, ...], Path]] = set()
    for block, place, another in _with_subject(sheet.blocks):
        if not isinstance(block, ListBlock) or id(block) in nested:
            continue
        judged = None if another and words.goes_on(place.lead) else _judge(block, place)
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
        if isinstance(block, Paragraph) and id(block) not in entries:
            another = words.speaks_of_another(block.text) or (another and words.goes_on(block.text))
        yield block, place, another


def _ids_of_lists(block: ListBlock) -> Iterator[int]:
    return (id(inner) for inner, _ in walk((block,)) if isinstance(inner, ListBlock) and inner is not block)


def _ids_of_texts(block: ListBlock) -> Iterator[int]:
    return (id(inner) for inner, _ in walk((block,)) if isinstance(inner, Paragraph))


# ---- lists


def _judge(block: ListBlock, place: Place) -> _Judged | None:
    if words.is_someone_elses(place.lead):
        return None
    share = _share([_first_text(item) for item in block.items])
    if place.pieces or block.pieces:
        return _declared(block, place, share)
    if _is_heading(place):
        return _Judged("B")
    named = share >= _SHARE_OF_DOCUMENTS
    if words.wants_proofs(place.lead) or (named and words.leads_in(place.lead)):
        return _Judged("C")
    return _Judged("C", mixed=True) if named and words.leads_in_loosely(place.lead) else None


def _declared(block: ListBlock, place: Place, share: float) -> _Judged | None:
    """Editors declare whole chapters as papers: a list there that is about other things is not believed."""
    if not share and len(block.items) > 1:
        return None
    astray = bool(place.lead) and not block.pieces and not words.speaks_of_papers(place.lead)
    return _Judged("A", mixed=astray) if share >= _SHARE_OF_DOCUMENTS or not astray else None


def _is_heading(place: Place) -> bool:
    above = (*place.chapters[-2:], *(step.answer for step in place.cases[-1:]))
    return any(words.asks_in_title(title) for title in above) or words.asks_whole(place.lead)


def _entries(block: ListBlock, place: Place, judged: _Judged) -> Iterator[Found]:
    texts = [text for item in block.items if (text := _first_text(item))]
    if len(texts) > 1 and place.lead.endswith(":") and words.is_choice(place.lead):
        yield Found(place.lead, (), tuple(texts), place.cases, judged.rule, judged.confidence)
        return
    for item in block.items:
        text = _first_text(item)
        if text and not words.is_deed(text) and (words.names_document(text) or not judged.mixed):
            yield from _entry(text, item.blocks, place.cases, judged)


def _entry(text: str, blocks: tuple[Block, ...], path: Path, judged: _Judged) -> Iterator[Found]:
    """One entry: a paper, a choice, or the heading of a list of papers; and each that it adds (« + … »)."""
    rule, sure = judged.rule, judged.confidence
    rest = [block.text for block in blocks if isinstance(block, Paragraph)][1:]
    details = tuple(line for line in rest if not line.startswith("+"))
    below = [item for block in blocks if isinstance(block, ListBlock) for item in block.items]
    inner = tuple(line for item in below if (line := _first_text(item)))
    if inner and words.is_choice(text):
        yield Found(text, details, inner, path, rule, sure, _see(blocks))
    elif inner and text.endswith(":") and _share(inner) >= _SHARE_OF_DOCUMENTS:
        yield from (Found(line, (text.rstrip(" :"), *details), (), path, rule, sure) for line in inner)
    else:
        yield Found(text, (*details, *inner), (), path, rule, sure, _see(blocks))
    yield from (Found(line, (), (), path, rule, sure) for line in rest if line.startswith("+"))


def _share(texts: Collection[str]) -> float:
    """How many of the entries name a document, 0 to 1."""
    return sum(map(words.names_document, texts)) / max(len(texts), 1)


def _see(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    spans = (span for block in blocks if isinstance(block, Paragraph) for span in block.spans)
    return tuple(dict.fromkeys(span.target for span in spans if span.kind == "sheet"))


def _first_text(item: ListItem) -> str:
    return next((b.text for b in item.blocks if isinstance(b, Paragraph | Heading)), "")


# ---- sentences


def _sentences(sheet: Sheet, taken: set[int], listed: set[tuple[tuple[str, ...], Path]]) -> Iterator[Found]:
    """Running text that asks for a paper; in a declared part without any list, text that names one."""
    for block, place, another in _with_subject(sheet.blocks):
        if (
            not isinstance(block, Paragraph)
            or id(block) in taken
            or another
            or block.text.endswith(("?", ":"))
        ):
            continue
        part: Rule = "A" if place.pieces else "B" if _is_heading(place) else "C"
        alone = part != "C" and words.needs_document(block.text) and not _lists_below(listed, place)
        if alone or words.asks_in_sentence(block.text):
            sure = _Judged(part, mixed=True).confidence
            yield Found(block.text, (), (), place.cases, part, sure, _see((block,)))


def _lists_below(listed: set[tuple[tuple[str, ...], Path]], place: Place) -> bool:
    """Whether lists of papers stand in the same part: then its sentences only introduce them."""
    return any(
        chapters[: len(place.chapters)] == place.chapters and cases[: len(place.cases)] == place.cases
        for chapters, cases in listed
    )
