"""One file of an edition to one record ready for the store. Pure, so that it can run in a child."""

import gc
import hashlib
import zlib
from collections import Counter
from dataclasses import dataclass

from kiosk.core.errors import UserFacingError
from offline_cache.codec import encode_sheet
from offline_cache.importer.blocks import HANDLERS
from offline_cache.importer.findings import Remarks
from offline_cache.importer.nodes import Branch, branches_of
from offline_cache.importer.sheets import read_resource, read_sheet
from offline_cache.importer.text import INLINE, plain, points_within
from offline_cache.importer.vocabulary import ABOUT, OMITTED, READ
from offline_cache.importer.xml import DC, Document, parse
from offline_cache.model import FormLink, Paragraph, Sheet
from offline_cache.search.index import Fields
from offline_cache.search.words import fold, words
from offline_cache.walk import outline, walk
from offline_cache.wizard import leads_of

_LINES = 3_000
KNOWN = frozenset({*HANDLERS, *INLINE, *ABOUT, *OMITTED, *READ}).union(*READ.values())
"""Every element there is a rule for."""


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


@dataclass(frozen=True)
class Refused:
    """Why a file cannot be taken, as a value: an exception would not survive the way to the parent."""

    key: str
    detail: str


Record = SheetRecord | Refused


def convert(batch: list[tuple[str, bytes]]) -> list[Record]:
    """Convert files given as (name, bytes); stops at the first one refused, which comes last."""
    # Trees of small frozen objects hold no cycles; collecting among them costs a fifth of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _convert(batch)
    finally:
        if was_enabled:
            gc.enable()


def _convert(batch: list[tuple[str, bytes]]) -> list[Record]:
    records: list[Record] = []
    for name, data in batch:
        try:
            records.append(convert_one(name, data))
        except UserFacingError as error:
            records.append(Refused(error.key, error.detail))
            break
    return records


def convert_one(name: str, data: bytes) -> SheetRecord:
    """Convert one file.

    Raises:
        UserFacingError: `content.xml-hostile`, `content.xml-invalid`, or `content.edition-invalid`
            when the file is not of the vocabulary.
    """
    document = parse(data, name)
    root, stem = document.root, name.rpartition("/")[2].partition(".")[0].upper()
    if root.tag not in ("Publication", "ServiceComplementaire") and root.find(f"{DC}title") is None:
        raise UserFacingError("content.edition-invalid", name)
    if not root.get("ID"):
        root.set("ID", plain(root.find(f"{DC}identifier")) or stem)
    branches: tuple[Branch, ...] = ()
    match stem[:1]:
        case "N":
            sheet, branches = read_sheet(root, "folder"), branches_of(root)
        case "R":
            sheet = read_resource(root)
        case _:
            sheet = read_sheet(root)
    return _record(sheet, branches, _remarks(document, name, sheet, branches))


def _remarks(document: Document, name: str, sheet: Sheet, branches: tuple[Branch, ...]) -> Remarks:
    """What the file points at and what it holds that nobody foresaw."""
    root = document.root
    targets: dict[str, None] = {}
    terms: dict[str, None] = {}
    for link in root.iter("LienInterne", "LienIntra"):
        target = link.get("LienPublication") or link.get("LienID") or ""
        (terms if points_within(link) else targets).setdefault(target)
    listed = (*sheet.related, *sheet.questions, *sheet.wizards)
    targets.update(dict.fromkeys([*(crumb.id for crumb in listed), *(b.child for b in branches)]))
    strange = document.tags - KNOWN
    counts = Counter(str(element.tag) for element in root.iter(*strange)) if strange else Counter()
    within = {element.get("ID") for element in root.iterfind(".//*[@ID]")} if terms else set()
    missed = tuple(target for target in terms if target not in within)
    return Remarks(name, tuple(targets), missed, tuple(counts.items()))


def _record(sheet: Sheet, branches: tuple[Branch, ...], remarks: Remarks) -> SheetRecord:
    data = encode_sheet(sheet)
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
        body=zlib.compress(data, 3),
        fields=fields_of(sheet),
        headed=fold(" / ".join((sheet.title, *crumbs))),
        links=links_of(sheet),
        lines=zlib.compress(lines.encode(), 3),
        forms=sheet.forms,
        summary=sheet.summary,
        branches=branches,
        leads=leads_of(sheet.wizard),
        remarks=remarks,
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
