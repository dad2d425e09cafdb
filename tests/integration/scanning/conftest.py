"""A scanner on the wire, a workshop in confinement, and papers to scan."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from devices.peers.scanner_peer import ScannerPeer
from devices.scanner.followed import FollowedScanner
from kiosk.confine.confinement import Confinement
from kiosk.core.events import EventLog
from kiosk.documents.vault import Vault
from kiosk.documents.workshop import Workshop

COMMAND = [sys.executable, "-m", "kiosk.compose.child"]
Print = Callable[[str, list[str]], Path]


@pytest.fixture
def peer() -> Iterator[ScannerPeer]:
    peer = ScannerPeer()
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture
def scanner(peer: ScannerPeer) -> FollowedScanner:
    return FollowedScanner(peer.uri, COMMAND, silence_s=30)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = Vault(tmp_path / "vault")
    vault.make()
    return vault


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(Confinement(COMMAND, EventLog(tmp_path / "events.jsonl", "test")), tmp_path / "no-fonts")


@pytest.fixture
def printed(tmp_path: Path) -> Print:
    """A sheet with these lines on it, as a printer leaves it: 300 dpi."""

    def print_lines(name: str, lines: list[str]) -> Path:
        canvas = Canvas(str(tmp_path / f"{name}.pdf"), pagesize=(595.276, 841.89))
        text = canvas.beginText(62, 760)
        text.setFont("Helvetica", 11)
        text.setLeading(15)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)
        canvas.save()
        argv = ["pdftoppm", "-r", "300", "-gray", "-png", "-singlefile"]
        argv += [str(tmp_path / f"{name}.pdf"), str(tmp_path / name)]
        subprocess.run(argv, check=True, timeout=60)
        return tmp_path / f"{name}.png"

    return print_lines
