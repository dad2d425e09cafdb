"""Scans of the visit: pages read by the scanner's child, straightened in confinement, told as they come."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field

from devices.scanner.ports import PAGE_DPI, PREVIEW_DPI, Ended, Order, PageRead, Reading, Scanner
from kiosk.confine.limits import Refused
from kiosk.core.clock import Clock
from kiosk.core.events import EventLog
from kiosk.documents.vault import Draft, StoredDocument, Vault
from kiosk.documents.workshop import Workshop, hindered
from kiosk.steward.papers import Papers
from kiosk.steward.ports import Say
from session.protocol.local import DocumentFailed
from session.protocol.scanning import (
    ScanBind,
    ScanForget,
    ScanPage,
    ScanSend,
    ScanStart,
    ScanState,
    ScanStop,
)


@dataclass(eq=False)
class _Run:
    """One scan under way, its pages in a draft of the visit's vault that is cleared at its end."""

    order: ScanStart
    vault: Vault
    draft: Draft
    began: float
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    read: "asyncio.Queue[PageRead | None]" = field(default_factory=asyncio.Queue)
    pages: int = 0
    blank: int = 0
    key: str | None = None

    @property
    def dpi(self) -> int:
        return PREVIEW_DPI if self.order.preview else PAGE_DPI


class ScanDesk:
    """At most one scan at a time. Raw pictures never outlive their scan, pages never their visit."""

    def __init__(
        self,
        scanner: Scanner | None,
        workshop: Workshop,
        papers: Papers,
        vault: Callable[[], Vault | None],
        screen: Say,
        clock: Clock,
        events: EventLog,
    ) -> None:
        """`scanner` is None when none is set."""
        self._scanner = scanner
        self._workshop = workshop
        self._papers = papers
        self._vault = vault
        self._screen = screen
        self._clock = clock
        self._events = events
        self._run: _Run | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """A scan is under way."""
        return self._run is not None

    def start(self, body: ScanStart) -> None:
        """Begin; a second scan waits for the first to be over."""
        vault = self._vault()
        if self._scanner is None or vault is None or self._run is not None:
            key = "scanner.device-busy" if self._run is not None else "scanner.device-lost"
            self._screen(ScanState(scan=body.scan, ended=True, key=key))
            return
        try:
            draft = vault.begin()
        except OSError as error:
            self._screen(ScanState(scan=body.scan, ended=True, key=hindered(error).key))
            return
        self._run = _Run(body, vault, draft, self._clock.monotonic())
        self._later(self._scan(self._scanner, self._run))

    def stop(self, body: ScanStop) -> None:
        """No further page."""
        if self._run is not None and self._run.order.scan == body.scan:
            self._run.stop.set()

    def forget(self, body: ScanForget) -> None:
        """Remove pages the visitor does not want."""
        vault = self._vault()
        for page in body.pages if vault is not None else ():
            if vault is not None:
                vault.remove(page)

    def bind(self, body: ScanBind) -> None:
        """One document of several pages."""
        self._later(self._bind(body))

    def send(self, body: ScanSend) -> None:
        """Show it to the expert, as the visitor agreed."""
        self._papers.share(body.document, body.name, body.signs)

    async def end(self) -> None:
        """The visit is over: nothing is read any more, and no child works for it."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # ---- one scan

    async def _scan(self, scanner: Scanner, run: _Run) -> None:
        self._events.emit("scan.read-init", source=run.order.source)
        straightening = asyncio.ensure_future(self._straighten_all(run))
        try:
            await self._read(scanner, run)
            run.read.put_nowait(None)
            await straightening
        finally:
            straightening.cancel()
            await asyncio.gather(straightening, return_exceptions=True)
            run.draft.discard()
            self._run = None
        taken = round((self._clock.monotonic() - run.began) * 1000, 1)
        self._events.emit("scan.read-complete", pages=run.pages, blank=run.blank, reason=run.key, ms=taken)
        self._tell(run, ended=True, page=max(run.pages, 1), share=1.0)

    async def _read(self, scanner: Scanner, run: _Run) -> None:
        order = Order(run.order.source, run.dpi)
        async with aclosing(scanner.scan(order, run.draft.folder, run.stop)) as news:
            async for step in news:
                match step:
                    case Reading(number=number, share=share):
                        self._tell(run, page=number, share=share)
                    case PageRead():
                        run.read.put_nowait(step)
                    case Ended(trouble=trouble):
                        run.key = trouble

    async def _straighten_all(self, run: _Run) -> None:
        """Page after page, while the next ones are read."""
        while (step := await run.read.get()) is not None:
            made = await self._workshop.straighten(run.vault, step.file, run.dpi)
            with run.vault.hand(), suppress(OSError):
                step.file.unlink()
            if isinstance(made, StoredDocument):
                run.pages += 1
                self._screen(_page(run, made))
            elif made.key == "scanner.page-blank" and run.order.source != "glass":
                run.blank += 1
            else:
                run.key = run.key or made.key

    def _tell(self, run: _Run, *, page: int, share: float, ended: bool = False) -> None:
        state = ScanState(
            scan=run.order.scan, ended=ended, page=page, share=share, blank=run.blank,
            key=run.key if ended else None,
        )  # fmt: skip
        self._screen(state)

    async def _bind(self, body: ScanBind) -> None:
        vault = self._vault()
        if vault is None:
            return
        try:
            made = await self._workshop.bind(vault, body.pages, body.document)
        except (KeyError, FileExistsError):
            made = Refused("document.file-damaged")
        if isinstance(made, Refused):
            self._screen(DocumentFailed(document=body.document, key=made.key))
            return
        self._events.emit("scan.bind-complete", pages=len(made.document.pages))
        self._papers.tell(made, body.name)

    def _later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _page(run: _Run, made: StoredDocument) -> ScanPage:
    page = made.document.pages[0]
    return ScanPage(
        scan=run.order.scan, page=made.document.id, width=page.pixels_wide, height=page.pixels_high,
        preview=run.order.preview,
    )  # fmt: skip
