"""Which picture packets are asked for again (NACK, RFC 4585 section 6.2.1), in place of aiortc's choice.

aiortc asks once for each new gap, and then for all that it ever missed: a lost request is not repeated,
and on a path that is too narrow the answers fill it.
"""

from collections.abc import Callable

from aiortc.rtp import RtpPacket
from aiortc.utils import uint16_add, uint16_gt

AGAIN_S = 0.1
"""Between two requests for one packet; a round trip on most paths."""
TRIES = 3
PATIENCE_S = 0.4
"""A picture is not waited for longer: a whole one is asked for instead."""
AT_ONCE = 64
"""A larger gap is not mended packet by packet."""


class Missing:
    """`add` each packet that arrived; when it returns True, `missing` is what to ask for now."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._newest: int | None = None
        self._gaps: dict[int, tuple[float, float, int]] = {}
        self.missing: set[int] = set()

    def add(self, packet: RtpPacket) -> bool:
        """Note an arrival, a retransmitted one under its first number."""
        number, now = packet.sequence_number, self._clock()
        if self._newest is None or uint16_gt(number, self._newest):
            self._note(number, now)
            self._newest = number
        else:
            self._gaps.pop(number, None)
        self.missing = self._due(now)
        return bool(self.missing)

    def _note(self, number: int, now: float) -> None:
        if self._newest is None:
            return
        width = uint16_add(number, -self._newest) - 1
        if width > AT_ONCE:
            self._gaps.clear()
            return
        for step in range(1, width + 1):
            self._gaps[uint16_add(self._newest, step)] = (now, now, 0)

    def _due(self, now: float) -> set[int]:
        due: set[int] = set()
        for number, (since, at, tries) in list(self._gaps.items()):
            if now - since > PATIENCE_S or tries >= TRIES:
                del self._gaps[number]
            elif now >= at:
                due.add(number)
                self._gaps[number] = (since, now + AGAIN_S, tries + 1)
        return due
