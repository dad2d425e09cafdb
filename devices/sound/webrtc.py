"""WebRTC's own echo canceller (AEC3, with its high-pass filter), from livekit's wheel.

Nothing else of that package runs, and it opens no connection. What it is worth: `kiosk bench --only sound`.
"""

from livekit import rtc

from devices.sound.echo import FRAME
from devices.sound.ports import RATE

SAMPLES = FRAME // 2


class WebRtcCanceller:
    """One canceller for one room."""

    def __init__(self) -> None:
        self._frame = rtc.AudioFrame
        self._module = rtc.AudioProcessingModule(echo_cancellation=True, high_pass_filter=True)

    def played(self, frame: bytes) -> None:
        """Learn what is played."""
        self._module.process_reverse_stream(self._frame(bytearray(frame), RATE, 1, SAMPLES))

    def heard(self, frame: bytes, delay_ms: int) -> bytes:
        """Take the echo out."""
        self._module.set_stream_delay_ms(delay_ms)
        near = self._frame(bytearray(frame), RATE, 1, SAMPLES)
        self._module.process_stream(near)
        return bytes(near.data)
