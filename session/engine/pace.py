"""The picture's packets, spread over time so that the voice's find room between them.

aiortc sends all packets of a picture at once: on a slow line a voice packet would wait behind a whole
key frame. `Paced` stands between the picture's sender and its transport. It never makes the sender
wait, which may be the loop that receives; who makes pictures asks `backlog` before the next one.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from typing import Any

from aiortc.clock import current_ntp_time
from aiortc.rtp import is_rtcp

from session.engine.opening import Opening
from session.engine.sending import Sending

AT_ONCE_S = 0.01
"""Packets due within this time leave together: a timer for each would cost more than it spares."""
PACE = {"720p30": 2.5, "480p30": 2.0, "360p15": 1.6, "stills": 1.2}
"""How much faster than its bit rate a picture leaves: the faster the less it waits, and the more waits behind it."""
LEAST_PACE = 32_000
AGAIN_S = 0.3
"""A retransmission that would wait longer comes too late, and makes later ones late."""
TWICE_S = 0.02
"""After this it is sent again once more where packets are lost by chance: what is lost twice comes two round trips
late, and the picture stands still. Not at once, for losses come in bursts."""
ANSWERED_S = 0.05
"""For so long a request that comes again was on its way with the first: who asks twice is answered once."""
MOST_COPIES = 64
"""At a time: a page may ask for anything, and for all of it at once."""
MOST_QUEUED = 512
"""Packets; beyond them the oldest goes, to be asked for again."""
_ONE_BYTE = b"\xbe\xde"


def stamped(data: bytes, extension: int, at: int) -> bytes:
    """The RTP packet with its abs-send-time (24 bit, in the one-byte extension `extension`) set to `at`.

    It was stamped when it was queued; the receiver would take our own queue for the path's.
    """
    start = 12 + 4 * (data[0] & 0x0F)
    if not data[0] & 0x10 or data[start : start + 2] != _ONE_BYTE:
        return data
    at_byte, end = start + 4, start + 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
    while at_byte < min(end, len(data)):
        ident, length = data[at_byte] >> 4, (data[at_byte] & 0x0F) + 1
        if data[at_byte] == 0:
            at_byte += 1
            continue
        if (ident, length) == (extension, 3):
            return data[: at_byte + 1] + at.to_bytes(3, "big") + data[at_byte + 4 :]
        at_byte += 1 + length
    return data


class Paced:
    """A DTLS transport as one sender sees it; all but sending pictures goes straight through."""

    def __init__(self, sender: Any, sending: Sending, clock: Callable[[], float], extension: int) -> None:
        """Stand before `sender`'s transport. `extension`: the number of abs-send-time."""
        self._transport = sender.transport
        self._sending = sending
        self._clock = clock
        self._extension = extension
        self._queue: deque[bytes] = deque(maxlen=MOST_QUEUED)
        self._free_at = clock()
        self._task: asyncio.Task[None] | None = None
        self._copies: dict[int, asyncio.Task[None]] = {}
        self._answered: dict[int, float] = {}
        self._ssrc: bytes = sender._ssrc.to_bytes(4, "big")  # noqa: SLF001 - held by the contract test
        self._wholes = sending.wholes
        self._whole_from: int | None = None
        sender.setTransport(self)
        self._again = sender._retransmit  # noqa: SLF001 - as above
        sender._retransmit = self._retransmit  # noqa: SLF001 - as above
        # Without the time of sending in each packet no browser can tell a probe.
        self._opening = Opening(sending, clock, self._probe, self._hold) if extension else None
        self._probing = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def backlog(self) -> float:
        """Seconds until all that is queued has left."""
        queued = sum(map(len, self._queue)) * 8 / self._rate()
        return max(0.0, self._free_at - self._clock()) + queued

    def _rate(self) -> float:
        aim = self._sending.aim
        return max(LEAST_PACE, aim.bitrate * PACE.get(aim.rung, 1.0))

    async def _retransmit(self, sequence: int) -> None:
        """Asked for again (NACK): not what a whole picture has replaced, nor what would hold the next one up."""
        now = self._clock()
        if not self._worth(sequence) or now - self._answered.get(sequence, -ANSWERED_S) < ANSWERED_S:
            return
        self._answered[sequence] = now
        if len(self._answered) > MOST_QUEUED:
            del self._answered[next(iter(self._answered))]
        await self._again(sequence)
        if self._sending.by_chance and sequence not in self._copies and len(self._copies) < MOST_COPIES:
            copy = asyncio.get_running_loop().create_task(self._once_more(sequence))
            self._copies[sequence] = copy
            copy.add_done_callback(lambda _: self._copies.pop(sequence, None))

    def _worth(self, sequence: int) -> bool:
        since = self._whole_from
        replaced = since is not None and (sequence - since) % 65536 >= 1 << 15
        return not replaced and self.backlog() < AGAIN_S

    async def _once_more(self, sequence: int) -> None:
        await asyncio.sleep(TWICE_S)
        with contextlib.suppress(ConnectionError):
            if self._worth(sequence):
                await self._again(sequence)

    async def _probe(self, sequence: int) -> None:
        """Past the queue, at its own time: a probe."""
        self._probing = True
        try:
            await self._again(sequence)
        finally:
            self._probing = False

    def _hold(self, until: float) -> None:
        self._free_at = max(self._free_at, until + AT_ONCE_S)

    async def _send_rtp(self, data: bytes) -> None:
        if is_rtcp(data):
            await self._transport._send_rtp(data)  # noqa: SLF001 - held by the contract test
            return
        if self._probing:
            self._probing = False  # this packet's alone
            await self._leave(data)
            return
        if data[8:12] == self._ssrc and self._wholes != self._sending.wholes:
            self._wholes = self._sending.wholes
            self._whole_from = int.from_bytes(data[2:4], "big")
            self._queue.clear()
        if not self._queue and self._clock() >= self._free_at - AT_ONCE_S:
            self._book(data)
            await self._leave(data)
        else:
            self._queue.append(data)
            if self._task is None or self._task.done():
                self._task = asyncio.get_running_loop().create_task(self._drain())

    def _book(self, data: bytes) -> None:
        self._free_at = max(self._free_at, self._clock()) + len(data) * 8 / self._rate()

    async def _leave(self, data: bytes) -> None:
        now = (current_ntp_time() >> 14) & 0xFFFFFF
        await self._transport._send_rtp(stamped(data, self._extension, now))  # noqa: SLF001 - as above
        if self._opening is not None and data[8:12] == self._ssrc:
            self._opening.left(data)

    async def _drain(self) -> None:
        while self._queue:
            wait = self._free_at - self._clock()
            if wait > AT_ONCE_S:
                await asyncio.sleep(wait)
                continue
            data = self._queue.popleft()
            self._book(data)
            try:
                await self._leave(data)
            except ConnectionError:
                self._queue.clear()

    def close(self) -> None:
        """Send no more."""
        self._queue.clear()
        if self._opening is not None:
            self._opening.close()
        for task in (*self._copies.values(), self._task):
            if task is not None:
                task.cancel()
