"""A backed-up supply behind the real NUT: its `dummy-ups` driver and its server `upsd`, on 127.0.0.1.

    python -m devices.peers.ups_peer --folder DIR

prints one JSON line `{"uri": …}` when ready, then obeys one command a line on standard input: `mains`, `battery
[CHARGE LEFT_S]`, `low [CHARGE LEFT_S]`, `worn`, `unplug` (the supply's cable), `replug`, `stop` (the server), `start`,
`quit`; `state`. Each is answered by a JSON line, that of `state` with how everything stands.
"""

import argparse
import contextlib
import getpass
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from devices.peers.transcript import Transcript

NAME = "onduleur"
_DRIVER = "/lib/nut/dummy-ups"
_SERVER = "/lib/nut/upsd"
_READY_S = 15.0


class UpsPeer:
    """One supply and its server. `start` before use, `stop` always."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds NUT's configuration, sockets and what the supply says."""
        self._folder = folder
        self._port = _free_port()
        self._said = folder / f"{NAME}.dev"
        self._at = 1_700_000_000
        self.wire_log = Transcript("ups")
        self._power = "mains"
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        return f"nut://127.0.0.1:{self._port}/{NAME}"

    def start(self) -> None:
        """Everything, on the mains and full."""
        self._folder.mkdir(parents=True, exist_ok=True)
        driver = f"[{NAME}]\ndriver = dummy-ups\nport = {self._said}\npollinterval = 1\n"
        for name, text in (
            ("ups.conf", driver), ("upsd.conf", f"LISTEN 127.0.0.1 {self._port}\nMAXAGE 5\n"), ("upsd.users", ""),
        ):  # fmt: skip
            path = self._folder / name
            path.write_text(text, encoding="utf-8")
            path.chmod(0o640)
        self.mains()
        self.plug()
        self.serve()

    def stop(self) -> None:
        """End both."""
        self.unplug()
        self.end_server()

    # ---- what happens to it

    def mains(self) -> None:
        """The power is there."""
        self._say("OL CHRG", 100, 3600)

    def battery(self, charge: int = 80, left_s: int = 1500) -> None:
        """The power is cut."""
        self._say("OB DISCHRG", charge, left_s)

    def low(self, charge: int = 8, left_s: int = 120) -> None:
        """The battery is nearly empty."""
        self._say("OB DISCHRG LB", charge, left_s)

    def worn(self) -> None:
        """It wants another battery."""
        self._say("OL RB", 40, 300)

    def state(self) -> dict[str, str]:
        """Plug, server and power, each in a word."""
        return {
            "plug": "in" if "driver" in self._running else "out",
            "server": "up" if "server" in self._running else "down",
            "power": self._power,
        }

    def plug(self) -> None:
        """The supply's own cable to the machine."""
        if "driver" in self._running:
            return
        self._run("driver", [_DRIVER, "-a", NAME, "-F", "-u", getpass.getuser()])
        _until((self._folder / f"dummy-ups-{NAME}").exists)

    def unplug(self) -> None:
        """Pulled out: the server is there and hears nothing."""
        self._end("driver")
        (self._folder / f"dummy-ups-{NAME}").unlink(missing_ok=True)

    def serve(self) -> None:
        """The server, at the same address as before."""
        if "server" in self._running:
            return
        self._run("server", [_SERVER, "-F", "-u", getpass.getuser()])
        _until(lambda: _answers(self._port))

    def end_server(self) -> None:
        """The server dies."""
        self._end("server")

    # ---- inside

    def _say(self, status: str, charge: int, left_s: int) -> None:
        self._power = {"OL": "mains", "OB": "battery"}[status[:2]] if "LB" not in status else "low"
        self.wire_log.done(f"{status}, {charge} %, {left_s} s")
        lines = f"ups.status: {status}\nbattery.charge: {charge}\nbattery.runtime: {left_s}\n"
        fresh = self._said.with_suffix(".part")
        fresh.write_text(lines, encoding="utf-8")
        # The driver looks at the time in seconds: two changes within one would be one.
        self._at += 10
        os.utime(fresh, (self._at, self._at))
        fresh.rename(self._said)

    def _run(self, name: str, argv: list[str]) -> None:
        if name in self._running:
            return
        places = dict.fromkeys(("NUT_CONFPATH", "NUT_STATEPATH", "NUT_ALTPIDPATH"), str(self._folder))
        with (self._folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                argv, env={**os.environ, **places}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def _end(self, name: str) -> None:
        process = self._running.pop(name, None)
        if process is not None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    """The server knows what the supply says: it hears the driver a moment after it listens."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
        line.sendall(f"GET VAR {NAME} ups.status\n".encode())
        return b'ups.status "O' in line.recv(256)
    return False


def _until(ready: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(round(_READY_S / 0.05)):
        if ready():
            return
        pause.wait(0.05)
    raise TimeoutError("NUT did not start")


def _obey(peer: UpsPeer, command: str) -> bool:
    word, *numbers = command.split()
    figures = [int(number) for number in numbers]
    orders: dict[str, Callable[..., None]] = {
        "mains": peer.mains, "battery": peer.battery, "low": peer.low, "worn": peer.worn, "unplug": peer.unplug,
        "replug": peer.plug, "stop": peer.end_server, "start": peer.serve,
    }  # fmt: skip
    if word not in orders:
        return False
    orders[word](*figures)
    return True


def main(argv: list[str] | None = None) -> int:
    """Run until standard input closes, `quit`, or SIGTERM."""
    parser = argparse.ArgumentParser(prog="ups_peer", description="Onduleur simulé, derrière le vrai NUT.")
    parser.add_argument("--folder", type=Path, help="dossier de travail ; par défaut un dossier temporaire")
    options = parser.parse_args(argv)
    peer = UpsPeer(options.folder or Path(tempfile.mkdtemp(prefix="vg-ups-")))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        peer.start()
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
                answer["known"] = bool(command) and _obey(peer, command)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    finally:
        peer.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
