"""A scanner on the network that can jam: the real eSCL protocol (Mopria), for the real sane-airscan.

    python -m devices.peers.scanner_peer [--feeder FILE ...] [--glass FILE]

(pictures, or PDFs whose pages are sheets) prints one JSON line `{"uri": …}` when ready, then obeys one
command a line on standard input: `glass [FILE]` (none: taken away), `load [FILE…]` (the first pile again), `jam AT`, `double AT` (the sheet of that number, from 1), `clear`, `cover
open|close`, `unplug`, `replug`, `hang`, `state`, `quit`; each is answered by a JSON line, that of `state` with how
everything stands. A file that is no picture and no PDF is not laid, and said: `"refused": true`.
"""

import argparse
import json
import re
import shlex
import socket
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from devices.peers.scanner_escl import CAPABILITIES, Settings, read_settings, status
from devices.peers.scanner_paper import Sheet, UnreadableError, pile, seen
from devices.peers.transcript import Transcript

HOST = "127.0.0.1"


@dataclass
class _Job:
    """A scan under way: what was asked, and how many pages of it have been given."""

    number: int
    settings: Settings
    given: int = 0
    backs: list[Sheet] = field(default_factory=list)


class Mechanism:
    """Glass, feeder and lid. Sheets leave the feeder one by one; a fault stays until it is cleared."""

    def __init__(self, page_s: float = 0.0) -> None:
        """`page_s` is how long a page takes."""
        self.page_s = page_s
        self.glass: Sheet | None = None
        self.feeder: list[Sheet] = []
        self.cover = False
        self.fault = ""
        self.faults: dict[int, str] = {}
        self.fed = 0
        self.hanging = threading.Event()
        self.spoiled: bytes | None = None
        self.jobs: dict[int, _Job] = {}
        self.lock = threading.Lock()
        self.requests: list[str] = []
        self.wire_log = Transcript("scanner")

    @property
    def feeder_state(self) -> str:
        """`scan:AdfState`."""
        if self.cover:
            return "ScannerAdfHatchOpen"
        return self.fault or ("ScannerAdfLoaded" if self.feeder else "ScannerAdfEmpty")

    def begin(self, settings: Settings) -> tuple[int, int]:
        """HTTP status and number of a new job."""
        with self.lock:
            if self.jobs:
                return 503, 0
            if settings.source == "Feeder" and (self.cover or self.fault or not self.feeder):
                return 409, 0
            number = len(self.requests) + 1
            self.jobs[number] = _Job(number, settings)
            return 201, number

    def next_page(self, number: int) -> tuple[int, bytes]:
        """HTTP status and JPEG of the job's next page."""
        with self.lock:
            job = self.jobs.get(number)
            if job is None:
                return 404, b""
            if job.settings.source != "Feeder":
                if job.given:
                    return 404, b""
                sheet, side = self.glass, "front"
            elif job.backs:
                sheet, side = job.backs.pop(), "back"
            else:
                if self.cover or self.fault:
                    return 409, b""
                if not self.feeder:
                    return 404, b""
                self.fed += 1
                fault = self.faults.pop(self.fed, "")
                if fault:
                    self.fault = fault
                    self.fed -= 1
                    return 409, b""
                sheet, side = self.feeder.pop(0), "front"
                if job.settings.duplex:
                    job.backs.append(sheet)
            job.given += 1
        time.sleep(self.page_s)
        asked = job.settings
        page = self.spoiled
        return 200, seen(sheet, side, asked.dpi, asked.area_mm, asked.grey) if page is None else page

    def end(self, number: int) -> int:
        """HTTP status of giving a job up."""
        with self.lock:
            return 200 if self.jobs.pop(number, None) else 404


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def handle_one_request(self) -> None:
        """As usual, until the cable is pulled."""
        try:
            super().handle_one_request()
        except (ConnectionError, OSError):
            self.close_connection = True

    def do_GET(self) -> None:
        machine = self._heard()
        if self.path == "/eSCL/ScannerCapabilities":
            return self._answer(200, CAPABILITIES.encode(), "text/xml")
        if self.path == "/eSCL/ScannerStatus":
            told = status(jobs=list(machine.jobs), feeder=machine.feeder_state)
            return self._answer(200, told.encode(), "text/xml")
        if found := re.fullmatch(r"/eSCL/ScanJobs/(\d+)/NextDocument", self.path):
            code, data = machine.next_page(int(found[1]))
            return self._answer(code, data, "image/jpeg")
        return self._answer(404)

    def do_POST(self) -> None:
        machine = self._heard()
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path != "/eSCL/ScanJobs":
            return self._answer(404)
        code, number = machine.begin(read_settings(body))
        where = f"http://{self.headers['Host']}/eSCL/ScanJobs/{number}"
        return self._answer(code, location=where if code == 201 else "")

    def do_DELETE(self) -> None:
        machine = self._heard()
        found = re.fullmatch(r"/eSCL/ScanJobs/(\d+)", self.path)
        self._answer(machine.end(int(found[1])) if found else 404)

    def _heard(self) -> Mechanism:
        machine = self.server.machine
        machine.requests.append(f"{self.command} {self.path}")
        machine.wire_log.heard(f"{self.command} {self.path}")
        while machine.hanging.is_set():
            if self.server.gone.wait(0.05):
                raise ConnectionResetError
        return machine

    def _answer(self, code: int, data: bytes = b"", kind: str = "text/plain", location: str = "") -> None:
        self.server.machine.wire_log.said(f"{code} {kind} {len(data)} octets {location}".rstrip())
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Nothing on the error output."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, machine: Mechanism) -> None:
        super().__init__((HOST, port), _Handler)
        self.machine = machine
        self.gone = threading.Event()
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away, or a cable that was pulled."""

    def pull(self) -> None:
        """No longer there: nothing listens, and what was open is cut."""
        self.gone.set()
        self.shutdown()
        self.server_close()
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class ScannerPeer:
    """One scanner. `start` before use, `stop` always."""

    def __init__(self, page_s: float = 0.0) -> None:
        """`page_s` is how long a page takes."""
        self.machine = Mechanism(page_s)
        self._server: _Server | None = None
        self._port = 0

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        return f"escl://{HOST}:{self._port}/eSCL"

    def start(self) -> None:
        """Plug it in; again on the same port."""
        if self._server is not None:
            return
        self._server = _Server(self._port, self.machine)
        self._port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Pull its cable. Its jobs are forgotten, its paper stays."""
        self.machine.hanging.clear()
        if self._server is not None:
            self._server.pull()
            self._server = None
        self.machine.jobs.clear()

    # ---- hands

    def on_glass(self, sheet: Sheet | None) -> None:
        """Lay a sheet on the glass, or take it away."""
        self.machine.glass = sheet

    def load(self, sheets: Sequence[Sheet]) -> None:
        """Put sheets into the feeder, and count them from 1 again."""
        self.machine.feeder = list(sheets)
        self.machine.fed = 0
        self.machine.faults.clear()

    def jam(self, at: int) -> None:
        """The sheet of this number will be stuck."""
        self.machine.faults[at] = "ScannerAdfJam"

    def double(self, at: int) -> None:
        """The sheet of this number will take the next one with it."""
        self.machine.faults[at] = "ScannerAdfMultipickDetected"

    def clear(self) -> None:
        """Take out what is stuck and put it back on the pile."""
        self.machine.fault = ""

    def cover(self, *, opened: bool) -> None:
        """Open or close the lid of the feeder."""
        self.machine.cover = opened

    def spoil(self, data: bytes | None) -> None:
        """Give this for every page, whatever it is; None: pages again."""
        self.machine.spoiled = data

    def state(self) -> dict[str, str]:
        """Glass, feeder, lid, fault, plug and voice, each in a word."""
        machine = self.machine
        return {
            "glass": "laid" if machine.glass else "bare",
            "feeder": str(len(machine.feeder)),
            "cover": "open" if machine.cover else "closed",
            "fault": machine.fault,
            "next": next(iter(machine.faults.values()), ""),
            "plug": "out" if self._server is None else "in",
            "voice": "mute" if machine.hanging.is_set() else "heard",
        }

    def hang(self) -> None:
        """Take requests and answer none, until it is unplugged."""
        self.machine.hanging.set()


