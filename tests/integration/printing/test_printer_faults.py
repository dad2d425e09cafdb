"""What goes wrong with a printer, on a real CUPS queue; named as in the list of faults."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from devices.peers.printer_peer import PrinterPeer
from devices.printer.followed import FollowedPrinter
from devices.printer.ports import JobState, Trouble
from kiosk.core.ids import new_id

Act = Callable[[], object]


async def follow(
    printer: FollowedPrinter, job: str, page: Path, on: dict[Trouble, Act] | None = None
) -> list[JobState]:
    """Print, and do something the first time a trouble is said."""
    todo, seen = dict(on or {}), []
    async with asyncio.timeout(60):
        async for state in printer.submit(job, page):
            seen.append(state)
            if state.trouble in todo:
                await asyncio.to_thread(todo.pop(state.trouble))
    assert not todo, f"never said: {list(todo)}; said: {seen}"
    return seen


def names(peer: PrinterPeer) -> list[str]:
    """Jobs that came out, by name."""
    return [path.stem.split("-", 1)[1] for path in peer.printed()]


async def test_a_page_comes_out_as_a_pdf_under_the_name_of_its_job(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    job = new_id()
    seen = await follow(printer, job, page)
    assert seen[0].phase == "queued"
    assert seen[-1].phase == "done"
    assert names(peer) == [job]
    assert _head(peer.printed()[0]) == b"%PDF-"


FAULTS: dict[str, tuple[str, str, Trouble]] = {
    "paper out": ("set_paper", "", "printer.paper-empty"),
    "cover open": ("open_cover", "close_cover", "printer.cover-open"),
    "jam": ("jam", "unjam", "printer.paper-jammed"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_fault_is_said_before_and_while_printing_and_the_same_job_goes_on(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path, fault: str
) -> None:
    breaks, mends, trouble = FAULTS[fault]
    before: list[list[str]] = []
    if fault == "paper out":
        peer.set_paper(False)
    else:
        getattr(peer, breaks)()
    assert (await printer.status()).trouble == trouble

    def mend() -> None:
        before.append(names(peer))
        if fault == "paper out":
            peer.set_paper(True)
        else:
            getattr(peer, mends)()

    job = new_id()
    seen = await follow(printer, job, page, {trouble: mend})
    assert before == [[]]  # nothing came out while it was broken
    assert (seen[-1].phase, names(peer)) == ("done", [job])
    assert (await printer.status()).usable


async def test_paper_runs_out_mid_job_resumes_same_job(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    """The sheet waits in the machine (a jam holds it there), then the tray is found empty."""
    peer.jam()
    job = new_id()

    def run_out() -> None:
        peer.await_sheet(job)  # a jam is said as soon as the job is queued, before the sheet is in
        peer.set_paper(False)
        peer.unjam()

    on: dict[Trouble, Act] = {
        "printer.paper-jammed": run_out,
        "printer.paper-empty": lambda: peer.set_paper(True),
    }
    seen = await follow(printer, job, page, on)
    assert (seen[-1].phase, names(peer)) == ("done", [job])


async def test_empty_toner_is_said(printer: FollowedPrinter, peer: PrinterPeer) -> None:
    peer.set_toner(False)
    assert (await printer.status()).trouble == "printer.toner-empty"
    peer.set_toner(True)
    assert (await printer.status()).usable


async def test_a_printer_that_is_switched_off_is_said_at_once_and_the_job_waits_for_it(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    peer.unplug()
    assert (await printer.status()).trouble == "printer.device-offline"
    job = new_id()
    seen = await follow(printer, job, page, {"printer.device-offline": peer.replug})
    assert (seen[-1].phase, names(peer)) == ("done", [job])


async def test_unplugged_mid_job_holds_and_never_prints_twice(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    peer.jam()
    job = new_id()

    def pull() -> None:
        peer.await_sheet(job)
        peer.unplug()

    def replug() -> None:
        peer.replug()
        peer.unjam()

    on: dict[Trouble, Act] = {"printer.paper-jammed": pull, "printer.device-offline": replug}
    seen = await follow(printer, job, page, on)
    assert seen[-1].phase in {"done", "unsure"}
    assert names(peer).count(job) <= 1


async def test_a_paused_queue_is_started_again_by_itself(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    peer.pause()
    job = new_id()
    seen = await follow(printer, job, page)
    assert "printer.queue-paused" in [state.trouble for state in seen]
    assert (seen[-1].phase, names(peer)) == ("done", [job])


async def test_print_server_killed_job_found_by_its_name_and_printed_once(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    peer.jam()

    def crash() -> None:
        peer.restart_cups()
        peer.unjam()

    job = new_id()
    seen = await follow(printer, job, page, {"printer.paper-jammed": crash})
    assert (seen[-1].phase, names(peer)) == ("done", [job])
    # The queue works on: the next job does not bring the last one out again.
    after = new_id()
    assert (await follow(printer, after, page))[-1].phase == "done"
    assert names(peer) == [job, after]


async def test_print_server_down_is_said_and_the_job_goes_when_it_is_back(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    peer.kill_cups()
    assert (await printer.status()).trouble == "printer.server-lost"
    job = new_id()
    seen = await follow(printer, job, page, {"printer.server-lost": peer.restart_cups})
    assert (seen[-1].phase, names(peer)) == ("done", [job])


async def test_a_follower_that_is_killed_finds_its_job_again(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    """As when the steward restarts: the same name is submitted again, and nothing is sent again."""
    peer.jam()
    job = new_id()
    async with asyncio.timeout(30):
        async for state in printer.submit(job, page):
            if state.phase == "held":
                break
    peer.unjam()
    seen = await follow(printer, job, page)
    assert (seen[-1].phase, names(peer)) == ("done", [job])
    assert (await follow(printer, job, page))[-1].phase == "done"
    assert names(peer) == [job]


async def test_no_file_of_a_visitor_stays_in_the_spool(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    peer.jam()
    job = new_id()
    async with asyncio.timeout(30):
        async for state in printer.submit(job, page):
            if state.phase == "held":
                break
    assert peer.spooled() != []
    assert await printer.purge() == 0
    assert peer.spooled() == []


def _head(path: Path) -> bytes:
    return path.read_bytes()[:5]
