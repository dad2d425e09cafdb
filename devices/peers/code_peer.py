"""A code reader on a pty: the far end of the serial line, as readers in serial mode behave.

    python -m devices.peers.code_peer --folder DIR [--suffix cr|lf|crlf|none]

prints one JSON line `{"uri": …}` when ready, then obeys one command a line on standard input: `scan TEXT`, `picture
FILE` (the QR code of a picture is read and sent, where a decoder is installed), `hex BYTES`, `long N` (a code of N
bytes), `babble` (talks for ever), `hush`, `garbage N`, `unplug`, `replug`, `quit`; `state`. Each is answered by a JSON line, that of `state` with how everything stands.
"""

import argparse
import contextlib
import json
import os
import pty
import random
import signal
import sys
import tempfile
import threading
import tty
from pathlib import Path
from typing import Literal

from devices.peers.transcript import Transcript

Suffix = Literal["cr", "lf", "crlf", "none"]
_ENDS = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "none": b""}


class CodePeer:
    """One simulated reader. `start` before use, `stop` always."""

    def __init__(self, folder: Path, suffix: Suffix = "cr", seed: int = 1) -> None:
        """`folder` holds the link to the line, the same name each time it is plugged in."""
        folder.mkdir(parents=True, exist_ok=True)
        self._link = folder / "lecteur"
        self._end = _ENDS[suffix]
        self._pty: tuple[int, int] | None = None
        self.wire_log = Transcript("codes")
        self._random = random.Random(seed)  # noqa: S311 - noise, not a secret
        self._hushed = threading.Event()
        self._babbler: threading.Thread | None = None

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        return f"codes:{self._link}"

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
        self.hush()
        if self._pty is None:
            return
        self._link.unlink(missing_ok=True)
        for descriptor in self._pty:
            os.close(descriptor)
        self._pty = None

    def scan(self, text: str) -> None:
        """A code is held before it."""
        self.say(text.encode() + self._end)

    def picture(self, path: Path) -> bool:
        """The QR code of a picture is held before it; false when none is seen on it."""
        import cv2  # noqa: PLC0415 - heavy, and for this command only

        image = cv2.imread(str(path))
        text = cv2.QRCodeDetector().detectAndDecode(image)[0] if image is not None else ""
        if text:
            self.scan(text)
        return bool(text)

    def garbage(self, count: int) -> None:
        """Noise on the line."""
        self.say(self._random.randbytes(count))

    def state(self) -> dict[str, str]:
        """Plug and voice, each in a word."""
        talks = self._babbler is not None
        return {"plug": "out" if self._pty is None else "in", "voice": "endless" if talks else "calm"}

    def babble(self) -> None:
        """Talk and never stop, as fast as the line takes it."""
        if self._babbler is None and self._pty is not None:
            self._hushed.clear()
            self._babbler = threading.Thread(target=self._talk, args=(self._pty[0],), daemon=True)
            self._babbler.start()

    def hush(self) -> None:
        """Be quiet again."""
        self._hushed.set()
        if self._babbler is not None:
            self._babbler.join()
            self._babbler = None

    def _talk(self, descriptor: int) -> None:
        while not self._hushed.wait(0.001):
            with contextlib.suppress(BlockingIOError):
                os.write(descriptor, b"9780201379624 " * 64)

    def say(self, data: bytes) -> None:
        """Bytes on the line; what nobody reads in time is lost, as on a real one."""
        if self._pty is not None:
            self.wire_log.said(data)
            with contextlib.suppress(BlockingIOError):
                os.write(self._pty[0], data)


def _obey(peer: CodePeer, command: str) -> bool:
    word, _, rest = command.partition(" ")
    match word:
        case "scan":
            peer.scan(rest)
        case "picture":
            return peer.picture(Path(rest))
        case "hex":
            peer.say(bytes.fromhex(rest))
        case "long":
            peer.scan("A" * int(rest))
        case "garbage":
            peer.garbage(int(rest))
        case "babble":
            peer.babble()
        case "hush":
            peer.hush()
        case "unplug":
            peer.unplug()
        case "replug":
            peer.replug()
        case _:
            return False
    return True


def main(argv: list[str] | None = None) -> int:
    """Run until standard input closes, `quit`, or SIGTERM."""
    parser = argparse.ArgumentParser(prog="code_peer", description="Lecteur de codes simulé.")
    parser.add_argument("--folder", type=Path, help="dossier de travail ; par défaut un dossier temporaire")
    parser.add_argument("--suffix", choices=sorted(_ENDS), default="cr")
    options = parser.parse_args(argv)
    peer = CodePeer(options.folder or Path(tempfile.mkdtemp(prefix="vg-codes-")), options.suffix)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    peer.start()
    try:
        sys.stdout.write(json.dumps({"uri": peer.uri}) + "\n")
        sys.stdout.flush()
        for line in sys.stdin:
            command = line.strip()
            if command == "quit":
                break
            answer: dict[str, object] = {"command": command, "known": True}
            if command == "state":
                answer["state"] = peer.state()
            else:
                peer.wire_log.done(command)
                answer["known"] = _obey(peer, command)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    finally:
        peer.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
