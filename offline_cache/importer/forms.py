"""Copies an edition's PDF forms into the store, named by their hash."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pypdfium2

from kiosk.core.errors import UserFacingError
from offline_cache.importer.archive import Archive
from offline_cache.model import Form

MAX_PAGES = 100


def mirror_forms(source: Archive, folder: Path, forms: dict[str, Form]) -> tuple[str, ...]:
    """Copy each PDF named after a known form, and note its hash, size and pages in `forms`.

    Returns the PDFs not taken, one « name : reason » each: their forms keep their address only.
    """
    folder.mkdir()
    refused: list[str] = []
    for key, info in source.members.forms:
        if key not in forms:
            refused.append(f"{info.filename} : aucun formulaire de ce numéro")
            continue
        try:
            data = source.read(info)
            pages = count_pages(data)
        except UserFacingError as error:
            refused.append(f"{info.filename} : {error.entry.cause}")
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        (folder / f"{sha256}.pdf").write_bytes(data)
        forms[key] = replace(forms[key], sha256=sha256, size=len(data), pages=pages)
    return tuple(refused)


def count_pages(data: bytes) -> int:
    """Pages of a PDF.

    Raises:
        UserFacingError: `document.type-unknown`, `document.password-protected`,
            `document.file-damaged` or `document.pages-exceeded`.
    """
    if not data.startswith(b"%PDF-"):
        raise UserFacingError("document.type-unknown")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UserFacingError("document.password-protected" if locked else "document.file-damaged") from None
    try:
        pages = len(document)
    finally:
        document.close()
    if not 0 < pages <= MAX_PAGES:
        raise UserFacingError("document.pages-exceeded" if pages else "document.file-damaged")
    return pages
