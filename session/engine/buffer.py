"""The receive buffer and the decoders of pictures, in place of aiortc's: sooner, and never late.

Holds the pinned aiortc to some private names (tests/contract/test_aiortc_names.py).
"""

import re
from collections.abc import Callable

from aiortc.codecs.h264 import H264Decoder
from aiortc.codecs.vpx import Vp8Decoder
from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RtpPacket
from aiortc.utils import uint16_add
from av.frame import Frame

from kiosk.core.priority import step_back

STALE_S = 0.4
"""A picture that waited longer for its decoding is not shown, nor those that build on it."""
ASK_EVERY_S = 0.5
PATIENCE_S = 0.45
"""As long as a packet is asked for again (`session.engine.nack`). On a slow path the buffer would take
ten seconds to fill, which is when aiortc gives a missing packet up."""
GAP = 64
"""Packets missing at once, that are not waited for: a fifth of a second of picture, or left out on purpose."""
FORGOTTEN = 1 << 14
"""Packets behind what is waited for: so far back is no retransmission, but a sender that began anew."""
_WHOLE_H264 = re.compile(rb"\x00\x00\x01[\x05\x07\x25\x27\x45\x47\x65\x67]")
"""A picture that needs no other: coded slice of an IDR picture, or a sequence parameter set (H.264 7.4.1)."""


class Picture(JitterFrame):
    """One encoded picture. `cut`: what it builds on was left out. `ask` wants a whole one of the sender."""

    def __init__(
        self, data: bytes, timestamp: int, born: float, ask: Callable[[], None], *, cut: bool
    ) -> None:
        super().__init__(data=data, timestamp=timestamp)
        self.born = born
        self.ask = ask
        self.cut = cut


class PictureBuffer(JitterBuffer):
    """Hands a picture on with its last packet, which carries the marker (RFC 6184 5.1, RFC 7741 4.1).

    At 30 pictures a second that is 33 ms sooner. A picture that comes without a marker ends, as in
    aiortc, where the next one begins.
    """

    def __init__(self, capacity: int, clock: Callable[[], float]) -> None:
        super().__init__(capacity=capacity, is_video=True)
        self._clock = clock
        self._newest: int | None = None
        self._cut = self._wanted = False
        self._since: float | None = None
        """Since when a missing packet holds others up."""
        self._asked_at = clock() - ASK_EVERY_S

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        """Take a packet; whether a whole picture must be asked for (PLI), and the next picture if it is complete."""
        number = packet.sequence_number
        ahead = 0 if self._newest is None else uint16_add(number, -self._newest)
        if ahead < 1 << 15:
            self._newest = number
            if ahead > GAP and self._origin is not None:
                self.remove(self._capacity)
                self._origin, self._cut = number, True
        if self._origin is not None and 0 < uint16_add(self._origin, -number) < FORGOTTEN:
            # Sent again too late: aiortc would begin anew there, and show the past.
            return False, None
        lost, picture = super().add(packet)
        if picture is None and self._stuck():
            self._pass_the_hole()
            lost, picture = True, self._remove_frame(number)
        if picture is not None:
            self._since = None
        if self._wanted and self._clock() - self._asked_at >= ASK_EVERY_S:
            self._asked_at, self._wanted, lost = self._clock(), False, True
        return lost, picture

    def _stuck(self) -> bool:
        """Whether a missing packet has held up those behind it for too long to be waited for."""
        if not self._has_hole():
            self._since = None
            return False
        self._since = self._since if self._since is not None else self._clock()
        return self._clock() - self._since > PATIENCE_S

    def _has_hole(self) -> bool:
        if self._origin is None or self._newest is None:
            return False
        ahead = uint16_add(self._newest, -self._origin)
        if ahead >= self._capacity:
            return False
        return any(self._packets[(self._origin + step) % self._capacity] is None for step in range(ahead))

    def _pass_the_hole(self) -> None:
        """Leave out the picture that has the hole, and what of the next one may have begun in it."""
        hole, stamp = False, None
        for _ in range(self._capacity):
            packet = self._packets[(self._origin or 0) % self._capacity]
            if self._origin is None or uint16_add(self._origin, -1) == self._newest:
                break
            if packet is None:
                hole, stamp = True, None
            elif hole and stamp is None:
                stamp = packet.timestamp
            elif hole and packet.timestamp != stamp:
                break
            self.remove(1)
        self._cut, self._since = True, None

    def _ask(self) -> None:
        """Called from the decoder's thread."""
        self._wanted = True

    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:  # noqa: ARG002 - aiortc's signature
        origin = self._origin
        if origin is None:
            return None
        packets: list[RtpPacket] = []
        for count in range(self._capacity):
            packet = self._packets[(origin + count) % self._capacity]
            if packet is None:
                return None
            if packets and packet.timestamp != packets[0].timestamp:
                return self._whole(packets)
            packets.append(packet)
            if packet.marker:
                return self._whole(packets)
        return None

    def _whole(self, packets: list[RtpPacket]) -> JitterFrame | None:
        self.remove(len(packets))
        data = b"".join(bytes(getattr(packet, "_data", b"")) for packet in packets)
        if not data:
            return None  # padding alone, as a browser sends to probe the path, is no picture
        cut, self._cut = self._cut, False
        return Picture(data, packets[0].timestamp, self._clock(), self._ask, cut=cut)


class Freshness:
    """Decides which pictures a decoder leaves out: from one that is late or cut on, until the next whole one."""

    def __init__(self, clock: Callable[[], float], is_whole: Callable[[bytes], bool]) -> None:
        self._clock = clock
        self._is_whole = is_whole
        self._waiting = False

    def skips(self, picture: JitterFrame) -> bool:
        """Whether to leave this one out; a whole one is asked for while any is."""
        if not isinstance(picture, Picture):
            return False
        if self._is_whole(picture.data):
            self._waiting = False
        elif picture.cut or self._clock() - picture.born > STALE_S:
            self._waiting = True
        if self._waiting:
            picture.ask()
        return self._waiting


def is_whole_h264(data: bytes) -> bool:
    """Tell whether an access unit can be decoded by itself."""
    return _WHOLE_H264.search(data) is not None


def is_whole_vp8(data: bytes) -> bool:
    """Tell a key frame by its first bit (RFC 6386 9.1)."""
    return len(data) > 0 and not data[0] & 1


class FreshH264(H264Decoder):
    """H.264, without what comes too late."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        step_back()  # aiortc makes it in its decoding thread
        self._fresh = Freshness(clock, is_whole_h264)

    def decode(self, encoded_frame: JitterFrame) -> list[Frame]:
        """Decode one picture, or leave it out."""
        return [] if self._fresh.skips(encoded_frame) else super().decode(encoded_frame)


class FreshVp8(Vp8Decoder):
    """VP8, without what comes too late."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        step_back()  # aiortc makes it in its decoding thread
        self._fresh = Freshness(clock, is_whole_vp8)

    def decode(self, encoded_frame: JitterFrame) -> list[Frame]:
        """Decode one picture, or leave it out."""
        return [] if self._fresh.skips(encoded_frame) else super().decode(encoded_frame)
