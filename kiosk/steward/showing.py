"""What a call has shown live, and the stamps that rest on it: the expert attests an original, the kiosk seals it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.confine.limits import Refused
from kiosk.core.clock import Clock, french_date
from kiosk.core.events import EventLog
from kiosk.documents.seal import SealKey
from kiosk.documents.stamped import StampOrder
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.calls import CallDesk
from kiosk.steward.failing import failed
from kiosk.steward.media import MediaHouse
from kiosk.steward.papers import BROKEN, Papers
from kiosk.steward.ports import Say
from session.protocol.envelope import Envelope
from session.protocol.showing import SEEN_S, ShowingLive, ShowingNews, StampAsk, StampNews, StampUndo


@dataclass
class _Shown:
    """Of one call: how long a paper was shown live, since when it is, and what was stamped (original to copy)."""

    call: str
    seen_s: float = 0.0
    since: float | None = None
    news: ShowingNews = field(default_factory=lambda: ShowingNews(live=False))
    stamped: dict[str, str] = field(default_factory=dict)
    stamping: set[str] = field(default_factory=set)
    """Being stamped: asked once more, it is not begun once more."""


class ShowDesk:
    """Passes live pictures' news on, and stamps; one call at a time."""

    def __init__(
        self,
        workshop: Workshop,
        papers: Papers,
        seal: SealKey,
        vault: Callable[[], Vault | None],
        calls: CallDesk,
        media: MediaHouse,
        screen: Say,
        clock: Clock,
        events: EventLog,
    ) -> None:
        self._workshop = workshop
        self._papers = papers
        self._seal = seal
        self._vault = vault
        self._calls = calls
        self._media = media
        self._screen = screen
        self._clock = clock
        self._events = events
        self._shown = _Shown("")
        self._tasks: set[asyncio.Task[None]] = set()

    # ---- live

    def live(self, message: Envelope, body: ShowingLive) -> None:
        """The visitor's touch, from the screen; without a call there is nobody to show anything to."""
        if not body.active or self._of_this_call() is not None:
            self._media.say(body, call=message.call, gen=message.gen)

    def told(self, body: ShowingNews) -> None:
        """The media process begins to send the paper, goes on, or sends the face again."""
        shown = self._of_this_call()
        if shown is None:
            return
        now = self._clock.monotonic()
        if body.live and shown.since is None:
            shown.since = now
            self._events.emit("paper.live-init", purpose=body.purpose)
        elif not body.live and shown.since is not None:
            if body.purpose == "paper":
                shown.seen_s += now - shown.since
            taken = round((now - shown.since) * 1000, 1)
            shown.since = None
            self._events.emit("paper.live-complete", purpose=body.purpose, reason=body.ended, ms=taken)
        shown.news = body
        news = body.model_copy(update={"seen": self._seen(shown)})
        self._screen(news)
        self._media.say(news)

    def media_lost(self) -> None:
        """The process that showed it is gone; its successor shows the face until the visitor touches again."""
        shown = self._shown
        if shown.since is not None:
            self.told(ShowingNews(live=False, purpose=shown.news.purpose, ended="link"))

    def _of_this_call(self) -> _Shown | None:
        call = self._calls.call
        if call is None:
            return None
        if self._shown.call != call:
            self._shown = _Shown(call)
        return self._shown

    def _seen(self, shown: _Shown) -> bool:
        now = 0.0
        if shown.since is not None and shown.news.purpose == "paper":
            now = self._clock.monotonic() - shown.since
        return shown.seen_s + now >= SEEN_S

    # ---- stamps

    def stamp(self, message: Envelope, body: StampAsk) -> None:
        """The expert attests to have seen the original."""
        if self._media.heard_first(message):
            self._later(self._stamp(body), body)

    def undo(self, message: Envelope, body: StampUndo) -> None:
        """The expert takes it back; the copy that carries it is gone from the kiosk."""
        shown, vault = self._of_this_call(), self._vault()
        if shown is None or vault is None or not self._media.heard_first(message):
            return
        original = next((one for one, copy in shown.stamped.items() if copy == body.document), None)
        if original is None:
            return
        del shown.stamped[original]
        vault.remove(body.document)
        self._events.emit("stamp.undo-complete", document=original)
        self._tell(StampNews(document=original, state="undone", stamped=body.document))

    async def end(self) -> None:
        """The visit is over."""
        self._shown = _Shown("")
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _stamp(self, body: StampAsk) -> None:
        started = self._clock.monotonic()
        shown, vault = self._of_this_call(), self._vault()
        if shown is None or vault is None or body.document in {*shown.stamped, *shown.stamping}:
            return
        if not self._seen(shown):
            self._fail(body, "stamp.original-unseen")
            return
        if not self._papers.shared(body.document) or not _suited(vault, body.document):
            self._fail(body, "stamp.paper-unsuited")
            return
        order = StampOrder(
            page=body.page, when=_when(self._clock.now()), administration=self._calls.administration
        )
        shown.stamping.add(body.document)
        try:
            made = await self._workshop.stamp(vault, body.document, order, self._seal)
        finally:
            shown.stamping.discard(body.document)
        mine = shown is self._of_this_call()
        if isinstance(made, Refused):
            if mine:
                self._fail(body, made.key)
            return
        if not mine or body.document in shown.stamped:
            vault.remove(made.document.id)
            return
        self._stamped(shown, body, made, started)

    def _stamped(self, shown: _Shown, body: StampAsk, made: StoredDocument, started: float) -> None:
        copy = made.document.id
        shown.stamped[body.document] = copy
        taken = round((self._clock.monotonic() - started) * 1000, 1)
        self._events.emit("stamp.complete", document=body.document, ms=taken)
        name = f"{self._papers.name_of(body.document)} - original vu"
        self._papers.tell(made, name)
        self._papers.share(copy, name)
        self._tell(StampNews(document=body.document, state="stamped", stamped=copy))

    def _fail(self, body: StampAsk, key: str) -> None:
        self._media.say(StampNews(document=body.document, state="failed", key=key))

    def _tell(self, news: StampNews) -> None:
        self._screen(news)
        self._media.say(news)

    def _later(self, work: Coroutine[Any, Any, None], body: StampAsk) -> None:
        shown = self._of_this_call()

        def over(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            if failed(task, self._events) and shown is self._of_this_call():
                self._fail(body, BROKEN)

        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(over)


def _suited(vault: Vault, document: str) -> bool:
    """A paper of the visitor's own, that nobody has signed."""
    try:
        stored = vault.get(document).document
    except KeyError:
        return False
    return stored.kind == "scanned" and not stored.signed


def _when(moment: datetime) -> str:
    local = moment.astimezone()
    return f"Le {french_date(moment)} à {local.hour} h {local.minute:02d}"
