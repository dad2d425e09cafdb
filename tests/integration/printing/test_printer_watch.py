"""The printer watched for as long as the kiosk runs: one child, replaced when it dies or hangs."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from devices.peers.printer_peer import PrinterPeer
from devices.printer.followed import FollowedPrinter
from devices.printer.ports import PrinterStatus

# The real child, which first leaves its process number in the folder.
NOTED = (
    "import os, sys; open(os.path.join(sys.argv[1], str(os.getpid())), 'x').close();"
    "os.execv(sys.executable, [sys.executable, '-m', 'kiosk.compose.child', sys.argv[2]])"
)


@pytest.fixture
def children(tmp_path: Path) -> Path:
    folder = tmp_path / "children"
    folder.mkdir()
    return folder


@pytest.fixture
def watched(peer: PrinterPeer, children: Path) -> FollowedPrinter:
    command = [sys.executable, "-c", NOTED, str(children)]
    return FollowedPrinter(peer.uri, command, interval_s=0.1, ask_s=3)


def running(children: Path) -> set[int]:
    """Children started so far that still live."""
    return {int(path.name) for path in children.iterdir() if Path("/proc", path.name).exists()}


async def until(news: AsyncIterator[PrinterStatus], trouble: str | None) -> None:
    """Listen until that trouble is the news."""
    async with asyncio.timeout(60):
        async for status in news:
            if status.trouble == trouble:
                return


async def test_watching_tells_each_change_from_one_child_that_goes_with_the_watcher(
    watched: FollowedPrinter, peer: PrinterPeer, children: Path
) -> None:
    async with aclosing(watched.watch()) as news, asyncio.timeout(60):
        assert (await anext(news)).usable
        peer.set_paper(False)
        assert (await anext(news)).trouble == "printer.paper-empty"
        peer.set_paper(True)
        assert (await anext(news)).usable
        assert len(running(children)) == 1
    assert len(list(children.iterdir())) == 1
    assert running(children) == set()


async def test_a_watcher_that_hangs_is_replaced_and_the_kiosk_is_told_meanwhile(
    watched: FollowedPrinter, children: Path
) -> None:
    async with aclosing(watched.watch()) as news:
        await until(news, None)
        (first,) = running(children)
        os.kill(first, signal.SIGSTOP)
        await until(news, "printer.server-lost")
        await until(news, None)
        assert first not in running(children)


async def test_a_watcher_that_dies_is_replaced_without_a_false_alarm(
    watched: FollowedPrinter, peer: PrinterPeer, children: Path
) -> None:
    async with aclosing(watched.watch()) as news, asyncio.timeout(60):
        assert (await anext(news)).usable
        (first,) = running(children)
        os.kill(first, signal.SIGKILL)
        peer.set_paper(False)
        assert (await anext(news)).trouble == "printer.paper-empty"


async def test_a_child_that_cannot_start_is_said_as_the_print_server_lost(peer: PrinterPeer) -> None:
    broken = FollowedPrinter(peer.uri, [sys.executable, "-c", "raise SystemExit(1)"], interval_s=0.1)
    async with aclosing(broken.watch()) as news, asyncio.timeout(60):
        assert (await anext(news)).trouble == "printer.server-lost"
