"""The rungs of the picture ladder: what is captured, and the bit rates an encoder may take."""

from dataclasses import dataclass
from fractions import Fraction

from session.protocol.quality import Rung

STILL_PERIOD = Fraction(2)
"""Seconds between two stills."""


@dataclass(frozen=True)
class Quality:
    """One rung with a picture. Bit rates are bits per second of video."""

    width: int
    height: int
    fps: int
    """0: stills."""
    start_bitrate: int
    min_bitrate: int
    """Less is not worth this size: the rung below shows more."""
    max_bitrate: int
    enough_bitrate: int
    """From here on this rung is better than the one below."""
    receive_packets: int
    """Capacity of the receive buffer: a power of two that holds one key frame, and little more,
    because after an outage the buffer must fill before the picture moves again."""

    @property
    def period(self) -> Fraction:
        """Seconds from one picture to the next."""
        return Fraction(1, self.fps) if self.fps else STILL_PERIOD

    def clamp(self, bitrate: int) -> int:
        """Keep a receiver's wish within what this size can use."""
        return max(self.min_bitrate, min(bitrate, self.max_bitrate))

    def fit(self, width: int, height: int) -> tuple[int, int]:
        """Return the even size, of the same shape, that `width`×`height` is sent at."""
        scale = min(1.0, self.height / height, self.width / width)
        return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


LADDER = {
    "720p30": Quality(1280, 720, 30, 1_200_000, 650_000, 2_500_000, 900_000, 256),
    "480p30": Quality(854, 480, 30, 300_000, 180_000, 1_400_000, 300_000, 128),
    "360p15": Quality(640, 360, 15, 250_000, 80_000, 600_000, 130_000, 128),
    "stills": Quality(640, 360, 0, 40_000, 16_000, 160_000, 30_000, 128),
}
"""Rungs by name, the best first; the setting `call.ladder` names the highest to be used."""
RUNGS: tuple[Rung, ...] = ("720p30", "480p30", "360p15", "stills", "voice")
