"""Where lists and sentences about papers stand on a sheet, and what they hold. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from offline_cache import paper_sentences as said
from offline_cache import paper_words as words
from offline_cache.model import (
    Block,
    Blocks,
    CaseGroup,
    Chapter,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Table,
)
from offline_cache.walk import Place, walk

Told = tuple[Block, Place, bool]


def with_subject(blocks: Blocks) -> Iterator[Told]:
    """The walk, and whether the text there speaks of another than the reader (« L'employeur… Il doit… »)."""
    entries: set[int] = set()
    where: tuple[object, object] = ((), ())
    another = False
    split = cache(said.sentences)
    for block, place in walk(blocks):
        if (place.chapters, place.cases) != where:
            where, another = (place.chapters, place.cases), False
        if isinstance(block, ListBlock):
            entries.update(ids_of_texts(block))
        before = another
        if isinstance(block, Paragraph) and id(block) not in entries:
            for sentence in split(block.text):
                another = words.speaks_of_another(sentence) or (another and words.goes_on(sentence))
        yield block, place, before if isinstance(block, Paragraph) else another


def rows(told: Iterable[Told]) -> dict[int, ListBlock]:
    """By the id of each list: the whole that it opens with those that go on under the same line; empty for those.

    Lists inside an entry are not among them.
    """
    whole: dict[int, ListBlock] = {}
    inside: set[int] = set()
    first: tuple[int, Place] | None = None
    for block, place, _ in told:
        if isinstance(block, ListBlock) and id(block) not in inside:
            inside.update(ids_of_lists(block), ids_of_texts(block))
            if first and place.lead and place == first[1]:
                opened = whole[first[0]]
                whole[first[0]] = replace(opened, items=(*opened.items, *block.items))
                whole[id(block)] = replace(block, items=())
            else:
                first = id(block), place
                whole[id(block)] = block
        elif isinstance(block, Paragraph | Heading | Chapter | CaseGroup | Table) and id(block) not in inside:
            first = None
    return whole


def ids_of_lists(block: ListBlock) -> Iterator[int]:
    """The lists below a list."""
    return (id(inner) for inner, _ in walk((block,)) if isinstance(inner, ListBlock) and inner is not block)


def ids_of_texts(block: Block) -> Iterator[int]:
    """The paragraphs inside a block."""
    return (id(inner) for inner, _ in walk((block,)) if isinstance(inner, Paragraph))


def _titles(place: Place) -> tuple[str, ...]:
    return (*place.chapters[-2:], *(step.answer for step in place.cases[-1:]))


def heading(place: Place) -> str:
    """The title above that announces papers to bring, or the lead-in when it is one itself."""
    above = next((title for title in reversed(_titles(place)) if words.asks_in_title(title)), "")
    return above or (place.lead if words.asks_whole(place.lead) else "")


def proofs(place: Place) -> str:
    """The title above that names the papers below it (« Justificatif de domicile »)."""
    return next((title for title in reversed(_titles(place)) if words.names_proofs(title)), "")


def see(blocks: Blocks) -> tuple[str, ...]:
    """Ids of the sheets and resources that some paragraphs point at."""
    spans = (span for block in blocks if isinstance(block, Paragraph) for span in block.spans)
    return tuple(dict.fromkeys(span.target for span in spans if span.kind == "sheet"))


def first_text(item: ListItem) -> str:
    """The line an entry begins with."""
    return next((b.text for b in item.blocks if isinstance(b, Paragraph | Heading)), "")
