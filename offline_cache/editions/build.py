"""Builds a published edition's folder beside the one in use: by patching a copy, or anew from its sheets."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from kiosk.core.errors import UserFacingError
from offline_cache import schema
from offline_cache.codec import decode_sheet
from offline_cache.editions.attachments import Installers, install, link
from offline_cache.editions.check import check_database
from offline_cache.editions.held import MANIFEST_FILE, Base, Held
from offline_cache.editions.manifest import Manifest
from offline_cache.editions.packing import pack
from offline_cache.editions.patch import patch
from offline_cache.importer.record import SheetRecord, record_of
from offline_cache.importer.writer import EditionWriter
from offline_cache.model import Form
from offline_cache.search.words import FrenchStemmer

_T = TypeVar("_T")
# A patch that touches more than this share of the sheets costs more than building anew.
_WORTH_PATCHING = 0.2


@dataclass(frozen=True)
class Plan:
    """What to build: the manifest and its bytes, from what is at hand; `facts` go into the database."""

    manifest: Manifest
    data: bytes
    facts: dict[str, str]


def build(plan: Plan, base: Base | None, held: Held, fresh: Path, installers: Installers) -> bool:
    """Fill the new folder `fresh`; returns whether a patch was enough.

    Raises:
        UserFacingError: `content.file-damaged` when a sheet at hand has turned bad, `content.check-failed` when
            what was built is not what was published, or what an installer refuses.
    """
    database = fresh / schema.DATABASE
    patched = base is not None and _patched(plan, base, held, database)
    if not patched:
        database.unlink(missing_ok=True)
        _anew(plan, held, database)
        check_database(database, plan.manifest)
    _copy_forms(plan.manifest, held, fresh / schema.FORMS)
    files = {}
    for name, piece in plan.manifest.attachments.items():
        files[name] = (piece, _at_hand(held.file(name, piece), name))
    install(fresh, base.folder if base else None, files, installers)
    (fresh / MANIFEST_FILE).write_bytes(pack(plan.data))
    return patched


def _patched(plan: Plan, base: Base, held: Held, database: Path) -> bool:
    """Whether the database could be had by patching a copy of the one in use; checked then."""
    if not base.patchable:
        return False
    shutil.copyfile(base.folder / schema.DATABASE, database)
    try:
        with closing(schema.open_for_patch(database)) as db:
            before = dict(db.execute("SELECT id,sha256 FROM sheet"))
            wanted = {key: piece.sha256 for key, piece in plan.manifest.sheets.items()}
            changed = [key for key, sha256 in sorted(wanted.items()) if before.get(key) != sha256]
            gone = sorted(before.keys() - wanted.keys())
            if len(changed) + len(gone) > _WORTH_PATCHING * len(before):
                return False
            records = [_record(plan, held, key) for key in changed]
            if not patch(db, records, gone, _forms(plan.manifest), plan.facts):
                return False
        check_database(database, plan.manifest)
    except sqlite3.DatabaseError:
        return False
    except UserFacingError as error:
        # The copy may be of a database that has turned bad: built anew, it is judged again.
        if error.key != "content.check-failed":
            raise
        return False
    return True


def _anew(plan: Plan, held: Held, database: Path) -> None:
    with closing(EditionWriter(database, FrenchStemmer())) as writer:
        for record in _records(plan, held):
            writer.add(record)
        for key, local in _forms(plan.manifest).items():
            if key in writer.forms:
                writer.forms[key] = replace(
                    writer.forms[key], sha256=local.sha256, size=local.size, pages=local.pages
                )
        writer.finish(plan.facts)


def _records(plan: Plan, held: Held) -> Iterator[SheetRecord]:
    for key in sorted(plan.manifest.sheets):
        yield _record(plan, held, key)


def _record(plan: Plan, held: Held, key: str) -> SheetRecord:
    data = _at_hand(held.sheet(key, plan.manifest.sheets[key]), key)
    try:
        record = record_of(decode_sheet(data), data=data)
    except (ValueError, TypeError, AttributeError, RuntimeError, StopIteration) as error:
        # Signed, and yet no sheet as this program knows them: the publisher's program is another.
        raise UserFacingError("content.format-unknown", f"{key} : {type(error).__name__}") from None
    if record.id != key:
        raise UserFacingError("content.check-failed", f"{key} : la fiche dit {record.id}")
    return record


def _forms(manifest: Manifest) -> dict[str, Form]:
    return {key: Form(key, "", "", "", *piece) for key, piece in manifest.forms.items()}


def _copy_forms(manifest: Manifest, held: Held, folder: Path) -> None:
    folder.mkdir()
    for key, piece in manifest.forms.items():
        target = folder / f"{piece.sha256}.pdf"
        if not target.exists():
            link(_at_hand(held.file(key, piece), key), target)


def _at_hand(found: _T | None, key: str) -> _T:
    if found is None:
        raise UserFacingError("content.file-damaged", f"{key} : n'est plus là")
    return found
