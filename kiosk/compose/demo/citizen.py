"""A scripted citizen: another process than the kiosk, who sees names on the screen and touches them.

Targets are found in the screen's accessible tree, by the name a screen reader would say; touches go
through the X server like a real panel's. No view-model is called.
"""

import json
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageGrab

from kiosk.compose.demo.tail import PATIENCE_S

STILL_TRIES = 8
STEPS_PER_STROKE = 6
LOOKS_PER_PAGE = 20


@dataclass(frozen=True)
class Target:
    """Something to touch, in pixels of the display."""

    name: str
    role: str
    x: float
    y: float
    w: float
    h: float
    enabled: bool = True
    focused: bool = False

    def at(self, right: float, down: float) -> tuple[int, int]:
        """A point inside, as fractions of its width and height."""
        return round(self.x + self.w * right), round(self.y + self.h * down)


class NotOnScreenError(AssertionError):
    """What the citizen looks for is not there; the message lists what is."""


class Citizen:
    """Eyes and a finger. `targets` is the folder where each screen process opens its socket."""

    def __init__(self, display: str, targets: Path, patience_s: float = PATIENCE_S) -> None:
        """`patience_s`: how long to look where nothing else is said."""
        self._display = display
        self._targets = targets
        self._patience_s = patience_s

    # ---- eyes

    def see(self) -> list[Target]:
        """Everything with a name on the screen that is visible now."""
        for path in sorted(self._targets.glob("*.sock")):
            items = _ask(path).get("items")
            if items:
                return [Target(**row) for row in items]
        return []

    def find(self, name: str, patience_s: float | None = None, *, role: str = "") -> Target:
        """The enabled target of that name, exactly or by its beginning, once it is there and still.

        Raises:
            NotOnScreenError: it did not come.
        """
        until = self._until(patience_s)
        before: Target | None = None
        looked = 0
        while True:
            found = self._look(name, role)
            if found is not None and found == before:
                return found
            before = found
            looked += 1
            if found is None and looked % LOOKS_PER_PAGE == 0:
                self._scroll()
            if time.monotonic() > until:
                there = sorted({t.name for t in self.see() if t.name})
                raise NotOnScreenError(f"« {name} » is not on the screen; there is: {there}")
            time.sleep(0.05)

    def find_any(self, wanted: Callable[[Target], bool], patience_s: float | None = None) -> Target:
        """The first target for which `wanted` holds, once it is there and still."""
        until = self._until(patience_s)
        before: Target | None = None
        while True:
            found = next((t for t in self.see() if t.enabled and wanted(t)), None)
            if found is not None and found == before:
                return found
            before = found
            if time.monotonic() > until:
                raise NotOnScreenError(f"nothing wanted on the screen: {[t.name for t in self.see()]}")
            time.sleep(0.05)

    def sees(self, name: str) -> bool:
        """Whether it is there now."""
        return self._look(name, "") is not None

    def photo(self) -> Image.Image:
        """The display as a picture."""
        return ImageGrab.grab(xdisplay=self._display)

    def still_photo(self) -> Image.Image:
        """The display once nothing moves any more, or after a moment where a live picture always does."""
        before = self.photo()
        for _ in range(STILL_TRIES):
            time.sleep(0.15)
            now = self.photo()
            if now.tobytes() == before.tobytes():
                return now
            before = now
        return before

    # ---- finger

    def touch(self, name: str, patience_s: float | None = None, *, role: str = "") -> None:
        """Touch the middle of a target."""
        self.press(self.find(name, patience_s, role=role))

    def press(self, target: Target) -> None:
        """Touch the middle of a target found before."""
        self._press(target.at(0.5, 0.5))

    def write(self, text: str) -> None:
        """Type on the kiosk's own keyboard, key by key."""
        for letter in text:
            self.touch("Espace" if letter == " " else letter, role="Button")

    def draw(self, name: str, strokes: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Draw strokes inside a target; points are fractions of its size."""
        pad = self.find(name)
        for stroke in strokes:
            first, *others = [pad.at(*point) for point in stroke]
            words = ["mousemove", *map(str, first), "mousedown", "1"]
            for x, y in _hand(first, others):
                words += ["sleep", "0.012", "mousemove", str(x), str(y)]
            self._xdotool(*words, "sleep", "0.05", "mouseup", "1")

    # ---- inside

    def _until(self, patience_s: float | None) -> float:
        return time.monotonic() + (self._patience_s if patience_s is None else patience_s)

    def _look(self, name: str, role: str) -> Target | None:
        usable = [t for t in self.see() if t.enabled and (not role or t.role == role)]
        exact = [t for t in usable if t.name == name]
        return next(iter(exact), None) or next((t for t in usable if t.name.startswith(name)), None)

    def _scroll(self) -> None:
        """Look further down the page, with its own button."""
        more = self._look("Plus bas", "Button")
        if more is not None:
            self._press(more.at(0.5, 0.5))

    def _press(self, point: tuple[int, int]) -> None:
        x, y = point
        self._xdotool("mousemove", str(x), str(y), "mousedown", "1", "sleep", "0.05", "mouseup", "1")

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, env={"DISPLAY": self._display}, timeout=10)


def _hand(start: tuple[int, int], stops: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The way from stop to stop in small steps, as a hand goes."""
    for stop in stops:
        for part in range(1, STEPS_PER_STROKE + 1):
            share = part / STEPS_PER_STROKE
            yield (
                round(start[0] + (stop[0] - start[0]) * share),
                round(start[1] + (stop[1] - start[1]) * share),
            )
        start = stop


def _ask(path: Path) -> dict[str, Any]:
    with socket.socket(socket.AF_UNIX) as wire:
        wire.settimeout(5)
        try:
            wire.connect(str(path))
            wire.sendall(b"{}\n")
            data = b""
            while not data.endswith(b"\n"):
                chunk = wire.recv(65536)
                if not chunk:
                    break
                data += chunk
            answer = json.loads(data)
        except (OSError, ValueError):
            return {}
    return answer if isinstance(answer, dict) else {}
