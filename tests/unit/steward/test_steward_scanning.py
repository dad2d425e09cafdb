"""Scans of a visit: told page by page, stopped when asked, and nothing raw left behind."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from devices.scanner.ports import Ended, Order, PageRead, Reading, Scanner, ScanNews
from kiosk.confine.limits import Refused
from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.model import Contents, Page
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.papers import Papers
from kiosk.steward.scanning import ScanDesk
from session.protocol.local import DocumentFailed, DocumentPages
from session.protocol.local_media import DocumentSend
from session.protocol.peer import DocumentReady
from session.protocol.scanning import ScanBind, ScanForget, ScanPage, ScanSend, ScanStart, ScanState, ScanStop
from tests.unit.steward.steward_doubles import Ear, FullDisk

A4 = Page(width=595, height=842, pixels_wide=1191, pixels_high=1684)


class Glass:
    """A scanner whose steps the test decides; a page named `blank` has nothing on it."""

    def __init__(self, steps: Sequence[str], trouble: Any = None) -> None:
        self.steps = steps
        self.trouble = trouble
        self.waits = asyncio.Event()
        self.waits.set()
        self.folder = Path()

    async def scan(self, order: Order, folder: Path, stop: asyncio.Event) -> AsyncGenerator[ScanNews]:
        self.folder = folder
        for number, step in enumerate(self.steps, 1):
            yield Reading(number, 0.5)
            if stop.is_set():
                yield Ended(None)
                return
            file = folder / f"p{number}.pnm"
            file.write_text(step)
            yield PageRead(number, file)
            await self.waits.wait()
        yield Ended(self.trouble)


class Bench:
    """A workshop that straightens at once, and refuses blank pages."""

    async def straighten(self, vault: Vault, raw: Path, dpi: int) -> StoredDocument | Refused:
        what = raw.read_text()
        if what != "page":
            return Refused(f"scanner.{what}")
        return self._made(vault, None, 1)

    async def bind(
        self, vault: Vault, pages: Sequence[str], document_id: str | None = None
    ) -> StoredDocument:
        for page in pages:
            vault.get(page)
        return self._made(vault, document_id, len(pages))

    @staticmethod
    def _made(vault: Vault, ident: str | None, count: int) -> StoredDocument:
        draft = vault.begin(ident)
        (draft.folder / "clean.pdf").write_bytes(b"%PDF")
        return draft.commit("scanned", Contents(pages=[A4] * count))


class Desk:
    """The scan desk with a screen and a media process that remember."""

    def __init__(self, folder: Path, scanner: Glass | None) -> None:
        self.vault = Vault(folder / "vault")
        self.vault.make()
        self.screen, self.media = Ear(), Ear()
        clock, events, bench = SystemClock(), EventLog(None, "test"), cast("Workshop", Bench())
        papers = Papers(
            bench,
            cast("Any", None),
            lambda _: None,
            lambda: self.vault,
            self.screen,
            self.media,
            clock,
            events,
        )
        self.desk = ScanDesk(
            cast("Scanner | None", scanner), bench, papers, lambda: self.vault, self.screen, clock, events
        )

    async def scanned(self, source: Any = "feeder") -> ScanState:
        self.desk.start(ScanStart(scan=new_id(), source=source))
        return await self.over()

    async def over(self) -> ScanState:
        async with asyncio.timeout(60):
            while self.desk.busy:
                await asyncio.sleep(0)
        last = self.screen.bodies[-1]
        assert isinstance(last, ScanState)
        return last

    def pages(self) -> list[str]:
        return [body.page for body in self.screen.bodies if isinstance(body, ScanPage)]


async def test_pages_are_told_as_they_come_and_nothing_raw_stays(tmp_path: Path) -> None:
    glass = Glass(["page", "page"])
    desk = Desk(tmp_path, glass)
    assert (await desk.scanned()).key is None
    assert desk.vault.ids() == sorted(desk.pages())
    assert len(desk.pages()) == 2
    assert not glass.folder.exists()


async def test_after_a_jam_the_pages_before_it_are_in_the_vault(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Glass(["page", "page"], "scanner.paper-jammed"))
    ended = await desk.scanned()
    assert (ended.ended, ended.key, len(desk.vault.ids())) == (True, "scanner.paper-jammed", 2)


async def test_blank_pages_of_a_pile_are_counted_and_left_out(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Glass(["page", "page-blank", "page"]))
    ended = await desk.scanned("both-sides")
    assert (ended.key, ended.blank, len(desk.pages())) == (None, 1, 2)


async def test_a_blank_sheet_on_the_glass_is_said(tmp_path: Path) -> None:
    assert (await Desk(tmp_path, Glass(["page-blank"])).scanned("glass")).key == "scanner.page-blank"


async def test_a_stopped_scan_keeps_what_was_read(tmp_path: Path) -> None:
    glass = Glass(["page"] * 5)
    glass.waits.clear()
    desk = Desk(tmp_path, glass)
    order = ScanStart(scan=new_id(), source="feeder")
    desk.desk.start(order)
    async with asyncio.timeout(60):
        while not desk.pages():
            await asyncio.sleep(0)
    desk.desk.stop(ScanStop(scan=order.scan))
    glass.waits.set()
    assert (await desk.over()).key is None
    assert len(desk.vault.ids()) == 1


async def test_a_second_scan_is_told_to_wait(tmp_path: Path) -> None:
    glass = Glass(["page"])
    glass.waits.clear()
    desk = Desk(tmp_path, glass)
    desk.desk.start(ScanStart(scan=new_id(), source="glass"))
    second = ScanStart(scan=new_id(), source="glass")
    desk.desk.start(second)
    assert ScanState(scan=second.scan, ended=True, key="scanner.device-busy") in desk.screen.bodies
    glass.waits.set()
    await desk.over()


async def test_without_a_scanner_a_scan_ends_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, None)
    assert (await desk.scanned()).key == "scanner.device-lost"


async def test_the_end_of_the_visit_ends_the_scan_and_leaves_no_raw_page(tmp_path: Path) -> None:
    glass = Glass(["page"])
    glass.waits.clear()
    desk = Desk(tmp_path, glass)
    desk.desk.start(ScanStart(scan=new_id(), source="glass"))
    async with asyncio.timeout(60):
        while not glass.folder.name:
            await asyncio.sleep(0)
    await desk.desk.end()
    assert not glass.folder.exists()
    assert not desk.desk.busy


async def test_bound_pages_are_shown_here_and_sent_to_nobody(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Glass(["page", "page"]))
    await desk.scanned()
    document = new_id()
    desk.desk.bind(ScanBind(document=document, pages=desk.pages(), name="Document numérisé"))
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
    shown = desk.screen.bodies[-1]
    assert isinstance(shown, DocumentPages)
    assert (shown.document, shown.pages, desk.media.bodies) == (document, 2, [])
    desk.desk.send(ScanSend(document=document, name="Document numérisé"))
    ready, *files = desk.media.bodies
    assert ready == DocumentReady(document=document, name="Document numérisé", pages=2)
    kinds = [(body.kind, body.of) for body in files if isinstance(body, DocumentSend)]
    assert kinds == [("page", document), ("page", document), ("file", document)]


@pytest.mark.parametrize("forgotten", [True, False])
async def test_pages_that_are_not_there_make_no_document(tmp_path: Path, *, forgotten: bool) -> None:
    desk = Desk(tmp_path, Glass(["page"]))
    await desk.scanned()
    wanted = desk.pages() if forgotten else [new_id()]
    desk.desk.forget(ScanForget(pages=desk.pages()))
    document = new_id()
    desk.desk.bind(ScanBind(document=document, pages=wanted, name="Document numérisé"))
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
    assert desk.screen.bodies[-1] == DocumentFailed(document=document, key="document.file-damaged")


async def test_a_FullDisk_is_told_and_the_next_scan_goes(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Glass(["page"]))
    usual, desk.vault.hand = desk.vault.hand, FullDisk
    assert (await desk.scanned()).key == "host.disk-full"
    desk.vault.hand = usual
    assert (await desk.scanned()).key is None
