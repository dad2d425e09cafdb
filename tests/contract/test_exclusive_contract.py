"""A device that one program has for itself is the next one's as soon as the first is gone, killed in the middle or not."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import psutil
import pytest

from devices.peers.pad_peer import PadPeer
from devices.peers.receipt_peer import ReceiptPeer
from devices.peers.sane_peer import SanePeer
from devices.peers.scanner_paper import Sheet
from devices.peers.scanner_peer import ScannerPeer
from devices.receipt.escpos import EscposPrinter
from devices.scanner import followed
from devices.scanner.followed import SILENCE_S, FollowedScanner
from devices.scanner.ports import Ended, Order, PageRead, ScanNews
from devices.signature.address import parse_address
from devices.signature.ports import Missing
from devices.signature.serial_pad import open_pad
from kiosk.core.places import ROOT
from tests.contract.hanging import TRIES, unhung

COMMAND = [sys.executable, "-m", "kiosk.compose.child"]
DEADLINE_S = 60
HOLD_PAD = """
import sys
from devices.signature.address import parse_address
from devices.signature.serial_pad import open_pad
pad = open_pad(parse_address(sys.argv[1]))
print(type(pad).__name__, flush=True)
sys.stdin.read()
"""
HOLD_LINE = """
import asyncio, sys
from devices.receipt.address import parse_address
from devices.receipt.wire import opened
async def hold():
    async with opened(parse_address(sys.argv[1])):
        print("held", flush=True)
        await asyncio.to_thread(sys.stdin.read)
asyncio.run(hold())
"""


@contextlib.contextmanager
def _holding(program: str, uri: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the device."""
    holder = subprocess.Popen(
        [sys.executable, "-c", program, uri],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() in {"SerialPad", "held"}
        yield holder
        holder.kill()


def test_a_pad_is_the_next_visits_once_the_first_was_killed(tmp_path: Path) -> None:
    peer = PadPeer(tmp_path)
    peer.start()
    address = parse_address(peer.uri)
    try:
        with _holding(HOLD_PAD, peer.uri) as first:
            peer.say(peer.packet((0.5, 0.5), down=True)[:3])
            assert open_pad(address) == Missing("signature.pad-busy")
            os.kill(first.pid, signal.SIGKILL)
            first.wait(DEADLINE_S)
            second = open_pad(address)
            assert not isinstance(second, Missing)
            second.close()
    finally:
        peer.stop()


async def test_a_ticket_printer_is_the_next_programs_once_the_first_was_killed(tmp_path: Path) -> None:
    peer = ReceiptPeer(tmp_path / "tickets", "pty")
    with contextlib.ExitStack() as ends:
        ends.callback(peer.stop)
        peer.start()
        with _holding(HOLD_LINE, peer.uri) as first:
            assert (await EscposPrinter(peer.uri).status()).trouble == "receipt.device-busy"
            os.kill(first.pid, signal.SIGKILL)
            await asyncio.to_thread(first.wait, DEADLINE_S)
            assert (await EscposPrinter(peer.uri).status()).usable


def _children(verb: str) -> list[psutil.Process]:
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.cmdline()[-1:] == [verb]:
                found.append(process)
    return found


@pytest.mark.parametrize("kind", ["escl", "sane"])
async def test_a_scanner_is_the_next_visits_once_the_child_that_read_was_killed(
    kind: str, tmp_path: Path
) -> None:
    peer = ScannerPeer(page_s=1.0) if kind == "escl" else SanePeer(tmp_path / "sane.d")
    peer.start()
    try:
        if isinstance(peer, ScannerPeer):
            peer.load([Sheet()] * 4)
        else:
            peer.slow(on=True)
        silence_s = SILENCE_S if kind == "escl" else 10
        scanner, folder = FollowedScanner(peer.uri, COMMAND, silence_s=silence_s), tmp_path / "pages"
        folder.mkdir()
        async with asyncio.timeout(DEADLINE_S):
            async for news in scanner.scan(Order("feeder"), folder, asyncio.Event()):
                last = news
                if isinstance(news, PageRead) and news.number == 1:
                    for child in _children("scan"):
                        child.kill()
            assert isinstance(last, Ended)
            assert last.trouble is not None, "the visitor is told that the pile was not read to its end"
        if isinstance(peer, SanePeer):
            peer.slow(on=False)

        async def the_rest() -> list[ScanNews]:
            return [step async for step in scanner.scan(Order("feeder", first=2), folder, asyncio.Event())]

        again = await unhung(the_rest, TRIES if kind == "sane" else 1)
        assert again[-1] == Ended(None)
        assert any(isinstance(news, PageRead) for news in again)
    finally:
        peer.stop()


async def test_a_scanner_is_the_next_visits_at_once_when_a_visit_ends_while_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The visit's end does not kill the child before it has given its job up, however slow the machine."""
    monkeypatch.setattr(followed, "_LET_GO_S", DEADLINE_S)
    peer = ScannerPeer(page_s=1.0)
    peer.start()
    peer.load([Sheet()] * 4)
    try:
        scanner, folder = FollowedScanner(peer.uri, COMMAND), tmp_path / "pages"
        folder.mkdir()
        async with asyncio.timeout(DEADLINE_S):
            async with aclosing(scanner.scan(Order("feeder"), folder, asyncio.Event())) as steps:
                async for news in steps:
                    if isinstance(news, PageRead):
                        break
            assert not peer.machine.jobs
            assert [r for r in peer.machine.requests if r.startswith("DELETE")]
            again = [news async for news in scanner.scan(Order("feeder"), folder, asyncio.Event())]
        assert again[-1] == Ended(None)
    finally:
        peer.stop()
