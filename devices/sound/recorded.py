"""A microphone of the sound server, read through its recording program."""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable

from devices.sound.attached import ENGLISH
from devices.sound.client import Chatter
from devices.sound.ports import CHUNK, CHUNK_S, RATE, Hushed, Live, Missing, Status

RETRY_S = 1.0
STALLED_S = 1.5
"""Without a sample for this long the device is lost: the program itself goes on waiting for ever."""
FIRST_S = 3.0
"""Until its first sample: a busy machine starts the program slowly, and no faster when it is started again."""
HUSHED_S = 3.0
"""Zeros for this long are a switch, not a quiet room: every real converter has noise in its last bit."""
RECORD = (
    "parec", "-v", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20",
)  # fmt: skip
"""PulseAudio's client (pulseaudio-utils), served by PipeWire as well; PyAV's wheels lack both."""

Allowed = Callable[[], Awaitable[bool]]
"""Whether the device may be opened now."""


async def _always() -> bool:
    return True


class RecordedMicrophone:
    """Started again when its program ends, when nothing comes, and when the server gave it another device."""

    def __init__(
        self, command: tuple[str, ...], clock: Callable[[], float], allowed: Allowed = _always
    ) -> None:
        self._command = command
        self._clock = clock
        self._allowed = allowed
        self._process: Process | None = None
        self._chatter = Chatter()
        self._following: asyncio.Task[None] | None = None
        self._retry_at = 0.0
        self._heard = False
        self._zeros = 0
        self._waited_for = False

    def status(self) -> Status:
        """Tell whether sound comes, and whether there is any in it."""
        if self._process is None or not self._heard:
            return Missing()
        return Hushed() if self._zeros * CHUNK_S >= HUSHED_S else Live()

    @property
    def latency_s(self) -> float:
        """As its program says."""
        return self._chatter.latency_s or 0.0

    async def samples(self) -> bytes:
        """Wait for the next 20 ms; silence while there is no recorder."""
        process = self._process or await self._open()
        if process is None or process.stdout is None:
            await asyncio.sleep(CHUNK_S)
            return bytes(CHUNK)
        self._waited_for = True
        try:
            async with asyncio.timeout(STALLED_S if self._heard else FIRST_S):
                chunk = await process.stdout.readexactly(CHUNK)
        except (asyncio.IncompleteReadError, TimeoutError):
            self._waited_for = False
            await self.close()
            return bytes(CHUNK)
        finally:
            self._waited_for = False
        if self._chatter.moved:
            await self.close()
            return bytes(CHUNK)
        self._heard = True
        self._zeros = 0 if any(chunk) else self._zeros + 1
        return chunk

    async def _open(self) -> Process | None:
        if self._clock() < self._retry_at:
            return None
        self._retry_at = self._clock() + RETRY_S
        if not await self._allowed():
            return None
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, limit=CHUNK * 5, env={**os.environ, **ENGLISH}
            )  # fmt: skip
        except OSError:
            return None
        self._process, self._heard, self._zeros = process, False, 0
        self._chatter = Chatter()
        if process.stderr is not None:
            self._following = asyncio.get_running_loop().create_task(self._chatter.follow(process.stderr))
        return process

    async def close(self) -> None:
        """Stop the recorder, also while somebody waits for its next samples."""
        process, self._process = self._process, None
        following, self._following = self._following, None
        if following is not None:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
        if process is not None:
            if process.returncode is None:
                process.kill()
            # With a full pipe that nobody reads wait() never ends; where somebody reads, no second reader may.
            await (process.wait() if self._waited_for else process.communicate())
