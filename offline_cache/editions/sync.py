"""One synchronisation: ask what is newest, fetch what changed, build beside, check, swap; or say why not.

Whatever goes wrong, the edition in use stays, and what was fetched is there for the next run.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kiosk.core.clock import Clock, SystemClock, rfc3339
from kiosk.core.durable import put_synced
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog, Value
from kiosk.core.ids import new_id
from kiosk.core.system import refusal
from offline_cache import schema
from offline_cache.editions.attachments import INSTALLERS, Installers
from offline_cache.editions.build import Plan, build
from offline_cache.editions.held import FETCHED, PARTIAL, SYNC, Base, Held, base_of
from offline_cache.editions.keys import read_root
from offline_cache.editions.limits import WebLimits
from offline_cache.editions.manifest import Manifest, apply_delta, decode, digest, encode
from offline_cache.editions.pieces import Progress, fetch, missing
from offline_cache.editions.trust import SignedEdition, newest_signed, read_signed
from offline_cache.editions.web import Web
from offline_cache.importer.swap import alone, in_use, swap, sync
from offline_cache.mending import check_previous

Result = Literal["current", "updated", "refused", "unreachable"]
_UNREACHABLE = frozenset({"content.server-unreachable", "content.server-slow"})
_REFUSED = "refused.json"


@dataclass(frozen=True)
class Outcome:
    """What came of it. `edition` is the date of the one in use now, `expires` RFC 3339 or empty."""

    outcome: Result
    edition: str = ""
    error: str | None = None
    detail: str = ""
    bytes: int = 0
    objects: int = 0
    ms: int = 0
    expires: str = ""

    @property
    def well(self) -> bool:
        """Whether the kiosk has what is newest."""
        return self.outcome in ("current", "updated")


@dataclass(frozen=True)
class Source:
    """Where editions come from, and the root that vouches for them."""

    url: str
    root: bytes
    limits: WebLimits = field(default_factory=WebLimits)


@dataclass
class _Done:
    """What was done so far, for the outcome."""

    bytes: int = 0
    objects: int = 0
    expires: str = ""


def sync_edition(
    source: Source,
    store: Path,
    progress: Progress,
    log: EventLog,
    *,
    installers: Installers | None = None,
    clock: Clock | None = None,
) -> Outcome:
    """Bring the store up to what is published. Expected trouble is an outcome; one event tells each."""
    now = clock or SystemClock()
    begun = now.monotonic()
    done = _Done()
    _say(log, "content.sync-init")
    run = _Run(source, store, progress, INSTALLERS if installers is None else installers, now, done)
    error = None
    try:
        with _troubles(store):
            result, detail = run.go()
    except UserFacingError as trouble:
        error, detail = trouble.key, trouble.detail
        result = "unreachable" if error in _UNREACHABLE else "refused"
    base = base_of(store)
    edition = base.meta.get("date", "") if base else ""
    ms = round((now.monotonic() - begun) * 1000)
    counts: dict[str, Value] = {"edition": edition, "objects": done.objects, "bytes": done.bytes, "ms": ms}
    if error is None:
        _say(log, "content.sync-complete", outcome=result, **counts)
    else:
        _say(log, "content.sync-refused", key=error, **counts)
    return Outcome(result, edition, error, detail, done.bytes, done.objects, ms, done.expires)


def _say(log: EventLog, event: str, **fields: Value) -> None:
    """Log it if there is room: on a full disk the outcome must still be told."""
    with suppress(OSError):
        log.emit(event, **fields)


@dataclass
class _Run:
    source: Source
    store: Path
    progress: Progress
    installers: Installers
    clock: Clock
    done: _Done

    def go(self) -> tuple[Result, str]:
        """The whole of it; returns the result and a detail in French."""
        read_root(self.source.root, "root.json")
        folder = self.store / SYNC
        folder.mkdir(parents=True, exist_ok=True)
        with (
            alone(self.store),
            Web(self.source.url, self.source.limits) as web,
            closing(Held(self.store)) as held,
        ):
            _tidy(self.store)
            try:
                return self._go(web, held)
            finally:
                self.done.bytes = web.received

    def _go(self, web: Web, held: Held) -> tuple[Result, str]:
        base = base_of(self.store)
        known = base.known_as if base else ""
        signed = newest_signed(web, self.store / SYNC, self.source.root, known, self.clock.now())
        self.done.expires = rfc3339(signed.expires)
        target = signed.manifest.sha256
        if base is not None and target == base.meta.get("manifest"):
            return "current", ""
        if target == refused_edition(self.store):
            return "current", "l'édition publiée a été refusée ici (« content back ») : on attend la suivante"
        manifest, data = _manifest(web, signed, base)
        self._gather(web, held, manifest, suspects=base is None or not base.patchable)
        facts = {
            "date": manifest.date,
            "source": manifest.source,
            "sample": "1" if manifest.sample else "0",
            "imported_at": rfc3339(self.clock.now()),
            "manifest": target,
        }
        how = self._build(Plan(manifest, data, facts), base, held, web)
        return "updated", how

    def _gather(self, web: Web, held: Held, manifest: Manifest, *, suspects: bool) -> None:
        wanted = missing(manifest, held, suspects)
        self.progress(0, len(wanted))

        def count(done: int, total: int) -> None:
            self.done.objects += 1
            self.progress(done, total)

        fetch(web, wanted, held, self.source.limits.together, count)

    def _build(self, plan: Plan, base: Base | None, held: Held, web: Web) -> str:
        fresh = self.store / f"edition-{new_id()}"
        fresh.mkdir()
        try:
            try:
                patched = build(plan, base, held, fresh, self.installers)
            except UserFacingError as error:
                if error.key != "content.file-damaged":
                    raise
                # A sheet at hand had turned bad: look at all of them, and fetch it.
                shutil.rmtree(fresh)
                fresh.mkdir()
                self._gather(web, held, plan.manifest, suspects=True)
                patched = build(plan, None, held, fresh, self.installers)
            sync(fresh)
            swap(self.store, fresh)
        finally:
            if in_use(self.store) != fresh.name:
                shutil.rmtree(fresh, ignore_errors=True)
        for name in (FETCHED, PARTIAL):
            shutil.rmtree(self.store / SYNC / name, ignore_errors=True)
        with suppress(FileNotFoundError):
            (self.store / SYNC / _REFUSED).unlink()
        return "mise à jour par différence" if patched else "reconstruite en entier"


def _manifest(web: Web, signed: SignedEdition, base: Base | None) -> tuple[Manifest, bytes]:
    """The newest manifest and its bytes: by a delta from the one at hand, else whole."""
    if signed.delta is not None and base is not None and base.manifest is not None:
        with suppress(UserFacingError):
            manifest = apply_delta(base.manifest, read_signed(web, signed.delta))
            data = encode(manifest)
            if digest(data) == signed.manifest.sha256:
                return manifest, data
    data = read_signed(web, signed.manifest)
    return decode(data), data


def go_back(store: Path, log: EventLog) -> Outcome:
    """Exchange the edition in use and the one before, and remember not to take the other again.

    Asked again, it undoes itself. A fetch of the feed that finds its last edition in the second place knows that it
    was set aside; a sync has a note.

    Raises:
        UserFacingError: `content.previous-missing`, or `content.store-busy`.
    """
    with _troubles(store):
        folder = store / SYNC
        folder.mkdir(parents=True, exist_ok=True)
        with alone(store):
            check_previous(store)
            base = base_of(store)
            # First the note: after a power cut between the two a sync stays on the edition in use.
            if base is not None and "manifest" in base.meta:
                note = {"manifest": base.meta["manifest"], "date": base.meta.get("date", "")}
                put_synced(folder / _REFUSED, json.dumps(note).encode())
            swap(store, (store / schema.PREVIOUS).resolve())
    now = base_of(store)
    edition = now.meta.get("date", "") if now else ""
    _say(log, "content.back-complete", edition=edition)
    return Outcome("updated", edition, detail="édition précédente remise en service")


def refused_edition(store: Path) -> str:
    """The hash of the manifest that must not be taken again; empty when there is none."""
    try:
        note = json.loads((store / SYNC / _REFUSED).read_bytes())
    except (OSError, ValueError):
        return ""
    return str(note.get("manifest", "")) if isinstance(note, dict) else ""


def _tidy(store: Path) -> None:
    """Take away what a run that was killed left."""
    kept = {
        str(path.readlink())
        for path in store.iterdir()
        if path.is_symlink() and not path.name.startswith(".")
    }
    for path in (*store.glob("edition-*"), *store.glob(".current.*"), *store.glob(".previous.*")):
        if path.is_symlink():
            path.unlink(missing_ok=True)
        elif path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _troubles(store: Path) -> Iterator[None]:
    """What the system and the database refuse, as a person is told."""
    try:
        yield
    except OSError as error:
        raise refusal(error, error.filename or store) from error
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
        raise UserFacingError("host.disk-full" if full else "content.store-damaged", str(error)) from error
