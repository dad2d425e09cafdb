"""A running peer: started as its row says, told one thing at a time, heard."""

import shlex
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.compose.demo.processes import DemoProcessError, Running
from kiosk.compose.dock.table import Device

State = dict[str, str]
Point = tuple[float, float]


class Hand:
    """A hand on one simulated device. `folder` is the device's own, what comes out of it lies in `printed`."""

    def __init__(
        self, device: Device, folder: Path, logs: Path, paper: Path, env: Mapping[str, str] | None = None
    ) -> None:
        """Start the peer, without waiting for it. `paper` is the letter of two pages."""
        self.device = device
        self.addresses: dict[str, str] = {}
        """What to write in [devices], by its keys."""
        self.printed: Path | None = None
        self.lost = ""
        """Why the peer no longer runs; empty while it does."""
        self._state: State = {}
        self._told = threading.Lock()
        places = {"folder": str(folder), "paper": str(paper)}
        arguments = [argument.format(**places) for argument in device.arguments]
        argv = [sys.executable, "-m", f"devices.peers.{device.peer}", *arguments]
        self.running = Running(device.peer, argv, logs, env)

    @property
    def uri(self) -> str:
        """The first of its addresses; empty until it is ready."""
        return next(iter(self.addresses.values()), "")

    def greet(self) -> None:
        """Wait until it is ready.

        Raises:
            DemoProcessError: it did not start; `lost` says so too.
        """
        try:
            greeting = self.running.greeting()
        except DemoProcessError as error:
            self.lost = str(error)
            raise
        self.addresses = {key: str(greeting[word]) for word, key in self.device.settings.items()}
        self.printed = Path(str(greeting["printed"])) if "printed" in greeting else None

    def tell(self, words: str) -> dict[str, Any]:
        """Have the peer do it, and return its answer; empty when it no longer runs."""
        with self._told:
            return self._ask(words)

    def write(self, points: Sequence[Point]) -> None:
        """The pen goes on through these points, 0..1 of the surface."""
        self.tell("pen " + " ".join(f"{x:.4f},{y:.4f}" for x, y in points))

    def lift(self) -> None:
        """The pen goes away."""
        self.tell("lift")

    def state(self) -> tuple[State, bool]:
        """How the device stands, and whether a hand is busy with it: then as it stood before."""
        if not self._told.acquire(blocking=False):
            return self._state, True
        try:
            said = self._ask("state").get("state")
        finally:
            self._told.release()
        if isinstance(said, dict):
            self._state = {str(name): str(word) for name, word in said.items()}
        return self._state, False

    def stop(self) -> None:
        """End the peer."""
        self.running.stop()

    def _ask(self, words: str) -> dict[str, Any]:
        if self.lost:
            return {}
        try:
            self.running.say(words)
            answer = self.running.greeting()
            # Whoever else told it something may have left the answer for us.
            while answer.get("command") != words:
                answer = self.running.greeting()
        except (DemoProcessError, OSError) as error:
            self.lost = str(error)
            return {}
        return answer


def laid(command: str, paper: Path) -> str:
    """A command with its `{paper}` in place, as the peers' command line reads it."""
    return command.replace("{paper}", shlex.quote(str(paper)))
