"""Where a microphone URI leads."""

import asyncio
import wave
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from devices.sound.address import SoundAddress, parse_address
from devices.sound.attached import Attached, named
from devices.sound.ports import CHUNK, CHUNK_S, RATE, Live, Microphone, Missing, Status
from devices.sound.recorded import RECORD, RecordedMicrophone

Tones = Callable[[int, int], bytes]
"""Makes `count` samples of demo sound from sample `start`."""


def open_microphone(uri: str, clock: Callable[[], float], tones: Tones) -> Microphone:
    """Open the microphone that a URI names; one that names none is a missing, silent one."""
    try:
        address = parse_address(uri)
    except ValueError:
        return PacedMicrophone(_silence, clock, Missing())
    match address:
        case SoundAddress("default"):
            return RecordedMicrophone(RECORD, clock, _has_microphone)
        case SoundAddress("device", name):
            return RecordedMicrophone((*RECORD, f"--device={name}"), clock)
        case SoundAddress("demo"):
            return PacedMicrophone(tones, clock)
        case SoundAddress("file", path):
            clip = _looped(Path(path))
            return PacedMicrophone(clip or _silence, clock, Live() if clip else Missing())
        case _:
            return PacedMicrophone(_silence, clock)


async def _has_microphone() -> bool:
    """Without a microphone, the server records what its own loudspeaker plays: the expert would hear themselves."""
    return isinstance(await named("microphone", "sound:default"), Attached)


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

    latency_s = 0.0

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


def write_clip(path: Path, samples: bytes) -> None:
    """Write s16 mono 48 kHz as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
