"""What the engine needs from outside; `kiosk.compose.media` supplies it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

import av

from session.protocol.envelope import Body

SAMPLE_RATE = 48000
CHUNK_SAMPLES = 960
CHUNK_BYTES = 2 * CHUNK_SAMPLES
"""20 ms of sound, signed 16 bit, mono, 48 kHz: the unit of the microphone and the speaker."""


class Camera(Protocol):
    """A source of pictures. A lost camera simply gives none until it is back."""

    tells: Callable[[str | None], None]
    """Hears of each change of `trouble`, however short."""

    @property
    def trouble(self) -> str | None:
        """The error key of why no picture comes, or None."""

    async def picture(self) -> av.VideoFrame:
        """Wait for the next picture, yuv420p, no larger than asked for; older ones are skipped."""

    async def rest(self) -> None:
        """Let go of the device until `wake`."""

    def wake(self) -> None:
        """Open it again."""

    async def close(self) -> None:
        """Let go of the device."""


class Microphone(Protocol):
    """A source of sound in real time."""

    async def samples(self) -> bytes:
        """Wait for the next `CHUNK_BYTES`; silence while the device is lost."""

    async def close(self) -> None:
        """Let go of the device."""


class Speaker(Protocol):
    """Where the other side is heard."""

    @property
    def queued_s(self) -> float:
        """Seconds of sound taken and not yet heard, as last measured; 0 when nobody knows."""

    def play(self, samples: bytes) -> None:
        """Play s16 mono 48 kHz; drops what the device cannot take in time, never waits."""

    async def close(self) -> None:
        """Let go of the device."""


class Frames(Protocol):
    """Where pictures are shown: the frame ring."""

    def publish(self, stream: str, width: int, height: int) -> AbstractContextManager[memoryview]:
        """Lend tight I420 memory for the next picture of `self`, `remote` or `paper`."""


class Steward(Protocol):
    """The link to the steward."""

    def send(
        self, body: Body, *, call: str | None = None, gen: int | None = None, ident: str | None = None
    ) -> None:
        """Queue a message of `MEDIA_TO_STEWARD`; what the expert said keeps the id it had there."""
