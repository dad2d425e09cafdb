"""What sound devices are to the rest of the kiosk: s16, mono, 48 kHz, in chunks of 20 ms."""

from dataclasses import dataclass
from typing import Protocol

RATE = 48000
CHUNK = 1920
"""Bytes of 20 ms."""
CHUNK_S = 0.02


@dataclass(frozen=True)
class Live:
    """Sound flows."""


@dataclass(frozen=True)
class Missing:
    """The device is not there, or went away; it is tried again by itself."""

    key: str = "sound.device-missing"


@dataclass(frozen=True)
class Hushed:
    """A microphone that gives digital silence only: no real one does, unless it is switched off."""

    key: str = "sound.microphone-silent"


Status = Live | Missing | Hushed


class Microphone(Protocol):
    """A source of sound in real time."""

    def status(self) -> Status:
        """Tell how the device is now."""

    @property
    def latency_s(self) -> float:
        """How old a sample is when it is handed over, as last measured; 0 when nobody knows."""

    async def samples(self) -> bytes:
        """Wait for the next `CHUNK`; silence while the device is lost."""

    async def close(self) -> None:
        """Let go of the device."""


class Speaker(Protocol):
    """A loudspeaker."""

    def status(self) -> Status:
        """Tell how the device is now."""

    @property
    def latency_s(self) -> float:
        """How long until a sample is heard, as last measured; 0 when nobody knows."""

    @property
    def queued_s(self) -> float:
        """Seconds of sound taken and not yet heard, as measured now; 0 when nobody knows."""

    def play(self, samples: bytes) -> None:
        """Play; what the device cannot take in time is dropped."""

    async def close(self) -> None:
        """Let go of the device."""
