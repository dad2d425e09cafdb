"""Print jobs: printed once, followed, told only to the visit they belong to, gone afterwards."""

import asyncio
import errno
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, cast

import pytest

from devices.printer.ports import JobState, Printer, PrintOptions
from kiosk.confine.limits import Refused
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.model import Contents, Page
from kiosk.documents.sheets import TestSheet
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.jobs import Jobs
from session.protocol.printing import (
    PrintAnswer,
    PrintCancel,
    PrintDocument,
    PrintForm,
    PrintSheet,
    PrintState,
)
from tests.unit.steward.steward_doubles import Ear, FullDisk

DATA = TestSheet(town="Saint-Aubin").model_dump(mode="json")


class Paper:
    """A printer whose steps the test decides."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.asked: list[PrintOptions] = []
        self.cancelled: list[str] = []
        self.purges = 0
        self.left = 0
        self.steps: asyncio.Queue[JobState] = asyncio.Queue()

    async def submit(self, job: str, pdf: Path, options: PrintOptions) -> AsyncIterator[JobState]:
        assert pdf.is_file()
        self.asked.append(options)
        self.sent.append(job)
        while True:
            state = await self.steps.get()
            yield state
            if state.ended:
                return

    async def cancel(self, job: str) -> None:
        self.cancelled.append(job)

    async def purge(self) -> int:
        self.purges += 1
        return self.left


class Bench:
    """A workshop that writes one page at once, or refuses."""

    def __init__(self) -> None:
        self.refusal: str | None = None
        self.breaks: OSError | None = None

    async def compose(self, vault: Vault, _sheet: object) -> StoredDocument | Refused:
        if self.breaks:
            raise self.breaks
        if self.refusal:
            return Refused(self.refusal)
        draft = vault.begin()
        (draft.folder / "clean.pdf").write_bytes(b"%PDF-1.7")
        page = Page(width=595, height=842, pixels_wide=1190, pixels_high=1684)
        return draft.commit("checklist", Contents(pages=[page]))


class Room:
    """Jobs with everything around them."""

    def __init__(self, folder: Path, vault_at: Callable[[Path], Vault] = Vault) -> None:
        self.folder, self.screen, self.paper, self.bench = folder, Ear(), Paper(), Bench()
        self.jobs = Jobs(
            folder,
            cast("Printer", self.paper),
            cast("Workshop", self.bench),
            lambda _sha: None,
            lambda: None,
            self.screen,
            new_id,
            EventLog(None, "test"),
            vault_at,
        )

    def order(self) -> str:
        job = new_id()
        self.jobs.sheet(PrintSheet(job=job, kind="checklist", data=DATA))
        return job

    def states(self) -> list[str]:
        return [body.state for body in self.screen.bodies if isinstance(body, PrintState)]

    async def until(self, *states: str) -> None:
        async with asyncio.timeout(60):
            while self.states() != list(states):
                await asyncio.sleep(0.005)


@pytest.fixture
async def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "jobs")


async def test_a_job_is_told_from_making_to_done(room: Room) -> None:
    job = room.order()
    for step in (JobState("queued"), JobState("printing"), JobState("done")):
        room.paper.steps.put_nowait(step)
    final = await room.jobs.finished(job)
    assert final.state == "done"
    assert room.states() == ["preparing", "queued", "printing", "done"]


async def test_out_of_paper_is_told_with_its_reason_and_goes_on(room: Room) -> None:
    job = room.order()
    room.paper.steps.put_nowait(JobState("held", "printer.paper-empty"))
    await room.until("preparing", "held")
    assert cast("PrintState", room.screen.bodies[-1]).key == "printer.paper-empty"
    room.paper.steps.put_nowait(JobState("done"))
    assert (await room.jobs.finished(job)).state == "done"
    assert room.paper.sent == [job]


async def test_the_same_order_twice_prints_once(room: Room) -> None:
    body = PrintSheet(job=new_id(), kind="checklist", data=DATA)
    room.jobs.sheet(body)
    room.jobs.sheet(body)
    room.paper.steps.put_nowait(JobState("done"))
    await room.jobs.finished(body.job)
    assert len(room.paper.sent) == 1


async def test_did_not_come_out_prints_the_same_sheet_under_another_name(room: Room) -> None:
    job = room.order()
    room.paper.steps.put_nowait(JobState("done"))
    await room.jobs.finished(job)
    room.jobs.answer(PrintAnswer(job=job, came_out=False, again=True))
    room.paper.steps.put_nowait(JobState("done"))
    await room.jobs.finished(job)
    assert len(set(room.paper.sent)) == 2


async def test_a_sheet_that_cannot_be_made_says_why_and_sends_nothing(room: Room) -> None:
    room.bench.refusal = "document.work-exceeded"
    final = await room.jobs.finished(room.order())
    assert (final.state, final.key) == ("failed", "document.work-exceeded")
    assert room.paper.sent == []


async def test_the_visitor_cancels_and_the_printer_is_told(room: Room) -> None:
    job = room.order()
    room.paper.steps.put_nowait(JobState("printing"))
    await room.until("preparing", "printing")
    room.jobs.cancel(PrintCancel(job=job))
    await room.until("preparing", "printing", "canceled")
    assert room.paper.cancelled == [job]


async def test_after_the_visit_a_running_sheet_ends_in_silence_and_leaves_nothing(room: Room) -> None:
    room.order()
    room.paper.steps.put_nowait(JobState("printing"))
    await room.until("preparing", "printing")
    room.jobs.visit_over()
    room.paper.steps.put_nowait(JobState("done"))
    async with asyncio.timeout(60):
        while any(room.folder.iterdir()):
            await asyncio.sleep(0.005)
    assert room.states() == ["preparing", "printing"]


@pytest.mark.parametrize(
    ("give", "key"),
    [
        (lambda jobs: jobs.form(PrintForm(job=new_id(), sha256="0" * 64)), "content.sheet-missing"),
        (lambda jobs: jobs.document(PrintDocument(job=new_id(), document=new_id())), "document.file-damaged"),
        (
            lambda jobs: jobs.sheet(PrintSheet(job=new_id(), kind="checklist", data={"kind": "nonsense"})),
            "link.message-invalid",
        ),
    ],
)
async def test_what_does_not_exist_is_refused_in_words(room: Room, give: Any, key: str) -> None:
    give(room.jobs)
    last = cast("PrintState", room.screen.bodies[-1])
    assert (last.state, last.key) == ("failed", key)


async def test_the_print_server_is_emptied_when_the_last_sheet_of_the_visit_is_out(room: Room) -> None:
    room.order()
    room.paper.steps.put_nowait(JobState("printing"))
    await room.until("preparing", "printing")
    room.jobs.visit_over()
    await room.jobs.purge()
    assert room.paper.purges == 0, "a purge would have torn the sheet that is coming out"
    room.paper.steps.put_nowait(JobState("done"))
    async with asyncio.timeout(60):
        while not room.paper.purges:
            await asyncio.sleep(0.005)
    assert not any(room.folder.iterdir())


async def test_a_print_server_that_did_not_answer_is_emptied_when_it_is_back(room: Room) -> None:
    room.paper.left = -1
    await room.jobs.purge()
    room.paper.left = 0
    for _ in range(3):
        room.jobs.printer_moved()
        async with asyncio.timeout(60):
            while room.paper.purges < 2:
                await asyncio.sleep(0.005)
    await room.jobs.close()
    assert room.paper.purges == 2


async def test_sheets_of_a_steward_that_was_killed_are_gone_at_the_next_start(room: Room) -> None:
    (room.folder / "left" / "behind").mkdir(parents=True)
    sheets = room.folder.with_name("sheets")
    sheets.mkdir()
    (sheets / "waiting.pdf").write_bytes(b"%PDF-1.7")
    room.jobs.begin()
    assert not any(room.folder.iterdir())
    assert not sheets.exists()
    async with asyncio.timeout(60):
        while not room.paper.purges:
            await asyncio.sleep(0.005)


async def test_a_FullDisk_fails_the_job_in_words(tmp_path: Path) -> None:
    room = Room(tmp_path / "jobs", lambda folder: Vault(folder, FullDisk))
    job = room.order()
    state = await room.jobs.finished(job)
    assert (state.state, state.key) == ("failed", "host.disk-full")
    assert room.screen.bodies == [state]


async def test_a_disk_that_fills_up_while_the_sheet_is_made_fails_the_job_too(room: Room) -> None:
    room.bench.breaks = OSError(errno.ENOSPC, "No space left on device")
    state = await room.jobs.finished(room.order())
    assert (state.state, state.key) == ("failed", "host.disk-full")
    assert room.paper.sent == []
