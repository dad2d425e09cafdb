"""The expert's voice, taken out of what the microphone hears of the loudspeaker.

What cancels is a port; `devices.sound.webrtc` is the one in use.
"""

from typing import Protocol

from devices.sound.ports import CHUNK, Microphone, Speaker, Status

FRAME = CHUNK // 2
"""Bytes of 10 ms: what the canceller takes at a time."""
DELAY_MAX_MS = 500
QUIET_AFTER = 5
"""Chunks without a word of the expert, after which silence is played to the canceller in their stead."""


class Canceller(Protocol):
    """Takes both directions in 10 ms of s16 mono."""

    def played(self, frame: bytes) -> None:
        """This goes to the loudspeaker now."""

    def heard(self, frame: bytes, delay_ms: int) -> bytes:
        """What is left of what the microphone gave; `delay_ms` from a frame's `played` to its echo's `heard`."""


class Cancelling:
    """A microphone and a loudspeaker of one room; wraps both, and is closed with them."""

    def __init__(self, microphone: Microphone, speaker: Speaker, canceller: Canceller) -> None:
        self._ear, self._mouth, self._canceller = microphone, speaker, canceller
        self._ahead = 0
        """Chunks played more than heard."""
        self._rest = b""

    def status(self) -> Status:
        """The microphone's."""
        return self._ear.status()

    @property
    def latency_s(self) -> float:
        """The microphone's."""
        return self._ear.latency_s

    @property
    def queued_s(self) -> float:
        """The loudspeaker's."""
        return self._mouth.queued_s

    @property
    def delay_ms(self) -> int:
        """From a chunk handed over to be played until its echo is handed over as heard."""
        seconds = self._mouth.latency_s + self._ear.latency_s
        return max(0, min(DELAY_MAX_MS, round(1000 * seconds)))

    async def samples(self) -> bytes:
        """The next 20 ms, without the echo."""
        chunk = await self._ear.samples()
        self._ahead -= 1
        if self._ahead < -QUIET_AFTER:
            # Both directions advance together, or the canceller looks for the echo in the wrong place.
            self._learn(bytes(CHUNK))
        return b"".join(
            self._canceller.heard(chunk[at : at + FRAME], self.delay_ms) for at in range(0, CHUNK, FRAME)
        )

    def play(self, samples: bytes) -> None:
        """Play, and remember what."""
        given = self._rest + samples
        whole = len(given) - len(given) % CHUNK
        for at in range(0, whole, CHUNK):
            self._learn(given[at : at + CHUNK])
        self._rest = given[whole:]
        self._mouth.play(samples)

    def _learn(self, chunk: bytes) -> None:
        self._ahead = min(self._ahead + 1, QUIET_AFTER)
        for at in range(0, CHUNK, FRAME):
            self._canceller.played(chunk[at : at + FRAME])

    async def close(self) -> None:
        """Let go of both."""
        await self._ear.close()
        await self._mouth.close()
