"""What the browser is told that its picture's path carries (REMB), from when its packets arrive.

aiortc says nothing for three seconds and then takes what came in the last one for all there is, which
holds a picture that began small down for half a minute. Here the estimate begins where the rung does,
and is worth a message at once.
"""

from aiortc.clock import current_ms
from aiortc.rate import RemoteBitrateEstimator

from session.engine.quality import Quality

LEAST = 100_000
"""Bits per second. A browser that is told less stops its picture, and is then told no more: below this the
page decides by itself, from loss and round trip."""


class Estimate(RemoteBitrateEstimator):
    """Falls with the first packets that come later and later."""

    def __init__(self, quality: Quality) -> None:
        super().__init__()
        self.rate_control.set_estimate(quality.start_bitrate, current_ms())

    def add(
        self, arrival_time_ms: int, abs_send_time: int, payload_size: int, ssrc: int
    ) -> tuple[int, list[int]] | None:
        """Take a packet; the estimate and the sources it is for, when it is time to tell."""
        told = super().add(arrival_time_ms, abs_send_time, payload_size, ssrc)
        return None if told is None else (max(LEAST, told[0]), told[1])
