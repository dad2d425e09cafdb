"""From an official archive, forms and attachments to the pieces of an edition: the publisher's side of an import."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.core.system import refusal
from offline_cache.editions import limits
from offline_cache.editions.manifest import ATTACHMENT_NAME, Piece
from offline_cache.importer.archive import Archive
from offline_cache.importer.convert import Refused
from offline_cache.importer.forms import ApartCounter, Counted
from offline_cache.importer.record import SheetRecord
from offline_cache.importer.run import records
from offline_cache.importer.sheets import iso_day

Progress = Callable[[int, int], None]
_FORM = re.compile(r"(?P<id>R\d{1,9})\.pdf", re.IGNORECASE)
_EACH = 64


@dataclass(frozen=True)
class Sources:
    """What an edition is made from: the archive, a folder of forms named by their number, named files."""

    archive: Path
    forms: Path | None = None
    attachments: Mapping[str, Path] = field(default_factory=dict)


@dataclass
class Read:
    """What was read, each kind by name; `refused` are forms not taken and why, in French."""

    date: str = ""
    source: str = "service-public.fr (DILA)"
    sample: bool = False
    sheets: dict[str, Piece] = field(default_factory=dict)
    forms: dict[str, Piece] = field(default_factory=dict)
    attachments: dict[str, Piece] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


Keep = Callable[[str, SheetRecord | bytes | Path], None]
"""Takes a sheet, a form or an attachment's file under the hash of its bytes."""


def read_sources(sources: Sources, today: date, keep: Keep, progress: Progress, workers: int) -> Read:
    """Convert the archive and hand every piece to `keep`, each once.

    Raises:
        UserFacingError: a `content.*` key with the file's name, as an import; `host.path-wrong` for a form
            or an attachment that cannot be read.
    """
    read = Read()
    with Archive(sources.archive) as archive, ApartCounter() as count:
        about = archive.manifest()
        known = _read_sheets(archive, read, today, keep, progress, workers)
        read.date = iso_day(str(about.get("date") or "")) or read.date
        read.source = str(about.get("source") or read.source)
        read.sample = bool(about.get("sample"))
        mirrored = ((key, archive.read(info)) for key, info in archive.members.forms)
        for key, data in (*mirrored, *_folder(sources.forms)):
            _take_form(read, key, data, known, count, keep)
    for name, path in sources.attachments.items():
        read.attachments[name] = _attachment(name, path, keep)
    return read


def _read_sheets(
    archive: Archive, read: Read, today: date, keep: Keep, progress: Progress, workers: int
) -> frozenset[str]:
    """Keep every sheet; returns the numbers of the forms they name."""
    total, forms = len(archive.members.sheets), set[str]()
    for done, record in enumerate(records(archive, total, workers), 1):
        match record:
            case Refused(key, detail):
                raise UserFacingError(key, detail)
            case SheetRecord() if record.id not in read.sheets:
                read.sheets[record.id] = Piece(record.sha256, record.size)
                keep(record.sha256, record)
                forms.update(form.id for form in record.forms)
                if read.date < record.verified <= today.isoformat():
                    read.date = record.verified
        if done % _EACH == 0 or done == total:
            progress(done, total)
    return frozenset(forms)


def _folder(forms: Path | None) -> Iterator[tuple[str, bytes]]:
    if forms is None:
        return
    try:
        paths = sorted(forms.iterdir())
    except OSError as error:
        raise refusal(error, forms) from None
    for path in paths:
        if match := _FORM.fullmatch(path.name):
            yield match["id"].upper(), path.read_bytes()


def _take_form(
    read: Read, key: str, data: bytes, known: frozenset[str], count: Callable[[bytes], Counted], keep: Keep
) -> None:
    if key not in known:
        read.refused.append(f"{key}.pdf : aucun formulaire de ce numéro")
        return
    if len(data) > limits.MAX_FORM:
        read.refused.append(f"{key}.pdf : {ERRORS['document.size-exceeded'].cause}")
        return
    pages = count(data)
    if isinstance(pages, str):
        read.refused.append(f"{key}.pdf : {ERRORS[pages].cause}")
        return
    sha256 = hashlib.sha256(data).hexdigest()
    read.forms[key] = Piece(sha256, len(data), pages)
    keep(sha256, data)


def _attachment(name: str, path: Path, keep: Keep) -> Piece:
    if not ATTACHMENT_NAME.fullmatch(name):
        raise UserFacingError("settings.value-wrong", f"--attach {name} : minuscules, chiffres et tirets")
    try:
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        size = path.stat().st_size
    except OSError as error:
        raise refusal(error, path) from None
    if size > limits.MAX_ATTACHMENT:
        raise UserFacingError("content.size-exceeded", str(path))
    keep(sha256, path)
    return Piece(sha256, size)
