"""What every A4 printer promises, whatever is behind it. One suite for all drivers of the kind."""

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from devices.peers.printer_peer import PrinterPeer
from devices.printer.followed import FollowedPrinter
from devices.printer.ports import ENDED, JobState, Phase, Printer, Trouble
from kiosk.core.errors import ERRORS
from kiosk.core.ids import new_id

COMMAND = [sys.executable, "-m", "kiosk.compose.child"]
# One line per driver: its name, and how to reach it from a running peer.
DRIVERS = {"cups": lambda peer: FollowedPrinter(peer.uri, COMMAND, deadline_s=60)}


@pytest.fixture(scope="module")
def peer() -> Iterator[PrinterPeer]:
    """In a folder that CUPS's own user may not enter, as the demonstration's is."""
    with tempfile.TemporaryDirectory(prefix="vg-") as name, contextlib.ExitStack() as ends:
        peer = PrinterPeer(Path(name) / "printer")
        ends.callback(peer.stop)
        peer.start()
        yield peer


@pytest.fixture(params=DRIVERS)
def printer(request: pytest.FixtureRequest, peer: PrinterPeer) -> Printer:
    driver: Printer = DRIVERS[request.param](peer)
    return driver


@pytest.fixture
def page(tmp_path: Path) -> Path:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - only this fixture needs it

    canvas = Canvas(str(tmp_path / "page.pdf"), pagesize=(595.276, 841.89))
    canvas.drawString(72, 700, "Une page")
    canvas.save()
    return tmp_path / "page.pdf"


def test_every_trouble_has_an_entry_in_the_list_of_errors() -> None:
    assert set(get_args(Trouble)) <= set(ERRORS)


async def test_a_mended_printer_is_usable(printer: Printer) -> None:
    status = await printer.status()
    assert (status.trouble, status.usable) == (None, True)


async def test_a_job_ends_once_in_an_ending_phase(printer: Printer, page: Path) -> None:
    async with asyncio.timeout(60):
        phases: list[Phase] = [state.phase async for state in printer.self_test(new_id(), page)]
    assert phases[-1] == "done"
    assert not set(phases[:-1]) & ENDED


async def test_the_same_name_is_never_sent_twice(printer: Printer, peer: PrinterPeer, page: Path) -> None:
    before, job = len(peer.printed()), new_id()
    async with asyncio.timeout(60):
        for _ in range(2):
            assert [state async for state in printer.submit(job, page)][-1].phase == "done"
    assert len(peer.printed()) == before + 1


async def test_paper_already_out_when_the_job_arrives_prints_once_it_is_back(
    printer: Printer, peer: PrinterPeer, page: Path
) -> None:
    before, job = len(peer.printed()), new_id()
    peer.set_paper(False)
    assert (await printer.status()).trouble == "printer.paper-empty"
    seen: list[JobState] = []
    async with asyncio.timeout(60):
        async for state in printer.submit(job, page):
            seen.append(state)
            if state.trouble == "printer.paper-empty":
                assert len(peer.printed()) == before
                peer.set_paper(True)
    assert "printer.paper-empty" in [state.trouble for state in seen]
    assert seen[-1].phase == "done"
    assert [path.stem.split("-", 1)[1] for path in peer.printed()[before:]] == [job]


async def test_a_document_that_the_print_server_gives_up_ends_as_failed(
    printer: Printer, peer: PrinterPeer, tmp_path: Path
) -> None:
    before, damaged = len(peer.printed()), tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\n" + b"nothing that a filter can read\n" * 100)
    async with asyncio.timeout(60):
        *_, last = [state async for state in printer.submit(new_id(), damaged)]
    assert last == JobState("failed", "printer.job-failed")
    assert len(peer.printed()) == before


async def test_a_cancelled_job_says_so_and_nothing_comes_out(
    printer: Printer, peer: PrinterPeer, page: Path
) -> None:
    before, job = len(peer.printed()), new_id()
    peer.jam()
    async with asyncio.timeout(60):
        async for state in printer.submit(job, page):
            last = state
            if state.phase == "held":
                await printer.cancel(job)
        peer.unjam()
        assert last.phase == "canceled"
        # The next page comes out, and only that one: nothing was left in the machine.
        assert [state async for state in printer.submit(new_id(), page)][-1].phase == "done"
    assert len(peer.printed()) == before + 1


async def test_purging_leaves_nothing(printer: Printer) -> None:
    assert await printer.purge() == 0
