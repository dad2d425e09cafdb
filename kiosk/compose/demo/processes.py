"""Processes of a demo: started in order, each ready before the next, ended in reverse by their id."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

READY_S = 40.0


class DemoProcessError(RuntimeError):
    """A process of the demo did not come up; the message has the end of what it wrote."""


class Running:
    """One process, its output in a file, its first line of standard output a JSON greeting."""

    def __init__(self, name: str, argv: list[str], logs: Path, env: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._log_path = logs / f"{name}.log"
        self._log: IO[bytes] = self._log_path.open("wb")
        self.process = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )

    def greeting(self) -> dict[str, Any]:
        """Wait for the first line that is a JSON object, and return it.

        Raises:
            DemoProcessError: it ended or kept silent for 40 s.
        """
        line = self._line(time.monotonic() + READY_S)
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise DemoProcessError(f"{self.name} n'a pas démarré :\n{self._tail()}")
        return said

    def say(self, words: str) -> None:
        """Write one line to its standard input."""
        if self.process.stdin is not None:
            self.process.stdin.write(words.encode() + b"\n")
            self.process.stdin.flush()

    def stop(self, patience_s: float = 8.0) -> None:
        """Ask it to end, then end it, whole group."""
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience_s)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self._log):
            if stream is not None:
                # What was said to one that had died is still held, and cannot be delivered.
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def _line(self, deadline: float) -> bytes:
        stdout = self.process.stdout
        if stdout is None:
            raise DemoProcessError(self.name)
        held = b""
        with selectors.DefaultSelector() as waiting:
            waiting.register(stdout, selectors.EVENT_READ)
            while not held.endswith(b"\n") and (left := deadline - time.monotonic()) > 0:
                if waiting.select(left):
                    byte = os.read(stdout.fileno(), 1)
                    if not byte:
                        break
                    held += byte
        return held

    def _tail(self) -> str:
        self._log.flush()
        return self._log_path.read_text(errors="replace")[-3000:]


class Virtual:
    """An X server without a screen, on a display number of its own choosing."""

    def __init__(self, width: int, height: int, logs: Path) -> None:
        self._log = (logs / "xvfb.log").open("wb")
        read, write = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=self._log,
            stdout=self._log,
            start_new_session=True,
        )
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise DemoProcessError("Xvfb n'a pas démarré")
        self.display = f":{number}"

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()
        self._log.close()
