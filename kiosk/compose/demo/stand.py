"""The whole product on one machine: relay, simulated printer, a public site, steward, enrolled and open.

Used by `kiosk demo`, by the end-to-end tests and by the benchmarks. Only the far end of each wire is
simulated; every program of ours is the real one, started as in production.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from devices.peers.transcript import FOLDER
from kiosk.compose.demo.letter import write_letter
from kiosk.compose.demo.processes import DemoProcessError, Running, Virtual
from kiosk.compose.demo.tail import EventTail
from kiosk.compose.dock.hand import Hand
from kiosk.compose.dock.table import DEVICES
from kiosk.core.places import ROOT, program

VERB_S = 600
"""A whole edition takes minutes to import on a busy machine."""
PASSWORD = "bonjour-saint-aubin"  # noqa: S105 - of the demonstration only
EXPERT = ("camille", PASSWORD)
OTHER_EXPERT = ("dominique", PASSWORD)
AGENT = ("accueil", PASSWORD)
TOWN_HALL = "Mairie de Saint-Aubin"
INSEE = "45998"
"""Saint-Aubin's in the sample directory; no commune has it."""
DEMO = ("printer", "receipt", "scanner", "signature", "document")
"""Simulated devices of the tour, by their keys in the table of the bench."""
AGENT_PIN = "2580"
TECHNICIAN_PIN = "14789"


@dataclass(frozen=True)
class Plan:
    """What to set up. `content` None: the sample edition. Sizes in pixels."""

    folder: Path
    content: Path | None = None
    width: int = 540
    height: int = 960
    ladder: str = "360p15"
    names: tuple[str, ...] = ()
    """What else the relay's certificate is good for."""
    camera: str = "camera:demo?size=640x360&fps=15"
    microphone: str = "sound:demo"
    speaker: str = "sound:null"
    virtual_display: bool = True
    promise_s: int = 600
    address: str = "127.0.0.1"
    """Where the relay is reached."""
    graphics: str = ""
    """How Qt draws (`QT_QUICK_BACKEND`); `software` leaves live pictures out, which a GPU draws for nothing."""
    patience_s: float = 40.0
    """How long the first screen may take; more on a machine that others keep busy."""
    desks: Path | None = None
    """Other counters than the demonstration's."""
    peers: tuple[str, ...] = ("printer", "scanner")
    """Simulated devices, by their keys in the table of the bench; `DEMO` for those of the tour."""
    echo: bool = False
    """Test calls are answered too."""
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    """More settings, table by table."""


