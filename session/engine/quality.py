"""The rungs of the picture ladder: what is captured, and the bit rates an encoder may take."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quality:
    """One rung. Bit rates are bits per second of video."""

    width: int
    height: int
    fps: int
    start_bitrate: int
    min_bitrate: int
    max_bitrate: int
    receive_packets: int
    """Capacity of the receive buffer: a power of two that holds one key frame, and little more,
    because after an outage the buffer must fill before the picture moves again."""

    def clamp(self, bitrate: int) -> int:
        """Keep a receiver's wish within what this size can use."""
        return max(self.min_bitrate, min(bitrate, self.max_bitrate))

    def fit(self, width: int, height: int) -> tuple[int, int]:
        """Return the even size, of the same shape, that `width`×`height` is sent at."""
        scale = min(1.0, self.height / height, self.width / width)
        return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


LADDER = {
    "720p30": Quality(1280, 720, 30, 1_800_000, 250_000, 2_500_000, 256),
    "480p30": Quality(854, 480, 30, 900_000, 150_000, 1_400_000, 128),
    "360p15": Quality(640, 360, 15, 500_000, 120_000, 800_000, 128),
}
"""Rungs by the name of the setting `call.ladder`."""
