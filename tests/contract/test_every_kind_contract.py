"""What every device promises, of whatever kind: a wrong name is told, a device that raves is bounded and told, and one
that is there and not ours to open is no missing one.
"""

import asyncio
import contextlib
import os
import select
import stat
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import serial

from devices.codes.address import parse_address as codes_address
from devices.codes.ports import Code
from devices.codes.ports import Missing as NoReader
from devices.codes.serial_reader import SerialReader, open_reader
from devices.peers.code_peer import CodePeer
from devices.peers.pad_peer import PadPeer
from devices.peers.presence_peer import PresencePeer
from devices.peers.receipt_peer import ReceiptPeer
from devices.power.address import parse_address as supply_address
from devices.power.nut import NutSupply
from devices.power.ports import Unheard
from devices.presence.address import parse_address as sensor_address
from devices.presence.ld2410 import Ld2410
from devices.presence.ports import Unknown
from devices.printer.address import parse_address as printer_address
from devices.printer.followed import FollowedPrinter
from devices.receipt.address import parse_address as receipt_address
from devices.receipt.escpos import EscposPrinter
from devices.scanner.address import parse_address as scanner_address
from devices.scanner.followed import FollowedScanner
from devices.signature.address import parse_address as pad_address
from devices.signature.ports import Missing
from devices.signature.serial_pad import SerialPad, open_pad
from kiosk.confine.account import Account
from kiosk.core.errors import ERRORS
from kiosk.core.places import ROOT
from tests.contract.rude import WAYS, RudeLine, RudePort

COMMAND = [sys.executable, "-m", "kiosk.compose.child"]
DEADLINE_S = 60
NOBODY = 65534

Ask = Callable[[int], Awaitable[str | None]]
"""Asks whatever is at a port of this machine how it is: the key of its trouble."""


async def _printer(port: int) -> str | None:
    return (await FollowedPrinter(f"cups://127.0.0.1:{port}/q", COMMAND, ask_s=4).status()).trouble


async def _receipt(port: int) -> str | None:
    return (await EscposPrinter(f"escpos+tcp://127.0.0.1:{port}", ask_s=1).status()).trouble


async def _scanner(port: int) -> str | None:
    return (await FollowedScanner(f"escl://127.0.0.1:{port}/eSCL", COMMAND).status()).trouble


async def _ups(port: int) -> str | None:
    status = await NutSupply(supply_address(f"nut://127.0.0.1:{port}/ups")).status()
    return status.key if isinstance(status, Unheard) else None


ASK: dict[str, Ask] = {"printer": _printer, "receipt": _receipt, "scanner": _scanner, "ups": _ups}


def test_every_kind_of_device_has_a_contract() -> None:
    kinds = {path.parent.name for path in (ROOT / "devices").glob("*/ports.py")} - {"discovery"}
    told = "".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*_contract.py")
    )
    assert {kind for kind in kinds if f"from devices.{kind}." not in told} == set()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ASK)
async def test_whatever_raves_at_a_devices_address_is_bounded_and_told(kind: str, way: str) -> None:
    with RudePort(way) as rude:
        async with asyncio.timeout(DEADLINE_S):
            assert await ASK[kind](rude.port) in ERRORS


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("scheme", ["escpos+serial", "escpos+usb"])
async def test_whatever_raves_on_a_line_is_no_ticket_printer(scheme: str, way: str, tmp_path: Path) -> None:
    with RudeLine(way, tmp_path) as rude:
        printer = EscposPrinter(f"{scheme}:{rude.path}", ask_s=0.5)
        async with asyncio.timeout(DEADLINE_S):
            assert (await printer.status()).trouble == "receipt.device-offline"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("scheme", ["topaz", "wacom"])
def test_whatever_raves_on_a_pads_line_draws_nothing_and_each_look_is_short(
    scheme: str, way: str, tmp_path: Path
) -> None:
    with RudeLine(way, tmp_path) as rude:
        pad = open_pad(pad_address(f"{scheme}:{rude.path}"))
        assert isinstance(pad, SerialPad)
        try:
            for _ in range(50):
                if select.select([pad.descriptor], [], [], 0.05)[0]:
                    assert not any(pen.down for pen in pad.read())
        finally:
            pad.close()


@pytest.mark.parametrize("way", WAYS)
def test_whatever_raves_on_a_readers_line_is_no_code_and_each_look_is_short(way: str, tmp_path: Path) -> None:
    with RudeLine(way, tmp_path) as rude:
        reader = open_reader(codes_address(f"codes:{rude.path}"))
        assert isinstance(reader, SerialReader)
        try:
            for _ in range(50):
                if select.select([reader.descriptor], [], [], 0.05)[0]:
                    reader.take()
                else:
                    assert not isinstance(reader.pause(), Code)
            noisy = reader.status == NoReader("codes.reader-noisy")
            assert noisy == (way in {"for ever", "ten megabytes"})
        finally:
            reader.close()


@pytest.mark.parametrize("way", WAYS)
async def test_whatever_raves_on_a_sensors_line_is_nobody_and_told(way: str, tmp_path: Path) -> None:
    with RudeLine(way, tmp_path) as rude:
        async with asyncio.timeout(DEADLINE_S):
            status = await Ld2410(sensor_address(f"ld2410:{rude.path}")).status()
        assert status == Unknown("presence.sensor-silent")


async def test_one_that_raves_keeps_no_other_waiting(tmp_path: Path) -> None:
    peer = ReceiptPeer(tmp_path / "tickets")
    with contextlib.ExitStack() as ends:
        ends.callback(peer.stop)
        peer.start()
        rude = ends.enter_context(RudePort("for ever"))
        async with asyncio.timeout(DEADLINE_S):
            raving: list[asyncio.Future[str | None]] = [
                asyncio.ensure_future(ask(rude.port)) for ask in ASK.values()
            ]
            assert (await EscposPrinter(peer.uri).status()).usable
            assert all(key in ERRORS for key in await asyncio.gather(*raving))


