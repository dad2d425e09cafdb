"""Which picture packets are asked for again (NACK, RFC 4585 section 6.2.1), in place of aiortc's choice.

aiortc asks once for each new gap, and then for all that it ever missed: a lost request is not repeated,
and on a path that is too narrow the answers fill it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from aiortc.rtp import RtpPacket
from aiortc.utils import uint16_add, uint16_gt

TWICE_S = 0.02
"""Each request goes twice: one that is lost costs a round trip. A browser answers the same one only once in that time."""
ORDINARY_S = 0.1
"""A request and its answer, until the path has shown how long it takes."""
SHORTEST_S = 0.05
MARGIN = 1.1
"""A browser that hears it again sooner than a round trip after its answer leaves it unanswered."""
LEARNT = 0.25
TRIES = 3
PATIENCE_S = 0.4
"""A picture is not waited for longer: a whole one is asked for instead."""
AT_ONCE = 64
"""A larger gap is not mended packet by packet."""


@dataclass(frozen=True)
class _Gap:
    """A packet that is missing `since`, was asked for `asked` times and is asked for again `at`."""

    since: float
    at: float
    asked: int = 0


class Missing:
    """`add` each packet that arrived; when it returns True, `missing` is what to ask for now."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._newest: int | None = None
        self._gaps: dict[int, _Gap] = {}
        self._trip = ORDINARY_S
        self.missing: set[int] = set()

    def add(self, packet: RtpPacket) -> bool:
        """Note an arrival, a retransmitted one under its first number."""
        number, now = packet.sequence_number, self._clock()
        if self._newest is None or uint16_gt(number, self._newest):
            self._note(number, now)
            self._newest = number
        else:
            self._came(self._gaps.pop(number, None), now)
        self.missing = self._due(now)
        return bool(self.missing)

    def _came(self, gap: _Gap | None, now: float) -> None:
        # Later ones may be the answer to any of the requests.
        if gap is not None and gap.asked in {1, 2}:
            self._trip += LEARNT * (now - gap.since - self._trip)

    def _note(self, number: int, now: float) -> None:
        if self._newest is None:
            return
        width = uint16_add(number, -self._newest) - 1
        if width > AT_ONCE:
            self._gaps.clear()
            return
        for step in range(1, width + 1):
            self._gaps[uint16_add(self._newest, step)] = _Gap(now, now)

    def _due(self, now: float) -> set[int]:
        due: set[int] = set()
        for number, gap in list(self._gaps.items()):
            if now - gap.since > PATIENCE_S or gap.asked >= 2 * TRIES:
                del self._gaps[number]
            elif now >= gap.at:
                due.add(number)
                first = gap.asked % 2 == 0
                wait = TWICE_S if first else max(SHORTEST_S, MARGIN * self._trip) - TWICE_S
                self._gaps[number] = replace(gap, at=now + wait, asked=gap.asked + 1)
        return due
