"""A ticket printer that can run out of paper: ESC/POS on TCP or on a pty, each ticket kept as a picture.

On a pty it is a serial printer, or for `usb` what `/dev/usb/lp0` is: bytes both ways and no speed.

    python -m devices.peers.receipt_peer --folder DIR [--wire tcp|pty|usb] [--width 80]

prints one JSON line `{"uri": …, "printed": DIR}` when ready, then obeys one command a line on standard input:
`paper empty`, `paper low`, `paper full`, `paper rows N` (it ends after N more rows), `cover open`, `cover close`,
`cutter jam`, `cutter clear`, `mute`, `unmute`, `unplug`, `replug`, `garbage`, `state`, `quit`; each is answered by a
JSON line, that of `state` with how everything stands.
"""

import argparse
import contextlib
import json
import os
import pty
import selectors
import signal
import socket
import sys
import tempfile
import threading
import tty
from collections.abc import Callable
from pathlib import Path

from devices.peers.receipt_paper import Machine
from devices.peers.transcript import Transcript
from devices.receipt.address import DOTS

_MOST = 65536


class ReceiptPeer:
    """One simulated printer, on a thread of its own. `start` before use, `stop` always."""

    def __init__(
        self, folder: Path, wire: str = "tcp", width_mm: int = 80, at: tuple[str, int] = ("127.0.0.1", 0)
    ) -> None:
        """Tickets come out as `folder/ticket-001.png`, oldest first. `at` is where `tcp` listens, 0 for any port."""
        folder.mkdir(parents=True, exist_ok=True)
        self.machine = Machine(folder, DOTS[width_mm])
        self._folder = folder
        self._wire = wire
        self._width = width_mm
        self._listener: socket.socket | None = None
        self._host, self._port = at
        self._pty: tuple[int, int] | None = None
        self._link = folder / "line"
        self._talks: dict[int, socket.socket] = {}
        self._orders: list[Callable[[], None]] = []
        self._obeyed = threading.Condition()
        self._wake = os.pipe()
        self._ended = False
        self.wire_log = Transcript("ticket")
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        if self._wire == "usb":  # a file that is read and written, as usblp's is
            return f"escpos+usb:{self._link}?width={self._width}"
        if self._wire == "pty":
            return f"escpos+serial:{self._link}?baud=115200&width={self._width}"
        return f"escpos+tcp://{self._host}:{self._port}?width={self._width}"

    def printed(self) -> list[Path]:
        """The tickets that were cut, oldest first."""
        return sorted(self._folder.glob("ticket-*.png"))

    def start(self) -> None:
        """Plug it in."""
        self._thread.start()
        self.replug()

    def stop(self) -> None:
        """Unplug it for good."""
        self.unplug()
        self._ended = True
        os.write(self._wake[1], b".")
        self._thread.join(5)
        for descriptor in self._wake:
            os.close(descriptor)

    def obey(self, order: Callable[[], None]) -> None:
        """Run `order` on the printer's own thread, between two pieces of what it hears."""
        with self._obeyed:
            self._orders.append(order)
            os.write(self._wake[1], b".")
            if not self._obeyed.wait_for(lambda: order not in self._orders, 10):
                raise RuntimeError("the simulated ticket printer no longer obeys")

    def set_paper(self, state: str, rows: int | None = None) -> None:
        """`full`, `low` or `empty`; or full, and empty after `rows` more."""
        self.obey(lambda: self.machine.load(state, rows))

    def set_cover(self, opened: bool) -> None:
        """Open or close it."""
        self.obey(lambda: self.machine.set_cover(opened))

    def set_cutter(self, jammed: bool) -> None:
        """Jam or free the blade."""
        self.obey(lambda: self.machine.set_cutter(jammed))

    def set_mute(self, mute: bool) -> None:
        """A printer that takes everything and says nothing."""
        self.obey(lambda: self.machine.set_mute(mute))

    def garbage(self, count: int) -> None:
        """Say `count` random bytes on every open line."""
        noise = os.urandom(count)

        def say() -> None:
            for descriptor in self._open():
                self._say(descriptor, noise)

        self.obey(say)

    def unplug(self) -> None:
        """Off: lines are cut, and what was in its memory is gone."""
        self.obey(self._cut)

    def replug(self) -> None:
        """On again, at the same address."""
        self.obey(self._plug)

    def state(self) -> dict[str, str]:
        """Paper, cover, blade, voice and plug, each in a word."""
        plugged = self._listener is not None or self._pty is not None
        return {**self.machine.state(), "plug": "in" if plugged else "out"}

    # ---- on the thread

    def _plug(self) -> None:
        if self._listener is not None or self._pty is not None:
            return
        if self._wire == "tcp":
            self._listener = socket.create_server((self._host, self._port))
            self._port = self._listener.getsockname()[1]
            return
        self._pty = pty.openpty()
        tty.setraw(self._pty[1])
        os.set_blocking(self._pty[0], False)  # what nobody reads is lost, as on a real line
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.ttyname(self._pty[1]))

    def _cut(self) -> None:
        self.machine.forget()
        for talk in self._talks.values():
            talk.close()
        self._talks.clear()
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self._pty is not None:
            self._link.unlink(missing_ok=True)
            for descriptor in self._pty:
                os.close(descriptor)
            self._pty = None

    def _open(self) -> list[int]:
        return [self._pty[0]] if self._pty else list(self._talks)

    def _run(self) -> None:
        while not self._ended:
            with selectors.DefaultSelector() as ready:
                ready.register(self._wake[0], selectors.EVENT_READ)
                if self._listener is not None and not self._talks:
                    ready.register(self._listener, selectors.EVENT_READ)  # one line at a time, as real ones
                # A printer that has stopped takes real-time commands only; its line is read all the same.
                for descriptor in self._open():
                    ready.register(descriptor, selectors.EVENT_READ)
                events = [key.fd for key, _ in ready.select()]
            for descriptor in events:
                self._serve(descriptor)

    def _serve(self, descriptor: int) -> None:
        if descriptor == self._wake[0]:
            os.read(descriptor, _MOST)
            with self._obeyed:
                for order in list(self._orders):
                    order()
                    self._orders.remove(order)
                self._obeyed.notify_all()
            for line in self._open():
                self._say(line, self.machine.go_on())
        elif self._listener is not None and descriptor == self._listener.fileno():
            talk, _ = self._listener.accept()
            self._talks[talk.fileno()] = talk
        elif descriptor in self._open():
            self._hear(descriptor)

    def _hear(self, descriptor: int) -> None:
        try:
            data = os.read(descriptor, _MOST)
        except OSError:
            data = b""
        if data:
            self.wire_log.heard(data)
            self._say(descriptor, self.machine.hear(data))
        elif descriptor in self._talks:
            self._talks.pop(descriptor).close()

    def _say(self, descriptor: int, answer: bytes) -> None:
        if answer:
            self.wire_log.said(answer)
            with contextlib.suppress(OSError):
                os.write(descriptor, answer)


