"""Every device that is pulled out is said to be, and is back by itself once plugged in again, with the looks and the
patience it has in production: figures are printed. Cameras and sound have theirs in their own contracts.
"""

import asyncio
import contextlib
import os
import pty
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.peers.pad_peer import PadPeer
from devices.peers.presence_peer import PresencePeer
from devices.peers.printer_peer import PrinterPeer
from devices.peers.receipt_peer import ReceiptPeer
from devices.peers.sane_peer import SanePeer
from devices.peers.scanner_peer import ScannerPeer
from devices.peers.ups_peer import UpsPeer
from devices.power.address import parse_address as supply_address
from devices.power.nut import NutSupply
from devices.power.ports import PowerStatus
from devices.presence.address import parse_address as sensor_address
from devices.presence.ld2410 import Ld2410
from devices.presence.ports import PresenceStatus
from devices.printer.followed import FollowedPrinter
from devices.printer.ports import PrinterStatus
from devices.receipt.escpos import EscposPrinter
from devices.receipt.ports import ReceiptStatus
from devices.scanner.followed import FollowedScanner
from devices.scanner.ports import ScannerStatus
from devices.signature.address import parse_address
from devices.signature.ports import Missing
from devices.signature.serial_pad import open_pad

COMMAND = [sys.executable, "-m", "kiosk.compose.child"]
DEADLINE_S = 60
Looks = (
    AsyncIterator[PrinterStatus] | AsyncIterator[ReceiptStatus] | AsyncIterator[ScannerStatus]
    | AsyncIterator[PresenceStatus] | AsyncIterator[PowerStatus]
)  # fmt: skip


@dataclass(frozen=True)
class Attached:
    """A device under our hands: what its driver sees by itself, and the two things done to it."""

    watch: Callable[[], Looks]
    pull: Callable[[], None]
    plug: Callable[[], None]


@contextlib.contextmanager
def _printer(_folder: Path) -> Iterator[Attached]:
    with tempfile.TemporaryDirectory(prefix="vg-") as name, contextlib.ExitStack() as ends:
        peer = PrinterPeer(Path(name) / "printer")
        ends.callback(peer.stop)
        peer.start()
        yield Attached(FollowedPrinter(peer.uri, COMMAND).watch, peer.unplug, peer.replug)


def _receipt(wire: str) -> Callable[[Path], AbstractContextManager[Attached]]:
    @contextlib.contextmanager
    def attached(folder: Path) -> Iterator[Attached]:
        peer = ReceiptPeer(folder / "tickets", wire)
        with contextlib.ExitStack() as ends:
            ends.callback(peer.stop)
            peer.start()
            link = folder / "tickets/line"
            plug = peer.replug if wire == "tcp" else _elsewhere(link, peer.replug, ends)
            yield Attached(EscposPrinter(peer.uri).watch, peer.unplug, plug)

    return attached


@contextlib.contextmanager
def _escl(_folder: Path) -> Iterator[Attached]:
    peer = ScannerPeer()
    peer.start()
    yield Attached(FollowedScanner(peer.uri, COMMAND).watch, peer.stop, peer.start)
    peer.stop()


@contextlib.contextmanager
def _sane(folder: Path) -> Iterator[Attached]:
    peer = SanePeer(folder / "sane.d")
    peer.start()
    yield Attached(FollowedScanner(peer.uri, COMMAND).watch, peer.stop, peer.start)
    peer.stop()


@contextlib.contextmanager
def _presence(folder: Path) -> Iterator[Attached]:
    peer = PresencePeer(folder / "radar")
    with contextlib.ExitStack() as ends:
        ends.callback(peer.stop)
        peer.start()
        plug = _elsewhere(folder / "radar/radar", peer.replug, ends)
        yield Attached(Ld2410(sensor_address(peer.uri)).watch, peer.unplug, plug)


@contextlib.contextmanager
def _ups(folder: Path) -> Iterator[Attached]:
    peer = UpsPeer(folder / "ups")
    with contextlib.ExitStack() as ends:
        ends.callback(peer.stop)
        peer.start()
        yield Attached(NutSupply(supply_address(peer.uri)).watch, peer.unplug, peer.plug)


def _elsewhere(link: Path, replug: Callable[[], None], ends: contextlib.ExitStack) -> Callable[[], None]:
    """Plugged in under the same lasting name; the node behind it is another one, since its old number was taken."""
    was = link.readlink()

    def plug() -> None:
        for descriptor in pty.openpty():
            ends.callback(os.close, descriptor)
        replug()
        assert link.readlink() != was

    return plug


# One line per way to reach a device.
DEVICES: dict[str, Callable[[Path], AbstractContextManager[Attached]]] = {
    "printer": _printer,
    "receipt, network": _receipt("tcp"),
    "receipt, serial": _receipt("pty"),
    "receipt, USB": _receipt("usb"),
    "scanner, network": _escl,
    "scanner, SANE": _sane,
    "presence": _presence,
    "ups": _ups,
}


@pytest.mark.parametrize("kind", DEVICES)
async def test_one_that_was_pulled_out_is_missed_and_is_back_by_itself(kind: str, tmp_path: Path) -> None:
    with DEVICES[kind](tmp_path) as device:
        seen: list[tuple[bool, float]] = []
        at = 0.0
        looks = device.watch()
        assert isinstance(looks, AsyncGenerator)
        async with asyncio.timeout(DEADLINE_S), aclosing(looks) as watching:
            async for status in watching:
                if seen and status.usable == seen[-1][0]:
                    continue
                seen.append((status.usable, time.monotonic() - at))
                if len(seen) == 3:
                    break
                await asyncio.to_thread(device.pull if status.usable else device.plug)
                at = time.monotonic()
        assert [usable for usable, _ in seen] == [True, False, True]
        sys.stdout.write(f"{kind}: missed after {seen[1][1]:.1f} s, back after {seen[2][1]:.1f} s\n")


@pytest.mark.parametrize("maker", ["topaz", "wacom"])
def test_a_pad_comes_back_at_its_lasting_name_behind_another_node(maker: str, tmp_path: Path) -> None:
    """That it is looked for each second is the screen's: tests/ui."""
    peer = PadPeer(tmp_path, "topaz" if maker == "topaz" else "wacom")
    peer.start()
    address = parse_address(peer.uri)
    with contextlib.ExitStack() as ends:
        ends.callback(peer.stop)
        plug = _elsewhere(tmp_path / "pad", peer.replug, ends)
        peer.unplug()
        assert open_pad(address) == Missing("signature.pad-missing")
        plug()
        pad = open_pad(address)
        assert not isinstance(pad, Missing)
        pad.close()
