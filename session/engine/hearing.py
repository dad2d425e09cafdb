"""Plays a received voice in real time, as fast as the loudspeaker's own clock takes it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from session.engine.playout import Packet
from session.engine.voice import Voice

PIECE_S = 0.02
WATCH = 250
"""Pieces over which the loudspeaker's backlog is averaged: five seconds."""
DRIFTED_S = 0.01
SHIFT_S = 0.005
CHANGED_S = 0.06
"""A backlog that differs by more is another device's, or the same one's begun anew."""
STALL_S = 0.2
"""Behind by more, the time that passed is not made up for: the device was silent meanwhile."""
SETTLING = 100
"""Pieces until a device's buffers are filled."""


@dataclass
class Pace:
    """Follows the loudspeaker's clock by what waits in its buffers: that it grows means we are too fast."""

    _wanted: float | None = None
    _sum: float = 0.0
    _count: int = -SETTLING

    def heard(self, queued_s: float) -> float:
        """Take the backlog after a piece (0: nobody knows); seconds to wait longer, or less, before the next."""
        if queued_s <= 0:
            self._sum, self._count, self._wanted = 0.0, -SETTLING, None
            return 0.0
        self._count += 1
        if self._count <= 0:
            return 0.0
        self._sum += queued_s
        if self._count < WATCH:
            return 0.0
        mean = self._sum / self._count
        self._sum, self._count = 0.0, 0
        if self._wanted is None or abs(mean - self._wanted) > CHANGED_S:
            self._wanted = mean
        late = mean - self._wanted
        return max(-SHIFT_S, min(SHIFT_S, late)) if abs(late) > DRIFTED_S else 0.0


class Hearing:
    """One connection's voice.

    `plays` takes 20 ms, s16 mono 48 kHz, from the first packet on, also of silence; and whether a packet
    of the sender is in it.
    """

    def __init__(
        self, clock: Callable[[], float], plays: Callable[[bytes, bool], None], queued_s: Callable[[], float]
    ) -> None:
        self.voice = Voice()
        self._clock, self._plays, self._queued_s = clock, plays, queued_s
        self._first = asyncio.Event()
        self.delay_s = 0.0
        """How much later than by its shortest way the voice is heard now; 0 while there is none."""

    def arrived(self, packet: Packet) -> None:
        """Take a packet."""
        self.voice.arrived(packet)
        self._first.set()

    async def run(self) -> None:
        """Play until cancelled."""
        await self._first.wait()
        pace, due = Pace(), self._clock()
        while True:
            now = self._clock()
            if now - due > STALL_S:
                due = now
            # Behind a little, pieces follow at once, and the device's buffers make up for it.
            played = self.voice.playout.tally.played
            piece = self.voice.piece(due)
            self._plays(piece, self.voice.playout.tally.played > played)
            queued_s = self._queued_s()
            due += PIECE_S + pace.heard(queued_s)
            delay_s = self.voice.delay_s(due)
            self.delay_s = 0.0 if delay_s is None else delay_s + PIECE_S + queued_s
            await asyncio.sleep(max(0.0, due - self._clock()))
