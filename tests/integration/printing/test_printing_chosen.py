"""From what the visitor chose to the sheet in the tray: the steward's jobs, the confined child, CUPS, the printer."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from devices.peers.printer_peer import PrinterPeer
from devices.printer.followed import FollowedPrinter
from devices.printer.ports import Abilities
from kiosk.confine.confinement import Confinement
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.journey.print_choice import PrintRules
from kiosk.steward.jobs import Jobs
from kiosk.steward.laying import Laying
from session.protocol.envelope import Body
from session.protocol.printing import PrintChoice, PrintDocument
from tests.integration.printing.conftest import COMMAND


class Desk:
    """Jobs on a real printer, and a document of five pages in the visit's vault."""

    def __init__(self, folder: Path, peer: PrinterPeer, workshop: Workshop) -> None:
        self.peer, self.workshop = peer, workshop
        self.vault = Vault(folder / "vault")
        self.vault.make()
        self.able = Abilities()
        self.printer = FollowedPrinter(peer.uri, COMMAND, deadline_s=60)
        self.jobs = Jobs(
            folder / "jobs",
            self.printer,
            workshop,
            lambda _sha: None,
            lambda: self.vault,
            _unheard,
            new_id,
            EventLog(None, "test"),
            laying=Laying(lambda: self.able, PrintRules(copies=3)),
        )
        self.sheets = folder / "sheets"

    async def print(self, document: str, choice: PrintChoice | None) -> tuple[dict[str, str], list[str]]:
        """What the printer was asked, and what each page that came out says."""
        job = new_id()
        self.jobs.document(PrintDocument(job=job, document=document, choice=choice))
        async with asyncio.timeout(60):
            assert (await self.jobs.finished(job)).state == "done"
        (sheet,) = [path for path in self.peer.printed() if job in path.name]
        drawn = pdfium.PdfDocument(sheet)
        try:
            said = [drawn[number].get_textpage().get_text_bounded().strip() for number in range(len(drawn))]
        finally:
            drawn.close()
        return self.peer.asked(sheet), said


def _unheard(body: Body, *, call: str | None = None, gen: int | None = None) -> None:
    """A screen that looks elsewhere."""
    del body, call, gen


@pytest.fixture
async def desk(tmp_path: Path, peer: PrinterPeer) -> AsyncIterator[Desk]:
    workshop = Workshop(Confinement(COMMAND, EventLog(None, "test")), tmp_path / "no-fonts")
    desk = Desk(tmp_path, peer, workshop)
    desk.able = (await desk.printer.status()).abilities
    async with contextlib.AsyncExitStack() as ends:
        ends.push_async_callback(desk.jobs.close)
        yield desk


@pytest.fixture
async def document(desk: Desk, tmp_path: Path) -> str:
    canvas = Canvas(str(tmp_path / "five.pdf"), pagesize=(595.276, 841.89))
    for number in range(1, 6):
        canvas.drawString(72, 300, f"page {number}")
        canvas.showPage()
    canvas.save()
    made = await desk.workshop.render(desk.vault, tmp_path / "five.pdf")
    assert isinstance(made, StoredDocument)
    return made.document.id


async def test_the_pages_the_sides_and_the_copies_chosen_are_what_comes_out(
    desk: Desk, document: str
) -> None:
    choice = PrintChoice(two_sided=True, copies=2, pages=[1, 2, 4])
    asked, said = await desk.print(document, choice)
    assert said == ["page 2", "page 3", "page 5"]
    assert (asked["SIDES"], asked["COPIES"]) == ("two-sided-long-edge", "2")


async def test_a_printer_without_copies_gets_them_in_the_document_and_never_twice(
    desk: Desk, document: str
) -> None:
    desk.able = Abilities(duplex=True, copies=1)
    asked, said = await desk.print(document, PrintChoice(two_sided=True, copies=2, pages=[0, 1, 2]))
    assert said == ["page 1", "page 2", "page 3", "", "page 1", "page 2", "page 3"]
    assert (asked["SIDES"], asked.get("COPIES", "1")) == ("two-sided-long-edge", "1")


async def test_without_a_choice_five_pages_go_on_three_sheets(desk: Desk, document: str) -> None:
    asked, said = await desk.print(document, None)
    assert said[:5] == [f"page {number}" for number in range(1, 6)]
    assert (asked["SIDES"], asked.get("COPIES", "1")) == ("two-sided-long-edge", "1")


async def test_more_copies_than_the_town_hall_allows_are_not_printed(desk: Desk, document: str) -> None:
    asked, _ = await desk.print(document, PrintChoice(copies=9, pages=[0]))
    assert asked["COPIES"] == "3"


async def test_nothing_of_it_stays_once_the_visit_is_over(desk: Desk, document: str) -> None:
    await desk.print(document, PrintChoice(pages=[0]))
    desk.jobs.visit_over()
    async with asyncio.timeout(30):
        while list(desk.sheets.iterdir()) or desk.peer.spooled():
            await asyncio.sleep(0.05)
    assert not list((desk.sheets.parent / "jobs").iterdir())
