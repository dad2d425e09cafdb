"""A signature pad on a pty: the far end of the serial line, written from the makers' formats.

    python -m devices.peers.pad_peer --folder DIR [--format topaz|wacom]

prints one JSON line `{"uri": …}` when ready, then obeys one command a line on standard input: `sign` (a signature as a
hand writes one), `stroke x,y x,y …` (0..1 of the surface), `garbage N`, `half` (a packet cut in two), `unplug`,
`replug`, `quit`; `pen x,y x,y …` (goes down where it was not, and stays) and `lift`, for a hand that writes now;
`state`. Each is answered by a JSON line, that of `state` with how everything stands.
"""

import argparse
import contextlib
import json
import math
import os
import pty
import random
import signal
import sys
import tempfile
import tty
from pathlib import Path
from typing import Literal

from devices.peers.transcript import Transcript

Point = tuple[float, float]
Kind = Literal["topaz", "wacom"]
_SIZES = {"topaz": (2100, 700), "wacom": (15240, 5080)}


class PadPeer:
    """One simulated pad. `start` before use, `stop` always."""

    def __init__(self, folder: Path, kind: Kind = "topaz", seed: int = 1) -> None:
        """`folder` holds the link to the line, the same name each time it is plugged in."""
        folder.mkdir(parents=True, exist_ok=True)
        self._link = folder / "pad"
        self._kind: Kind = kind
        self._pty: tuple[int, int] | None = None
        self.wire_log = Transcript("pad")
        self._pen: Point | None = None
        self._random = random.Random(seed)  # noqa: S311 - noise, not a secret

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        return f"{self._kind}:{self._link}"

    def start(self) -> None:
        """Plug it in."""
        self.replug()

    def stop(self) -> None:
        """Unplug it for good."""
        self.unplug()

    def replug(self) -> None:
        """Plugged in, at the same address."""
        if self._pty is not None:
            return
        self._pty = pty.openpty()
        tty.setraw(self._pty[1])
        os.set_blocking(self._pty[0], False)
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.ttyname(self._pty[1]))

    def unplug(self) -> None:
        """Gone: who holds the line is told by the kernel."""
        if self._pty is None:
            return
        self._link.unlink(missing_ok=True)
        for descriptor in self._pty:
            os.close(descriptor)
        self._pty = self._pen = None

    def stroke(self, points: list[Point]) -> None:
        """The pen comes near, writes through the points, and goes away."""
        self.pen(points)
        self.lift()

    def pen(self, points: list[Point]) -> None:
        """The pen writes through the points; it comes near first where it was away."""
        near = [] if self._pen else [self.packet(points[0], down=False)] * 5
        self._pen = points[-1]
        self.say(b"".join([*near, *(self.packet(point, down=True) for point in points)]))

    def lift(self) -> None:
        """The pen goes away from where it wrote."""
        if self._pen is not None:
            self.say(self.packet(self._pen, down=False))
            self._pen = None

    def state(self) -> dict[str, str]:
        """Plug and pen, each in a word."""
        return {"plug": "out" if self._pty is None else "in", "pen": "up" if self._pen is None else "down"}

    def sign(self) -> None:
        """A signature as a hand writes one: loops, then a line under them."""
        loops = [
            (0.1 + 0.7 * t / 200 + 0.05 * math.sin(t / 6), 0.45 + 0.25 * math.sin(t / 4)) for t in range(200)
        ]
        self.stroke(loops)
        self.stroke([(0.15 + 0.7 * t / 60, 0.85 - 0.05 * t / 60) for t in range(60)])

    def garbage(self, count: int) -> None:
        """Noise on the line."""
        self.say(self._random.randbytes(count))

    def packet(self, point: Point, *, down: bool) -> bytes:
        """Where the pen is, as this pad says it; near always."""
        wide, high = _SIZES[self._kind]
        x, y = round(point[0] * wide), round(point[1] * high)
        if self._kind == "topaz":
            return bytes([0xC0 | down, x & 0x7F, x >> 7 & 0x1F, y & 0x7F, y >> 7 & 0x1F])
        force = (160 if down else 0) ^ 0x80
        return bytes(
            [
                0xE0 | x >> 14,
                x >> 7 & 0x7F,
                x & 0x7F,
                (force & 1) << 2 | y >> 14,
                y >> 7 & 0x7F,
                y & 0x7F,
                force >> 1,
            ]
        )

    def say(self, data: bytes) -> None:
        """Bytes on the line; what nobody reads is lost, as on a real one."""
        if self._pty is not None:
            self.wire_log.said(data)
            with contextlib.suppress(BlockingIOError):
                os.write(self._pty[0], data)


def _points(words: str) -> list[Point]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in words.split())]


def _obey(peer: PadPeer, command: str) -> bool:
    word, _, rest = command.partition(" ")
    match word:
        case "sign":
            peer.sign()
        case "stroke":
            peer.stroke(_points(rest))
        case "pen":
            peer.pen(_points(rest))
        case "lift":
            peer.lift()
        case "garbage":
            peer.garbage(int(rest))
        case "half":
            peer.say(peer.packet((0.5, 0.5), down=True)[:3])
        case "unplug":
            peer.unplug()
        case "replug":
            peer.replug()
        case _:
            return False
    return True


def main(argv: list[str] | None = None) -> int:
    """Run until standard input closes, `quit`, or SIGTERM."""
    parser = argparse.ArgumentParser(prog="pad_peer", description="Tablette de signature simulée.")
    parser.add_argument("--folder", type=Path, help="dossier de travail ; par défaut un dossier temporaire")
    parser.add_argument("--format", choices=sorted(_SIZES), default="topaz")
    options = parser.parse_args(argv)
    peer = PadPeer(options.folder or Path(tempfile.mkdtemp(prefix="vg-pad-")), options.format)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    peer.start()
    try:
        sys.stdout.write(json.dumps({"uri": peer.uri}) + "\n")
        sys.stdout.flush()
        for line in sys.stdin:
            command = line.strip()
            if command == "quit":
                break
            answer: dict[str, object]
            if command == "state":
                answer = {"command": command, "known": True, "state": peer.state()}
            else:
                peer.wire_log.done(command)
                answer = {"command": command, "known": _obey(peer, command)}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    finally:
        peer.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
