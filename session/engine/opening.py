"""A path is asked what it carries with the first picture's packets, sent once more at even distances.

A receiver's estimate (REMB) begins at what arrives and grows by a twelfth each second: a good line would take
half a minute to be found, and who adds without waiting for it fills a slow one. In its first two seconds, though,
a browser takes four or more packets that leave at one distance for a probe, and believes the rate that they
came at, when they came no further apart than they left (remote_bitrate_estimator_abs_send_time.cc of WebRTC).
So one rate after the other is tried, each only over a line that carried the one before: more would stand before the
voice. What is sent is a retransmission (RFC 4588) that nobody asked for, and may mend the first picture as well.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from session.engine.ladder import PROBED
from session.engine.quality import LADDER
from session.engine.sending import Sending

PROBES = (450_000, 900_000, 2_600_000)
"""Bits per second; those below what the picture begins at say nothing."""
PACKETS = 6
"""Each: five distances, of which four at least must come out even."""
CARRIED = 0.75
"""Of a probe's rate: an estimate from here on comes of it."""
ANSWERED_S = 0.6
TIMES = 2
"""A lost or late packet spoils a probe."""
HEARD_S = 1.8
"""After the first packet a browser soon takes no more for a probe."""
NARROW = 200_000
"""Bits per second: a picture that begins with less is on a line that is known to be slow."""
SMALL = 400
"""Bytes: a smaller packet tells little."""


class Opening:
    """One connection's. `again` sends a packet once more, `hold` keeps the picture's others back until then."""

    def __init__(
        self,
        sending: Sending,
        clock: Callable[[], float],
        again: Callable[[int], Awaitable[None]],
        hold: Callable[[float], None],
    ) -> None:
        self._sending, self._clock = sending, clock
        self._again, self._hold = again, hold
        self._packets: list[tuple[int, int]] = []
        self._began_at: float | None = None
        self._task: asyncio.Task[None] | None = None

    def left(self, data: bytes) -> None:
        """One of the picture's packets left; the last one of the first picture begins it."""
        if self._task is not None:
            return
        if self._began_at is None:
            self._began_at = self._clock()
        if len(data) >= SMALL and len(self._packets) < PACKETS:
            self._packets.append((int.from_bytes(data[2:4], "big"), len(data)))
        if data[1] & 0x80 and self._packets:
            self._task = asyncio.get_running_loop().create_task(self._open())

    async def _open(self) -> None:
        begins = self._sending.aim
        if not self._sending.asks or begins.rung in {"stills", "voice"} or begins.bitrate < NARROW:
            return
        enough = LADDER[self._sending.ceiling].max_bitrate / PROBED
        for rate in PROBES:
            if rate > begins.bitrate and not await self._carries(rate):
                return
            if rate >= enough:
                return

    async def _carries(self, rate: int) -> bool:
        for _ in range(TIMES):
            if self._clock() - (self._began_at or 0.0) > HEARD_S:
                return False
            await self._probe(rate)
            if await self._believed(CARRIED * rate):
                return True
        return False

    async def _probe(self, rate: int) -> None:
        sent = [self._packets[number % len(self._packets)] for number in range(PACKETS)]
        distance = sum(size for _, size in sent) * 8 / PACKETS / rate
        at = self._clock()
        self._hold(at + (PACKETS + 1) * distance)
        with contextlib.suppress(ConnectionError):
            for sequence, _ in sent:
                await self._again(sequence)
                at += distance
                await asyncio.sleep(max(0.0, at - self._clock()))

    async def _believed(self, bitrate: float) -> bool:
        """Whether the receiver's estimate says so, after as long as it may need."""
        end = self._clock() + ANSWERED_S
        while (self._sending.estimate or 0) < bitrate:
            if self._clock() >= end:
                return False
            await asyncio.sleep(ANSWERED_S / 60)
        return True

    def close(self) -> None:
        """Ask no more."""
        if self._task is not None:
            self._task.cancel()