def _commands(peer: ReceiptPeer) -> dict[str, Callable[[], None]]:
    return {
        "paper empty": lambda: peer.set_paper("empty"),
        "paper low": lambda: peer.set_paper("low"),
        "paper full": lambda: peer.set_paper("full"),
        "cover open": lambda: peer.set_cover(True),
        "cover close": lambda: peer.set_cover(False),
        "cutter jam": lambda: peer.set_cutter(True),
        "cutter clear": lambda: peer.set_cutter(False),
        "mute": lambda: peer.set_mute(True),
        "unmute": lambda: peer.set_mute(False),
        "unplug": peer.unplug,
        "replug": peer.replug,
        "garbage": lambda: peer.garbage(_MOST),
    }


def _say(**fields: object) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def main(argv: list[str] | None = None) -> int:
    """Run until standard input closes, `quit`, or SIGTERM."""
    parser = argparse.ArgumentParser(prog="receipt_peer", description="Imprimante de tickets simulée.")
    parser.add_argument("--folder", type=Path, help="où vont les tickets ; par défaut un dossier temporaire")
    parser.add_argument("--wire", choices=("tcp", "pty", "usb"), default="tcp")
    parser.add_argument("--width", type=int, choices=sorted(DOTS), default=80)
    options = parser.parse_args(argv)
    folder = options.folder or Path(tempfile.mkdtemp(prefix="vg-receipt-"))
    peer = ReceiptPeer(folder, options.wire, options.width)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    peer.start()
    try:
        _say(uri=peer.uri, printed=str(folder))
        commands = _commands(peer)
        for line in sys.stdin:
            command = line.strip()
            if command == "quit":
                break
            if command == "state":
                _say(command=command, known=True, state=peer.state())
                continue
            peer.wire_log.done(command)
            rows = command.removeprefix("paper rows ")
            if rows != command and rows.isdigit():
                peer.set_paper("full", int(rows))
            elif command in commands:
                commands[command]()
            _say(command=command, known=command in commands or rows != command)
    finally:
        peer.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
