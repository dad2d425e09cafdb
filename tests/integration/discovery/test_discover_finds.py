"""`kiosk devices discover` against real programs and real wires."""

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.discovery.look import look_around
from devices.discovery.ports import Around, Found, Looked
from devices.peers.code_peer import CodePeer
from devices.peers.pad_peer import PadPeer
from devices.peers.presence_peer import PresencePeer
from devices.peers.printer_peer import PrinterPeer
from devices.peers.receipt_peer import ReceiptPeer
from devices.peers.scanner_peer import ScannerPeer
from devices.printer.address import parse_address
from kiosk.core.places import ROOT
from tests.integration.discovery.conftest import COMMAND

DEADLINE_S = 120


async def _look(*finders: str, addresses: tuple[str, ...] = (), around: Around | None = None) -> list[Looked]:
    async with asyncio.timeout(DEADLINE_S):
        return list(await look_around(COMMAND, around or Around(), addresses, finders))


async def _at(address: str) -> tuple[Found, ...]:
    (looked,) = await _look(addresses=(address,))
    return looked.found


def _server(peer: PrinterPeer) -> str:
    return parse_address(peer.uri).host


def _kiosk(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "devices", "discover", *words],
        cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=DEADLINE_S, check=False,
    )  # fmt: skip


async def test_a_queue_that_is_there_is_found_under_the_name_the_settings_take(printer: PrinterPeer) -> None:
    (looked,) = await _look("queues", around=Around(cups=_server(printer)))
    assert [(found.kind, found.uri, found.alias) for found in looked.found] == [
        ("printer", printer.uri, printer.device)
    ]


async def test_a_printer_without_a_queue_is_found_by_its_address(printer: PrinterPeer) -> None:
    (found,) = await _at(printer.device)
    assert (found.kind, found.usable, found.alias) == ("printer", False, printer.device)
    assert f"--make-queue {printer.device}" in found.note


async def test_a_scanner_is_found_by_its_address(scanner: ScannerPeer) -> None:
    (found,) = await _at(scanner.uri)
    assert (found.kind, found.uri, found.usable) == ("scanner", scanner.uri, True)
    scanner.stop()
    assert await _look(addresses=(scanner.uri,)) == [
        Looked(f"adresse {scanner.uri}", trouble="ne répond pas en eSCL")
    ]


async def test_a_ticket_printer_answers_when_a_technician_has_it_asked_and_prints_nothing(
    receipt: ReceiptPeer,
) -> None:
    (found,) = await _at(receipt.uri)
    assert (found.kind, found.uri, found.usable) == ("receipt", receipt.uri, True)
    assert receipt.printed() == []
    assert receipt.machine.unknown == 0


async def test_a_pad_is_known_by_what_is_written_on_it(pad: PadPeer) -> None:
    asking = asyncio.create_task(_at(pad.uri))
    while not asking.done():
        pad.sign()
        await asyncio.wait([asking], timeout=0.1)
    ((found,)) = asking.result()
    assert (found.kind, found.uri, found.usable) == ("signature", pad.uri, True)


async def test_a_code_reader_is_known_by_the_code_it_reads(tmp_path: Path) -> None:
    peer = CodePeer(tmp_path / "codes")
    peer.start()
    asking = asyncio.create_task(_at(peer.uri))
    while not asking.done():
        peer.scan("3760001234567")
        await asyncio.wait([asking], timeout=0.4)
    ((found,)) = asking.result()
    peer.stop()
    assert (found.kind, found.uri, found.usable) == ("codes", peer.uri, True)


async def test_a_presence_sensor_is_known_by_what_it_says(tmp_path: Path) -> None:
    peer = PresencePeer(tmp_path / "radar")
    peer.start()
    try:
        (found,) = await _at(peer.uri)
        assert (found.kind, found.uri, found.note) == ("presence", peer.uri, "ne voit personne")
    finally:
        peer.stop()


@pytest.mark.usefixtures("sane")
async def test_scanners_of_sane_are_listed() -> None:
    (looked,) = await _look("sane")
    assert [found.uri for found in looked.found] == ["sane:test:0", "sane:test:1"]


@pytest.mark.usefixtures("sound")
async def test_the_sound_servers_choice_is_found_and_a_monitor_is_no_microphone() -> None:
    (looked,) = await _look("sound")
    assert [(found.kind, found.uri) for found in looked.found] == [
        ("microphone", "sound:device:mic"),
        ("speaker", "sound:device:box"),
    ]


