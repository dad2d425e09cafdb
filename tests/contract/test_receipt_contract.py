"""What every ticket printer promises, whatever is behind it: one suite for all wires."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image, ImageChops

from devices.peers.receipt_peer import ReceiptPeer
from devices.receipt.encode import encode
from devices.receipt.escpos import EscposPrinter
from devices.receipt.ports import ReceiptPrinter, ReceiptStatus, TicketState, Trouble
from kiosk.core.errors import ERRORS
from kiosk.core.ids import new_id


@pytest.fixture(params=["tcp", "pty", "usb"])
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReceiptPeer]:
    with contextlib.ExitStack() as ends:
        peer = ReceiptPeer(tmp_path / "tickets", request.param)
        ends.callback(peer.stop)
        peer.start()
        yield peer


@pytest.fixture
def printer(peer: ReceiptPeer) -> ReceiptPrinter:
    return EscposPrinter(peer.uri, interval_s=0.05)


@pytest.fixture
def picture() -> Image.Image:
    """Stripes that no two rows share, so that a lost or doubled row shows."""
    drawn = Image.new("1", (576, 700), 1)
    for row in range(drawn.height):
        for bit in range(10):
            drawn.putpixel((8 + bit, row), row >> bit & 1)
    return drawn


def _out(path: Path, picture: Image.Image) -> bool:
    """Whether exactly this picture came out, and white paper below it."""
    paper = Image.open(path).convert("1")
    asked = Image.new("1", paper.size, 1)
    asked.paste(picture, (0, 0))
    return ImageChops.difference(paper.convert("L"), asked.convert("L")).getbbox() is None


async def _seen(
    printer: ReceiptPrinter, picture: Image.Image, at: dict[str, object] | None = None
) -> list[TicketState]:
    """Every state of one ticket; `at` names what a person does when a trouble shows."""
    seen: list[TicketState] = []
    async with asyncio.timeout(30):
        async for state in printer.submit(new_id(), encode(picture)):
            seen.append(state)
            act = (at or {}).get(str(state.trouble))
            if callable(act):
                await asyncio.to_thread(act)
    return seen


def test_every_trouble_has_an_entry_in_the_list_of_errors() -> None:
    assert set(get_args(Trouble)) <= set(ERRORS)


async def test_a_printer_that_is_well_says_so(printer: ReceiptPrinter) -> None:
    assert await printer.status() == ReceiptStatus(None, said="12 12 12 12")


async def test_a_ticket_comes_out_dot_by_dot_and_ends_once(
    printer: ReceiptPrinter, peer: ReceiptPeer, picture: Image.Image
) -> None:
    assert await _seen(printer, picture) == [TicketState("printing"), TicketState("done")]
    (ticket,) = peer.printed()
    assert _out(ticket, picture)
    assert peer.machine.unknown == 0


async def test_paper_low_is_told_and_tickets_still_come_out(
    printer: ReceiptPrinter, peer: ReceiptPeer, picture: Image.Image
) -> None:
    peer.set_paper("low")
    status = await printer.status()
    assert (status.usable, status.paper_low) == (True, True)
    assert (await _seen(printer, picture))[-1].phase == "done"


@pytest.mark.parametrize(
    ("spoil", "mend", "trouble"),
    [
        (lambda p: p.set_paper("empty"), lambda p: p.set_paper("full"), "receipt.paper-empty"),
        (lambda p: p.set_cover(True), lambda p: p.set_cover(False), "receipt.cover-open"),
        (lambda p: p.set_cutter(True), lambda p: p.set_cutter(False), "receipt.cutter-jammed"),
        (lambda p: p.unplug(), lambda p: p.replug(), "receipt.device-offline"),
        (lambda p: p.set_mute(True), lambda p: p.set_mute(False), "receipt.device-offline"),
    ],
    ids=["paper", "cover", "cutter", "unplugged", "mute"],
)
async def test_a_trouble_before_the_ticket_holds_it_until_it_is_mended(
    printer: ReceiptPrinter,
    peer: ReceiptPeer,
    picture: Image.Image,
    spoil: object,
    mend: object,
    trouble: Trouble,
) -> None:
    assert callable(spoil)
    assert callable(mend)
    spoil(peer)
    assert (await printer.status()).trouble == trouble
    seen = await _seen(printer, picture, {trouble: lambda: mend(peer)})
    assert seen[0] == TicketState("held", trouble)
    assert seen[-1].phase == "done"
    assert [_out(ticket, picture) for ticket in peer.printed()] == [True]


async def test_paper_that_ends_in_the_middle_goes_on_with_the_next_roll(
    printer: ReceiptPrinter, peer: ReceiptPeer, picture: Image.Image
) -> None:
    peer.set_paper("full", 333)
    seen = await _seen(printer, picture, {"receipt.paper-empty": lambda: peer.set_paper("full")})
    assert TicketState("held", "receipt.paper-empty") in seen
    assert seen[-1].phase == "done"
    (ticket,) = peer.printed()
    assert _out(ticket, picture)


async def test_a_line_cut_in_the_middle_asks_a_person_and_is_not_sent_again(
    printer: ReceiptPrinter, peer: ReceiptPeer, picture: Image.Image
) -> None:
    peer.set_paper("full", 333)
    job, seen = new_id(), []
    async with asyncio.timeout(30):
        async for state in printer.submit(job, encode(picture)):
            seen.append(state)
            if state.trouble == "receipt.paper-empty":
                peer.unplug()
    assert seen[-1] == TicketState("unsure", "receipt.device-offline")
    peer.set_paper("full")
    peer.replug()
    assert [state async for state in printer.submit(job, encode(picture))] == [TicketState("unsure")]
    assert peer.printed() == []
    assert (await _seen(printer, picture))[-1].phase == "done"
    assert len(peer.printed()) == 1


async def test_a_ticket_given_up_while_it_waits_does_not_come_out(
    printer: ReceiptPrinter, peer: ReceiptPeer, picture: Image.Image
) -> None:
    peer.set_cover(True)
    job = new_id()
    async with asyncio.timeout(30):
        async for state in printer.submit(job, encode(picture)):
            if state.phase == "held":
                await printer.cancel(job)
    assert state.phase == "canceled"
    peer.set_cover(False)
    assert (await _seen(printer, picture))[-1].phase == "done"
    assert len(peer.printed()) == 1


async def test_garbage_on_the_line_is_a_printer_that_does_not_answer(
    printer: ReceiptPrinter, peer: ReceiptPeer, picture: Image.Image
) -> None:
    peer.set_cover(True)
    seen: list[TicketState] = []
    async with asyncio.timeout(30):
        async for state in printer.submit(new_id(), encode(picture)):
            seen.append(state)
            if len(seen) == 1:
                peer.garbage(10_000)
                peer.set_cover(False)
    assert seen[-1].phase == "done"


async def test_the_watch_tells_each_change_once(printer: ReceiptPrinter, peer: ReceiptPeer) -> None:
    told: list[Trouble | None] = []
    async with asyncio.timeout(30):
        async for status in printer.watch():
            told.append(status.trouble)
            match len(told):
                case 1:
                    peer.set_cover(True)
                case 2:
                    peer.set_cover(False)
                case 3:
                    break
    assert told == [None, "receipt.cover-open", None]
