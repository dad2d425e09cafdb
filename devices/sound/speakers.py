"""Where a speaker URI leads."""

import asyncio
import fcntl
import os
import struct
import termios
import wave
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from pathlib import Path

from devices.sound.address import SoundAddress, parse_address
from devices.sound.attached import ENGLISH
from devices.sound.client import Chatter
from devices.sound.ports import CHUNK, RATE, Live, Missing, Speaker, Status

RETRY_S = 1.0
STALLED_S = 1.5
"""A player that takes nothing for this long has lost its device: it would wait for ever."""
FIRST_S = 3.0
"""Until it has said that it plays: a busy machine starts it slowly, and no faster when it is started again."""
PLAY = ("pacat", "-v", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=40")
"""PulseAudio's client (pulseaudio-utils), served by PipeWire as well."""
PIPE_BYTES = 4096
"""One page: what stands in the pipe is delay, and by default a pipe holds 0.7 s."""


def open_speaker(uri: str, clock: Callable[[], float]) -> Speaker:
    """Open the loudspeaker that a URI names; one that names none is a missing, silent one."""
    try:
        address = parse_address(uri)
    except ValueError:
        return SilentSpeaker(Missing())
    match address:
        case SoundAddress("default"):
            return PipedSpeaker(PLAY, clock)
        case SoundAddress("device", name):
            return PipedSpeaker((*PLAY, f"--device={name}"), clock)
        case SoundAddress("file", path):
            return FileSpeaker(Path(path))
        case SoundAddress("null"):
            return SilentSpeaker(Live())
        case _:
            return SilentSpeaker(Missing())


class SilentSpeaker:
    """Takes sound and makes none: a kiosk without loudspeaker, and tests."""

    latency_s = queued_s = 0.0

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

    latency_s = queued_s = 0.0

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
    """A device fed through a playing program; started again when it ends, hangs or was given another device."""

    def __init__(self, command: tuple[str, ...], clock: Callable[[], float]) -> None:
        self._command = command
        self._clock = clock
        self._process: Process | None = None
        self._chatter = Chatter()
        self._work: asyncio.Task[None] | None = None
        self._pipe = -1
        self._retry_at = 0.0
        self._took_at = 0.0

    def status(self) -> Status:
        """Tell whether the player runs."""
        return Live() if self._pipe >= 0 else Missing()

    @property
    def latency_s(self) -> float:
        """As its program says, and what stands in the pipe."""
        return (self._chatter.latency_s or 0.0) + (PIPE_BYTES / 2 / RATE if self._pipe >= 0 else 0.0)

    @property
    def queued_s(self) -> float:
        """What its program says waits behind it, and what stands in the pipe now."""
        if self._pipe < 0 or self._chatter.latency_s is None:
            return 0.0
        waiting = struct.unpack("i", fcntl.ioctl(self._pipe, termios.FIONREAD, bytes(4)))[0]
        return self._chatter.latency_s + float(waiting) / 2 / RATE

    def play(self, samples: bytes) -> None:
        """Write whole chunks to the player; a chunk the pipe has no room for is dropped."""
        if self._pipe < 0:
            if self._work is None and self._clock() >= self._retry_at:
                self._retry_at = self._clock() + RETRY_S
                self._work = asyncio.get_running_loop().create_task(self._serve())
            return
        try:
            for at in range(0, len(samples), CHUNK):
                os.write(self._pipe, samples[at : at + CHUNK])
                self._took_at = self._clock()
        except BlockingIOError:
            begun = self._chatter.latency_s is not None
            if self._clock() - self._took_at > (STALLED_S if begun else FIRST_S):
                self._hang_up()
            return
        except BrokenPipeError:
            self._hang_up()
        if self._chatter.moved:
            self._hang_up()

    async def _serve(self) -> None:
        """From the player's start to its end, which is told at once and not at the next word of the expert."""
        reading, writing = os.pipe2(os.O_CLOEXEC)
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        os.set_blocking(writing, False)
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=reading, stdout=DEVNULL, stderr=PIPE, env={**os.environ, **ENGLISH}
            )
        except OSError:
            os.close(writing)
            if self._work is asyncio.current_task():
                self._work = None
            return
        except asyncio.CancelledError:
            os.close(writing)
            raise
        finally:
            os.close(reading)
        self._process, self._pipe, self._took_at = process, writing, self._clock()
        self._chatter = Chatter()
        try:
            if process.stderr is not None:
                await self._chatter.follow(process.stderr)
        finally:
            if self._process is process:
                self._hang_up()
            if process.returncode is None:
                process.kill()
            await process.wait()
            if self._work is asyncio.current_task():
                self._work = None

    def _hang_up(self) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def close(self) -> None:
        """Stop the player."""
        # Taken away first: a second call, before this one is done, must not break off the player's end.
        work, self._work = self._work, None
        self._hang_up()
        if work is not None:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
