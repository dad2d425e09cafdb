"""The steward's end of a real screen process, and a finger that finds its targets by name."""

import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from kiosk.core.places import ROOT
from kiosk.link.framing import Decoder, frame
from session.protocol.envelope import Body, envelope
from session.protocol.local import SCREEN_TO_STEWARD

B = TypeVar("B", bound=Body)
DEADLINE_S = 30.0
LOOK_S = 0.05


@contextmanager
def display(width: int, height: int) -> Iterator[str]:
    """An X server of this size on a number it chose itself."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    number = b""
    while not number.endswith(b"\n"):
        number += os.read(read, 16)
    os.close(read)
    try:
        yield f":{number.decode().strip()}"
    finally:
        server.terminate()
        server.wait()


class ScreenStand:
    """Starts the process, speaks to it as the steward does, touches it as a visitor does."""

    def __init__(self, folder: Path, settings: Path, content: Path, x_display: str) -> None:
        self.folder = folder
        self._x = x_display
        self._targets = folder / "targets.sock"
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(folder / "steward.sock"))
        listener.listen(1)
        listener.settimeout(DEADLINE_S)
        self._errors = (folder / "stderr").open("wb")
        environment = os.environ | {
            "DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software",
            "QT_LOGGING_RULES": "qt.multimedia*=false",
        }  # fmt: skip
        arguments = {
            "steward": folder / "steward.sock", "settings": settings, "content": content,
            "run": folder, "events": folder / "events.jsonl", "targets": self._targets,
        }  # fmt: skip
        command = [sys.executable, "-m", "kiosk.compose.screen"]
        for name, value in arguments.items():
            command += [f"--{name}", str(value)]
        self.process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=self._errors)
        self._socket, _ = listener.accept()
        listener.close()
        self._decoder = Decoder()
        self._unread: list[Body] = []

    # ---- the steward

    def send(self, body: Body) -> None:
        self._socket.sendall(frame(envelope(body).pack()))

    def send_raw(self, message: bytes) -> None:
        self._socket.sendall(frame(message))

    def hear(self, kind: type[B]) -> B:
        """The next message of a kind; others before it are dropped."""
        deadline = time.monotonic() + DEADLINE_S
        while True:
            while self._unread:
                body = self._unread.pop(0)
                if isinstance(body, kind):
                    return body
            self._socket.settimeout(max(0.01, deadline - time.monotonic()))
            data = self._socket.recv(1 << 16)
            assert data, self.complaints()
            self._unread += [SCREEN_TO_STEWARD.unpack(raw).body for raw in self._decoder.feed(data)]

    def hang_up(self) -> None:
        self._socket.close()

    # ---- the visitor

    def items(self, words: str = "") -> list[dict[str, Any]]:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(DEADLINE_S)
            line.connect(str(self._targets))
            line.sendall(json.dumps({"find": words}).encode() + b"\n")
            answer = b""
            while not answer.endswith(b"\n"):
                answer += line.recv(1 << 16)
        items: list[dict[str, Any]] = json.loads(answer)["items"]
        return items

    def see(self, words: str, *, exact: bool = False) -> dict[str, Any]:
        """Wait until something of that name (or holding these words) can be touched."""
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            for item in self.items(words):
                if item["enabled"] and item["w"] > 0 and (item["name"] == words or not exact):
                    return item
            select.select([], [], [], LOOK_S)
        raise AssertionError(f"{words!r} is not among {[item['name'] for item in self.items()]}")

    def press(self, words: str, *, exact: bool = False) -> None:
        """Touch it once it stands still: a finger follows what it sees, a script must look twice."""
        item, before = self.see(words, exact=exact), None
        while item != before:
            select.select([], [], [], LOOK_S)
            before, item = item, self.see(words, exact=exact)
        x, y = item["x"] + item["w"] // 2, item["y"] + item["h"] // 2
        subprocess.run(
            ["xdotool", "mousemove", str(x), str(y), "click", "1"],
            check=True,
            env=os.environ | {"DISPLAY": self._x},
        )

    # ---- afterwards

    def complaints(self) -> str:
        """What the process wrote on its standard error."""
        self._errors.flush()
        return (self.folder / "stderr").read_text(encoding="utf-8")

    def close(self) -> None:
        self._socket.close()
        self.process.kill()
        self.process.wait()
        self._errors.close()
