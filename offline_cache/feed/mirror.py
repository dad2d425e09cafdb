"""The PDF forms an edition names, brought beside it: one at a time from each server, resumed, conditional.

A publisher's tool. What it leaves is what `content import` and `content publish` take: PDFs named by the
form's id (`R1234.pdf`), and `formulaires.json`, which says of each what is known or why it is missing.
"""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from kiosk.core.clock import Clock, rfc3339
from kiosk.core.durable import fsync
from kiosk.core.errors import ERRORS, UserFacingError
from offline_cache import schema
from offline_cache.feed.address import checked
from offline_cache.feed.download import Download, Failed, Limits, Unchanged, Whole
from offline_cache.feed.part import PartFile, Validators, read_json, write_json
from offline_cache.importer.archive import MAX_MEMBER, Archive
from offline_cache.importer.convert import convert_one
from offline_cache.importer.forms import CountPages

NOTES = "formulaires.json"
_UNDER_WAY = ".en-cours"
HOSTS_AT_ONCE = 4
_PDF = (b"%PDF-",)
LIMITS = Limits(most=MAX_MEMBER, room=64 * 2**20, total_s=180.0, pauses=(2.0, 8.0))
TOO_MANY_ERRORS = 4
"""After so many in a row a server is left alone until the next time."""


@dataclass(frozen=True)
class Wanted:
    """A form to fetch."""

    id: str
    title: str
    number: str
    url: str


@dataclass(frozen=True)
class Kept:
    """What is known of one form's PDF. `key` is empty when it is here, whole; `at` is when it was looked at."""

    id: str
    title: str
    number: str
    url: str
    etag: str = ""
    modified: str = ""
    sha256: str = ""
    size: int = 0
    pages: int = 0
    key: str = ""
    why: str = ""
    at: str = ""


@dataclass(frozen=True)
class MirrorReport:
    """What came of a round: every form with its state, how many came now, and how many bytes."""

    forms: tuple[Kept, ...]
    fetched: int
    bytes: int

    @property
    def missing(self) -> tuple[Kept, ...]:
        """Those that could not be had; an earlier copy may still be there."""
        return tuple(form for form in self.forms if form.key)


