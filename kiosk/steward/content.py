"""The content of this kiosk: checked daily, fallen back on when damaged, and said on the maintenance page."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from kiosk.core.clock import Clock, rfc3339
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from kiosk.core.system import reason, refusal
from kiosk.steward.content_check import Progress, Result
from kiosk.steward.content_hours import Hours, Past, due
from kiosk.steward.ports import Keep, Say
from session.protocol.content import ContentState

TICK_S = 2.0


class Check(Protocol):
    """A check that can be stopped; it goes on where it was the next time."""

    async def run(self, progress: Progress) -> Result:
        """Check now."""

    def stop(self) -> None:
        """Leave it."""


@dataclass(frozen=True)
class Held:
    """What the store holds. `key` is an error's, when nothing usable is there."""

    key: str | None = None
    edition: str = ""
    sheets: int = 0
    sample: bool = False
    age_days: int = 0
    old: bool = False
    previous: str | None = None
    lost_forms: int = 0
    folder: str = ""


@dataclass(frozen=True)
class Fallen:
    """A damaged edition that was replaced: what was wrong; `by` empty when nothing could replace it."""

    why: str
    by: str


class Shelf(Protocol):
    """The store, as the steward handles it. Calls take up to a second: from a thread."""

    def name(self) -> str:
        """The name of the folder in use, at once."""

    def look(self) -> Held:
        """What is in use."""

    def mend(self) -> Fallen | None:
        """Read every sheet; fall back when one is damaged."""

    def go_back(self) -> None:
        """Exchange the edition in use and the one before."""


