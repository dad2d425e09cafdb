"""Three places that only see each other over coturn: a kiosk's, an expert's, and the server between them.

Network namespaces of our own. What leaves a fenced place and is not TCP to port 443 goes into a hole, without
a word, as behind the firewall of an office: no UDP at all, no other port.
"""

import contextlib
import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from session.relay.tls import TlsPaths, make_local_ca

SERVER = "10.66.0.1"
SECRET = "a secret that coturn and the relay share"
DEADLINE_S = 30.0
REPOSITORY = Path(__file__).resolve().parents[3]
CONFIG = REPOSITORY / "deploy" / "coturn" / "turnserver.conf"


@dataclass(frozen=True)
class Place:
    """A network namespace that lives as long as its process: `unshare` and `nsenter` become what they start."""

    process: subprocess.Popen[str]

    @property
    def prefix(self) -> list[str]:
        """Before a command that is to run there."""
        return ["nsenter", "--preserve-credentials", "-U", "-n", "-t", str(self.process.pid), "--"]

    def run(self, *command: str) -> str:
        """Run a command there to its end."""
        return subprocess.run([*self.prefix, *command], check=True, capture_output=True, text=True).stdout


@contextlib.contextmanager
def place(*enter: str) -> Iterator[Place]:
    """A new namespace; `enter` is the command that makes it. It waits on its input, so that it never outlives us."""
    with subprocess.Popen(
        [*enter, "sh", "-c", "ip link set lo up && echo ready && exec cat"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield Place(process)
        finally:
            process.kill()


@dataclass(frozen=True)
class Town:
    """The server's place in the middle and the two that are joined to it."""

    server: Place
    kiosk: Place
    expert: Place

    def fence(self) -> None:
        """From now on nothing leaves kiosk and expert but TCP to port 443."""
        for here, own in ((self.kiosk, "10.66.1.2"), (self.expert, "10.66.2.2")):
            here.run("ip", "tuntap", "add", "hole", "mode", "tun")
            here.run("ip", "link", "set", "hole", "up")
            here.run("ip", "route", "add", "default", "dev", "hole", "src", own, "table", "100")
            here.run(*["ip", "rule", "add", "pref", "10", "ipproto", "tcp", "dport", "443", "lookup", "main"])
            here.run(*["ip", "rule", "add", "pref", "11", "lookup", "100"])


@contextlib.contextmanager
def town() -> Iterator[Town]:
    """Two places without a route to one another: the one between them passes nothing on by itself."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(place("unshare", "--user", "--map-root-user", "--net"))
        kiosk = stack.enter_context(place(*server.prefix, "unshare", "--net"))
        expert = stack.enter_context(place(*server.prefix, "unshare", "--net"))
        server.run("ip", "address", "add", f"{SERVER}/32", "dev", "lo")
        for number, far in ((1, kiosk), (2, expert)):
            near, gate, own = f"near{number}", f"10.66.{number}.1", f"10.66.{number}.2"
            server.run(
                "ip",
                "link",
                "add",
                near,
                "type",
                "veth",
                "peer",
                "name",
                "wan",
                "netns",
                str(far.process.pid),
            )
            server.run("ip", "address", "add", f"{gate}/24", "dev", near)
            server.run("ip", "link", "set", near, "up")
            far.run("ip", "address", "add", f"{own}/24", "dev", "wan")
            far.run("ip", "link", "set", "wan", "up")
            far.run("ip", "route", "add", "default", "via", gate)
        yield Town(server, kiosk, expert)


@dataclass
class Coturn:
    """Debian's coturn with the configuration that is deployed; only names, keys and the own network differ."""

    folder: Path
    where: Place
    tls: TlsPaths
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What it said."""
        return (self.folder / "turn.log").read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Start, and wait until it listens."""
        own = self.folder / "turnserver.conf"
        own.write_text(self._configuration(), encoding="utf-8")
        (self.folder / "turn.log").touch()
        self.process = subprocess.Popen(
            [*self.where.prefix, "turnserver", "-c", str(own)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.where.run("sh", "-c", f"until ss -ltn | grep -q {SERVER}:443; do sleep 0.05; done")

    def stop(self) -> None:
        """As a machine that is switched off: its connections are not closed in order."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _configuration(self) -> str:
        changes = {
            "cert": str(self.tls.certificate),
            "pkey": str(self.tls.key),
            "static-auth-secret": SECRET,
        }
        text = CONFIG.read_text(encoding="utf-8")
        for key, value in changes.items():
            text, count = re.subn(rf"^{key}=.*$", f"{key}={value}", text, flags=re.MULTILINE)
            assert count == 1, key
        text = re.sub(r"^syslog$", f"log-file={self.folder / 'turn.log'}", text, flags=re.MULTILINE)
        own = (
            f"listening-ip={SERVER}", f"relay-ip={SERVER}", f"allowed-peer-ip={SERVER}",
            f"pidfile={self.folder / 'pid'}", f"userdb={self.folder / 'turndb'}",
        )  # fmt: skip
        return "\n".join([text, *own, ""])


@contextlib.contextmanager
def coturn(folder: Path, where: Place) -> Iterator[Coturn]:
    """One that runs."""
    folder.mkdir()
    server = Coturn(folder, where, make_local_ca(folder / "tls", [SERVER]))
    server.start()
    try:
        yield server
    finally:
        server.stop()
