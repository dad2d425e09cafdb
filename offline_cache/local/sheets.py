"""Local content as sheets, of the same kind as official ones, so that the same screens show them. Pure."""

from dataclasses import replace

from offline_cache.local.calendar import again, long_day
from offline_cache.local.model import TOWN, Event, Notice, Office, Town
from offline_cache.local.procedures import Draft
from offline_cache.local.targets import Known, target_of
from offline_cache.local.text import Written
from offline_cache.model import (
    Block,
    Blocks,
    Chapter,
    Crumb,
    Fact,
    ListBlock,
    ListItem,
    Note,
    OfficeLink,
    Paragraph,
    Sheet,
    Span,
)

THEME = Crumb(TOWN, "Ma commune")
STEPS = "Les étapes"


def page(ident: str, written: Written, town: Town) -> Sheet:
    """A page of the town."""
    return _sheet(ident, written.title, town, written.lead, written.blocks)


def procedure(draft: Draft, written: Written, town: Town) -> Sheet:
    """A local procedure: its text, its steps, cost, delay, offices."""
    steps = tuple(ListItem((Paragraph(step),)) for step in draft.procedure.steps)
    blocks: list[Block] = [*written.blocks]
    if steps:
        blocks.insert(0, Chapter(STEPS, (ListBlock(steps, numbered=True),)))
    made = _sheet(draft.procedure.id, draft.title, town, draft.summary, tuple(blocks))
    return replace(
        made,
        verified=draft.verified.isoformat() if draft.verified else made.verified,
        costs=(Fact(draft.cost),) if draft.cost else (),
        delays=(Fact(draft.delay),) if draft.delay else (),
        offices=tuple(_office(draft.procedure.id, n, one) for n, one in enumerate(draft.procedure.offices)),
        services=draft.services,
        related=tuple(Crumb(link.target, "") for link in draft.links),
    )


def event(made: Event, town: Town) -> Sheet:
    """An event, so that searching finds it; its page says when from today on."""
    when = again(made.repeat) if made.repeat else long_day(made.first) if made.first else ""
    told = ", ".join(filter(None, (when, made.hours)))
    return _told(made.id, made.title, "", made.text, {"Quand": told, "Où": made.place}, town)


def notice(made: Notice, town: Town) -> Sheet:
    """A notice, so that searching finds it; its own page shows it."""
    days = f"du {long_day(made.first)} au {long_day(made.last)}"
    text = f"{made.label}. {made.text}"
    return replace(_told(made.id, made.title, "", text, {}, town), summary=f"{made.label} · {days}")


def association(ident: str, name: str, theme: str, text: str, facts: dict[str, str], town: Town) -> Sheet:
    """An association."""
    return _told(ident, name, theme, text, facts, town)


def linked(sheet: Sheet, known: Known) -> Sheet:
    """The same sheet with what was written in its links replaced by ids; those that lead nowhere are dropped."""
    related = [Crumb(found, "") for crumb in sheet.related if (found := _found(crumb.id, known))]
    return replace(sheet, blocks=_blocks(sheet.blocks, known), related=tuple(related))


def _found(written: str, known: Known) -> str:
    found = target_of(written, known)
    return found if isinstance(found, str) else ""


def _blocks(blocks: Blocks, known: Known) -> Blocks:
    return tuple(_block(block, known) for block in blocks)


def _block(block: Block, known: Known) -> Block:
    match block:
        case Paragraph(spans=spans) if spans:
            return replace(block, spans=tuple(_span(span, known) for span in spans))
        case ListBlock(items=items):
            return replace(block, items=tuple(replace(i, blocks=_blocks(i.blocks, known)) for i in items))
        case Chapter(blocks=inner) | Note(blocks=inner):
            return replace(block, blocks=_blocks(inner, known))
        case _:
            return block


def _span(span: Span, known: Known) -> Span:
    if span.kind != "sheet":
        return span
    target = _found(span.target, known)
    return replace(span, kind="web" if target.startswith("https://") else "sheet", target=target)


def _told(ident: str, title: str, theme: str, text: str, facts: dict[str, str], town: Town) -> Sheet:
    # When and where stand under the title; whom to reach, below the text.
    rest = {name: said for name, said in facts.items() if said and name not in ("Quand", "Où")}
    rows = [ListItem((Paragraph(f"{name} : {said}"),)) for name, said in rest.items()]
    paragraphs = [Paragraph(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]
    blocks: tuple[Block, ...] = (*paragraphs, ListBlock(tuple(rows))) if rows else tuple(paragraphs)
    lead = " · ".join(facts[name] for name in ("Quand", "Où") if facts.get(name))
    made = _sheet(ident, title, town, lead[:1].upper() + lead[1:], blocks)
    return replace(made, breadcrumb=(THEME, Crumb(TOWN, theme))) if theme else made


def _sheet(ident: str, title: str, town: Town, summary: str, blocks: Blocks) -> Sheet:
    return Sheet(
        id=ident, kind="sheet", title=title, summary=summary, theme=THEME, breadcrumb=(THEME,),
        verified=town.date.isoformat(), publisher=town.source, blocks=blocks,
    )  # fmt: skip


def _office(ident: str, number: int, office: Office) -> OfficeLink:
    told = " · ".join(part for part in (office.address, office.phone, office.hours) if part)
    return OfficeLink(f"{ident}:lieu{number}", office.name, "", "", complement=told)
