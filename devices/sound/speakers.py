"""Where a speaker URI leads."""

import asyncio
import fcntl
import os
import wave
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from pathlib import Path

from devices.sound.ports import CHUNK, RATE, Live, Missing, Speaker, Status

RETRY_S = 2.0
PLAY = ("pacat", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=40")
"""PulseAudio's client (pulseaudio-utils), served by PipeWire as well."""
PIPE_BYTES = 4096
"""One page: what stands in the pipe is delay, and by default a pipe holds 0.7 s."""


def open_speaker(uri: str, clock: Callable[[], float]) -> Speaker:
    """Open the loudspeaker that a URI names; one that names none is a missing, silent one."""
    match uri.split(":", 2):
        case ["sound", "default"]:
            return PipedSpeaker(PLAY, clock)
        case ["sound", "null"]:
            return SilentSpeaker(Live())
        case ["sound", "file", path]:
            return FileSpeaker(Path(path))
        case _:
            return SilentSpeaker(Missing())


class SilentSpeaker:
    """Takes sound and makes none: a kiosk without loudspeaker, and tests."""

    def __init__(self, status: Status) -> None:
        self._status = status

    def status(self) -> Status:
        """As it was when opened."""
        return self._status

    def play(self, samples: bytes) -> None:
        """Let it go."""

    async def close(self) -> None:
        """Nothing is held."""


class FileSpeaker:
    """Writes what is played to a WAV file."""

    def __init__(self, path: Path) -> None:
        self._file = wave.open(str(path), "wb")  # noqa: SIM115 - closed in close()
        self._file.setnchannels(1)
        self._file.setsampwidth(2)
        self._file.setframerate(RATE)

    def status(self) -> Status:
        """Never lost."""
        return Live()

    def play(self, samples: bytes) -> None:
        """Append the samples."""
        self._file.writeframes(samples)

    async def close(self) -> None:
        """Finish the file."""
        self._file.close()


class PipedSpeaker:
    """A device fed through a playing program; started again when it ends."""

    def __init__(self, command: tuple[str, ...], clock: Callable[[], float]) -> None:
        self._command = command
        self._clock = clock
        self._process: Process | None = None
        self._opening: asyncio.Task[None] | None = None
        self._pipe = -1
        self._retry_at = 0.0

    def status(self) -> Status:
        """Tell whether the player runs."""
        return Live() if self._pipe >= 0 else Missing()

    def play(self, samples: bytes) -> None:
        """Write whole chunks to the player; a chunk the pipe has no room for is dropped."""
        if self._pipe < 0:
            if self._opening is None and self._clock() >= self._retry_at:
                self._retry_at = self._clock() + RETRY_S
                self._opening = asyncio.get_running_loop().create_task(self._open())
            return
        try:
            for at in range(0, len(samples), CHUNK):
                os.write(self._pipe, samples[at : at + CHUNK])
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._hang_up()

    async def _open(self) -> None:
        reading, writing = os.pipe2(os.O_CLOEXEC)
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        os.set_blocking(writing, False)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=reading, stdout=DEVNULL, stderr=DEVNULL
            )
            self._pipe = writing
        except OSError:
            os.close(writing)
        finally:
            os.close(reading)
            self._opening = None

    def _hang_up(self) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1

    async def close(self) -> None:
        """Stop the player."""
        self._hang_up()
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()
