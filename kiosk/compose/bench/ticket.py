"""A ticket from the request to the cut, with a simulated printer whose paper takes no time of its own.

What is measured is ours: the confined child that draws it, the wire, and the questions to the printer between strips.
"""

import asyncio
import time
from pathlib import Path

from devices.peers.receipt_peer import ReceiptPeer
from devices.receipt.escpos import EscposPrinter
from kiosk.compose.bench import Figure
from kiosk.confine.confinement import Confinement
from kiosk.confine.limits import Refused
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.core.places import Places, program
from kiosk.documents.sheets import GoodbyeSheet
from kiosk.documents.vault import Vault
from kiosk.steward.tickets import Tickets

ROUNDS = 7
_WIRES = {"tcp": "réseau", "pty": "série", "usb": "USB"}
_SHEET = GoodbyeSheet(
    town="Mairie de Saint-Aubin",
    done=["Vous avez parlé avec la CAF", "Vous avez signé « Déclaration de ressources », 2 pages"],
    reference="K7-4827-QX",
    reference_note="Donnez cette référence au conseiller.",
    steps=["Attendez le courrier.", "Revenez avec votre pièce d’identité."],
)


def measure(folder: Path) -> list[Figure]:
    """The goodbye ticket with its code, on each wire."""
    return asyncio.run(_measure(folder))


async def _measure(folder: Path) -> list[Figure]:
    figures = []
    for wire, name in _WIRES.items():
        peer = ReceiptPeer(folder / wire, wire)
        peer.start()
        try:
            drawn, cut = await _rounds(peer, folder)
        finally:
            peer.stop()
        how = f"80 mm, {len(peer.printed())} tickets, imprimante simulée sans temps de papier"
        if wire == "tcp":
            figures.append(
                Figure("ticket : dessiné dans un enfant confiné, médiane", drawn * 1000, "ms", None, how)
            )
        figures.append(
            Figure(f"ticket : de la demande à la coupe, {name}, médiane", cut * 1000, "ms", None, how)
        )
    return figures


async def _rounds(peer: ReceiptPeer, folder: Path) -> tuple[float, float]:
    """Seconds to the drawn ticket and to the cut one, medians."""
    confinement = Confinement([*program(), "child"], EventLog(None, "bench"))
    printer = EscposPrinter(peer.uri)
    tickets = Tickets(printer, printer.dots, confinement, Places(folder, folder).assets / "fonts")
    vault = Vault(folder / new_id())
    vault.make()
    drawn, cut = [], []
    for number in range(1, ROUNDS + 1):
        began = time.monotonic()
        made = await tickets.draw(vault, _SHEET)
        if isinstance(made, Refused):
            raise RuntimeError(made.key)  # noqa: TRY004 - no wrong type: the child refused
        drawn.append(time.monotonic() - began)
        job = new_id()
        states = [state.state async for state in tickets.print(job, job, made)]
        cut.append(time.monotonic() - began)
        if states[-1] != "done" or len(peer.printed()) != number:
            raise RuntimeError(f"the ticket did not come out: {states}")
    return sorted(drawn)[ROUNDS // 2], sorted(cut)[ROUNDS // 2]