PARSERS: dict[str, tuple[Callable[[str], object], str, str]] = {
    "printer": (printer_address, "cup://server/queue", "cups://"),
    "receipt": (receipt_address, "escpos+tpc://host", "« escpos+tcp »"),
    "scanner": (scanner_address, "esc://host/eSCL", "« escl »"),
    "signature": (pad_address, "topas:/dev/ttyUSB0", "« topaz »"),
    "codes": (codes_address, "code:/dev/ttyACM0", "« codes »"),
    "presence": (sensor_address, "ld2420:/dev/ttyUSB0", "« ld2410 »"),
    "ups": (supply_address, "nuts://127.0.0.1/ups", "« nut »"),
}
"""How its names are read, one that is nearly right, and what is then told."""


@pytest.mark.parametrize("kind", PARSERS)
@pytest.mark.parametrize("uri", ["", "x", ":", "//", "\0:\0", "x" * 10_000, "é:/dev/x", "cups:", "sane:"])
def test_a_name_that_is_none_is_told_with_the_forms_that_are(kind: str, uri: str) -> None:
    parse, _, _ = PARSERS[kind]
    with pytest.raises(ValueError, match=r"cups:|escpos\+|escl:|topaz:|codes:|ld2410:|nut:"):
        parse(uri)


@pytest.mark.parametrize("kind", ["receipt", "scanner", "signature", "codes", "presence", "ups"])
@pytest.mark.parametrize("uri", ["http://[", "escl://[", "escpos+tcp://[::1", "topaz://[", "nut://[::1/ups"])
def test_a_name_with_half_an_address_is_told_too(kind: str, uri: str) -> None:
    parse, _, _ = PARSERS[kind]
    with pytest.raises(ValueError, match=r"escpos\+|escl:|topaz:|codes:|ld2410:|nut:"):
        parse(uri)


@pytest.mark.parametrize("kind", PARSERS)
def test_a_name_that_is_nearly_right_is_told_with_the_nearest(kind: str) -> None:
    parse, uri, nearest = PARSERS[kind]
    with pytest.raises(ValueError, match=nearest.replace("+", r"\+")):
        parse(uri)


@contextlib.contextmanager
def not_ours(path: Path) -> Iterator[None]:
    """The file belongs to somebody else, and we are nobody in particular; for the next file that is opened."""
    node = path.resolve()
    before = stat.S_IMODE(node.stat().st_mode)
    node.chmod(0)
    try:
        with Account(NOBODY, NOBODY).hand() if os.geteuid() == 0 else contextlib.nullcontext():
            yield
    finally:
        node.chmod(before)


@pytest.mark.parametrize("wire", ["pty", "usb"])
async def test_a_ticket_printer_that_isnot_ours_to_open_is_told_from_a_missing_one(
    wire: str, tmp_path: Path
) -> None:
    peer = ReceiptPeer(tmp_path / "tickets", wire)
    with contextlib.ExitStack() as ends:
        ends.callback(peer.stop)
        peer.start()
        printer = EscposPrinter(peer.uri)
        tmp_path.chmod(0o755)
        with not_ours(tmp_path / "tickets/line"):
            denied = await printer.status()
        assert denied.trouble == "receipt.access-denied"
        assert "dialout" in ERRORS[denied.trouble].remedy
        assert (await printer.status()).usable
        peer.unplug()
        assert (await printer.status()).trouble == "receipt.device-offline"


async def test_a_ticket_printer_that_another_program_holds_is_told_from_a_missing_one(tmp_path: Path) -> None:
    peer = ReceiptPeer(tmp_path / "tickets", "pty")
    with contextlib.ExitStack() as ends:
        ends.callback(peer.stop)
        peer.start()
        with serial.Serial(str(tmp_path / "tickets/line"), exclusive=True):
            assert (await EscposPrinter(peer.uri).status()).trouble == "receipt.device-busy"
        assert (await EscposPrinter(peer.uri).status()).usable


def test_a_pad_that_isnot_ours_to_open_is_told_from_a_missing_one(tmp_path: Path) -> None:
    peer = PadPeer(tmp_path / "pad")
    peer.start()
    try:
        with not_ours(tmp_path / "pad/pad"):
            denied = open_pad(pad_address(peer.uri))
        assert denied == Missing("signature.access-denied")
        assert "dialout" in ERRORS["signature.access-denied"].remedy
        opened = open_pad(pad_address(peer.uri))
        assert isinstance(opened, SerialPad)
        opened.close()
        opened.close()  # twice is once
    finally:
        peer.stop()


def test_a_code_reader_that_isnot_ours_to_open_is_told_from_a_missing_one(tmp_path: Path) -> None:
    peer = CodePeer(tmp_path / "codes")
    peer.start()
    try:
        with not_ours(tmp_path / "codes/lecteur"):
            denied = open_reader(codes_address(peer.uri))
        assert denied == NoReader("codes.access-denied")
        opened = open_reader(codes_address(peer.uri))
        assert isinstance(opened, SerialReader)
        opened.close()
    finally:
        peer.stop()


async def test_a_sensor_that_isnot_ours_to_open_is_told_from_a_missing_one(tmp_path: Path) -> None:
    peer = PresencePeer(tmp_path / "radar")
    peer.start()
    try:
        with not_ours(tmp_path / "radar/radar"):
            denied = await Ld2410(sensor_address(peer.uri)).status()
        assert denied == Unknown("presence.access-denied")
        assert (await Ld2410(sensor_address(peer.uri)).status()).usable
    finally:
        peer.stop()
