"""A sound card that is plugged and unplugged: PulseAudio with sources and sinks that lead nowhere.

What is recorded is a real server's stream through its real client; only the converters are missing.
"""

import os
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from devices.peers.transcript import Transcript

START_S = 10.0
SERVER = (
    "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disallow-exit=yes",
)  # fmt: skip


class SoundCards:
    """What is attached to a PulseAudio that listens at `path`."""

    def __init__(self, path: Path) -> None:
        self.socket = path
        self._modules: dict[str, str] = {}
        self._wire_log = Transcript("sound")

    @property
    def environment(self) -> dict[str, str]:
        """What a client needs to find it; nothing of the machine's own sound."""
        return {"PULSE_SERVER": f"unix:{self.socket}", "HOME": str(self.socket.parent)}

    def plug(self, name: str, module: str, *arguments: str) -> None:
        """Attach a device: `module-sine-source` speaks, `module-null-source` is a switched-off microphone."""
        kind = "sink" if "sink" in module else "source"
        self._modules[name] = self.pactl("load-module", module, f"{kind}_name={name}", *arguments)

    def unplug(self, name: str) -> None:
        """Take it away while it is in use."""
        self.pactl("unload-module", self._modules.pop(name))

    def close(self) -> None:
        """Nothing more is done to it."""
        self._wire_log.close()

    def pactl(self, *words: str) -> str:
        """Give the server an order and return what it says."""
        self._wire_log.done(" ".join(words))
        done = subprocess.run(
            ["pactl", *words],
            env={**os.environ, **self.environment},
            check=True,
            capture_output=True,
            text=True,
            timeout=10,
        )
        return done.stdout.strip()


class SoundServer(SoundCards):
    """A PulseAudio of its own in `folder`. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "server.sock")
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.close()

    def start(self) -> None:
        """Nothing is attached at first."""
        self._modules.clear()
        protocol = f"module-native-protocol-unix auth-anonymous=1 socket={self.socket}"
        self._process = subprocess.Popen(
            [*SERVER, "-L", protocol],
            env={**os.environ, **self.environment, "XDG_RUNTIME_DIR": str(self._folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + START_S
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("pulseaudio did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        """As a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as wire:
            try:
                wire.connect(str(self.socket))
            except OSError:
                return False
        return True
