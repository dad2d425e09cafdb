"""A short sheet comes out on the ticket printer: drawn in confinement, read back from its paper."""

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from devices.peers.receipt_peer import ReceiptPeer
from devices.receipt.escpos import EscposPrinter
from devices.receipt.ports import ReceiptStatus
from kiosk.confine.confinement import Confinement
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.core.places import ROOT
from kiosk.documents.sheets import ChecklistSheet, ContactSheet, GoodbyeSheet, OfficeLines, TestSheet
from kiosk.documents.vault import Vault
from kiosk.steward.tickets import Tickets

FONTS = ROOT / "kiosk" / "assets" / "fonts"
GOODBYE = GoodbyeSheet(
    town="Mairie de Saint-Aubin",
    done=["Vous avez parlé avec la CAF", "Vous avez signé « Déclaration de ressources », 2 pages"],
    reference="K7-4827-QX",
    reference_note="Donnez cette référence au conseiller.",
    steps=["Attendez le courrier."],
)


@pytest.fixture(params=[80, 58])
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReceiptPeer]:
    with contextlib.ExitStack() as ends:
        peer = ReceiptPeer(tmp_path / "tickets", "tcp", request.param)
        ends.callback(peer.stop)
        peer.start()
        yield peer


@pytest.fixture
def tickets(peer: ReceiptPeer) -> Tickets:
    printer = EscposPrinter(peer.uri, interval_s=0.05)
    confinement = Confinement([sys.executable, "-m", "kiosk.compose.child"], EventLog(None, "test"))
    return Tickets(printer, printer.dots, confinement, FONTS)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = Vault(tmp_path / new_id())
    vault.make()
    return vault


async def _printed(tickets: Tickets, vault: Vault, sheet: GoodbyeSheet | ContactSheet | TestSheet) -> str:
    made = await tickets.draw(vault, sheet)
    assert isinstance(made, list), made
    async with asyncio.timeout(30):
        return [state async for state in tickets.print(new_id(), new_id(), made)][-1].state


async def test_a_goodbye_ticket_comes_out_with_a_code_that_reads_as_its_reference(
    tickets: Tickets, vault: Vault, peer: ReceiptPeer
) -> None:
    assert await _printed(tickets, vault, GOODBYE) == "done"
    (ticket,) = peer.printed()
    paper = np.array(Image.open(ticket).convert("L"))
    said, *_ = cv2.QRCodeDetector().detectAndDecode(paper)
    assert said == "K7-4827-QX"
    assert peer.machine.unknown == 0
    assert list(vault.folder.iterdir()) == []


async def test_nothing_is_cut_off_at_the_edges(tickets: Tickets, vault: Vault, peer: ReceiptPeer) -> None:
    long = "Anticonstitutionnellement" * 8
    sheet = ContactSheet(
        town="Mairie de Saint-Aubin",
        title="Joindre la Caisse d’allocations familiales du Loiret",
        offices=[OfficeLines(name=long, address=["251 route d’Orléans"], phone="02 38 00 00 00")],
    )
    assert await _printed(tickets, vault, sheet) == "done"
    ink = np.array(Image.open(peer.printed()[0]).convert("L")) < 128
    assert ink.any()
    assert not ink[:, :8].any()
    assert not ink[:, -8:].any()


async def test_a_longer_text_makes_a_longer_ticket(tickets: Tickets, vault: Vault) -> None:
    lengths = []
    for count in (1, 12):
        made = await tickets.draw(vault, TestSheet(town="Saint-Aubin", facts=[("Adresse", "x")] * count))
        assert isinstance(made, list)
        lengths.append(len(b"".join(made)))
    assert lengths[0] < lengths[1]


async def test_a_ticket_longer_than_a_metre_is_refused(tickets: Tickets, vault: Vault) -> None:
    refused = await tickets.draw(vault, GoodbyeSheet(town="Saint-Aubin", done=["mot " * 149] * 50))
    assert not isinstance(refused, list)
    assert refused.key == "document.pages-exceeded"


def test_only_short_sheets_go_to_a_printer_that_is_well(tickets: Tickets) -> None:
    checklist = ChecklistSheet(town="", title="", verified_on="", cases=[])
    assert not tickets.takes(GOODBYE)
    tickets.status = ReceiptStatus(None)
    assert tickets.takes(GOODBYE)
    assert not tickets.takes(checklist)
