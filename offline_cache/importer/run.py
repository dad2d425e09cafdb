"""Imports an edition: built beside the one in use, checked, synced, then swapped in by rename."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from kiosk.core.clock import Clock, SystemClock, rfc3339
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from offline_cache import schema
from offline_cache.importer.archive import Archive
from offline_cache.importer.convert import Record, Refused, convert
from offline_cache.importer.findings import Findings, Inspector
from offline_cache.importer.forms import ApartCounter, mirror_forms
from offline_cache.importer.record import SheetRecord
from offline_cache.importer.sheets import iso_day
from offline_cache.importer.swap import renewed
from offline_cache.importer.writer import EditionWriter
from offline_cache.search.words import FrenchStemmer

Progress = Callable[[int, int], None]
Accept = Callable[["ImportReport"], None]
_BATCH = 64
# Below this many files two processes cost more than they save.
_WORTH_CHILDREN = 600


@dataclass(frozen=True)
class ImportReport:
    """What an import did, and what it found amiss on the way (`findings`).

    `refused_forms` names PDFs of the archive that were not taken, and why.
    """

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
    findings: Findings = field(default_factory=Findings)


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
    accept: Accept | None = None,
) -> ImportReport:
    """Read an edition's ZIP into `store`. The edition in use stays until the new one is whole.

    `progress(done, total)` counts files. A store that something else is changing is refused. `accept` sees
    what was built before it is put in place, and raises a `UserFacingError` to refuse it.

    Raises:
        UserFacingError: a `content.*` key with the file's name, `host.disk-full` or
            `host.permission-missing`; nothing has changed then.
    """
    now = clock or SystemClock()
    started = now.monotonic()
    job = _Job(archive.name, progress or _ignore, now, workers)
    if log:
        log.emit("content.import-init")
    with Archive(archive) as source, renewed(store) as fresh:
        counts = _build(source, fresh, job)
        if accept is not None:
            accept(counts)
    ms = round((now.monotonic() - started) * 1000)
    if log:
        log.emit("content.import-complete", sheets=counts.sheets, ms=ms)
    size = sum(path.stat().st_size for path in fresh.rglob("*") if path.is_file())
    return ImportReport(**{**vars(counts), "ms": ms, "bytes": size})


def _ignore(_done: int, _total: int) -> None:
    pass


def _build(source: Archive, folder: Path, job: _Job) -> ImportReport:
    counts: Counter[str] = Counter()
    inspector = Inspector(job.clock.now().date())
    with closing(EditionWriter(folder / schema.DATABASE, FrenchStemmer())) as writer:
        newest = _fill(writer, source, job, inspector, counts)
        with ApartCounter() as count:
            refused = mirror_forms(source, folder / schema.FORMS, writer.forms, count)
        about = source.manifest()
        date, sample = iso_day(str(about.get("date") or "")) or newest, bool(about.get("sample"))
        writer.finish(
            {
                "date": date,
                "source": str(about.get("source") or "service-public.fr (DILA)"),
                "sample": "1" if sample else "0",
                "imported_at": rfc3339(job.clock.now()),
            }
        )
        return ImportReport(
            sheets=counts["sheets"],
            resources=counts["resource"],
            topics=counts["folder"],
            forms=len(writer.forms),
            local_forms=sum(form.local for form in writer.forms.values()),
            date=date,
            sample=sample,
            ms=0,
            bytes=0,
            refused_forms=refused,
            findings=inspector.findings(writer.held),
        )


def _fill(
    writer: EditionWriter, source: Archive, job: _Job, inspector: Inspector, counts: Counter[str]
) -> str:
    """Store every file; returns the newest day on which one was checked."""
    total, newest = len(source.members.sheets), ""
    for done, record in enumerate(records(source, total, job.workers), 1):
        match record:
            case Refused(key, detail):
                raise UserFacingError(key, f"{job.name} : {detail}")
            case SheetRecord(id=key, verified=day) if writer.add(record):
                inspector.take(key, record.title, day, record.remarks)
                counts[record.kind if record.kind in ("resource", "folder") else "sheets"] += 1
                newest = max(newest, day) if inspector.plausible(day) else newest
            case SheetRecord(id=key):
                inspector.leave(key, record.remarks.file)
        if done % _BATCH == 0 or done == total:
            job.progress(done, total)
    return newest


def records(source: Archive, total: int, workers: int) -> Iterator[Record]:
    """Every sheet of an archive, converted; in children when that is worth their start."""
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
