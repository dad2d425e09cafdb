"""One sheet with all that the store and its index keep of it. Pure, so that it can be made in a child."""

import hashlib
import zlib
from dataclasses import dataclass

from offline_cache.branch import Branch
from offline_cache.codec import encode_sheet
from offline_cache.importer.findings import Remarks
from offline_cache.model import FormLink, Paragraph, Sheet
from offline_cache.search.index import Fields
from offline_cache.search.words import fold, words
from offline_cache.walk import outline, walk
from offline_cache.wizard import leads_of

_LINES = 3_000


@dataclass(frozen=True)
class SheetRecord:
    """A sheet encoded, with what the index needs: words of its fields, its links, lines to quote."""

    id: str
    kind: str
    title: str
    theme: str
    crumbs: tuple[str, ...]
    verified: str
    sha256: str
    size: int
    body: bytes
    fields: Fields
    headed: str
    links: tuple[tuple[str, str], ...]
    lines: bytes
    forms: tuple[FormLink, ...]
    summary: str
    branches: tuple[Branch, ...]
    leads: tuple[str, ...]
    remarks: Remarks

    @property
    def readable(self) -> bool:
        """Whether it is found by searching: neither a resource nor a folder nor questions only."""
        return self.kind not in ("resource", "folder", "wizard")


def record_of(sheet: Sheet, remarks: Remarks | None = None, data: bytes = b"") -> SheetRecord:
    """The record of a sheet; `data` is its canonical JSON if it is known already."""
    data = data or encode_sheet(sheet)
    crumbs = tuple(crumb.title for crumb in sheet.breadcrumb)
    texts = (*outline(sheet.introduction)[1], *outline(sheet.blocks)[1])
    lines = "\n".join((sheet.summary, *texts))[:_LINES]
    return SheetRecord(
        id=sheet.id,
        kind=sheet.kind,
        title=sheet.title,
        theme=sheet.theme.id if sheet.theme else "",
        crumbs=crumbs,
        verified=sheet.verified,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        body=zlib.compress(data, 3),
        fields=fields_of(sheet),
        headed=fold(" / ".join((sheet.title, *crumbs))),
        links=links_of(sheet),
        lines=zlib.compress(lines.encode(), 3),
        forms=sheet.forms,
        summary=sheet.summary,
        branches=sheet.branches,
        leads=leads_of(sheet.wizard),
        remarks=remarks or Remarks(sheet.id),
    )


def fields_of(sheet: Sheet) -> Fields:
    """The words a sheet can be found by."""
    introduction, body = outline(sheet.introduction), outline(sheet.blocks)
    theme = sheet.theme.title if sheet.theme else ""
    about = (theme, *(crumb.title for crumb in sheet.breadcrumb), sheet.summary, *introduction[1])
    forms = (f"{form.title} {form.number}" for form in sheet.forms)
    services = (service.title for service in sheet.services)
    heads = (*introduction[0], *body[0], *forms, *services)
    return Fields(
        words(sheet.title), words(" ".join(about)), words(" ".join(heads)), words(" ".join(body[1]))
    )


def links_of(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """The sheets named in this one: `(id, text of the link)`, its own folder's neighbours included."""
    inline = (
        (span.target, block.text[span.start : span.start + span.length])
        for block, _ in walk((*sheet.introduction, *sheet.blocks))
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.kind == "sheet" and span.target != sheet.id
    )
    related = ((crumb.id, crumb.title) for crumb in (*sheet.related, *sheet.questions))
    return (*inline, *related)
