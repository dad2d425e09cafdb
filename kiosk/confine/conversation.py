"""The parent's side of a child: start, exchange JSON lines, and never leave it behind."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import AsyncIterator, Mapping
from types import TracebackType
from typing import Any, Self

from kiosk.confine.account import Account
from kiosk.confine.child import MAX_LINE
from kiosk.core.places import ROOT

MAX_MESSAGES = 10_000
_STDERR_KEPT = 4000


class OutputExceededError(Exception):
    """The child said too much, or a line that is no message."""


class Conversation:
    """A child process that answers in JSON lines. Leaving the `async with` kills it, cancelled or not."""

    def __init__(
        self, argv: list[str], env: dict[str, str] | None = None, account: Account | None = None
    ) -> None:
        """`account` is another one to run as; None is ours."""
        self._argv = argv
        self._env = env
        self._account = account
        self._process: asyncio.subprocess.Process | None = None
        self._stderr: asyncio.Task[str] | None = None

    async def __aenter__(self) -> Self:
        """Start the child. Cancelled before it has started, it is killed all the same."""
        start = asyncio.ensure_future(self._start())
        try:
            await asyncio.shield(start)
        except asyncio.CancelledError:
            await asyncio.shield(asyncio.ensure_future(self._give_up(start)))
            raise
        return self

    async def _start(self) -> None:
        if self._account is None:
            self._process = await self._started({})
        else:
            async with self._account.starting:
                self._process = await self._started(self._account.start_as)
                self._account.lodgers.add(self._process.pid)
        self._stderr = asyncio.create_task(self._keep_stderr())

    async def _give_up(self, start: asyncio.Future[None]) -> None:
        with contextlib.suppress(OSError):  # it could not be started: nothing is left behind
            await start
            await self.end()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.end()

    async def _started(self, as_whom: Mapping[str, Any]) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *self._argv,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=MAX_LINE,
            env=self._env,
            cwd=ROOT,  # where `-m` finds the program, whoever started us
            start_new_session=True,  # a group of its own, to be killed whole
            **as_whom,
        )

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The running child."""
        if self._process is None:
            raise RuntimeError("the child has not been started")
        return self._process

    async def say(self, message: dict[str, Any]) -> None:
        """Send one message; a child that has gone is noticed when reading."""
        stdin = self.process.stdin
        if stdin is None:
            raise RuntimeError("the child has no standard input")
        with contextlib.suppress(ConnectionError):
            stdin.write(json.dumps(message).encode() + b"\n")
            await stdin.drain()

    async def messages(self) -> AsyncIterator[dict[str, Any]]:
        """What the child says, until it closes its output.

        Raises:
            OutputExceededError: a line over 1 MiB, more than 10,000 lines, or no JSON object.
        """
        stdout = self.process.stdout
        if stdout is None:
            raise RuntimeError("the child has no standard output")
        for _ in range(MAX_MESSAGES):
            try:
                line = await stdout.readline()
                if not line:
                    return
                message = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise OutputExceededError(str(error)) from None
            if not isinstance(message, dict):
                raise OutputExceededError("not an object")
            yield message
        raise OutputExceededError("too many lines")

    async def wait(self) -> tuple[int, str]:
        """The exit code (128 + signal under bubblewrap) and the end of the child's error output."""
        code = await self.process.wait()
        return code, await self._stderr if self._stderr else ""

    async def end(self) -> None:
        """Kill the child if it still runs, and collect it.

        With its group: bubblewrap alone, killed between its fork and its word to the fork, would leave
        that one waiting for the word for ever, with our pipes in its hands.
        """
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        # Shielded: a second cancellation must not leave a zombie or an open pipe.
        await asyncio.shield(asyncio.ensure_future(self._collect()))

    async def _collect(self) -> None:
        await self.process.wait()
        if self._account is not None:
            self._account.lodgers.discard(self.process.pid)
        if self._stderr is not None:
            await self._stderr
        if self.process.stdin is not None:
            self.process.stdin.close()

    async def _keep_stderr(self) -> str:
        stderr = self.process.stderr
        kept = b""
        while stderr is not None and (chunk := await stderr.read(4096)):
            kept = (kept + chunk)[-_STDERR_KEPT:]
        return kept.decode(errors="replace")
