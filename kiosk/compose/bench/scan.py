"""From the scanner to a document that may be accepted, with a simulated scanner that takes no time of its own.

What is measured is ours: SANE over the real eSCL wire, the children, straightening, binding.
"""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from devices.peers.scanner_paper import Sheet, pile
from devices.peers.scanner_peer import ScannerPeer
from devices.scanner.followed import FollowedScanner
from devices.scanner.ports import PAGE_DPI, Order, PageRead
from kiosk.compose.bench import Figure
from kiosk.compose.demo.letter import write_letter
from kiosk.confine.confinement import Confinement
from kiosk.confine.limits import Refused
from kiosk.core.events import EventLog
from kiosk.core.places import program
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop

ROUNDS = 5
PILE = 10
_HOW = "A4, 200 dpi, gris, scanner simulé sans temps de lampe"


def measure(folder: Path) -> list[Figure]:
    """One page of the glass, five times; then ten sheets of the feeder."""
    return asyncio.run(_measure(folder))


async def _measure(folder: Path) -> list[Figure]:
    command = [*program(), "child"]
    letter = write_letter(folder / "papier.pdf")
    workshop = Workshop(Confinement(command, EventLog(None, "bench")), folder / "fonts")
    vault = Vault(folder / "vault")
    vault.make()
    peer = ScannerPeer()
    peer.start()
    try:
        bench = _Bench(FollowedScanner(peer.uri, command), workshop, vault, folder)
        peer.on_glass(pile([letter])[0])
        one = sorted([await bench.document(Order("glass")) for _ in range(ROUNDS)])[ROUNDS // 2]
        sheets: list[Sheet] = pile([letter] * (PILE // 2))
        peer.load(sheets)
        many = await bench.document(Order("feeder"))
    finally:
        peer.stop()
    return [
        Figure("scanner : vitre, du toucher à la page montrée, médiane", one.shown * 1000, "ms", None, _HOW),
        Figure("scanner : vitre, du toucher au PDF accepté, médiane", one.bound * 1000, "ms", None, _HOW),
        Figure(f"scanner : chargeur, {PILE} pages, par page", many.bound * 1000 / PILE, "ms", None, _HOW),
        Figure("scanner : poids d'une page", many.kilobytes, "ko", 300, _HOW),
    ]


@dataclass(frozen=True, order=True)
class _Taken:
    """Seconds to the bound document and to the first page shown, and kilobytes a page."""

    bound: float
    shown: float
    kilobytes: float


class _Bench:
    def __init__(self, scanner: FollowedScanner, workshop: Workshop, vault: Vault, folder: Path) -> None:
        self._scanner = scanner
        self._workshop = workshop
        self._vault = vault
        self._raw = folder / "raw"
        self._raw.mkdir()

    async def document(self, order: Order) -> _Taken:
        """Scan, straighten as pages come, bind."""
        began = time.monotonic()
        shown = 0.0
        one_at_a_time = asyncio.Lock()

        async def straighten(file: Path) -> StoredDocument:
            nonlocal shown
            async with one_at_a_time:
                made = await self._workshop.straighten(self._vault, file, PAGE_DPI)
            shown = shown or time.monotonic() - began
            return _stored(made)

        waiting = [
            asyncio.create_task(straighten(news.file))
            async for news in self._scanner.scan(order, self._raw, asyncio.Event())
            if isinstance(news, PageRead)
        ]
        pages = [single.document.id for single in await asyncio.gather(*waiting)]
        bound = _stored(await self._workshop.bind(self._vault, pages))
        taken = time.monotonic() - began
        return _Taken(taken, shown, bound.pdf.stat().st_size / 1000 / len(pages))


def _stored(made: StoredDocument | Refused) -> StoredDocument:
    match made:
        case StoredDocument():
            return made
        case Refused(key=key):
            raise RuntimeError(key)
