"""Walking a tree of blocks: who holds what, under which chapters and in which cases. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from offline_cache.model import (
    Block,
    Blocks,
    CaseGroup,
    CaseStep,
    Cell,
    Chapter,
    Definition,
    FormLink,
    Fragment,
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

    `lead` is the text just before it in the same parent, or before the cases it is in; `pieces` tells that a part above it was
    declared by the editor as papers to bring. (A named tuple: an edition makes a million of them.)
    """

    chapters: tuple[str, ...] = ()
    cases: tuple[CaseStep, ...] = ()
    lead: str = ""
    pieces: bool = False


ROOT = Place()
Placed = tuple[Block, Place]


def walk(blocks: Blocks, place: Place = ROOT) -> Iterator[Placed]:
    """Every block with its place, parents before children, in reading order."""
    bare = Place(place.chapters, place.cases, "", place.pieces) if place.lead else place
    at, listed = place, False
    for block in blocks:
        yield block, at
        if isinstance(block, Paragraph | Heading):
            listed = False
            at = Place(bare.chapters, bare.cases, block.text, bare.pieces)
            continue
        yield from _inside(block, at)
        # Lists in a row share one lead-in: the editor splits long ones, to set a form's link or a remark between, or
        # for entries that not everybody needs.
        if _is_list(block):
            listed = True
        elif not (listed and isinstance(block, FormLink | ServiceLink | OfficeLink | Note)):
            at = bare


def _is_list(block: Block) -> bool:
    match block:
        case Fragment(blocks=blocks):
            return bool(blocks) and all(map(_is_list, blocks))
        case _:
            return isinstance(block, ListBlock)


def _inside(block: Block, at: Place) -> Iterator[Placed]:
    match block:
        case ListBlock():
            for item in block.items:
                yield from walk(item.blocks, Place(at.chapters, at.cases, "", at.pieces))
        case Chapter():
            chapters = (*at.chapters, block.title)
            yield from walk(block.blocks, Place(chapters, at.cases, "", at.pieces or block.pieces))
        case CaseGroup():
            answers = tuple(case.title for case in block.cases)
            for case in block.cases:
                step = CaseStep(block.question, answers, case.title)
                yield from walk(case.blocks, Place(at.chapters, (*at.cases, step), at.lead, at.pieces))
        case Table():
            yield from _table(block, at)
        case Fragment(blocks=blocks):
            yield from walk(blocks, at)
        case Note() | ServiceLink() | FormLink() | OfficeLink() | Definition():
            yield from walk(block.blocks, Place(at.chapters, at.cases, "", at.pieces))
        case Paragraph() | Heading():
            pass


def _table(table: Table, at: Place) -> Iterator[Placed]:
    """Cells, each under its column's and its row's heading: those are cases too."""
    columns = _headings(table.rows[0]) if len(table.rows) > 1 else ()
    rows = [_headings(row[:1]) for row in table.rows[1:]]
    sides = tuple(side[0] for side in rows if side) if all(rows) else ()
    for number, row in enumerate(table.rows):
        side = rows[number - 1] if number and sides else ()
        for index, cell in enumerate(row):
            steps = [CaseStep("", sides, side[0])] if side and index else []
            if number and len(row) == len(columns) and not cell.header:
                steps.append(CaseStep(table.title, columns, columns[index]))
            yield from walk(cell.blocks, Place(at.chapters, (*at.cases, *steps), at.lead, at.pieces))


def _headings(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """The texts of header cells; empty unless all are headers of one column each."""
    if not all(cell.header and cell.columns == 1 for cell in cells):
        return ()
    return tuple(
        " ".join(block.text for block in cell.blocks if isinstance(block, Paragraph)) for cell in cells
    )


def outline(blocks: Blocks) -> tuple[list[str], list[str]]:
    """(titles, texts): titles of chapters, cases, tables, services, forms, offices; running text."""
    titles: list[str] = []
    texts: list[str] = []
    _outline(blocks, titles, texts)
    return titles, texts


def _outline(blocks: Blocks, titles: list[str], texts: list[str]) -> None:
    # Without `walk` and its places: an import outlines every block of the edition.
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
            continue
        titles += _titles(block)
        for held in _held(block):
            _outline(held, titles, texts)


def _titles(block: Block) -> tuple[str, ...]:
    match block:
        case Heading(text=title) | Definition(term=title):
            return (title,)
        case Chapter(title=title) | Table(title=title) | ServiceLink(title=title) | OfficeLink(title=title):
            return (title,)
        case CaseGroup(question=question, cases=cases):
            return (question, *(case.title for case in cases))
        case FormLink(title=title, number=number):
            return (f"{title} {number}",)
        case ListBlock() | Note() | Fragment() | Paragraph():
            return ()


def _held(block: Block) -> tuple[Blocks, ...]:
    match block:
        case ListBlock(items=items):
            return tuple(item.blocks for item in items)
        case CaseGroup(cases=cases):
            return tuple(case.blocks for case in cases)
        case Table(rows=rows):
            return tuple(cell.blocks for row in rows for cell in row)
        case Heading() | Paragraph():
            return ()
        case _:
            return (block.blocks,)
