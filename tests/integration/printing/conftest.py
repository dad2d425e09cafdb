"""One real printer for the module: CUPS, IPP and a mechanism that can fail."""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from devices.peers.printer_peer import PrinterPeer
from devices.printer.followed import FollowedPrinter

COMMAND = [sys.executable, "-m", "kiosk.compose.child"]


@pytest.fixture(scope="module")
def powered() -> Iterator[PrinterPeer]:
    """In a short folder that CUPS's own user may enter."""
    with tempfile.TemporaryDirectory(prefix="vg-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        peer = PrinterPeer(folder)
        with contextlib.ExitStack() as ends:
            ends.callback(peer.stop)
            peer.start()
            yield peer


@pytest.fixture
def peer(powered: PrinterPeer) -> PrinterPeer:
    """The same printer, mended and with an empty tray."""
    powered.set_paper(True)
    powered.set_toner(True)
    powered.close_cover()
    powered.unjam()
    for sheet in powered.printed():
        sheet.unlink()
    return powered


@pytest.fixture
def printer(peer: PrinterPeer) -> FollowedPrinter:
    return FollowedPrinter(peer.uri, COMMAND, deadline_s=60, interval_s=0.1)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path), pagesize=(595.276, 841.89))
    canvas.drawString(72, 700, "Une page")
    canvas.showPage()
    canvas.save()
    return path