class Stand:
    """A running demo. Use as a context manager; everything it started ends with it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.folder = plan.folder
        self.state = plan.folder / "state"
        self.run = Path(tempfile.mkdtemp(prefix="vg-", dir="/dev/shm"))
        self.targets = plan.folder / "targets"
        self.logs = plan.folder / "logs"
        self.sound = plan.folder / "sound"
        self.wire = plan.folder / "wire"
        """What each simulated device was told and answered."""
        self.relay_url = ""
        self.ca = Path()
        self.hands: dict[str, Hand] = {}
        self._running: list[Running | Virtual] = []
        self.display = os.environ.get("DISPLAY", "")
        self.events = EventTail(self.state / "events.jsonl")
        self.relay_events = EventTail(plan.folder / "relay" / "events.jsonl")

    # ---- life

    def __enter__(self) -> Self:
        """Start everything; what came up is ended again when a later part does not."""
        with contextlib.ExitStack() as ends:
            ends.callback(self.close)
            self._start()
            ends.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End what runs, the last started first."""
        while self._running:
            self._running.pop().stop()
        shutil.rmtree(self.run, ignore_errors=True)

    def _start(self) -> None:
        for folder in (self.folder, self.state, self.logs, self.targets, self.wire, self.folder / "relay"):
            folder.mkdir(parents=True, exist_ok=True)
        if self.plan.virtual_display:
            virtual = Virtual(self.plan.width, self.plan.height, self.logs)
            self._running.append(virtual)
            self.display = virtual.display
            self._start_sound()
        self._start_peers()
        self._import_content()
        self._greet_peers()
        self._start_site()
        self._start_relay()
        if self.plan.echo:
            self.start_echo()
        self._enrol()
        self.start_steward()

    # ---- parts

    def _start_sound(self) -> None:
        """A real sound server whose loudspeaker is nowhere."""
        self.sound = self.folder / "sound"
        argv = [
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
            "-L", f"module-native-protocol-unix auth-anonymous=1 socket={self.sound}",
            "-L", "module-null-sink sink_name=nowhere",
        ]  # fmt: skip
        self._run("pulseaudio", argv)

    def _import_content(self) -> None:
        edition = self.plan.content
        if edition is None:
            edition = self.folder / "sample.zip"
            self.verb("content", "sample", str(edition))
            self.verb("content", "directory", "sample", "--store", str(self.state / "content"))
        self.verb("content", "import", str(edition), "--store", str(self.state / "content"))
        town = self.folder / "commune"
        self.verb("content", "local", "sample", str(town))
        self.verb("content", "local", "install", str(town), "--store", str(self.state / "content"))

    def _start_peers(self) -> None:
        """All at once, without waiting for them: they come up while the content is read."""
        self.paper = write_letter(self.folder / "papier.pdf")
        for key in self.plan.peers:
            told = {**self.environment(), FOLDER: str(self.wire)}
            hand = Hand(DEVICES[key], self.folder / key, self.logs, self.paper, told)
            self._running.append(hand.running)
            self.hands[key] = hand

    def _greet_peers(self) -> None:
        for hand in self.hands.values():
            hand.greet()
        printer, scanner = self.hands["printer"], self.hands["scanner"]
        self.printer, self.printer_uri = printer.running, printer.uri
        self.printed = printer.printed or self.folder
        self.scanner, self.scanner_uri = scanner.running, scanner.uri

    def tickets(self) -> list[Path]:
        """Pictures of the tickets that came out, oldest first."""
        folder = self.hands["receipt"].printed
        return [] if folder is None else sorted(folder.glob("ticket-*.png"))

    def _start_site(self) -> None:
        from session.relay.tls import make_local_ca

        self.tls = make_local_ca(self.folder / "tls", [self.plan.address, *self.plan.names])
        self.ca = self.tls.ca
        self.site = self._peer(
            "site_peer", "--certificate", str(self.tls.certificate), "--key", str(self.tls.key)
        )
        self.site_url = str(self.site.greeting()["url"])

    def _start_relay(self) -> None:
        self.relay_config = self.folder / "relay" / "relay.toml"
        self._write_relay_config(port=0)
        config = ("--config", str(self.relay_config))
        self.verb("relay", "init", *config)
        self.verb("relay", "demo-data", *config, "--town", TOWN_HALL, say=PASSWORD)
        if self.plan.desks is not None:
            self.verb("relay", "desk", "import", str(self.plan.desks), *config)
        self.start_relay()
        self._write_relay_config(port=int(self.relay_url.rpartition(":")[2]))

    def _write_relay_config(self, port: int) -> None:
        values = {
            "database": "relay.db",
            "host": self.plan.address,
            "port": port,
            "certificate": str(self.tls.certificate),
            "key": str(self.tls.key),
            "content": str(self.state / "content"),
            "communes": [f"{TOWN_HALL} | {INSEE}"],
            "log": "events.jsonl",
            "echo_token": PASSWORD,
        }
        self.relay_config.write_text(_toml(values), encoding="utf-8")

    def start_relay(self) -> None:
        """Start the relay; after the first time, at the same address again."""
        self.relay = self._run("relay", [*program(), "relay", "serve", "--config", str(self.relay_config)])
        self.relay_url = str(self.relay.greeting()["url"]).rstrip("/")

    def start_echo(self) -> None:
        """Start what answers test calls, and wait until the relay knows it."""
        config = ("--config", str(self.relay_config), "--relay", self.relay_url, "--ca", str(self.ca))
        self.echo = self._run("echo", [*program(), "echo", *config])
        self.echo.greeting()

    def _enrol(self) -> None:
        said = self.verb(
            "relay", "kiosk", "code", "--config", str(self.relay_config), "--name", "Saint-Aubin",
            "--town", TOWN_HALL, "--json",
        )  # fmt: skip
        self.write_settings()
        code = str(json.loads(said)["code"])
        self.verb(
            "devices", "enrol", "--settings", str(self.settings), "--state", str(self.state), "--code", code
        )
        for role, pin in (("agent", AGENT_PIN), ("technician", TECHNICIAN_PIN)):
            self.verb("devices", "pin", "--role", role, "--state", str(self.state), say=pin)

    def write_settings(self) -> None:
        """The kiosk's settings file."""
        plan = self.plan
        tables: dict[str, dict[str, Any]] = {
            "place": {"town_hall": TOWN_HALL, "insee": INSEE},
            "screen": {"windowed": True, "width_px": plan.width, "height_px": plan.height},
            "relay": {"url": self.relay_url, "ca": str(self.ca), "promise_s": plan.promise_s},
            "devices": {
                "camera": plan.camera,
                **{key: uri for hand in self.hands.values() for key, uri in hand.addresses.items()},
                "microphone": plan.microphone,
                "speaker": plan.speaker,
            },
            "call": {"ladder": plan.ladder},
            "sites": {"allowed": [f"Les services de Saint-Aubin | {self.site_url}"], "ca": str(self.ca)},
        }
        for table, values in plan.settings.items():
            tables.setdefault(table, {}).update(values)
        self.settings = self.folder / "settings.toml"
        self.settings.write_text(
            "\n".join(f"[{name}]\n{_toml(values)}" for name, values in tables.items()), encoding="utf-8"
        )

    def start_steward(self) -> None:
        """Start the kiosk and wait until its first screen is on stage."""
        self.events.mark()
        self.steward = self._run(
            "steward",
            [
                *program(),
                "steward",
                "--settings",
                str(self.settings),
                "--state",
                str(self.state),
                "--run",
                str(self.run),
                "--targets",
                str(self.targets),
                "--markers",
            ],
        )
        self.events.wait("screen.paint-complete", self.plan.patience_s)

    # ---- doing

    def verb(self, *words: str, say: str = "") -> str:
        """Run one verb of the program to its end and return what it printed.

        Raises:
            DemoProcessError: it failed; the message is what it said.
        """
        done = subprocess.run(
            [*program(), *words],
            input=say,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
            cwd=ROOT,
        )
        if done.returncode != 0:
            raise DemoProcessError(f"kiosk {' '.join(words)} :\n{done.stdout}{done.stderr}")
        return done.stdout

    def hand(self, *argv: str) -> Running:
        """Start a program that does something to the display by itself; it ends with the stand at the latest."""
        return self._run("hand", list(argv))

    def environment(self) -> dict[str, str]:
        """What the kiosk's processes run with: this display, no session bus of the machine."""
        return {
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "QT_QUICK_BACKEND": self.plan.graphics,
            **({"PULSE_SERVER": f"unix:{self.sound}"} if self.plan.virtual_display else {}),
        }

    def _run(self, name: str, argv: list[str], more: Mapping[str, str] | None = None) -> Running:
        running = Running(name, argv, self.logs, {**self.environment(), **(more or {})})
        self._running.append(running)
        return running

    def _peer(self, module: str, *arguments: str) -> Running:
        argv = [sys.executable, "-m", f"devices.peers.{module}", *arguments]
        return self._run(module, argv, {FOLDER: str(self.wire)})


def _toml(values: dict[str, Any]) -> str:
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