@contextlib.contextmanager
def _recorded(answer: bytes = b"") -> Iterator[tuple[int, list[bytes]]]:
    """Something that listens on a port, says `answer`, and keeps what is written to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    talk, _ = listener.accept()
                    with talk, contextlib.suppress(OSError):
                        heard.append(talk.recv(4096))
                        while answer:
                            talk.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield int(listener.getsockname()[1]), heard
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("scheme", ["ipp", "escl", "escpos+tcp"])
async def test_whatever_raves_at_an_address_is_bounded_and_told(scheme: str) -> None:
    with _recorded(b"\xff" * 65536) as (port, _):
        path = {"ipp": "/ipp/print", "escl": "/eSCL"}.get(scheme, "")
        (looked,) = await _look(addresses=(f"{scheme}://127.0.0.1:{port}{path}",))
    assert looked.found == ()
    assert looked.trouble


async def test_a_finder_that_hangs_is_killed_and_told_and_the_others_have_looked(
    tmp_path: Path, scanner: ScannerPeer
) -> None:
    silent = str(tmp_path / "cups.sock")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(silent)
        listener.listen()
        async with asyncio.timeout(DEADLINE_S):
            queues, serial, address = await look_around(
                COMMAND,
                Around(tmp_path, silent),
                (scanner.uri,),
                ("queues", "serial"),
                deadlines={"queues": 4.0, "serial": 60.0},
            )
    assert queues == Looked("files CUPS", trouble="n'a pas fini en 4 s : arrêté")
    assert serial == Looked("ports série")
    assert [found.kind for found in address.found] == ["scanner"]


@pytest.fixture
def settings(tmp_path: Path, printer: PrinterPeer) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(
        f'# de Paul\n[devices]\nprinter = "{printer.uri}" # la grande\nscanner = "" # rien encore\n'
    )
    path.chmod(0o640)
    return path


def _there(printer: PrinterPeer, scanner: ScannerPeer, tmp_path: Path) -> list[str]:
    return ["--cups", _server(printer), "--root", str(tmp_path), "--address", scanner.uri]


@pytest.mark.usefixtures("sound")
def test_what_was_found_is_written_in_its_place_and_can_be_undone(
    settings: Path, printer: PrinterPeer, scanner: ScannerPeer, tmp_path: Path
) -> None:
    before = settings.read_text()
    where = ["--settings", str(settings), *_there(printer, scanner, tmp_path)]
    only_shown = _kiosk(*where)
    assert settings.read_text() == before
    assert f"devices.scanner      à écrire : {scanner.uri}" in only_shown.stdout
    assert f"devices.printer      déjà réglé : {printer.uri}" in only_shown.stdout
    done = _kiosk(*where, "--write")
    assert done.returncode == 0, done.stderr
    assert f"devices.scanner : (vide) → {scanner.uri}" in done.stdout
    assert (
        settings.read_text()
        == before.replace('scanner = "" #', f'scanner = "{scanner.uri}" #')
        + 'microphone = "sound:device:mic"\nspeaker = "sound:device:box"\n'
    )
    assert (settings.stat().st_mode & 0o777, settings.with_name("kiosk.toml.avant").read_text()) == (
        0o640,
        before,
    )
    assert "Rien à écrire" in _kiosk(*where, "--write").stdout
    assert _kiosk("--settings", str(settings), "--undo").returncode == 0
    assert settings.read_text() == before


def test_what_is_set_is_only_replaced_when_asked(
    settings: Path, printer: PrinterPeer, scanner: ScannerPeer, tmp_path: Path
) -> None:
    settings.write_text('[devices]\nscanner = "escl://10.9.9.9/eSCL"\n')
    where = ["--settings", str(settings), *_there(printer, scanner, tmp_path), "--write", "--json"]
    _kiosk(*where)
    assert tomllib.loads(settings.read_text())["devices"]["scanner"] == "escl://10.9.9.9/eSCL"
    told: dict[str, Any] = json.loads(_kiosk(*where, "--replace").stdout)
    assert {"key": "devices.scanner", "value": scanner.uri} in told["changes"]
    assert tomllib.loads(settings.read_text())["devices"]["scanner"] == scanner.uri


def test_a_queue_is_made_for_a_printer_that_has_none(
    settings: Path, printer: PrinterPeer, scanner: ScannerPeer, tmp_path: Path
) -> None:
    settings.write_text("[devices]\n")
    where = ["--settings", str(settings), *_there(printer, scanner, tmp_path), "--write"]
    made = _kiosk(*where, "--make-queue", printer.device, "--queue", "hall")
    assert made.returncode == 0, made.stderr
    assert tomllib.loads(settings.read_text())["devices"]["printer"].endswith("queue=hall")
    refused = _kiosk("--make-queue", "ipp://127.0.0.1:9/ipp/print", "--cups", _server(printer))
    assert (refused.returncode, "H40" in refused.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--address", "esc://h/eSCL"], "« escl »"),
        (["--make-queue", "socket://h"], "ipp://ADRESSE/ipp/print"),
        (["--make-queue", "ipp://h/", "--queue", "x;rm"], "lettres, chiffres"),
        (["--write"], "--settings FICHIER"),
        (["--undo", "--settings", "/nowhere/kiosk.toml"], "/nowhere/kiosk.toml"),
    ],
)
def test_a_wrong_request_is_told(words: list[str], told: str) -> None:
    done = _kiosk(*words)
    assert done.returncode == 1
    assert told in done.stderr
