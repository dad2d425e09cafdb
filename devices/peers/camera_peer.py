"""A camera of the network, the face's or the document one: real HTTP with JPEG pictures, for the real driver.

    python -m devices.peers.camera_peer --sees face|paper [--paper FILE]

prints one JSON line `{"uri": "camera:http://…"}` when ready, then obeys one command a line on standard input, each
answered by a JSON line: `freeze` (the same picture until it is opened again), `freeze always`, `thaw`, `unplug`,
`replug`, `hang`, `busy`, `deny`, `spoil`, `well` (none of these any more). What lies under a document camera:
`show [FILE [PAGE]]` (none: nothing), `view 900` (millimetres across), `turn 12`, `light 0.2`, `glare 0.8`, `blur 6`,
`tremor 30`. `state` says how everything stands; a file that is no picture and no PDF is not shown, and said:
`"refused": true`. `quit` ends.
"""

import argparse
import json
import shlex
import socket
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

from devices.peers.camera_scene import Table, UnreadableError, faces, papers
from devices.peers.transcript import Transcript

HOST = "127.0.0.1"
FPS = 12.0
BOUNDARY = "picture"
Sees = Literal["face", "paper"]
_STATES = ("hang", "busy", "deny", "spoil")
_LAID = ("turn", "light", "glare", "blur", "tremor")


class Lens:
    """The camera itself: the pictures it plays, and what is wrong with it."""

    def __init__(self, sees: Sees, table: Table) -> None:
        self.sees, self.table = sees, table
        self.state = ""
        self.frozen = ""
        """Empty, `once` (until it is opened again) or `always`."""
        self.plugged = True
        self.opened = 0
        self.wire = Transcript(f"camera-{sees}")
        self._pictures: list[bytes] = []
        self._lock = threading.Lock()

    def played(self) -> list[bytes]:
        """Its pictures, drawn when they are first wanted."""
        with self._lock:
            if not self._pictures:
                self._pictures = self._drawn(self.table)
            return self._pictures

    def lay(self, table: Table) -> None:
        """What it sees changed: the new pictures, whole, in the place of the old ones."""
        made = self._drawn(table)
        with self._lock:
            self.table, self._pictures = table, made

    def _drawn(self, table: Table) -> list[bytes]:
        return faces() if self.sees == "face" else papers(table)


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        lens = self.server.lens
        lens.wire.heard(f"GET {self.path}")
        refused = {"busy": 503, "deny": 403}.get(lens.state, 0 if lens.plugged else 404)
        if refused:
            lens.wire.said(str(refused))
            self.send_error(refused)
        else:
            self._play(lens)

    def _play(self, lens: Lens) -> None:
        lens.opened += 1
        if lens.frozen == "once":
            lens.frozen = ""
        self.send_response(200)
        self.send_header("Content-Type", f"multipart/x-mixed-replace;boundary={BOUNDARY}")
        self.end_headers()
        lens.wire.said("200 multipart/x-mixed-replace")
        number, last = 0, b""
        while lens.plugged and lens.state in {"", "hang", "spoil"} and not self.server.gone.wait(1 / FPS):
            if lens.state == "hang":
                continue
            if not (lens.frozen and last):
                pictures = lens.played()
                last = pictures[number % len(pictures)]
                number += 1
            self._send(bytes(len(last)) if lens.state == "spoil" else last)
            lens.wire.said(f"picture {number} {len(last)} octets")

    def _send(self, picture: bytes) -> None:
        head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
        self.wfile.write(head.encode() + picture + b"\r\n")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Nothing on the error output."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, lens: Lens) -> None:
        super().__init__((HOST, 0), _Handler)
        self.lens = lens
        self.gone = threading.Event()

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        """A client that went away."""


class CameraPeer:
    """One camera. `start` before use, `stop` always."""

    def __init__(self, sees: Sees = "face", paper: Path | None = None) -> None:
        """`paper` lies under a document camera."""
        self.lens = Lens(sees, Table(paper))
        self._server: _Server | None = None

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        if self._server is None:
            raise RuntimeError("not started")
        return f"camera:http://{HOST}:{self._server.server_address[1]}/{self.lens.sees}"

    def start(self) -> None:
        """Switch it on."""
        self._server = _Server(self.lens)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        # Five million pixels take a while: they are drawn before they are wanted.
        threading.Thread(target=self.lens.played, daemon=True).start()

    def stop(self) -> None:
        """Switch it off."""
        if self._server is None:
            return
        self._server.gone.set()
        self._server.shutdown()
        self._server.server_close()
        self._server = None
        self.lens.wire.close()

    def show(self, paper: Path | None, page: int = 0) -> None:
        """Lay a sheet under the camera, or take it away.

        Raises:
            UnreadableError: it is no picture and no PDF.
        """
        self.lens.lay(replace(self.lens.table, paper=paper, page=page))

    def lay(self, **changes: Any) -> None:
        """Change how the sheet lies."""
        self.lens.lay(replace(self.lens.table, **changes))

    def hand(self, *words: str) -> bool:
        """Do something to the camera; False for an unknown word."""
        lens = self.lens
        match words:
            case ["freeze"] | ["freeze", "always"]:
                lens.frozen = words[1] if len(words) > 1 else "once"
            case ["thaw"]:
                lens.frozen = ""
            case ["well"]:
                lens.state = lens.frozen = ""
            case ["unplug"] | ["replug"]:
                lens.plugged = words[0] == "replug"
            case [word] if word in _STATES:
                lens.state = word
            case _:
                return False
        return True

    def state(self) -> dict[str, str]:
        """Plug, picture, answer and sheet, each in a word."""
        lens = self.lens
        return {
            "plug": "in" if lens.plugged else "out",
            "picture": "frozen" if lens.frozen else "moving",
            "answer": lens.state or "well",
            "sheet": "laid" if lens.table.paper else "none",
            "light": "dark" if lens.table.light < 0.5 else "good",
        }


def _obey(peer: CameraPeer, words: list[str]) -> bool:
    match words:
        case ["show", *paper] if len(paper) <= 2:
            peer.show(Path(paper[0]) if paper else None, int(paper[1]) if len(paper) > 1 else 0)
        case ["view", amount]:
            peer.lay(view_mm=float(amount))
        case [what, amount] if what in _LAID:
            peer.lay(**{what: float(amount)})
        case _:
            return peer.hand(*words)
    return True


def _say(**fields: object) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run one camera until `quit` or the end of standard input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sees", choices=("face", "paper"), default="face")
    parser.add_argument("--paper", type=Path)
    options = parser.parse_args()
    peer = CameraPeer(options.sees, options.paper)
    peer.start()
    _say(uri=peer.uri)
    for line in sys.stdin:
        words = line.strip()
        if words == "quit":
            break
        if words == "state":
            _say(command=words, known=True, state=peer.state())
            continue
        peer.lens.wire.done(words)
        try:
            _say(command=words, known=_obey(peer, shlex.split(words)))
        except UnreadableError:
            _say(command=words, known=True, refused=True)
    peer.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
