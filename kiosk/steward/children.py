"""The steward's children: screens and media. Each leads its own process group and is killed whole."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.confine.account import Account
from kiosk.core.events import LINE_MAX, EventLog
from kiosk.steward.lodging import Lodging, Room

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


MOST_EVENTS = 32 << 20
"""Bytes of events one child may say: a day of calls. Whoever says more is not heard any further."""


class Nursery:
    """Starts children of this same program, as the account visits run under, and says when one ends.

    A child's events come through a pipe: it can add to the log, and neither read nor change it.
    """

    def __init__(self, program: list[str], events: EventLog, lodging: Lodging | None = None) -> None:
        """`lodging` None: the steward's own account, and no homes."""
        self._program = program
        self._events = events
        self._lodging = lodging or Lodging(Account.named(""), Path(os.devnull))
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, role: str, arguments: list[str], env: Mapping[str, str], ended: Ended) -> Child:
        """Start `role`; `ended(child, code)` is called once when it is over."""
        account = self._lodging.account
        room = self._lodging.open_room()
        heard, said = os.pipe()
        try:
            async with account.starting:
                process = await asyncio.create_subprocess_exec(
                    *self._program,
                    *arguments,
                    "--events",
                    str(said),
                    stdin=asyncio.subprocess.DEVNULL,
                    env=room.environment(env),
                    pass_fds=(said,),
                    start_new_session=True,
                    **account.start_as,
                )
                account.lodgers.add(process.pid)
        finally:
            os.close(said)
        child = Child(role, process)
        self._events.emit("process.start-init", role=role, pid=child.pid)
        self._spawn(self._listen(child, heard))
        self._spawn(self._watch(child, room, ended))
        return child

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _listen(self, child: Child, pipe: int) -> None:
        """Keep what the child says happened, until it ends or says what is no event."""
        reader = asyncio.StreamReader(limit=LINE_MAX)
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(pipe, "rb", buffering=0)
        )
        left = MOST_EVENTS
        try:
            while left > 0 and (line := await reader.readline()) and self._events.pass_on(child.role, line):
                left -= len(line)
        except ValueError:  # longer than any event
            pass
        finally:
            transport.close()

    async def _watch(self, child: Child, room: Room, ended: Ended) -> None:
        code = await child.process.wait()
        child.kill()  # its own children, the web engine's among them, do not outlive it
        self._lodging.account.lodgers.discard(child.pid)
        self._lodging.close_room(room)
        self._events.emit("process.stop-complete", role=child.role, pid=child.pid, code=code)
        ended(child, code)
