"""Print jobs: made in confinement, followed to their end, kept apart from the visit they outlive."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from devices.printer.ports import PLAIN, JobState, Printer, PrintOptions
from kiosk.confine.limits import Refused
from kiosk.core.events import EventLog
from kiosk.documents.sheets import SHEET, Sheet
from kiosk.documents.vault import Draft, StoredDocument, Vault, open_plain
from kiosk.documents.workshop import Workshop, hindered
from kiosk.steward.laying import PLAINLY, Laying
from kiosk.steward.ports import Say
from kiosk.steward.tickets import Tickets
from session.protocol.printing import (
    PrintAnswer,
    PrintCancel,
    PrintChoice,
    PrintDocument,
    PrintForm,
    PrintPage,
    PrintSheet,
    PrintState,
)

SETTLE_S = 60.0
"""Goodbye waits this long for running sheets, then cancels."""


Make = Callable[[Vault], Awaitable[StoredDocument | Refused]]


@dataclass(eq=False)
class Job:
    """One sheet or document on its way to paper, made in a small vault of its own.

    `name` is what the printer knows it by; `sheet` is the finished PDF, out of reach of any visit.
    """

    id: str
    kind: str
    vault: Vault
    make: Make
    name: str = ""
    ticket: Sheet | None = None
    choice: PrintChoice | None = None
    options: PrintOptions = PLAIN
    task: asyncio.Task[None] | None = None
    sheet: Path | None = None
    pages: int = 0
    sent: bool = False
    last: PrintState | None = None


class Jobs:
    """All jobs of the kiosk. Only jobs of the visit on stage are told to the screen."""

    def __init__(
        self,
        folder: Path,
        printing: Printer | None,
        workshop: Workshop,
        form_path: Callable[[str], Path | None],
        vault: Callable[[], Vault | None],
        screen: Say,
        fresh_name: Callable[[], str],
        events: EventLog,
        vault_at: Callable[[Path], Vault] = Vault,
        printed: Callable[[], None] = lambda: None,
        tickets: Tickets | None = None,
        foreign: Callable[[Path], bool] = lambda _pdf: False,
        laying: Laying = PLAINLY,
    ) -> None:
        """`foreign` tells the forms that are no publisher's: they are printed as page pictures only.

        `printing` is None when no printer is set; `folder` is on tmpfs, and so is its neighbour `sheets`.

        Sheets are made in `folder`, where visits have their hands, and kept for the printer beside it.
        """
        self._folder = folder
        self._printed = printed
        self._sheets = folder.with_name("sheets")
        self._vault_at = vault_at
        self._printing = printing
        self._tickets = tickets
        self._workshop = workshop
        self._foreign = foreign
        self._laying = laying
        self._form_path = form_path
        self._vault = vault
        self._screen = screen
        self._fresh_name = fresh_name
        self._events = events
        self._jobs: dict[str, Job] = {}
        self._settling: set[asyncio.Task[None]] = set()
        self._outliving: set[Job] = set()
        self._spool = asyncio.Lock()
        self._purge_owed = False

    # ---- orders

    def sheet(self, body: PrintSheet) -> None:
        """Compose and print a sheet of ours."""
        try:
            sheet = SHEET.validate_python(body.data)
        except ValidationError:
            self._screen(PrintState(job=body.job, state="failed", key="link.message-invalid"))
            return
        short = self._tickets is not None and self._tickets.takes(sheet)
        make: Make = lambda vault: self._workshop.compose(vault, sheet)  # noqa: E731 - as the others below
        self._start(body.job, body.kind, make, sheet if short else None)

    def form(self, body: PrintForm) -> None:
        """Fill and print a form."""
        pdf = self._form_path(body.sha256)
        if pdf is None:
            self._screen(PrintState(job=body.job, state="failed", key="content.sheet-missing"))
            return

        async def fill(vault: Vault) -> StoredDocument | Refused:
            # The town hall's own PDFs come from any office's computer: the print server never reads them.
            bring = self._workshop.rebuild if self._foreign(pdf) else self._workshop.render
            blank = await bring(vault, pdf)
            if isinstance(blank, Refused) or not body.values:
                return blank
            return await self._workshop.fill(vault, blank.document.id, body.values)

        self._start(body.job, "form", fill, choice=body.choice)

    def document(self, body: PrintDocument) -> None:
        """Print a document of the vault; a copy, because the job may outlive the vault."""
        source = self._vault()
        try:
            stored = source.get(body.document) if source is not None else None
        except KeyError:
            stored = None
        if stored is None:
            self._screen(PrintState(job=body.job, state="failed", key="document.file-damaged"))
            return

        async def copy(vault: Vault) -> StoredDocument | Refused:
            await asyncio.to_thread(_copy_tree, stored.folder, vault)
            return vault.get(stored.document.id)

        self._start(body.job, "document", copy, choice=body.choice)

    def page(self, body: PrintPage) -> None:
        """Clean and print what a public site's page became; taken out of the visit's vault, the job may outlive it."""
        source = self._vault()
        draft = source.draft(body.document) if source is not None else None
        if source is None or draft is None:
            self._screen(PrintState(job=body.job, state="failed", key="document.file-damaged"))
            return

        async def clean(vault: Vault) -> StoredDocument | Refused:
            own = vault.begin(body.document)
            await asyncio.to_thread(_copy_file, draft.source, own)
            draft.discard()
            return await self._workshop.clean(own)

        self._start(body.job, "page", clean)

    def answer(self, body: PrintAnswer) -> None:
        """« Est-ce bien sorti ? » — print the same sheet again when asked."""
        job = self._jobs.get(body.job)
        self._events.emit("print.confirm-complete", job=body.job, came_out=body.came_out)
        if job is not None and body.again and (job.task is None or job.task.done()):
            job.name = self._fresh_name()
            job.task = asyncio.ensure_future(self._run(job))

    def cancel(self, body: PrintCancel) -> None:
        """The visitor no longer wants it."""
        job = self._jobs.get(body.job)
        if job is not None:
            self._settle_later(self._abort(job))

    async def finished(self, job_id: str) -> PrintState:
        """Wait for a job's end and say how it went.

        Raises:
            KeyError: there is no such job.
        """
        job = self._jobs[job_id]
        if job.task is not None:
            await asyncio.wait({job.task})
        return job.last or PrintState(job=job_id, state="failed", key="printer.job-failed")

    # ---- life

    def begin(self) -> None:
        """At start: nothing of a steward that was killed stays, in our folder or at the print server."""
        for left in self._folder.iterdir() if self._folder.is_dir() else ():
            self._vault_at(left).erase()
        shutil.rmtree(self._sheets, ignore_errors=True)
        self._settle_later(self.purge())

    def visit_over(self) -> None:
        """Let running sheets finish for 60 s, then cancel; nothing of them remains."""
        jobs, self._jobs = list(self._jobs.values()), {}
        self._outliving.update(jobs)
        for job in jobs:
            self._settle_later(self._settle(job))

    async def purge(self) -> None:
        """Erase what the print server still knows of sheets, unless one is on its way.

        The end of that one asks again; a server that does not answer is asked again when it is back.
        """
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            if folder.name not in {job.id for job in (*self._jobs.values(), *self._outliving)}:
                self._vault_at(folder).erase()  # a visit has its hands here, and may have made more than jobs
        if self._printing is None:
            return
        async with self._spool:
            if self._under_way():
                return
            left = await self._printing.purge()
            self._purge_owed = left != 0
        self._events.emit("print.purge-complete", left=left)

    @property
    def at_work(self) -> bool:
        """A sheet is being made or printed, of this visit or the last one; one that waits for paper counts."""
        jobs = (*self._jobs.values(), *self._outliving)
        return any(job.task is not None and not job.task.done() for job in jobs)

    def printer_moved(self) -> None:
        """The printer's state changed: a purge it could not do before may work now."""
        if self._purge_owed:
            self._settle_later(self.purge())

    async def close(self) -> None:
        """End everything now."""
        for job in self._jobs.values():
            await self._abort(job)
        for task in list(self._settling):
            task.cancel()
        await asyncio.gather(*self._settling, return_exceptions=True)

    # ---- inside

    def _start(
        self,
        job_id: str,
        kind: str,
        make: Make,
        ticket: Sheet | None = None,
        choice: PrintChoice | None = None,
    ) -> None:
        if job_id in self._jobs:
            return  # the same order twice prints once
        vault = self._vault_at(self._folder / job_id)
        job = Job(job_id, kind, vault, make, job_id, ticket, choice)
        self._jobs[job_id] = job
        self._events.emit("print.submit-init", job=job_id, kind=kind)
        try:
            vault.make()
        except OSError as error:
            self._news(job, PrintState(job=job.id, state="failed", key=hindered(error).key))
            return
        job.task = asyncio.ensure_future(self._run(job))

    async def _run(self, job: Job) -> None:
        self._news(job, PrintState(job=job.id, state="preparing"))
        if job.ticket is not None and self._tickets is not None:
            await self._run_ticket(job, job.ticket, self._tickets)
            return
        if job.sheet is None:
            sheet = await self._prepared(job)
            if isinstance(sheet, Refused):
                self._news(job, PrintState(job=job.id, state="failed", key=sheet.key))
                return
            job.sheet = sheet
        if self._printing is None:
            self._news(job, PrintState(job=job.id, state="failed", key="printer.device-offline"))
            return
        async with self._spool:  # a purge under way must not take this sheet with it
            job.sent = True
        async for news in self._printing.submit(job.name, job.sheet, job.options):
            self._news(job, _state(job.id, news, job.pages))
        self._told_end(job)

    async def _prepared(self, job: Job) -> Path | Refused:
        try:
            made = await self._make(job)
            if isinstance(made, Refused):
                return made
            job.pages = len(made.document.pages)
            return self._take(job, made)
        except OSError as error:
            return hindered(error)

    async def _make(self, job: Job) -> StoredDocument | Refused:
        """The finished document, with the pages and copies chosen; how to print it is noted."""
        made = await job.make(job.vault)
        if isinstance(made, Refused):
            return made
        laid, job.options = await self._laying.out(self._workshop, job.vault, made, job.choice)
        return laid

    async def _run_ticket(self, job: Job, sheet: Sheet, tickets: Tickets) -> None:
        made = await tickets.draw(job.vault, sheet)
        if isinstance(made, Refused):
            self._news(job, PrintState(job=job.id, state="failed", key=made.key))
            return
        async for state in tickets.print(job.id, job.name, made):
            self._news(job, state)
        self._told_end(job)

    def _told_end(self, job: Job) -> None:
        if job.last is not None:
            self._events.emit("print.complete", job=job.id, state=job.last.state)
            if job.last.state == "done":
                self._printed()

    def _take(self, job: Job, made: StoredDocument) -> Path:
        """Keep the finished sheet where no visit can reach it: it may wait for paper while the next one is here."""
        self._sheets.mkdir(mode=0o700, parents=True, exist_ok=True)
        sheet = self._sheets / f"{job.id}.pdf"
        with job.vault.hand():
            source = open_plain(made.pdf)
        with source, sheet.open("wb") as target:
            shutil.copyfileobj(source, target)
        job.vault.erase()
        return sheet

    def _news(self, job: Job, state: PrintState) -> None:
        if job.last is None or (job.last.state, job.last.key) != (state.state, state.key):
            self._events.emit("print.state-changed", job=job.id, state=state.state, reason=state.key)
        job.last = state
        if job.id in self._jobs:
            self._screen(state)

    async def _settle(self, job: Job) -> None:
        if job.task is not None:
            await asyncio.wait({job.task}, timeout=SETTLE_S)
        await self._abort(job)
        await asyncio.to_thread(self._forget, job)
        self._outliving.discard(job)
        await self.purge()

    @staticmethod
    def _forget(job: Job) -> None:
        job.vault.erase()
        if job.sheet is not None:
            job.sheet.unlink(missing_ok=True)

    async def _abort(self, job: Job) -> None:
        if job.task is None or job.task.done():
            return
        job.task.cancel()
        await asyncio.gather(job.task, return_exceptions=True)
        if self._printing is not None and job.sheet is not None:
            await self._printing.cancel(job.name)
        if self._tickets is not None and job.ticket is not None:
            await self._tickets.cancel(job.name)
        self._news(job, PrintState(job=job.id, state="canceled"))

    def _under_way(self) -> bool:
        jobs = (*self._jobs.values(), *self._outliving)
        return any(job.sent and job.task is not None and not job.task.done() for job in jobs)

    def _settle_later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)


def _copy_tree(source: Path, vault: Vault) -> None:
    with vault.hand():
        shutil.copytree(source, vault.folder / source.name)


def _copy_file(source: Path, target: Draft) -> None:
    with target.hand(), open_plain(source) as data, target.source.open("wb") as copy:
        shutil.copyfileobj(data, copy)


def _state(job: str, news: JobState, pages: int) -> PrintState:
    return PrintState(job=job, state=news.phase, key=news.trouble, pages=pages, page=news.pages)
