"""A CUPS printer from the parent's side: every request is a child with a deadline."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from devices.printer.address import parse_address
from devices.printer.ports import PLAIN, JobState, PrinterStatus, PrintOptions
from devices.printer.told import job_told, status_told
from kiosk.confine.conversation import Conversation, OutputExceededError
from kiosk.confine.limits import Limits

_ASK_S = 10.0
# A child ends by itself at the job's deadline; past it by this long, there is no job to wait for.
_SLACK_S = 20.0
_DEATHS = 3
_LOST = PrinterStatus("printer.server-lost")
_LIMITS = Limits(memory_mb=512, cpu_s=120, output_mb=1, open_files=64)


class FollowedPrinter:
    """The printer named by a `cups:` URI. `command` is the program and its `child` verb."""

    def __init__(
        self,
        uri: str,
        command: list[str],
        *,
        deadline_s: float = 900.0,
        interval_s: float = 2.0,
        ask_s: float = _ASK_S,
    ) -> None:
        """`deadline_s` bounds a job, held or not; `interval_s` is the pause between two looks of `watch`.

        A child that owes an answer for more than `ask_s` hangs, and is replaced.
        """
        parse_address(uri)
        self._uri = uri
        self._command = command
        self._deadline_s = deadline_s
        self._interval_s = interval_s
        self._ask_s = ask_s
        self._given_up: set[str] = set()

    async def status(self) -> PrinterStatus:
        """Ask the queue and the printer; a child that hangs or dies counts as the server lost."""
        answer = await self._ask("printer-status", {})
        return _LOST if answer is None else status_told(answer)

    async def watch(self) -> AsyncGenerator[PrinterStatus]:
        """The status now and at each change, from one child that stays; a silent or dead one is replaced."""
        told: PrinterStatus | None = None
        while True:
            async with aclosing(self._looks()) as looks:
                async for status in looks:
                    if status != told:
                        told = status
                        yield status
            await asyncio.sleep(self._interval_s)

    async def submit(self, job: str, pdf: Path, options: PrintOptions = PLAIN) -> AsyncIterator[JobState]:
        """Send and follow; a child that dies or hangs is started again and finds the job by its name.

        A server that hangs is waited for until the job's deadline; a child that keeps dying is not.
        """
        now = asyncio.get_running_loop().time
        ends, deaths = now() + self._deadline_s, 0
        told: JobState | None = None
        while deaths < _DEATHS and now() < ends + _SLACK_S:
            died = True
            request = self._request(job, pdf, options, max(ends - now(), 0.0))
            try:
                async with aclosing(self._follow(request)) as states:
                    async for state in states:
                        if state != told:
                            told = state
                            yield self._named(job, state)
                        if state.ended:
                            self._given_up.discard(job)
                            return
            except TimeoutError:
                died = False
            except OutputExceededError:
                pass
            deaths += died
            told = JobState("held", "printer.server-lost")
            yield told
        yield JobState("unsure", "printer.server-lost")

    def self_test(self, job: str, pdf: Path) -> AsyncIterator[JobState]:
        """Print a test page as any other."""
        return self.submit(job, pdf)

    async def cancel(self, job: str) -> None:
        """Cancel by name; its follower sees `canceled`."""
        self._given_up.add(job)
        await self._ask("printer-cancel", {"job": job})

    async def purge(self) -> int:
        """Erase every job; what is left, or -1 when the server does not answer."""
        answer = await self._ask("printer-purge", {})
        return int(answer["left"]) if answer is not None else -1

    def _request(self, job: str, pdf: Path, options: PrintOptions, left_s: float) -> dict[str, Any]:
        return {"job": job, "pdf": str(pdf.absolute()), "options": asdict(options), "deadline_s": left_s}

    def _named(self, job: str, state: JobState) -> JobState:
        """A script that failed ends as canceled too: it is only that when we asked."""
        if state.phase == "canceled" and job not in self._given_up:
            return JobState("failed", "printer.job-failed")
        return state

    async def _follow(self, request: Mapping[str, Any]) -> AsyncGenerator[JobState]:
        async with Conversation([*self._command, "print"]) as child:
            await child.say(self._order(request))
            messages = child.messages()
            while True:
                try:
                    async with asyncio.timeout(self._ask_s):
                        message = await anext(messages)
                except StopAsyncIteration:
                    return
                if message.get("type") == "progress":
                    yield job_told(message)
                elif message.get("type") == "done":
                    yield job_told(message["result"])

    async def _looks(self) -> AsyncGenerator[PrinterStatus]:
        """One child's looks, until it ends; the server is lost when it says nothing, not when it is worn out."""
        spoke = False
        async with Conversation([*self._command, "printer-watch"]) as child:
            await child.say(self._order({"interval_s": self._interval_s}))
            messages = child.messages()
            try:
                while True:
                    async with asyncio.timeout(self._interval_s + self._ask_s):
                        message = await anext(messages)
                    if message.get("type") == "progress":
                        spoke = True
                        yield status_told(message)
            except StopAsyncIteration:
                if spoke:
                    return
            except (TimeoutError, OutputExceededError):
                pass
        yield _LOST

    async def _ask(self, verb: str, request: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            async with asyncio.timeout(self._ask_s), Conversation([*self._command, verb]) as child:
                await child.say(self._order(request))
                async for message in child.messages():
                    if message.get("type") == "done" and isinstance(message.get("result"), dict):
                        return dict(message["result"])
        except (TimeoutError, OutputExceededError):
            return None
        return None

    def _order(self, request: Mapping[str, Any]) -> dict[str, Any]:
        return {"request": {"uri": self._uri, **request}, "limits": _LIMITS.as_dict()}
