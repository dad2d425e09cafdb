"""Eyes at both ends: on the frames the kiosk's screen would draw, and in a page; one clock for both."""

import select
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page

from kiosk.compose.bench.across.looks import Look
from kiosk.link.ring import Frame, RingReader
from session.engine.markers import read_counter

SCRIPT = Path(__file__).with_name("eyes.js")
TRIES = 20
_WAKE_S = 0.2


@dataclass
class Seen:
    """Pictures at one end: those of its own camera, and those of the other end."""

    sent: list[Look] = field(default_factory=list)
    seen: list[Look] = field(default_factory=list)

    def add(self, other: "Seen") -> None:
        """Take these too."""
        self.sent += other.sent
        self.seen += other.seen


class RingEyes:
    """Reads the frame ring beside the screen: `self` is what the kiosk sends, `remote` what it shows."""

    def __init__(self, socket: Path) -> None:
        """Begin.

        Raises:
            OSError: nobody shows frames there.
        """
        self._reader = RingReader(socket)
        self._held = Seen()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def take(self) -> Seen:
        """What was seen since the last time."""
        with self._lock:
            held, self._held = self._held, Seen()
        return held

    def close(self) -> None:
        """Look away."""
        self._over.set()
        self._thread.join()
        self._reader.close()

    def _watch(self) -> None:
        while not (self._over.is_set() or self._reader.closed):
            select.select([self._reader], [], [], _WAKE_S)
            at = time.monotonic()
            while (frame := self._reader.receive()) is not None:
                self._note(frame, at)

    def _note(self, frame: Frame, at: float) -> None:
        luma = np.frombuffer(frame.planes[0], np.uint8).reshape(frame.height, frame.width)
        own = frame.stream == "self"
        # The self-view is a mirror.
        counter = read_counter(luma[:, ::-1] if own else luma)
        if counter is not None:
            with self._lock:
                (self._held.sent if own else self._held.seen).append((at, counter))


class PageEyes:
    """Reads what `eyes.js` noted in a page; its times become this process's monotonic ones."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._offset = 0.0

    def calibrate(self) -> None:
        """Learn the difference of the clocks, from the quickest of some questions."""
        answers = []
        for _ in range(TRIES):
            before = time.monotonic()
            there = float(self._page.evaluate("() => performance.now()")) / 1000
            after = time.monotonic()
            answers.append((after - before, (before + after) / 2 - there))
        self._offset = min(answers)[1]

    def take(self) -> tuple[Seen, float]:
        """What was seen since the last time, and when the page's last offer was made."""
        noted: dict[str, Any] = self._page.evaluate("() => eyes.take()")
        return Seen(self._own(noted["sent"]), self._own(noted["seen"])), self._time(noted["offered"])

    def _own(self, rows: Sequence[Sequence[float]]) -> list[Look]:
        return [(self._time(at), int(counter)) for at, counter in rows]

    def _time(self, milliseconds: float) -> float:
        return milliseconds / 1000 + self._offset
