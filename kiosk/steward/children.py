"""The steward's children: screens and media. Each leads its own process group and is killed whole."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.core.events import EventLog

Ended = Callable[["Child", int], None]


@dataclass(eq=False)
class Child:
    """A running child. Ending it is the only way its memory is really cleared, so `kill` is final."""

    role: str
    process: asyncio.subprocess.Process

    @property
    def pid(self) -> int:
        """Its process id, also its group's."""
        return self.process.pid

    @property
    def running(self) -> bool:
        """It has not ended yet."""
        return self.process.returncode is None

    def kill(self) -> None:
        """End it and everything it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    async def gone(self) -> None:
        """Kill and wait until it is no more."""
        self.kill()
        await self.process.wait()


# Sound that comes late is lost: the call goes before drawing. Needs LimitNICE= of the service, or root.
NICE = {"media": -10}


def _prefer(role: str, pid: int) -> None:
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, pid, NICE.get(role, 0))


class Nursery:
    """Starts children of this same program and says when one ends.

    `user` is the account visits run under; empty keeps the steward's own (a demo).
    """

    def __init__(self, program: list[str], events: EventLog, user: str = "") -> None:
        self._program = program
        self._events = events
        self._user = user or None
        self._watches: set[asyncio.Task[None]] = set()

    async def start(self, role: str, arguments: list[str], env: Mapping[str, str], ended: Ended) -> Child:
        """Start `role`; `ended(child, code)` is called once when it is over."""
        process = await asyncio.create_subprocess_exec(
            *self._program,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            env=dict(env),
            start_new_session=True,
            user=self._user,
        )
        child = Child(role, process)
        _prefer(role, child.pid)
        self._events.emit("process.start-init", role=role, pid=child.pid)
        watch = asyncio.create_task(self._watch(child, ended))
        self._watches.add(watch)
        watch.add_done_callback(self._watches.discard)
        return child

    async def _watch(self, child: Child, ended: Ended) -> None:
        code = await child.process.wait()
        child.kill()  # its own children, the web engine's among them, do not outlive it
        self._events.emit("process.stop-complete", role=child.role, pid=child.pid, code=code)
        ended(child, code)
