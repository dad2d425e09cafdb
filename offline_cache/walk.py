"""Walking a tree of blocks: who holds what, under which chapters and in which cases. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from offline_cache.model import (
    Block,
    Blocks,
    CaseGroup,
    Chapter,
    Definition,
    FormLink,
    Heading,
    ListBlock,
    Note,
    OfficeLink,
    Paragraph,
    ServiceLink,
    Table,
)


class Place(NamedTuple):
    """Where a block stands: titles of the chapters above it, and of the cases it applies in.

    `lead` is the text just before it in the same parent; `pieces` tells that a part above it was
    declared by the editor as papers to bring. (A named tuple: an edition makes a million of them.)
    """

    chapters: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    lead: str = ""
    pieces: bool = False


ROOT = Place()
Placed = tuple[Block, Place]


def walk(blocks: Blocks, place: Place = ROOT) -> Iterator[Placed]:
    """Every block with its place, parents before children, in reading order."""
    bare = Place(place.chapters, place.cases, "", place.pieces) if place.lead else place
    at = bare
    for block in blocks:
        yield block, at
        if isinstance(block, Paragraph | Heading):
            at = Place(bare.chapters, bare.cases, block.text, bare.pieces)
            continue
        yield from _inside(block, at)
        # Two lists in a row share one lead-in: the editor splits long ones.
        if not isinstance(block, ListBlock):
            at = bare


def _inside(block: Block, at: Place) -> Iterator[Placed]:  # noqa: C901 - one case a kind of block
    match block:
        case ListBlock():
            for item in block.items:
                yield from walk(item.blocks, at)
        case Chapter():
            chapters = (*at.chapters, block.title)
            yield from walk(block.blocks, Place(chapters, at.cases, "", at.pieces or block.pieces))
        case CaseGroup():
            for case in block.cases:
                yield from walk(case.blocks, Place(at.chapters, (*at.cases, case.title), "", at.pieces))
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from walk(cell.blocks, at)
        case Note() | ServiceLink() | FormLink() | OfficeLink() | Definition():
            yield from walk(block.blocks, at)
        case Paragraph() | Heading():
            pass


def outline(blocks: Blocks) -> tuple[list[str], list[str]]:
    """(titles, texts): titles of chapters, cases, tables, services, forms, offices; running text."""
    titles: list[str] = []
    texts: list[str] = []
    for block, _ in walk(blocks):
        match block:
            case Paragraph(text=text):
                texts.append(text)
            case Chapter(title=title) | Table(title=title) | Heading(text=title):
                titles.append(title)
            case CaseGroup():
                titles += [block.question, *(case.title for case in block.cases)]
            case ServiceLink(title=title) | OfficeLink(title=title) | Definition(term=title):
                titles.append(title)
            case FormLink():
                titles.append(f"{block.title} {block.number}")
            case ListBlock() | Note():
                pass
    return titles, texts
