"""Copies an edition's PDF forms into the store, named by their hash.

Counting pages means parsing a stranger's file: that is done in a child with limits on memory and
time, never in the importer itself.
"""

import hashlib
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Self

import pypdfium2

from kiosk.core.errors import ERRORS
from offline_cache.importer.archive import Archive
from offline_cache.model import Form

MAX_PAGES = 100
_CPU_SECONDS = 10
_MEMORY = 2 * 2**30
_DEADLINE = 30.0

# An error's key, or the number of pages.
Counted = int | str
CountPages = Callable[[bytes], Counted]


def mirror_forms(source: Archive, folder: Path, forms: dict[str, Form], count: CountPages) -> tuple[str, ...]:
    """Copy each PDF named after a known form, and note its hash, size and pages in `forms`.

    Returns the PDFs not taken, one « name : reason » each: their forms keep their address only.
    """
    folder.mkdir()
    refused: list[str] = []
    for key, info in source.members.forms:
        if key not in forms:
            refused.append(f"{info.filename} : aucun formulaire de ce numéro")
            continue
        data = source.read(info)
        pages = count(data)
        if isinstance(pages, str):
            refused.append(f"{info.filename} : {ERRORS[pages].cause}")
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        (folder / f"{sha256}.pdf").write_bytes(data)
        forms[key] = replace(forms[key], sha256=sha256, size=len(data), pages=pages)
    return tuple(refused)


class ApartCounter:
    """`count_pages` in a child, one for all forms, replaced when a form kills it. A context manager."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def __call__(self, data: bytes) -> Counted:
        """Pages, or the key of what is wrong; a child that dies or dawdles is `document.work-exceeded`."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_limit)
        try:
            return self._pool.submit(count_pages, data).result(_DEADLINE)
        except (BrokenProcessPool, TimeoutError, MemoryError):
            self._drop()
            return "document.work-exceeded"

    def _drop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def count_pages(data: bytes) -> Counted:
    """Pages of a PDF, or the key of what is wrong with it."""
    if not data.startswith(b"%PDF-"):
        return "document.type-unknown"
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        return "document.password-protected" if locked else "document.file-damaged"
    try:
        pages = len(document)
    finally:
        document.close()
    if pages > MAX_PAGES:
        return "document.pages-exceeded"
    return pages or "document.file-damaged"