def _obey(peer: ScannerPeer, words: list[str], given: list[Sheet]) -> bool:
    match words:
        case ["glass", *picture]:
            peer.on_glass(next(iter(pile(map(Path, picture))), None))
        case ["load", *pictures]:
            peer.load(pile(map(Path, pictures)) if pictures else given)
        case ["jam", at]:
            peer.jam(int(at))
        case ["double", at]:
            peer.double(int(at))
        case ["clear"]:
            peer.clear()
        case ["hang"]:
            peer.hang()
        case ["cover", "open" | "close" as word]:
            peer.cover(opened=word == "open")
        case ["unplug"]:
            peer.stop()
        case ["replug"]:
            peer.start()
        case _:
            return False
    return True


def _say(**fields: object) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run one scanner until `quit` or the end of standard input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--glass", type=Path)
    parser.add_argument("--feeder", type=Path, nargs="*", default=[])
    parser.add_argument("--page-s", type=float, default=2.0)
    options = parser.parse_args()
    peer, given = ScannerPeer(options.page_s), pile(options.feeder)
    peer.on_glass(pile([options.glass])[0] if options.glass else None)
    peer.load(given)
    peer.start()
    _say(uri=peer.uri)
    for line in sys.stdin:
        if line.strip() == "quit":
            break
        words, more = shlex.split(line), {}
        if words == ["state"]:
            _say(command="state", known=True, state=peer.state())
            continue
        peer.machine.wire_log.done(line.strip())
        try:
            known = _obey(peer, words, given)
        except UnreadableError:
            known, more = True, {"refused": True}
        _say(command=line.strip(), known=known, **more)
    peer.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
