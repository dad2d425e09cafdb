"""A sheet with only what applies to someone of whom some facts are known. Pure.

What is known not to apply is left out; what nobody can tell stays. Papers and forms follow: a checklist
is built from the narrowed sheet, and a form that only a part left out speaks of goes with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from offline_cache.conditions import Facts, holds, variables
from offline_cache.extracts import COST, DELAY, facts, links
from offline_cache.model import (
    Block,
    Blocks,
    CaseGroup,
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
    Sheet,
    Table,
    WebLink,
)
from offline_cache.walk import walk

_Link = TypeVar("_Link", ServiceLink, FormLink, OfficeLink)


def narrow(sheet: Sheet, known: Facts) -> Sheet:
    """The sheet for this person; the same sheet when nothing is known."""
    if known == Facts():
        return sheet
    introduction, body = _kept(sheet.introduction, known), _kept(sheet.blocks, known)
    placed = tuple(walk((*introduction, *body)))
    before = links(walk((*sheet.introduction, *sheet.blocks)))
    after = links(placed)
    return replace(
        sheet,
        introduction=introduction,
        blocks=body,
        costs=facts(placed, COST),
        delays=facts(placed, DELAY),
        services=_still(sheet.services, before[0], after[0], known),
        forms=_still(sheet.forms, before[1], after[1], known),
        offices=_still(sheet.offices, before[2], after[2], known),
        references=_applying(sheet.references, known),
        more=_applying(sheet.more, known),
    )


def asked_about(sheet: Sheet) -> frozenset[str]:
    """Every variable that something in the sheet depends on."""
    found = [variables(link.condition) for link in sheet.services]
    found += [variables(link.condition) for link in sheet.forms]
    found += [variables(link.condition) for link in (*sheet.references, *sheet.more)]
    for block, _ in walk((*sheet.introduction, *sheet.blocks)):
        if isinstance(block, Chapter | Fragment | ServiceLink | FormLink):
            found.append(variables(block.condition))
        elif isinstance(block, CaseGroup):
            found += [variables(case.condition) for case in block.cases]
        elif isinstance(block, ListBlock):
            found += [variables(item.condition) for item in block.items]
    return frozenset().union(*found)


def _applying(found: tuple[WebLink, ...], known: Facts) -> tuple[WebLink, ...]:
    return tuple(link for link in found if holds(link.condition, known) is not False)


def _still(
    listed: tuple[_Link, ...], before: tuple[_Link, ...], after: tuple[_Link, ...], known: Facts
) -> tuple[_Link, ...]:
    """Links whose part is still there, and those that only the sheet's foot names."""
    gone = {link.id or link.title for link in before} - {link.id or link.title for link in after}
    kept = (link for link in listed if (link.id or link.title) not in gone)
    return tuple(
        link for link in kept if isinstance(link, OfficeLink) or holds(link.condition, known) is not False
    )


def _kept(blocks: Iterable[Block], known: Facts) -> Blocks:
    return tuple(kept for block in blocks for kept in _narrowed(block, known))


def _narrowed(block: Block, known: Facts) -> Iterator[Block]:
    match block:
        case Chapter():
            yield from _chapter(block, known)
        case Fragment():
            verdict = holds(block.condition, known)
            inside = _kept(block.blocks, known) if verdict is not False else ()
            yield from inside if verdict else (replace(block, blocks=inside),) if inside else ()
        case CaseGroup():
            yield from _cases(block, known)
        case ListBlock():
            items = (
                replace(item, blocks=_kept(item.blocks, known))
                for item in block.items
                if holds(item.condition, known) is not False
            )
            full = tuple(item for item in items if item.blocks)
            yield from (replace(block, items=full),) if full else ()
        case Table():
            rows = (tuple(replace(c, blocks=_kept(c.blocks, known)) for c in row) for row in block.rows)
            yield replace(block, rows=tuple(rows))
        case ServiceLink() | FormLink():
            if holds(block.condition, known) is not False:
                yield replace(block, blocks=_kept(block.blocks, known))
        case Note() | OfficeLink() | Definition():
            yield replace(block, blocks=_kept(block.blocks, known))
        case Paragraph() | Heading():
            yield block


def _chapter(chapter: Chapter, known: Facts) -> Iterator[Block]:
    verdict = holds(chapter.condition, known)
    if verdict is False:
        return
    inside = _kept(chapter.blocks, known)
    if verdict and chapter.condition is not None:
        title = chapter.sure_title or chapter.title
        yield replace(chapter, title=title, sure_title="", condition=None, blocks=inside)
    elif inside or not chapter.blocks:
        yield replace(chapter, blocks=inside)


def _cases(group: CaseGroup, known: Facts) -> Iterator[Block]:
    """The cases left; a lone one that is known to apply is no question any more."""
    left = [case for case in group.cases if holds(case.condition, known) is not False]
    sure = [case for case in left if case.condition is not None and holds(case.condition, known)]
    if len(left) == 1 and sure:
        # Without its title, which only said to whom it applies, and would part a list from its lead-in.
        yield from _kept(sure[0].blocks, known)
    elif left:
        yield replace(group, cases=tuple(replace(c, blocks=_kept(c.blocks, known)) for c in left))
