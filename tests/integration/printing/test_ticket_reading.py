"""A ticket as it came out of the printer, read by programs that know nothing of ours: tesseract and zxing."""

import asyncio
import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices.peers.receipt_peer import ReceiptPeer
from devices.receipt.escpos import EscposPrinter
from kiosk.confine.confinement import Confinement
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.core.places import ROOT
from kiosk.documents.sheets import ContactSheet, GoodbyeSheet, OfficeLines, TestSheet
from kiosk.documents.vault import Vault
from kiosk.steward.tickets import Tickets

FONTS = ROOT / "kiosk" / "assets" / "fonts"
# Every accent of French, each in words a reader can know. The typeface's zero has a stroke, which tesseract takes
# for another digit behind a comma: the price has none.
ACCENTS = [
    "Éléonore élève déjà trois chèvres à la fenêtre",
    "Où sont le garçon naïf et le maïs de Noël ?",
    "La façade de l’hôtel brûle, île sûre",
    "Ma sœur a le cœur ex æquo, bien sûr",
    "« Guillemets » et 13,75 € à payer",
    "Appelez le 02 38 79 46 15",
]
WORDS = "Éléonore élève déjà chèvres à fenêtre Où garçon naïf maïs Noël façade hôtel brûle île sûre sœur cœur æquo"
SIGNS = ["«", "»", "€", "13,75", "02 38 79 46 15"]


@pytest.fixture(params=[(80, "tcp"), (58, "pty")], ids=["80-tcp", "58-pty"])
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReceiptPeer]:
    width, wire = request.param
    with contextlib.ExitStack() as ends:
        peer = ReceiptPeer(tmp_path / "tickets", wire, width)
        ends.callback(peer.stop)
        peer.start()
        yield peer


async def printed(
    peer: ReceiptPeer, folder: Path, sheet: GoodbyeSheet | ContactSheet | TestSheet
) -> Image.Image:
    """The ticket that came out."""
    printer = EscposPrinter(peer.uri, interval_s=0.05)
    confinement = Confinement([sys.executable, "-m", "kiosk.compose.child"], EventLog(None, "test"))
    tickets = Tickets(printer, printer.dots, confinement, FONTS)
    vault = Vault(folder / new_id())
    vault.make()
    made = await tickets.draw(vault, sheet)
    assert isinstance(made, list), made
    async with asyncio.timeout(30):
        states = [state.state async for state in tickets.print(new_id(), new_id(), made)]
    assert states[-1] == "done"
    (path,) = peer.printed()
    return Image.open(path).convert("L")


def read(ticket: Image.Image, folder: Path) -> str:
    """What tesseract reads: the paper at twice its size, with the white a camera would see around it."""
    paper = Image.new("L", (ticket.width + 80, ticket.height + 80), 255)
    paper.paste(ticket, (40, 40))
    shown = folder / "shown.png"
    paper.resize((paper.width * 2, paper.height * 2), Image.Resampling.BICUBIC).save(shown, dpi=(400, 400))
    argv = ["tesseract", str(shown), "-", "-l", "fra", "--psm", "6"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(argv, check=True, capture_output=True, timeout=120, env=environment)
    return re.sub(r"\s+", " ", done.stdout.decode().replace("’", "'"))


async def test_every_accent_and_number_is_read_back(peer: ReceiptPeer, tmp_path: Path) -> None:
    sheet = ContactSheet(
        town="Mairie de Saint-Aubin",
        title="Joindre un bureau",
        offices=[OfficeLines(name="Bureau d’été", address=ACCENTS)],
    )
    text = read(await printed(peer, tmp_path, sheet), tmp_path)
    missing = [word for word in [*WORDS.split(), *SIGNS] if word not in text]
    assert missing == [], text


@pytest.mark.parametrize("reference", ["K7-4827-QX", "ÉTÉ-2026-œ€", "0" * 60])
async def test_the_code_reads_as_exactly_what_was_asked(
    peer: ReceiptPeer, tmp_path: Path, reference: str
) -> None:
    sheet = GoodbyeSheet(town="Saint-Aubin", done=["Vous avez imprimé un formulaire"], reference=reference)
    (found,) = zxingcpp.read_barcodes(await printed(peer, tmp_path, sheet))
    assert (found.format, found.text) == (zxingcpp.BarcodeFormat.QRCode, reference)
