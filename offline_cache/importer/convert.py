"""One file of an edition to one record ready for the store. Pure, so that it can run in a child."""

import gc
from collections import Counter
from dataclasses import dataclass, replace

from kiosk.core.errors import UserFacingError
from offline_cache.importer.blocks import HANDLERS
from offline_cache.importer.findings import Remarks
from offline_cache.importer.nodes import branches_of
from offline_cache.importer.record import SheetRecord, record_of
from offline_cache.importer.sheets import read_resource, read_sheet
from offline_cache.importer.text import INLINE, plain, points_within
from offline_cache.importer.vocabulary import ABOUT, OMITTED, READ
from offline_cache.importer.xml import DC, Document, parse
from offline_cache.model import Sheet

KNOWN = frozenset({*HANDLERS, *INLINE, *ABOUT, *OMITTED, *READ}).union(*READ.values())
"""Every element there is a rule for."""


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
    match stem[:1]:
        case "N":
            sheet = replace(read_sheet(root, "folder"), branches=branches_of(root))
        case "R":
            sheet = read_resource(root)
        case _:
            sheet = read_sheet(root)
    return record_of(sheet, _remarks(document, name, sheet))


def _remarks(document: Document, name: str, sheet: Sheet) -> Remarks:
    """What the file points at and what it holds that nobody foresaw."""
    root = document.root
    targets: dict[str, None] = {}
    terms: dict[str, None] = {}
    for link in root.iter("LienInterne", "LienIntra"):
        target = link.get("LienPublication") or link.get("LienID") or ""
        (terms if points_within(link) else targets).setdefault(target)
    listed = (*sheet.related, *sheet.questions, *sheet.wizards)
    targets.update(dict.fromkeys([*(crumb.id for crumb in listed), *(b.child for b in sheet.branches)]))
    strange = document.tags - KNOWN
    counts = Counter(str(element.tag) for element in root.iter(*strange)) if strange else Counter()
    within = {element.get("ID") for element in root.iterfind(".//*[@ID]")} if terms else set()
    missed = tuple(target for target in terms if target not in within)
    return Remarks(name, tuple(targets), missed, tuple(counts.items()))
