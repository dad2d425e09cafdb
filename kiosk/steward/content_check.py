"""One check of the content's source, in a child of low priority; its words are a stranger's until read."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from kiosk.core.errors import ERRORS
from kiosk.core.priority import prefer

Outcome = Literal["current", "updated", "refused", "unreachable"]
Progress = Callable[[int, int], None]
FAILED = "content.check-broken"
MOST_WORDS = 64 << 10
LINE = 4096
NICE = 15


@dataclass(frozen=True)
class Result:
    """What came of a check. `key` is of the error list, `detail` French; `edition` an ISO day or empty."""

    outcome: Outcome
    key: str | None = None
    detail: str = ""
    edition: str = ""
    bytes: int = 0


class ChildCheck:
    """Runs `content fetch` or `content sync`, which answer with the same line of JSON."""

    def __init__(self, command: Sequence[str], deadline_s: float) -> None:
        self._command = command
        self._deadline_s = deadline_s
        self._process: asyncio.subprocess.Process | None = None

    async def run(self, progress: Progress) -> Result:
        """Start it and wait. What it began is gone on with the next time, whatever ends it."""
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
            limit=LINE,
        )
        self._process = process
        prefer(NICE, process.pid)
        try:
            async with asyncio.timeout(self._deadline_s):
                said, _ = await asyncio.gather(_words(process.stdout), _follow(process.stderr, progress))
                await process.wait()
        except TimeoutError:
            return Result("unreachable", FAILED, f"pas de réponse en {self._deadline_s:.0f} s")
        finally:
            self.stop()
            await process.wait()
        return read_result(said, process.returncode or 0)

    def stop(self) -> None:
        """End it and what it started."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


async def _words(stream: asyncio.StreamReader | None) -> bytes:
    """All it says, up to a cap; the rest is read and forgotten, so that it does not hang on a full pipe."""
    said = b""
    while stream is not None and (block := await stream.read(1 << 16)):
        said = (said + block)[: MOST_WORDS + 1]
    return said


async def _follow(stream: asyncio.StreamReader | None, progress: Progress) -> None:
    while stream is not None:
        try:
            line = await stream.readline()
        except ValueError:  # longer than any of ours: the reader dropped it
            continue
        if not line:
            return
        told = _json(line)
        done, total = told.get("done"), told.get("total")
        if type(done) is int and type(total) is int and 0 <= done <= total:
            progress(done, total)


def read_result(said: bytes, code: int) -> Result:
    """The child's last line, checked; anything else is `content.check-broken`."""
    lines = said.strip().splitlines()
    told = _json(lines[-1]) if lines and len(said) <= MOST_WORDS else {}
    outcome, key = told.get("outcome"), told.get("error")
    good = outcome in ("current", "updated") and key is None
    bad = outcome in ("refused", "unreachable") and key in ERRORS
    if not good and not bad:
        return Result("refused", FAILED, f"le programme a rendu {code}")
    fetched = told.get("bytes")
    return Result(
        cast("Outcome", outcome),
        key,
        _text(told.get("detail"), 190),
        _text(told.get("edition"), 40),
        fetched if type(fetched) is int else 0,
    )


def _json(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(value: object, most: int) -> str:
    """Printable and short: it is shown on a page."""
    text = value if isinstance(value, str) else ""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
