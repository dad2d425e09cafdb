"""Real programs to be found: CUPS with its printer, a scanner, a ticket printer, a pad, a sound server, SANE."""

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from devices.peers.pad_peer import PadPeer
from devices.peers.printer_peer import PrinterPeer
from devices.peers.receipt_peer import ReceiptPeer
from devices.peers.sane_peer import SanePeer
from devices.peers.scanner_peer import ScannerPeer

COMMAND = [sys.executable, "-m", "kiosk.compose.child"]


@pytest.fixture(scope="module")
def printer() -> Iterator[PrinterPeer]:
    with tempfile.TemporaryDirectory(prefix="vg-") as name, contextlib.ExitStack() as ends:
        peer = PrinterPeer(Path(name) / "printer")
        ends.callback(peer.stop)
        peer.start()
        yield peer


@pytest.fixture
def scanner() -> Iterator[ScannerPeer]:
    peer = ScannerPeer()
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture(params=["tcp", "pty"])
def receipt(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReceiptPeer]:
    peer = ReceiptPeer(tmp_path / "tickets", request.param)
    with contextlib.ExitStack() as ends:
        ends.callback(peer.stop)
        peer.start()
        yield peer


@pytest.fixture
def pad(tmp_path: Path) -> Iterator[PadPeer]:
    peer = PadPeer(tmp_path / "pad")
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture
def sane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SanePeer:
    """SANE with two devices of its own, for whoever is started from here."""
    peer = SanePeer(tmp_path / "sane.d")
    peer.start()
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path / "sane.d"))
    return peer


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real sound server with a loudspeaker, its monitor, and a microphone."""
    with tempfile.TemporaryDirectory(prefix="vg-") as folder:
        server = subprocess.Popen(
            [
                "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                "-L", f"module-native-protocol-unix auth-anonymous=1 socket={folder}/pulse",
                "-L", "module-null-sink sink_name=box sink_properties=device.description=Box",
                "-L", "module-pipe-source source_name=mic file=" + f"{tmp_path}/mic",
            ],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        monkeypatch.setenv("PULSE_SERVER", f"unix:{folder}/pulse")
        try:
            pause = Event()
            while not Path(folder, "pulse").exists() and server.poll() is None:
                pause.wait(0.02)
            yield
        finally:
            server.terminate()
            server.wait(20)