class ContentKeeper:
    """Decides when to check, runs one check at a time, and tells what came of it."""

    def __init__(
        self,
        source: str,
        hours: Hours,
        check: Check | None,
        shelf: Shelf,
        keep: Keep,
        screen: Say,
        clock: Clock,
        events: EventLog,
        share: float,
    ) -> None:
        """`check` None: content is brought by hand. `share` (0..1) spreads kiosks over the hours."""
        self._source, self._hours, self._check, self._share = source, hours, check, share
        self._shelf, self._keep, self._screen = shelf, keep, screen
        self._clock, self._events = clock, events
        self._kept = keep.load()
        self._up_since = clock.monotonic()
        self._running: asyncio.Task[None] | None = None
        self._put_off = False
        self._progress = (0, 0)
        self._lock = asyncio.Lock()
        self.held = Held("content.store-missing")
        self.quiet: Callable[[], bool] = lambda: True
        """Nobody is at the screen."""
        self.in_call: Callable[[], bool] = lambda: False
        self.changed: Callable[[], None] = lambda: None
        """Another edition is in use: the next screens open it."""
        self.told: Callable[[], None] = lambda: None
        """Something of `faults` may be new."""

    # ---- what is known

    @property
    def faults(self) -> list[str]:
        """Keys for whoever looks after the kiosk: they close nothing."""
        held = self.held
        found = [
            "content.edition-mended" if self._text("mended") else None,
            self._text("key") or None if self._text("outcome") == "refused" else None,
            "content.edition-old" if held.old else None,
            "content.forms-lost" if held.lost_forms else None,
        ]
        return [key for key in found if key]

    def state(self) -> ContentState:
        """For the maintenance page."""
        held, (done, total) = self.held, self._progress
        return ContentState.model_validate(
            {
                "source": self._source,
                "edition": held.edition,
                "installed": held.key is None,
                "sheets": held.sheets,
                "sample": held.sample,
                "age_days": held.age_days,
                "old": held.old,
                "previous": held.previous,
                "lost_forms": held.lost_forms,
                "checking": self._running is not None,
                "done": done,
                "total": total,
                "checked_at": self._text("tried"),
                "outcome": self._text("outcome"),
                "key": self._text("key") or None,
                "detail": self._text("detail"),
                "mended": self._text("mended"),
            }
        )

    def tell(self) -> None:
        """Show it to who looks."""
        self._screen(self.state())

    # ---- orders of the technician

    def ask(self) -> None:
        """« Vérifier maintenant »."""
        self._start("technician")

    def look_again(self) -> None:
        """Something failed that may have read a damaged sheet."""
        if self._running is None:
            self._run(self.inspect)

    def back(self) -> None:
        """« Revenir à l'édition précédente »."""
        if self._running is None:
            self._run(self._go_back)

    # ---- life

    async def run(self) -> None:
        """For ever."""
        while True:
            await asyncio.sleep(TICK_S)
            self.tick()

    def tick(self) -> None:
        """Start a check that is due, and leave one that would disturb a call."""
        if self._running is not None:
            if self.in_call() and self._check is not None:
                self._put_off = True
                self._check.stop()
            return
        if self._shelf.name() != self.held.folder:  # somebody imported an edition by hand
            self._run(self._look)
            return
        up = self._clock.monotonic() - self._up_since
        past = Past(self._time("tried"), self._time("answered"))
        if self.quiet() and due(self._clock.now().astimezone(), past, self._hours, self._share, up):
            self._start("steward")

    async def idle(self) -> None:
        """Wait until nothing runs."""
        while self._running is not None:
            await self._running

    async def close(self) -> None:
        """Leave what runs."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def inspect(self) -> None:
        """Read the whole store, fall back if it is damaged, and note what it holds."""
        async with self._lock:
            try:
                fallen = await asyncio.to_thread(self._shelf.mend)
            except OSError as error:  # a disk that is full, or only readable by now
                fallen = Fallen(reason(error), "")
            if fallen is not None and (fallen.by or fallen.why != self._text("hopeless")):
                self._events.emit("content.mend-complete", why=fallen.why[:120], restored=bool(fallen.by))
                # The next check must not believe that all is as it was.
                news = {"mended": fallen.why[:190], "mended_by": fallen.by} if fallen.by else {}
                self._save(answered="", hopeless="" if fallen.by else fallen.why, **news)
            await self._look()

    # ---- inside

    def _start(self, asked: str) -> None:
        if self._check is not None and self._running is None and not self.in_call():
            self._put_off, self._progress = False, (0, 0)
            self._run(partial(self._checked, self._check, asked))

    def _run(self, work: Callable[[], Awaitable[None]]) -> None:
        self._running = asyncio.create_task(self._until_done(work))
        self.tell()

    async def _until_done(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        finally:
            self._running, self._progress = None, (0, 0)
            self.tell()
            self.told()

    async def _checked(self, check: Check, asked: str) -> None:
        await self.inspect()
        started = self._clock.monotonic()
        self._events.emit("content.check-init", source=self._source, asked=asked)
        result = await check.run(self._moved)
        if self._put_off:
            self._events.emit("content.check-put-off")
            return
        now = rfc3339(self._clock.now())
        answered = {} if result.outcome == "unreachable" else {"answered": now}
        self._save(tried=now, outcome=result.outcome, key=result.key or "", detail=result.detail, **answered)
        self._events.emit(
            "content.check-complete",
            outcome=result.outcome,
            error=result.key,
            edition=result.edition,
            bytes=result.bytes,
            ms=round((self._clock.monotonic() - started) * 1000),
        )
        await self._look()

    async def _go_back(self) -> None:
        try:
            await asyncio.to_thread(self._shelf.go_back)
        except (UserFacingError, OSError) as error:
            told = refusal(error) if isinstance(error, OSError) else error
            self._save(outcome="refused", key=told.key, detail=told.detail[:190])
            return
        self._save(outcome="", key="", detail="")
        await self._look()
        self._events.emit("content.back-complete", edition=self.held.edition)

    async def _look(self) -> None:
        before, self.held = self.held, await asyncio.to_thread(self._shelf.look)
        if self._text("mended") and self.held.folder != self._text("mended_by"):
            self._save(mended="", mended_by="")
        self.told()
        if before.folder and before.folder != self.held.folder:
            self.changed()

    def _moved(self, done: int, total: int) -> None:
        self._progress = (done, total)
        self.tell()

    def _save(self, **news: str) -> None:
        self._kept = {**self._kept, **news}
        with contextlib.suppress(OSError):  # on a full disk it is shown all the same, and lost with a restart
            self._keep.save(self._kept)

    def _text(self, name: str) -> str:
        value = self._kept.get(name, "")
        return value if isinstance(value, str) else ""

    def _time(self, name: str) -> datetime | None:
        try:
            found = datetime.fromisoformat(self._text(name))
        except ValueError:
            return None
        return found.astimezone() if found.tzinfo else None
