"""A scanner that is there and wrong: bounded, told, and well again afterwards."""

import asyncio
import random
from pathlib import Path

import pytest

from devices.peers.scanner_paper import Sheet
from devices.peers.scanner_peer import ScannerPeer
from devices.scanner.followed import FollowedScanner
from devices.scanner.ports import Ended, Order, PageRead
from tests.integration.scanning.conftest import COMMAND


async def _scan(scanner: FollowedScanner, folder: Path) -> tuple[list[PageRead], Ended]:
    folder.mkdir(exist_ok=True)
    async with asyncio.timeout(90):
        news = [n async for n in scanner.scan(Order("feeder"), folder, asyncio.Event())]
    assert isinstance(news[-1], Ended)
    return [page for page in news if isinstance(page, PageRead)], news[-1]


async def test_a_scanner_that_answers_nothing_any_more_is_given_up(peer: ScannerPeer, tmp_path: Path) -> None:
    scanner = FollowedScanner(peer.uri, COMMAND, silence_s=1)
    peer.load([Sheet()])
    peer.hang()
    pages, ended = await _scan(scanner, tmp_path / "raw")
    assert (pages, ended.trouble) == ([], "scanner.device-silent")
    peer.stop()
    peer.start()
    _, ended = await _scan(FollowedScanner(peer.uri, COMMAND), tmp_path / "raw")
    assert ended == Ended(None)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8\xff\xe0 half a frame", random.Random(4).randbytes(10_000_000)],
    ids=["nothing", "half a frame", "10 MB of garbage"],
)
async def test_what_is_no_page_ends_the_scan_and_the_next_one_is_whole(
    peer: ScannerPeer, scanner: FollowedScanner, tmp_path: Path, data: bytes
) -> None:
    peer.load([Sheet()] * 2)
    peer.spoil(data)
    pages, ended = await _scan(scanner, tmp_path / "raw")
    assert (pages, ended.trouble) == ([], "scanner.scan-failed")
    peer.spoil(None)
    peer.load([Sheet()])
    pages, ended = await _scan(scanner, tmp_path / "raw")
    assert (len(pages), ended) == (1, Ended(None))