def wanted_of_store(store: Path) -> list[Wanted]:
    """Every form of the edition in use that has an address.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    with closing(schema.open_read_only(store / schema.CURRENT / schema.DATABASE)) as connection:
        rows = connection.execute("SELECT id,title,number,url FROM form WHERE url<>'' ORDER BY id")
        return [Wanted(*row) for row in rows]


def wanted_of_archive(path: Path) -> list[Wanted]:
    """Every form of an edition's ZIP that has an address.

    Raises:
        UserFacingError: as an import would.
    """
    found: dict[str, Wanted] = {}
    with Archive(path) as archive:
        for name, data in archive.sheets():
            record = convert_one(name, data)
            for link in record.forms:
                if link.url and (link.id not in found or record.kind == "resource"):
                    found[link.id] = Wanted(link.id, link.title, link.number, link.url)
    return [found[key] for key in sorted(found)]


class Mirror:
    """One folder of PDFs and the round that refreshes it."""

    def __init__(
        self,
        folder: Path,
        count: CountPages,
        clock: Clock,
        progress: Callable[[int, int], None],
        *,
        limits: Limits = LIMITS,
        pause_s: float = 1.0,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`pause_s` between two requests to one server; `count` counts pages in a child with limits."""
        self._folder, self._count, self._clock, self._progress = folder, count, clock, progress
        self._limits, self._pause_s, self._pause = limits, pause_s, pause
        self._known: dict[str, Kept] = {}
        self._fetched = self._bytes = 0

    def run(self, wanted: Iterable[Wanted], deadline_s: float) -> MirrorReport:
        """Fetch what is new or changed; what is not reached before the deadline is said to be missing.

        Raises:
            OSError: the folder cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        forms = {form.id: form for form in wanted}
        self._known = {kept.id: kept for kept in self._load() if kept.id in forms}
        try:
            asyncio.run(self._round(list(forms.values()), deadline_s))
        finally:
            self._save()
        late = Failed("content.feed-unreachable", "pas atteint avant la fin du temps donné")
        for form in forms.values():
            if form.id not in self._known:
                self._note(form, late)
        self._save()
        return MirrorReport(tuple(self._known[key] for key in sorted(forms)), self._fetched, self._bytes)

    # ---- a round

    async def _round(self, forms: list[Wanted], deadline_s: float) -> None:
        by_host: dict[str, list[tuple[Wanted, httpx.URL]]] = defaultdict(list)
        done, total = 0, len(forms)
        for form in forms:
            try:
                url = checked(_secure(form.url))
            except UserFacingError as error:
                self._note(form, Failed(error.key, error.detail))
                done += 1
            else:
                by_host[url.host].append((form, url))
        places = asyncio.Semaphore(HOSTS_AT_ONCE)

        def one_more() -> None:
            nonlocal done
            done += 1
            self._progress(done, total)

        async def host(asked: list[tuple[Wanted, httpx.URL]]) -> None:
            async with places:
                await self._from_one_server(asked, one_more)

        try:
            async with asyncio.timeout(deadline_s), asyncio.TaskGroup() as group:
                for asked in by_host.values():
                    group.create_task(host(asked))
        except TimeoutError:
            return

    async def _from_one_server(
        self, asked: list[tuple[Wanted, httpx.URL]], one_more: Callable[[], None]
    ) -> None:
        errors = 0
        for number, (form, url) in enumerate(asked):
            if errors >= TOO_MANY_ERRORS:
                self._note(
                    form, Failed("content.feed-unreachable", f"{url.host} : laissé jusqu'à la prochaine fois")
                )
            else:
                if number:
                    await self._pause(self._pause_s)
                failed = await self._one(form, url)
                errors = errors + 1 if failed and failed.key == "content.feed-unreachable" else 0
            one_more()

    async def _one(self, form: Wanted, url: httpx.URL) -> Failed | None:
        path = self._folder / f"{form.id}.pdf"
        before = self._known.get(form.id)
        same = (
            before is not None and before.url == form.url and before.sha256 and _sha256(path) == before.sha256
        )
        known = Validators(before.etag, before.modified) if before and same else None
        part = PartFile(self._folder / _UNDER_WAY / path.name)
        answer = await Download(url, part, _PDF, self._limits, lambda _d, _t: None, self._pause).run(known)
        match answer:
            case Unchanged():
                self._known[form.id] = Kept(
                    **{**asdict(before or Kept(**asdict(form))), "at": self._now(), "key": "", "why": ""}
                )
                return None
            case Failed():
                self._bytes += answer.fetched
                self._note(form, answer)
                return answer
            case Whole():
                self._bytes += answer.fetched
                return await self._judge(form, answer)

    async def _judge(self, form: Wanted, whole: Whole) -> Failed | None:
        data = whole.path.read_bytes()
        pages = await asyncio.to_thread(self._count, data)
        if isinstance(pages, str):
            whole.path.unlink()  # the copy before, if any, was not touched
            refused = Failed(pages, ERRORS[pages].cause)
            self._note(form, refused)
            return refused
        whole.path.replace(self._folder / whole.path.name)
        fsync(self._folder)
        self._fetched += 1
        sha256 = hashlib.sha256(data).hexdigest()
        named = whole.validators
        self._known[form.id] = Kept(
            **asdict(form), etag=named.etag, modified=named.modified, sha256=sha256, size=len(data), pages=pages,
            at=self._now(),
        )  # fmt: skip
        return None

    # ---- what is known

    def _note(self, form: Wanted, failed: Failed) -> None:
        """Missing this time: an earlier copy stays, and is said to be an earlier one."""
        before = self._known.get(form.id)
        kept = asdict(before) if before is not None and before.url == form.url else asdict(form)
        self._known[form.id] = Kept(**{**kept, "key": failed.key, "why": failed.why, "at": self._now()})

    def _now(self) -> str:
        return rfc3339(self._clock.now())

    def _load(self) -> Iterator[Kept]:
        rows = read_json(self._folder / NOTES).get("forms")
        for row in rows if isinstance(rows, list) else []:
            try:
                yield Kept(**row)
            except TypeError:
                continue

    def _save(self) -> None:
        rows = [asdict(self._known[key]) for key in sorted(self._known)]
        write_json(self._folder / NOTES, {"forms": rows})


def _secure(url: str) -> str:
    """Old sheets still say http where the server has long had a certificate."""
    here = url.startswith(("http://127.0.0.1", "http://localhost", "http://[::1]"))
    return url if here or not url.startswith("http://") else f"https://{url.removeprefix('http://')}"


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def told(report: MirrorReport) -> list[str]:
    """What could not be had, a sentence a line, the commonest reason first."""
    reasons: dict[str, list[Kept]] = defaultdict(list)
    for form in report.missing:
        reasons[form.key].append(form)
    here = sum(1 for form in report.forms if form.sha256)
    lines = [f"{here} formulaires sur {len(report.forms)}, {report.fetched} reçus cette fois"]
    for key, forms in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
        lines.append(f"{ERRORS[key].cause} ({ERRORS[key].code}) : {len(forms)}")
        lines += [f"  {f.id} n° {f.number or '—'} {f.title[:60]} : {f.why or f.url}" for f in forms]
    return lines
