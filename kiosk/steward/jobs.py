"""Print jobs: made in confinement, followed to their end, kept apart from the visit they outlive."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.core.events import EventLog
from kiosk.documents.vault import Vault
from kiosk.steward.ports import JobNews, Made, NotMade, Printing, Say, Workshop
from session.protocol.local import PrintAnswer, PrintCancel, PrintDocument, PrintForm, PrintSheet, PrintState
from session.protocol.shared import ErrorKey

SETTLE_S = 60.0
"""Goodbye waits this long for running sheets, then cancels."""


@dataclass(eq=False)
class Job:
    """One sheet or document on its way to paper. `name` is what the printer knows it by."""

    id: str
    kind: str
    folder: Path
    make: Callable[[Path], Awaitable[Made | NotMade]]
    name: str = ""
    task: asyncio.Task[None] | None = None
    sheet: Made | None = None
    last: PrintState | None = field(default=None)


class Jobs:
    """All jobs of the kiosk. Only jobs of the visit on stage are told to the screen."""

    def __init__(
        self,
        folder: Path,
        printing: Printing | None,
        workshop: Workshop,
        form_path: Callable[[str], Path | None],
        vault: Callable[[], Vault | None],
        screen: Say,
        fresh_name: Callable[[], str],
        events: EventLog,
    ) -> None:
        """`printing` is None when no printer is set; `folder` is on tmpfs."""
        self._folder = folder
        self._printing = printing
        self._workshop = workshop
        self._form_path = form_path
        self._vault = vault
        self._screen = screen
        self._fresh_name = fresh_name
        self._events = events
        self._jobs: dict[str, Job] = {}
        self._settling: set[asyncio.Task[None]] = set()

    # ---- orders

    def sheet(self, body: PrintSheet) -> None:
        """Compose and print a sheet of ours."""
        self._start(body.job, body.kind, lambda folder: self._workshop.compose(body.data, folder))

    def form(self, body: PrintForm) -> None:
        """Fill and print a form."""
        pdf = self._form_path(body.sha256)
        if pdf is None:
            self._tell(PrintState(job=body.job, state="failed", key="content.sheet-missing"))
            return
        self._start(body.job, "form", lambda folder: self._workshop.fill(pdf, body.values, folder))

    def document(self, body: PrintDocument) -> None:
        """Print a document of the vault; a copy, because the job may outlive the vault."""
        vault = self._vault()
        try:
            stored = vault.get(body.document) if vault is not None else None
        except KeyError:
            stored = None
        if stored is None:
            self._tell(PrintState(job=body.job, state="failed", key="document.file-damaged"))
            return

        async def copy(folder: Path) -> Made | NotMade:
            target = folder / "document.pdf"
            await asyncio.to_thread(shutil.copyfile, stored.pdf, target)
            return Made(target, len(stored.document.pages))

        self._start(body.job, "document", copy)

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

    # ---- life

    def visit_over(self) -> None:
        """Let running sheets finish for 60 s, then cancel; nothing of them remains."""
        jobs, self._jobs = list(self._jobs.values()), {}
        for job in jobs:
            self._settle_later(self._settle(job))

    async def close(self) -> None:
        """End everything now."""
        for job in self._jobs.values():
            await self._abort(job)
        for task in list(self._settling):
            task.cancel()
        await asyncio.gather(*self._settling, return_exceptions=True)

    # ---- inside

    def _start(self, job_id: str, kind: str, make: Callable[[Path], Awaitable[Made | NotMade]]) -> None:
        if job_id in self._jobs:
            return  # the same order twice prints once
        folder = self._folder / job_id
        folder.mkdir(mode=0o700, parents=True)
        job = Job(job_id, kind, folder, make, name=job_id)
        self._jobs[job_id] = job
        self._events.emit("print.submit-init", job=job_id, kind=kind)
        job.task = asyncio.ensure_future(self._run(job))

    async def _run(self, job: Job) -> None:
        self._news(job, PrintState(job=job.id, state="preparing"))
        if job.sheet is None:
            made = await job.make(job.folder)
            if isinstance(made, NotMade):
                self._news(job, PrintState(job=job.id, state="failed", key=made.key))
                return
            job.sheet = made
        if self._printing is None:
            self._news(job, PrintState(job=job.id, state="failed", key="printer.device-offline"))
            return
        async for news in self._printing.print_file(job.name, job.sheet.pdf):
            self._news(job, _state(job.id, news, job.sheet.pages))
        if job.last is not None:
            self._events.emit("print.complete", job=job.id, state=job.last.state)

    def _news(self, job: Job, state: PrintState) -> None:
        if job.last is None or (job.last.state, job.last.key) != (state.state, state.key):
            self._events.emit("print.state-changed", job=job.id, state=state.state, reason=state.key)
        job.last = state
        if job.id in self._jobs:
            self._tell(state)

    def _tell(self, state: PrintState) -> None:
        self._screen(state)

    async def _settle(self, job: Job) -> None:
        if job.task is not None:
            await asyncio.wait({job.task}, timeout=SETTLE_S)
        await self._abort(job)
        await asyncio.to_thread(shutil.rmtree, job.folder, ignore_errors=True)

    async def _abort(self, job: Job) -> None:
        if job.task is None or job.task.done():
            return
        job.task.cancel()
        await asyncio.gather(job.task, return_exceptions=True)
        if self._printing is not None and job.sheet is not None:
            await self._printing.cancel(job.name)
        self._news(job, PrintState(job=job.id, state="canceled"))

    def _settle_later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)


def _state(job: str, news: JobNews, pages: int) -> PrintState:
    key: ErrorKey | None = news.key
    return PrintState(job=job, state=news.phase, key=key, pages=pages, page=news.page)
