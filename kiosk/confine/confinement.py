"""Run a verb of this program in a box, and say what came of it."""

import asyncio
import base64
import contextlib
import os
import shutil
import signal
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.confine.account import Account, Hand
from kiosk.confine.bubble import bubble
from kiosk.confine.conversation import Conversation, OutputExceededError
from kiosk.confine.limits import (
    EXIT_MEMORY,
    EXIT_OUTPUT,
    MEGA,
    Done,
    Killed,
    Limits,
    Outcome,
    Reason,
    Refused,
)
from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.core.events import EventLog

Hear = Callable[[dict[str, Any]], None]
Sign = Callable[[bytes], bytes | None]

_WATCH_S = 0.25

# An allocator that finds no memory aborts or traps; only a wild pointer is a plain crash.
_SIGNALS = {
    signal.SIGXCPU: Reason.CPU,
    signal.SIGKILL: Reason.CPU,
    signal.SIGXFSZ: Reason.OUTPUT,
    signal.SIGABRT: Reason.MEMORY,
    signal.SIGILL: Reason.MEMORY,
    signal.SIGTRAP: Reason.MEMORY,
}


class Confinement:
    """Starts confined children. `command` is the program and its `child` verb, without the verb's name."""

    def __init__(self, command: list[str], events: EventLog, account: Account | None = None) -> None:
        """`account` owns the folders that children work in, and runs the children; None is ours."""
        self._command = command
        self._events = events
        self._account = account or Account.named("")

    @property
    def hand(self) -> Hand:
        """Whose rights apply to the folders that children work in."""
        return self._account.hand

    async def run(
        self,
        verb: str,
        request: Mapping[str, Any],
        folder: Path,
        *,
        inputs: Mapping[str, Path] | None = None,
        limits: Limits | None = None,
        hear: Hear | None = None,
        sign: Sign | None = None,
    ) -> Outcome:
        """Run `verb` with `folder` as its only writable place; cancelling kills it.

        `inputs` are shown read-only as `/in/NAME`. `hear` receives progress. `sign` is asked at most
        once and may refuse with None.

        Raises:
            UserFacingError: `confine.tool-missing` when bubblewrap is not installed.
        """
        if shutil.which("bwrap") is None:
            raise UserFacingError("confine.tool-missing")
        bounds = limits or Limits()
        argv = bubble([*self._command, verb], folder, inputs or {})
        outcome = await _bounded(argv, folder, self._account, _Order(request, bounds, hear, sign))
        if isinstance(outcome, Done):
            with self.hand():
                if not _only_plain_files(folder):
                    outcome = Killed(Reason.ESCAPE)
        if isinstance(outcome, Killed):
            self._events.emit("confine.child-killed", verb=verb, reason=outcome.reason.value)
        return outcome


@dataclass(frozen=True)
class _Order:
    request: Mapping[str, Any]
    limits: Limits
    hear: Hear | None
    sign: Sign | None


async def _bounded(argv: list[str], folder: Path, account: Account, order: _Order) -> Outcome:
    async with Conversation(argv, account=account) as child:
        talk = asyncio.create_task(_converse(child, order))
        watch = asyncio.create_task(_outgrown(folder, account.hand, order.limits.output_mb * MEGA))
        try:
            async with asyncio.timeout(order.limits.wall_s):
                await asyncio.wait((talk, watch), return_when=asyncio.FIRST_COMPLETED)
            return await talk if talk.done() else Killed(Reason.OUTPUT)
        except TimeoutError:
            return Killed(Reason.WALL)
        finally:
            talk.cancel()
            watch.cancel()
            await asyncio.gather(talk, watch, return_exceptions=True)


async def _converse(child: Conversation, order: _Order) -> Outcome:
    await child.say({"request": dict(order.request), "limits": order.limits.as_dict()})
    sign = order.sign
    answer: Outcome | None = None
    try:
        async for message in child.messages():
            match message.get("type"):
                case "progress" if order.hear is not None:
                    order.hear(message)
                case "sign":
                    await child.say({"signature": _signature(message, sign)})
                    sign = None
                case "done" if isinstance(message.get("result"), dict):
                    answer = Done(message["result"])
                case "refused" if message.get("key") in ERRORS:
                    answer = Refused(message["key"], str(message.get("detail", ""))[:200])
                case _:
                    pass
    except OutputExceededError as error:
        return Killed(Reason.OUTPUT, str(error))
    code, trace = await child.wait()
    return answer if answer is not None and code == 0 else Killed(_reason(code), trace)


def _signature(message: dict[str, Any], sign: Sign | None) -> str:
    try:
        attributes = base64.b64decode(str(message.get("attributes", "")), validate=True)
    except ValueError:
        return ""
    signature = sign(attributes) if sign is not None else None
    return base64.b64encode(signature or b"").decode()


def _reason(code: int) -> Reason:
    if code == EXIT_MEMORY:
        return Reason.MEMORY
    if code == EXIT_OUTPUT:
        return Reason.OUTPUT
    number = -code if code < 0 else code - 128
    return next((reason for known, reason in _SIGNALS.items() if known == number), Reason.CRASH)


async def _outgrown(folder: Path, hand: Hand, limit: int) -> None:
    """Return when the files of `folder` weigh more than `limit` bytes in all."""
    # Nothing tells a process that a folder has grown: it is asked, four times a second.
    while _weight(folder, hand) <= limit:  # noqa: ASYNC110 - no event exists
        await asyncio.sleep(_WATCH_S)


def _weight(folder: Path, hand: Hand) -> int:
    with hand():
        return sum(entry.st_size for entry in _entries(folder))


def _entries(folder: Path) -> list[os.stat_result]:
    found = []
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # renamed under our eyes
            found.append(path.lstat())
    return found


def _only_plain_files(folder: Path) -> bool:
    """No link, socket or pipe was left where the parent will read."""
    modes = [entry.st_mode for entry in _entries(folder)]
    return all(stat.S_ISREG(mode) or stat.S_ISDIR(mode) for mode in modes)
