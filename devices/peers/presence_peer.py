"""An LD2410 radar on a pty, written from its maker's protocol: ten reports a second of who stands where.

    python -m devices.peers.presence_peer --folder DIR

prints one JSON line `{"uri": …}` when ready, then obeys one command a line on standard input: `near [CM]`, `far [CM]`,
`still [CM]`, `nobody`, `silent`, `garbage N`, `half`, `unplug`, `replug`, `quit`; `state`. Each is answered by a JSON line, that of `state` with how everything stands.
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

from devices.peers.transcript import Transcript

PERIOD_S = 0.1
_NOBODY, _MOVING, _STILL = 0, 1, 2


class PresencePeer:
    """One simulated sensor. `start` before use, `stop` always."""

    def __init__(self, folder: Path, seed: int = 1, period_s: float = PERIOD_S) -> None:
        """`folder` holds the link to the line, the same name each time it is plugged in."""
        folder.mkdir(parents=True, exist_ok=True)
        self._link = folder / "radar"
        self._pty: tuple[int, int] | None = None
        self.wire_log = Transcript("presence")
        self._random = random.Random(seed)  # noqa: S311 - noise, not a secret
        self._period_s = period_s
        self._state: tuple[int, int] | None = (_NOBODY, 0)
        self._stopped = threading.Event()
        self._line = threading.Lock()
        self._speaker = threading.Thread(target=self._report, daemon=True)

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        return f"ld2410:{self._link}"

    def start(self) -> None:
        """Plug it in, with nobody before it."""
        self.replug()
        self._speaker.start()

    def stop(self) -> None:
        """Unplug it for good."""
        self._stopped.set()
        if self._speaker.is_alive():
            self._speaker.join()
        self.unplug()

    def replug(self) -> None:
        """Plugged in, at the same address."""
        with self._line:
            if self._pty is None:
                self._pty = pty.openpty()
                tty.setraw(self._pty[1])
                os.set_blocking(self._pty[0], False)
                self._link.unlink(missing_ok=True)
                self._link.symlink_to(os.ttyname(self._pty[1]))

    def unplug(self) -> None:
        """Gone: who holds the line is told by the kernel."""
        with self._line:
            if self._pty is not None:
                self._link.unlink(missing_ok=True)
                for descriptor in self._pty:
                    os.close(descriptor)
                self._pty = None

    def near(self, cm: int = 90) -> None:
        """Somebody comes."""
        self._state = (_MOVING, cm)

    def still(self, cm: int = 90) -> None:
        """Somebody stands and reads."""
        self._state = (_STILL, cm)

    def nobody(self) -> None:
        """Nobody is there."""
        self._state = (_NOBODY, 0)

    def silent(self) -> None:
        """Plugged in, and says nothing."""
        self._state = None

    def state(self) -> dict[str, str]:
        """Plug, and who is there, each in a word."""
        who = "silent" if self._state is None else ("nobody", "moving", "still")[self._state[0]]
        return {"plug": "out" if self._pty is None else "in", "who": who}

    def garbage(self, count: int) -> None:
        """Noise on the line."""
        self.say(self._random.randbytes(count))

    @staticmethod
    def report(state: int, cm: int) -> bytes:
        """One report in the basic mode."""
        far = cm.to_bytes(2, "little")
        moving, still = (far if state & bit else b"\0\0" for bit in (_MOVING, _STILL))
        energies = (60 if state & _MOVING else 0, 50 if state & _STILL else 0)
        body = bytes([2, 0xAA, state]) + moving + bytes([energies[0]]) + still + bytes([energies[1]]) + far
        body += b"\x55\x00"
        return b"\xf4\xf3\xf2\xf1" + len(body).to_bytes(2, "little") + body + b"\xf8\xf7\xf6\xf5"

    def say(self, data: bytes) -> None:
        """Bytes on the line; what nobody reads is lost, as on a real one."""
        with self._line, contextlib.suppress(BlockingIOError):
            if self._pty is not None:
                self.wire_log.said(data)
                os.write(self._pty[0], data)

    def _report(self) -> None:
        while not self._stopped.wait(self._period_s):
            state = self._state
            if state is not None:
                self.say(self.report(*state))


def _obey(peer: PresencePeer, command: str) -> bool:
    word, _, rest = command.partition(" ")
    match word:
        case "near":
            peer.near(int(rest or 90))
        case "far":
            peer.near(int(rest or 550))
        case "still":
            peer.still(int(rest or 90))
        case "nobody":
            peer.nobody()
        case "silent":
            peer.silent()
        case "garbage":
            peer.garbage(int(rest))
        case "half":
            peer.say(peer.report(1, 90)[:9])
        case "unplug":
            peer.unplug()
        case "replug":
            peer.replug()
        case _:
            return False
    return True


def main(argv: list[str] | None = None) -> int:
    """Run until standard input closes, `quit`, or SIGTERM."""
    parser = argparse.ArgumentParser(prog="presence_peer", description="Détecteur de présence simulé.")
    parser.add_argument("--folder", type=Path, help="dossier de travail ; par défaut un dossier temporaire")
    options = parser.parse_args(argv)
    peer = PresencePeer(options.folder or Path(tempfile.mkdtemp(prefix="vg-presence-")))
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
