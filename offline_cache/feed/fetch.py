"""Fetches the feed when it changed, and imports it; whatever goes wrong, the edition in use stays."""

import asyncio
import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from kiosk.core.clock import Clock, SystemClock
from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal
from offline_cache.feed.address import checked
from offline_cache.feed.download import Download, Failed, Limits, Unchanged, Whole
from offline_cache.feed.memory import FOLDER, SET_ASIDE, Memory
from offline_cache.feed.part import PartFile
from offline_cache.importer import ImportReport, import_edition
from offline_cache.model import Edition
from offline_cache.store import ContentStore

Progress = Callable[[int, int], None]
Result = Literal["current", "updated", "refused", "unreachable"]
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_UNREACHABLE = frozenset({"content.feed-unreachable", "content.feed-cut", "content.feed-missing"})


@dataclass(frozen=True)
class FetchReport:
    """What came of one check of the feed. `edition` is the date of the one in use afterwards.

    `error` is a key of the error list, `detail` says more in French; `bytes` came over the network.
    """

    outcome: Result
    edition: str
    error: str | None
    detail: str
    bytes: int
    ms: int


@dataclass(frozen=True)
class _Verdict:
    outcome: Result
    error: str | None = None
    detail: str = ""
    bytes: int = 0


def fetch_edition(
    address: str,
    store: Path,
    progress: Progress,
    *,
    force: bool = False,
    clock: Clock | None = None,
    limits: Limits | None = None,
) -> FetchReport:
    """Bring the store up to what `address` offers. `force` also takes an older or a smaller edition.

    A part cut off stays in `STORE/feed` and is gone on with. One check at a time.
    """
    now = clock or SystemClock()
    started = now.monotonic()
    try:
        with _alone(store):
            verdict = _Check(address, store, progress, now, limits or Limits(), force).run()
    except UserFacingError as error:
        verdict = _failed(Failed(error.key, error.detail))
    except OSError as error:
        told = refusal(error, store)
        verdict = _failed(Failed(told.key, told.detail))
    ms = round((now.monotonic() - started) * 1000)
    date = (edition := edition_of(store, now)) and edition.date
    return FetchReport(verdict.outcome, date or "", verdict.error, verdict.detail, verdict.bytes, ms)


def edition_of(store: Path, clock: Clock) -> Edition | None:
    """The edition in use, if it opens."""
    opened = ContentStore.open(store, clock)
    if not isinstance(opened, ContentStore):
        return None
    edition = opened.edition
    opened.close()
    return edition


def _failed(failed: Failed) -> _Verdict:
    outcome: Result = "unreachable" if failed.key in _UNREACHABLE else "refused"
    return _Verdict(outcome, failed.key, failed.why, failed.fetched)


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    folder = store / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserFacingError("content.fetch-running", str(store)) from None
        yield


@dataclass(frozen=True)
class _Check:
    address: str
    store: Path
    progress: Progress
    clock: Clock
    limits: Limits
    force: bool

    def run(self) -> _Verdict:
        url = str(checked(self.address))
        known = None if self.force else Memory.load(self.store).standing(self.store, url)
        part = PartFile(self.store / FOLDER / "edition.zip")
        download = Download(checked(self.address), part, _ZIP, self.limits, self.progress)
        match asyncio.run(download.run(known.validators if known else None)):
            case Unchanged() if known is not None:
                return _again(known, 0)
            case Unchanged():
                raise AssertionError("a server was asked for no condition")
            case Failed() as failed:
                return _failed(failed)
            case Whole() as whole:
                return self._judge(whole, url, known)

    def _judge(self, whole: Whole, url: str, known: Memory | None) -> _Verdict:
        with whole.path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if known is not None and known.sha256 == sha256:
            # A server that names no versions, or named the same one anew.
            if known.key != SET_ASIDE:
                named = whole.validators
                replace(known, etag=named.etag, modified=named.modified).save(self.store)
            whole.path.unlink()
            return _again(known, whole.fetched)
        try:
            self._take(whole.path)
        except UserFacingError as error:
            if error.key.startswith("content."):
                why = error.detail
                Memory.judged(self.store, url, whole.validators, sha256, error.key, why).save(self.store)
            whole.path.unlink()  # on a full disk above all
            return _Verdict("refused", error.key, error.detail, whole.fetched)
        Memory.judged(self.store, url, whole.validators, sha256).save(self.store)
        whole.path.unlink()
        return _Verdict("updated", bytes=whole.fetched)

    def _take(self, archive: Path) -> None:
        before = edition_of(self.store, self.clock)

        def accept(report: ImportReport) -> None:
            if not self.force:
                compare(before, report)

        import_edition(archive, self.store, progress=self.progress, clock=self.clock, accept=accept)


def _again(memory: Memory, fetched: int) -> _Verdict:
    if memory.key:
        return _Verdict("refused", memory.key, memory.why, fetched)
    return _Verdict("current", bytes=fetched)


def compare(before: Edition | None, fresh: ImportReport) -> None:
    """What a feed may put in the place of an edition: one as recent, and not half of one.

    Raises:
        UserFacingError: `content.edition-rolled-back` or `content.edition-shrunken`.
    """
    if before is None or before.sample:
        return
    if fresh.date < before.date:
        told = f"édition du {fresh.date or 'date inconnue'}, celle en place est du {before.date}"
        raise UserFacingError("content.edition-rolled-back", told)
    if fresh.sheets * 2 < before.sheets:
        told = f"{fresh.sheets} fiches, celle en place en a {before.sheets}"
        raise UserFacingError("content.edition-shrunken", told)
