"""The tracks aiortc sends from and the sinks it is drained into."""

import asyncio
from collections import deque
from collections.abc import Callable
from fractions import Fraction

import av
import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from session.engine.latest import Latest
from session.engine.ports import CHUNK_SAMPLES, SAMPLE_RATE
from session.engine.sending import Sending
from session.engine.voice import VoiceFrame

VIDEO_CLOCK = 90_000
EARLY_S = 0.008
LONG_AGO_S = 60.0
BUSY_S = 0.1
QUEUED_CHUNKS = 5
"""100 ms: sound that waits longer is too late for a conversation."""


class PictureTrack(MediaStreamTrack):
    """Sends the newest picture; one that was not taken in time is skipped.

    `sending` says how often one leaves, and whether any does; `backlog` how many seconds of packets wait
    to leave: nothing is made for a line that is still busy with the last one.
    """

    kind = "video"

    def __init__(self, pictures: Latest[av.VideoFrame], sending: Sending, clock: Callable[[], float]) -> None:
        super().__init__()
        self._pictures = pictures
        self._sending = sending
        self._clock = clock
        self._number = pictures.number
        self._last = clock() - LONG_AGO_S
        self.backlog: Callable[[], float] = lambda: 0.0
        self.sent = 0
        self.held = 0
        """Pictures left out because the line was busy."""

    async def recv(self) -> av.VideoFrame:
        """Wait for the next picture that is due."""
        while True:
            if self.readyState != "live":
                raise MediaStreamError
            self._number, frame = await self._pictures.after(self._number)
            if self._is_due():
                self.sent += 1
                return frame

    def _is_due(self) -> bool:
        if self._sending.aim.rung == "voice":
            return False
        now, period = self._clock(), float(self._sending.quality.period)
        due = self._last + period
        # A camera's pictures come now a little sooner, now a little later.
        if now < due - min(period / 4, EARLY_S):
            return False
        if self.backlog() > BUSY_S:
            self.held += 1
            return False
        self._last = max(due, now - period)
        return True


class SoundTrack(MediaStreamTrack):
    """Sends the microphone's chunks in order; beyond `queued` chunks the oldest goes."""

    kind = "audio"

    def __init__(self, queued: int = QUEUED_CHUNKS) -> None:
        super().__init__()
        self._chunks: deque[bytes] = deque(maxlen=queued)
        self._filled = asyncio.Event()
        self._samples = 0

    def put(self, chunk: bytes) -> None:
        """Queue 20 ms of s16 mono 48 kHz."""
        self._chunks.append(chunk)
        self._filled.set()

    async def recv(self) -> av.AudioFrame:
        """Wait for the next chunk."""
        if self.readyState != "live":
            raise MediaStreamError
        while not self._chunks:
            self._filled.clear()
            await self._filled.wait()
        frame = av.AudioFrame(format="s16", layout="mono", samples=CHUNK_SAMPLES)
        frame.planes[0].update(self._chunks.popleft())
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        frame.pts = self._samples
        self._samples += CHUNK_SAMPLES
        return frame


Received = av.VideoFrame | av.AudioFrame | VoiceFrame


async def drain(track: MediaStreamTrack, take: Callable[[Received], None]) -> None:
    """Hand every received frame, or packet of a voice, on at once: aiortc queues them without bound."""
    try:
        while True:
            frame: object = await track.recv()
            if isinstance(frame, Received):
                take(frame)
    except MediaStreamError:
        return


def mono(frame: av.AudioFrame) -> bytes:
    """Return a received frame (packed s16) as s16 mono."""
    channels = len(frame.layout.channels)
    samples = np.frombuffer(memoryview(frame.planes[0]), np.int16)[: frame.samples * channels]
    if channels == 1:
        return bytes(samples.tobytes())
    return bytes(samples.reshape(-1, channels).mean(axis=1).astype(np.int16).tobytes())
