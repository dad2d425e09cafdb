"""A printer that can run out of paper: private D-Bus, ippeveprinter and cupsd, real programs all three.

    python -m devices.peers.printer_peer --folder DIR

prints one JSON line `{"uri": …, "printed": DIR}` when ready, then obeys one command a line on standard
input: `paper empty`, `paper full`, `toner empty`, `toner full`, `cover open`, `cover close`, `jam`,
`unjam`, `unplug`, `replug`, `pause`, `resume`, `kill-cups`, `restart-cups`, `state`, `quit`; each is answered by a
JSON line, that of `state` with how everything stands.
input: `paper empty`, `paper full`, `toner empty`, `toner low`, `toner full`, `cover open`, `cover close`, `jam`,
`unjam`, `unplug`, `replug`, `pause`, `resume`, `kill-cups`, `restart-cups`, `lock`, `unlock`, `freeze`, `thaw`, `state`,
`quit`; each is answered by a JSON line, that of `state` with how everything stands.
"""

import argparse
import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from devices.peers.printer_files import QUEUE, PeerFolder, free_port, media_query, toner_query
from devices.peers.transcript import Transcript, path_of

_READY_S = 20.0
_SWITCH_S = 5.0
_LOW_PERCENT = 10
_FORMATS = "application/pdf,image/urf,image/pwg-raster,image/jpeg"
# A job of this name only makes the printer say its state again.
_REFRESH = "etat"


