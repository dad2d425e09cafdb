"""What every scanner promises, whatever is behind it. One suite for all drivers of the kind."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import psutil
import pytest
from PIL import Image

from devices.peers.sane_peer import SanePeer
from devices.peers.scanner_paper import Sheet
from devices.peers.scanner_peer import ScannerPeer
from devices.scanner.followed import FollowedScanner
from devices.scanner.ports import Ended, Order, PageRead, Reading, ScannerStatus, ScanNews, Source, Trouble
from kiosk.core.errors import ERRORS
from tests.contract.hanging import TRIES, unhung

COMMAND = [sys.executable, "-m", "kiosk.compose.child"]
DEADLINE_S = 60


@dataclass(frozen=True)
class Machine:
    """A scanner under our hands, and the driver that reaches it."""

    driver: FollowedScanner
    fill: Callable[[int], None]
    jam: Callable[[], None]
    open_cover: Callable[[], None]
    mend: Callable[[], None]
    slow: Callable[[], None]
    unplug: Callable[[], None]
    replug: Callable[[], None]
    tries: int = 1


def _escl(_folder: Path) -> tuple[Machine, ScannerPeer]:
    peer = ScannerPeer()
    peer.start()
    peer.on_glass(Sheet())

    def mend() -> None:
        peer.clear()
        peer.cover(opened=False)

    return Machine(
        FollowedScanner(peer.uri, COMMAND, interval_s=0.1),
        fill=lambda count: peer.load([Sheet()] * count),
        jam=lambda: peer.jam(1),
        open_cover=lambda: peer.cover(opened=True),
        mend=mend,
        slow=lambda: setattr(peer.machine, "page_s", 1.0),
        unplug=peer.stop,
        replug=peer.start,
    ), peer


def _sane(folder: Path) -> tuple[Machine, SanePeer]:
    peer = SanePeer(folder / "sane.d")
    peer.start()
    return Machine(
        FollowedScanner(peer.uri, COMMAND, interval_s=0.1, silence_s=10),
        fill=lambda _count: None,
        jam=lambda: peer.fault("SANE_STATUS_JAMMED"),
        open_cover=lambda: peer.fault("SANE_STATUS_COVER_OPEN"),
        mend=peer.fault,
        slow=lambda: peer.slow(on=True),
        unplug=peer.stop,
        replug=peer.start,
        tries=TRIES,
    ), peer


# One line per way to reach a scanner.
MACHINES: dict[str, Callable[[Path], tuple[Machine, ScannerPeer | SanePeer]]] = {"escl": _escl, "sane": _sane}


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Machine]:
    machine, peer = MACHINES[request.param](tmp_path)
    yield machine
    peer.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    return tmp_path / "pages"


async def _all(machine: Machine, source: Source, folder: Path, first: int = 1) -> list[ScanNews]:
    """A whole scan."""

    async def scan() -> list[ScanNews]:
        order = Order(source, first=first)
        return [news async for news in machine.driver.scan(order, folder, asyncio.Event())]

    return await unhung(scan, machine.tries)


async def _stopped(machine: Machine, folder: Path) -> list[ScanNews]:
    """A scan of the feeder that is told to stop at its first page."""

    async def scan() -> list[ScanNews]:
        stop = asyncio.Event()
        news: list[ScanNews] = []
        async for step in machine.driver.scan(Order("feeder"), folder, stop):
            news.append(step)
            if isinstance(step, PageRead):
                stop.set()
        return news

    return await unhung(scan, machine.tries)


def test_every_trouble_has_an_entry_in_the_list_of_errors() -> None:
    assert set(get_args(Trouble)) <= set(ERRORS)


async def test_a_mended_scanner_is_usable_and_tells_where_to_lay_the_paper(machine: Machine) -> None:
    status = await machine.driver.status()
    assert (status.trouble, status.usable) == (None, True)
    assert {"glass", "feeder"} <= set(status.sources)


async def test_the_glass_gives_one_a4_page_and_ends_well(machine: Machine, folder: Path) -> None:
    news = await _all(machine, "glass", folder)
    pages = [page for page in news if isinstance(page, PageRead)]
    assert [page.number for page in pages] == [1]
    assert news[-1] == Ended(None)
    with Image.open(pages[0].file) as picture:
        assert (abs(picture.width - 1654), abs(picture.height - 2339)) < (12, 12)
        assert picture.mode == "L"


async def test_the_feeder_gives_its_pages_in_order_with_progress_on_each(
    machine: Machine, folder: Path
) -> None:
    machine.fill(10)
    news = await _all(machine, "feeder", folder)
    numbers = [page.number for page in news if isinstance(page, PageRead)]
    assert numbers == list(range(1, 11))
    assert news[-1] == Ended(None)
    for number in numbers:
        shares = [step.share for step in news if isinstance(step, Reading) and step.number == number]
        assert shares == sorted(shares)
        assert len(shares) > 3


async def test_pages_are_numbered_from_where_the_last_scan_ended(machine: Machine, folder: Path) -> None:
    news = await _all(machine, "glass", folder, first=4)
    assert [page.file.name for page in news if isinstance(page, PageRead)] == ["p4.pnm"]


async def test_a_jam_is_a_state_and_a_mended_scanner_goes_on(machine: Machine, folder: Path) -> None:
    machine.fill(2)
    machine.jam()
    news = await _all(machine, "feeder", folder)
    assert isinstance(news[-1], Ended)
    assert news[-1].trouble == "scanner.paper-jammed"
    machine.mend()
    machine.fill(1)
    assert (await _all(machine, "feeder", folder))[-1] == Ended(None)


async def test_an_open_cover_is_told_apart_from_a_jam(machine: Machine, folder: Path) -> None:
    machine.fill(1)
    machine.open_cover()
    last = (await _all(machine, "feeder", folder))[-1]
    assert isinstance(last, Ended)
    assert last.trouble == "scanner.cover-open"


async def test_a_scanner_that_is_gone_is_lost_and_comes_back(machine: Machine, folder: Path) -> None:
    machine.unplug()
    last = (await _all(machine, "glass", folder))[-1]
    assert isinstance(last, Ended)
    assert last.trouble == "scanner.device-lost"
    assert (await machine.driver.status()).trouble == "scanner.device-lost"
    machine.replug()
    assert (await machine.driver.status()).usable


async def test_a_watcher_hears_it_go_and_come_back(machine: Machine) -> None:
    heard: list[ScannerStatus] = []
    async with asyncio.timeout(DEADLINE_S), aclosing(machine.driver.watch()) as watching:
        async for status in watching:
            heard.append(status)
            if len(heard) == 1:
                machine.unplug()
            elif status.trouble == "scanner.device-lost":
                machine.replug()
            elif len(heard) > 1 and status.usable:
                break
    assert [status.usable for status in heard] == [True, False, True]


async def test_a_stopped_scan_says_so_and_leaves_the_scanner_free(machine: Machine, folder: Path) -> None:
    machine.slow()
    machine.fill(10)
    news = await _stopped(machine, folder)
    assert news[-1] == Ended(None)
    assert 1 <= sum(isinstance(step, PageRead) for step in news) < 10
    assert (await _all(machine, "glass", folder))[-1] == Ended(None)


async def test_a_scan_nobody_follows_any_more_is_ended_with_all_its_processes(
    machine: Machine, folder: Path
) -> None:
    machine.slow()
    async with asyncio.timeout(DEADLINE_S):
        async with aclosing(machine.driver.scan(Order("glass"), folder, asyncio.Event())) as steps:
            await anext(steps)
            reading = _scanning()
            assert reading
        gone, alive = await asyncio.to_thread(psutil.wait_procs, reading, DEADLINE_S)
    assert (len(gone), alive) == (len(reading), [])
    assert _scanning() == []


def _scanning() -> list[psutil.Process]:
    """Our children that read a page, and what those started."""
    tops = [process for process in psutil.Process().children(recursive=True) if _is_scan(process)]
    return [*tops, *(below for top in tops for below in top.children(recursive=True))]


def _is_scan(process: psutil.Process) -> bool:
    try:
        return bool(process.cmdline()[-1:] == ["scan"])
    except psutil.NoSuchProcess:  # ended while we looked
        return False


async def test_the_self_test_reads_a_coarse_page(machine: Machine, folder: Path) -> None:
    async def scan() -> list[ScanNews]:
        return [await machine.driver.self_test(folder)]

    assert await unhung(scan, machine.tries) == [Ended(None)]
    assert (folder / "p1.pnm").stat().st_size < 700_000
