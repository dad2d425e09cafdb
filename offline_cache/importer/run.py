"""Imports an edition: built beside the one in use, checked, synced, then swapped in by rename."""

import json
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from kiosk.core.clock import Clock, SystemClock, rfc3339
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from offline_cache import schema
from offline_cache.importer.archive import Archive
from offline_cache.importer.convert import Record, Refused, SheetRecord, convert
from offline_cache.importer.forms import ApartCounter, mirror_forms
from offline_cache.importer.nodes import Node
from offline_cache.importer.swap import in_use, swap, sync, told
from offline_cache.importer.writer import EditionWriter
from offline_cache.search.words import FrenchStemmer

Progress = Callable[[int, int], None]
_BATCH = 64
# Below this many files two processes cost more than they save.
_WORTH_CHILDREN = 600


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `refused_forms` names PDFs of the archive that were not taken, and why."""

    sheets: int
    resources: int
    topics: int
    forms: int
    local_forms: int
    date: str
    sample: bool
    ms: int
    bytes: int
    refused_forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Job:
    name: str
    progress: Progress
    clock: Clock
    workers: int


def import_edition(
    archive: Path,
    store: Path,
    log: EventLog | None = None,
    progress: Progress | None = None,
    *,
    clock: Clock | None = None,
    workers: int = 2,
) -> ImportReport:
    """Read an edition's ZIP into `store`. The edition in use stays until the new one is whole.

    `progress(done, total)` counts files. Only one import may run on a store at a time.

    Raises:
        UserFacingError: a `content.*` key with the file's name, `host.disk-full` or
            `host.permission-missing`; nothing has changed then.
    """
    now = clock or SystemClock()
    started = now.monotonic()
    job = _Job(archive.name, progress or _ignore, now, workers)
    if log:
        log.emit("content.import-init")
    with Archive(archive) as source:
        try:
            store.mkdir(parents=True, exist_ok=True)
            fresh = store / f"edition-{new_id()}"
            fresh.mkdir()
            try:
                counts = _build(source, fresh, job)
                sync(fresh)
                swap(store, fresh)
            except BaseException:
                # A trouble after the rename must not take away the edition now in use.
                if in_use(store) != fresh.name:
                    shutil.rmtree(fresh, ignore_errors=True)
                raise
        except OSError as error:
            raise told(error, store) from error
    ms = round((now.monotonic() - started) * 1000)
    if log:
        log.emit("content.import-complete", sheets=counts.sheets, ms=ms)
    size = sum(path.stat().st_size for path in fresh.rglob("*") if path.is_file())
    return ImportReport(**{**vars(counts), "ms": ms, "bytes": size})


def _ignore(_done: int, _total: int) -> None:
    pass


def _build(source: Archive, folder: Path, job: _Job) -> ImportReport:
    total = len(source.members.sheets)
    sheets = resources = topics = 0
    with closing(EditionWriter(folder / schema.DATABASE, FrenchStemmer())) as writer:
        for done, record in enumerate(_records(source, total, job.workers), 1):
            match record:
                case Refused(key, detail):
                    raise UserFacingError(key, f"{job.name} : {detail}")
                case Node():
                    writer.add_node(record)
                    topics += 1
                case SheetRecord(kind=kind):
                    try:
                        writer.add_sheet(record)
                    except sqlite3.IntegrityError:
                        raise UserFacingError(
                            "content.edition-invalid", f"{job.name} : {record.id}"
                        ) from None
                    resources += kind == "resource"
                    sheets += kind != "resource"
            if done % _BATCH == 0 or done == total:
                job.progress(done, total)
        with ApartCounter() as count:
            refused = mirror_forms(source, folder / schema.FORMS, writer.forms, count)
        about = _manifest(source)
        date = about.get("date") or writer.newest
        meta = {
            "date": date,
            "source": about.get("source") or "service-public.fr (DILA)",
            "sample": "1" if about.get("sample") else "0",
            "imported_at": rfc3339(job.clock.now()),
        }
        writer.finish({key: str(value) for key, value in meta.items()})
        local = sum(form.local for form in writer.forms.values())
        return ImportReport(
            sheets,
            resources,
            topics,
            len(writer.forms),
            local,
            str(date),
            meta["sample"] == "1",
            0,
            0,
            refused,
        )


def _records(source: Archive, total: int, workers: int) -> Iterator[Record]:
    if workers < 2 or total < _WORTH_CHILDREN:
        for batch in _batches(source):
            yield from convert(batch)
        return
    # Spawned, not forked: the caller may have threads.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        under_way: deque[Future[list[Record]]] = deque()
        try:
            for batch in _batches(source):
                under_way.append(pool.submit(convert, batch))
                if len(under_way) > 2 * workers:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        except BrokenProcessPool:
            raise UserFacingError("host.process-lost", "importation") from None
        finally:
            for future in under_way:
                future.cancel()


def _batches(source: Archive) -> Iterator[list[tuple[str, bytes]]]:
    batch: list[tuple[str, bytes]] = []
    for member in source.sheets():
        batch.append(member)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _manifest(source: Archive) -> dict[str, object]:
    if source.members.manifest is None:
        return {}
    try:
        found = json.loads(source.read(source.members.manifest))
    except ValueError:
        raise UserFacingError("content.edition-invalid", source.members.manifest.filename) from None
    return found if isinstance(found, dict) else {}