class PrinterPeer:
    """One printer with its queue. `start` before use, `stop` always."""

    def __init__(self, folder: Path, *, duplex: bool = True, colour: bool = False) -> None:
        """`folder` is ours alone; what comes out is in its `printed/`, whatever else happens elsewhere."""
        self._second = colour
        """Its colour model has a second tray."""
        self._mechanism = [*(["-2"] if duplex else []), *(["-s", "20,20"] if colour else [])]
        self._folder = folder.resolve()
        self._files = PeerFolder(self._folder, self._folder / "printed")
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._port = 0
        self.wire_log = Transcript("imprimante")
        self._server = "up"
        self._trays = (250, 250)
        self._toner = 75

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        return f"cups://{quote(str(self._files.cups))}?queue={QUEUE}"

    @property
    def device(self) -> str:
        """The printer's own IPP address."""
        return f"ipp://localhost:{self._port}/ipp/print"

    @property
    def tray(self) -> Path:
        """The folder of what came out."""
        return self._files.printed

    def printed(self) -> list[Path]:
        """The PDFs that came out, oldest first."""
        return sorted(self._files.printed.glob("[0-9]*.pdf"))

    @staticmethod
    def asked(sheet: Path) -> dict[str, str]:
        """What the printer was asked with a PDF that came out: `COPIES`, `SIDES`, `PRINT_COLOR_MODE`, `MEDIA_COL`."""
        lines = sheet.with_suffix(".asked").read_text().splitlines()
        return {key.removeprefix("IPP_"): value for key, _, value in (line.partition("=") for line in lines)}

    def spooled(self) -> list[Path]:
        """Files of documents that CUPS still holds."""
        return sorted((self._files.root / "spool").glob("d*"))

    def await_sheet(self, job: str) -> None:
        """Wait until the machine has taken the sheet in, come out or not."""
        taken = self._files.root / "ipp"
        _until(lambda: any(taken.glob(f"*-{job}.*")), f"job {job}")

    def start(self) -> None:
        """Start all three and make the queue."""
        self._settle()
        self._port = free_port()
        self._files.make(self._port)
        self._run(
            "bus", "dbus-daemon", "--nofork", "--nopidfile", f"--config-file={self._files.root}/bus.conf"
        )
        _until(self._files.bus.exists, "dbus-daemon")
        self.replug()
        self._start_cups()
        policy = ["-o", "printer-error-policy=retry-current-job", "-o", "media=iso_a4_210x297mm"]
        self._administer(["-E", "-v", self.device, "-m", "everywhere", *policy])

    def stop(self) -> None:
        """End every process of ours."""
        for name in list(self._processes):
            self._end(name)
        if self._files.root != self._folder:
            shutil.rmtree(self._files.root, ignore_errors=True)

    # ---- faults

    def set_paper(self, full: bool) -> None:
        """Load or empty the trays."""
        sheets = 250 if full else 0
        self.set_trays(sheets, sheets)

    def set_trays(self, first: int, second: int) -> None:
        """Load the tray with so many sheets, and a colour printer's second one."""
        self._trays = (first, second)
        self._stock()

    def set_toner(self, full: bool) -> None:
        """Change the cartridge, or use it up."""
        self.set_supply(75 if full else 0)

    def set_supply(self, percent: int) -> None:
        """What is left of the toner."""
        self._toner = percent
        self._stock()

    def open_cover(self) -> None:
        """Open the cover: sheets wait."""
        self._fault("cover-open-error", True)

    def close_cover(self) -> None:
        """Close it."""
        self._fault("cover-open-error", False)

    def jam(self) -> None:
        """Jam the next or the running sheet."""
        self._fault("media-jam-error", True)

    def unjam(self) -> None:
        """Take the sheet out."""
        self._fault("media-jam-error", False)

    def unplug(self) -> None:
        """The printer is gone, and forgets its jobs."""
        if "printer" in self._processes:
            self._end("printer")

    def replug(self) -> None:
        """It is back on the same port, with its paper and its faults as they are."""
        if "printer" in self._processes:
            return
        argv = ["ippeveprinter", "-r", "off", "-p", str(self._port), "-n", "localhost", "-f", _FORMATS]
        argv += self._mechanism
        argv += ["-k", "-d", str(self._files.root / "ipp"), "-c", str(self._files.root / "print.sh"), QUEUE]
        if path_of("imprimante"):
            argv.insert(1, "-v")  # each request and its answer
        self._run("printer", *argv)
        _until(self._answers, "ippeveprinter")
        self._stock()

    def pause(self) -> None:
        """Stop the queue, as an administrator would."""
        self._switch("cupsdisable")

    def resume(self) -> None:
        """Start it again, as an administrator would."""
        self._switch("cupsenable")

    def set_defaults(self, defaults: list[str]) -> None:
        """Give the queue defaults of its own, `name-default=value`, as an administrator would."""
        self._administer([word for default in defaults for word in ("-o", default)])

    def set_device(self, uri: str) -> None:
        """Point the queue at something else, as after a change of address."""
        self._administer(["-v", uri])

    def kill_cups(self) -> None:
        """Kill the print server, with no chance to save anything."""
        process = self._processes.pop("cups", None)
        if process is not None:
            process.kill()
            process.wait()
            self._server = "up" if self._server == "frozen" else self._server

    def restart_cups(self) -> None:
        """Kill and start it again as the service does: with its queue stopped (see deploy/)."""
        self.kill_cups()
        self._files.stop_queue()
        self._start_cups()

    def state(self) -> dict[str, str]:
        """Paper, toner, cover, jam, plug, queue and server, each in a word."""
        faults = self._files.faults
        return {
            "paper": "full" if any(self._trays) else "empty",
            "toner": "empty" if not self._toner else "low" if self._toner <= _LOW_PERCENT else "full",
            "cover": "open" if (faults / "cover-open-error").exists() else "closed",
            "jam": "yes" if (faults / "media-jam-error").exists() else "no",
            "plug": "in" if "printer" in self._processes else "out",
            "queue": "paused" if self._files.queue_stopped() else "running",
            "server": "down" if "cups" not in self._processes else self._server,
        }

    def lock(self, locked: bool) -> None:
        """The print server lets nobody in any more, or does again, as after a careless hand there."""
        self._files.lock("Require user nobody" if locked else "")
        self.restart_cups()
        self._server = "locked" if locked else "up"

    def freeze_cups(self, frozen: bool) -> None:
        """The print server takes what it is sent and answers nothing; or goes on."""
        if "cups" in self._processes:
            self._processes["cups"].send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)
            self._server = "frozen" if frozen else "up"

    # ---- inside

    def _stock(self) -> None:
        """Tell the printer what lies in it; one that is off is told when it is back."""
        if "printer" in self._processes:
            first, second = self._trays
            self._get(media_query(first, second if self._second else None))
            self._get(toner_query(self._toner, (50, 33, 67) if self._second else ()))

    def _switch(self, program: str) -> None:
        # A server that is down, locked or frozen does not obey, and the queue stays as it is.
        argv = [program, "-h", str(self._files.cups), QUEUE]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(argv, check=False, env=self._env(), capture_output=True, timeout=_SWITCH_S)

    def _administer(self, options: list[str]) -> None:
        argv = ["lpadmin", "-h", str(self._files.cups), "-p", QUEUE, *options]
        subprocess.run(argv, check=True, env=self._env(), capture_output=True, timeout=_READY_S)

    def _settle(self) -> None:
        """Work in `folder`, or in a short and open one of ours when it does not suit."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o711)
        if self._files.suits():
            return
        own = Path(tempfile.mkdtemp(prefix="vg-printer-")).resolve()
        self._files = PeerFolder(own, self._files.printed)
        self._files.root.chmod(0o711)
        if not self._files.suits():
            raise RuntimeError(
                f"CUPS ne peut pas entrer dans {self._files.root} : donner à TMPDIR un dossier court que tous "
                "peuvent traverser (droits 711)"
            )

    def _env(self) -> dict[str, str]:
        return {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self._files.bus}", "LC_ALL": "C.UTF-8"}

    def _run(self, name: str, *argv: str) -> None:
        told = path_of("imprimante") if name == "printer" else None
        with (told or self._files.root / "log" / name).open("ab") as log:
            self._processes[name] = subprocess.Popen(
                argv, env=self._env(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def _end(self, name: str) -> None:
        process = self._processes.pop(name)
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start_cups(self) -> None:
        etc = self._files.root / "etc"
        self._files.cups.unlink(missing_ok=True)
        self._run("cups", "cupsd", "-f", "-c", str(etc / "cupsd.conf"), "-s", str(etc / "cups-files.conf"))
        _until(self._files.cups.exists, "cupsd")

    def _get(self, path: str) -> None:
        connection = http.client.HTTPConnection("localhost", self._port, timeout=5)
        connection.request("GET", path)
        connection.getresponse().read()
        connection.close()

    def _answers(self) -> bool:
        try:
            self._get("/")
        except (OSError, http.client.HTTPException):
            return False
        return True

    def _fault(self, reason: str, present: bool) -> None:
        """Set a mechanical fault. A printer at rest is told by a job that prints nothing."""
        mark = self._files.faults / reason
        if present:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)
        test = self._files.root / "refresh.test"
        argv = ["ipptool", "-q", "-f", str(self._files.root / "print.sh"), self.device, str(test)]
        subprocess.run(argv, check=False, env=self._env(), capture_output=True, timeout=_READY_S)


def _until(ready: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + _READY_S
    while not ready():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} did not start within {_READY_S:.0f} s")
        time.sleep(0.02)


def _commands(peer: PrinterPeer) -> dict[str, Callable[[], None]]:
    return {
        "paper empty": lambda: peer.set_paper(False),
        "paper full": lambda: peer.set_paper(True),
        "toner empty": lambda: peer.set_toner(False),
        "toner full": lambda: peer.set_toner(True),
        "toner low": lambda: peer.set_supply(6),
        "cover open": peer.open_cover,
        "cover close": peer.close_cover,
        "jam": peer.jam,
        "unjam": peer.unjam,
        "unplug": peer.unplug,
        "replug": peer.replug,
        "pause": peer.pause,
        "resume": peer.resume,
        "kill-cups": peer.kill_cups,
        "restart-cups": peer.restart_cups,
        "lock": lambda: peer.lock(True),
        "unlock": lambda: peer.lock(False),
        "freeze": lambda: peer.freeze_cups(True),
        "thaw": lambda: peer.freeze_cups(False),
    }


def _say(**fields: object) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def main(argv: list[str] | None = None) -> int:
    """Run until standard input closes, `quit`, or SIGTERM."""
    parser = argparse.ArgumentParser(
        prog="printer_peer", description="Imprimante simulée, par de vrais CUPS et IPP."
    )
    parser.add_argument("--folder", type=Path, help="dossier de travail ; par défaut un dossier temporaire")
    folder = parser.parse_args(argv).folder or Path(tempfile.mkdtemp(prefix="vg-printer-"))
    peer = PrinterPeer(folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        peer.start()
        _say(uri=peer.uri, printed=str(peer.tray), device=peer.device)
        commands = _commands(peer)
        for line in sys.stdin:
            command = line.strip()
            if command == "quit":
                break
            if command == "state":
                _say(command=command, known=True, state=peer.state())
                continue
            peer.wire_log.done(command)
            if command in commands:
                commands[command]()
            _say(command=command, known=command in commands)
    finally:
        peer.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
