"""Where a microphone URI leads."""

import asyncio
import wave
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from devices.sound.ports import CHUNK, CHUNK_S, RATE, Live, Microphone, Missing, Status

RETRY_S = 2.0
RECORD = ("parec", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20")
"""PulseAudio's client (pulseaudio-utils), served by PipeWire as well; PyAV's wheels lack both."""

Tones = Callable[[int, int], bytes]
"""Makes `count` samples of demo sound from sample `start`."""


def open_microphone(uri: str, clock: Callable[[], float], tones: Tones) -> Microphone:
    """Open the microphone that a URI names; one that names none is a missing, silent one."""
    match uri.split(":", 2):
        case ["sound", "default"]:
            return RecordedMicrophone(RECORD, clock)
        case ["sound", "demo"]:
            return PacedMicrophone(tones, clock)
        case ["sound", "null"]:
            return PacedMicrophone(_silence, clock)
        case ["sound", "file", path]:
            clip = _looped(Path(path))
            return PacedMicrophone(clip or _silence, clock, Live() if clip else Missing())
        case _:
            return PacedMicrophone(_silence, clock, Missing())


def _silence(_start: int, count: int) -> bytes:
    return bytes(2 * count)


def _looped(path: Path) -> Tones | None:
    pieces: list[bytes] = []
    try:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
            for frame in container.decode(audio=0):
                pieces += [
                    bytes(memoryview(part.planes[0]))[: 2 * part.samples]
                    for part in resampler.resample(frame)
                ]
    except (OSError, av.FFmpegError):
        return None
    clip = np.frombuffer(b"".join(pieces), "<i2")
    if not len(clip):
        return None

    def samples(start: int, count: int) -> bytes:
        return bytes(np.take(clip, range(start, start + count), mode="wrap").tobytes())

    return samples


class PacedMicrophone:
    """Sound made by a function, in real time."""

    def __init__(self, sound: Tones, clock: Callable[[], float], status: Status = Live()) -> None:  # noqa: B008 - frozen
        self._sound = sound
        self._status = status
        self._clock = clock
        self._start = clock()
        self._chunks = 0

    def status(self) -> Status:
        """As it was when opened."""
        return self._status

    async def samples(self) -> bytes:
        """Wait for the next 20 ms; a pause longer than a second is skipped, not made up for."""
        due = self._start + self._chunks * CHUNK_S
        now = self._clock()
        if now - due > 1.0:
            self._start += now - due
            due = now
        await asyncio.sleep(max(0.0, due - now))
        self._chunks += 1
        return self._sound((self._chunks - 1) * CHUNK // 2, CHUNK // 2)

    async def close(self) -> None:
        """Nothing is held."""


class RecordedMicrophone:
    """A device read through a recording program; started again when it ends."""

    def __init__(self, command: tuple[str, ...], clock: Callable[[], float]) -> None:
        self._command = command
        self._clock = clock
        self._process: Process | None = None
        self._retry_at = 0.0

    def status(self) -> Status:
        """Tell whether the recorder runs."""
        return Missing() if self._process is None else Live()

    async def samples(self) -> bytes:
        """Wait for the next 20 ms; silence while there is no recorder."""
        process = self._process or await self._open()
        if process is None or process.stdout is None:
            await asyncio.sleep(CHUNK_S)
            return bytes(CHUNK)
        try:
            return await process.stdout.readexactly(CHUNK)
        except asyncio.IncompleteReadError:
            await self.close()
            return bytes(CHUNK)

    async def _open(self) -> Process | None:
        if self._clock() < self._retry_at:
            return None
        self._retry_at = self._clock() + RETRY_S
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, limit=CHUNK * 5
            )
        except OSError:
            return None
        return self._process

    async def close(self) -> None:
        """Stop the recorder."""
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()


def write_clip(path: Path, samples: bytes) -> None:
    """Write s16 mono 48 kHz as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
