"""From the pen on a signature pad to the ink on the screen: the real driver and page, a simulated pad on its line."""

import os
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from devices.peers.pad_peer import PadPeer
from kiosk.core.ids import new_id
from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState, SignRequest
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey, Paperwork
from session.protocol.local import DocumentPages
from session.protocol.shared import Box
from ui.adapters.library import EmptyLibrary
from ui.adapters.pad import PadLine, Point
from ui.page_times import BareScreen

A4 = (1191, 1684)
"""A page at 144 dpi."""
_BOX = Box(page=0, x=0.2, y=0.7, w=0.6, h=0.1)


@dataclass(frozen=True)
class Inked:
    """One point of a stroke: milliseconds from the bytes on the line to the page's property, and to the frame."""

    heard: float
    drawn: float


def measure(folder: Path, points: int) -> list[Inked]:
    """Write one long stroke, a point at a time, each drawn before the next."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    screen, peer = BareScreen(Rules(EmptyLibrary(), new_id)), PadPeer(folder)
    peer.start()
    told: list[int] = []

    def writing(stroke: list[Point]) -> None:
        screen.kiosk.write(stroke)
        told.append(len(stroke))

    line = PadLine(peer.uri, lambda _how: None, writing, lambda _stroke: None)
    try:
        screen.show(_signing())
        screen.rest()
        line.open(_BOX, A4[1] / A4[0])
        peer.pen([(0.1, 0.5)] * 8)  # until the driver believes it
        found = [_one(screen, peer, told, step / points) for step in range(points)]
    finally:
        line.close()
        peer.stop()
        screen.close()
    return found


def _one(screen: BareScreen, peer: PadPeer, told: list[int], share: float) -> Inked:
    while not told:
        screen.work()
    before, begun = len(told), perf_counter()
    peer.pen([(0.1 + 0.8 * share, 0.5)])
    while len(told) == before:
        screen.work()
    heard = perf_counter()
    screen.frame()
    return Inked((heard - begun) * 1000, (perf_counter() - begun) * 1000)


def _signing() -> Journey:
    """An expert asked for a signature, and its page is shown."""
    document = new_id()
    pages = DocumentPages(document=document, name="Déclaration", pages=1, widths=[A4[0]], heights=[A4[1]])
    asked = SignRequest(document, _BOX)
    return Journey(
        screen=at.Sign(document, 0, pad=True),
        visiting=True,
        call=CallState("caf", "CAF", "Nadia", link="connected", sign=asked),
        documents={document: Paperwork(pages, "expert", kept=True)},
    )
