"""A short measure of the line, over the way a call would take where no direct one is open.

Two allocations on the TURN server, and what is sent into one comes out of the other: each packet goes up the
line and comes down it, as the two pictures of a call do. Two seconds, a quarter of a megabyte.
"""

import asyncio
import struct
from collections.abc import Callable
from statistics import median
from typing import Any

from aioice.stun import TransactionError
from aioice.turn import TurnTransport, create_turn_endpoint

from session.engine.reach import TRIAL_S, Reach
from session.engine.ways import Way
from session.protocol.line import LineTried
from session.protocol.shared import IceServer

PINGS = 5
PACKET = 1000
RATE_KBIT = 1000
"""What a good picture wants; less than what a village's line gives at its best."""
BURST_S = 1.0
SETTLE_S = 0.3
ALLOCATE_S = 2.0
_NUMBER = struct.Struct("!I")


class _End(asyncio.DatagramProtocol):
    """One of the two: notes when each number came, and how much."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.came: dict[int, float] = {}
        self.news = asyncio.Event()

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:  # noqa: ARG002 - as asyncio calls it
        """A packet of ours; anything else is left out."""
        if len(data) >= _NUMBER.size:
            self.came.setdefault(_NUMBER.unpack_from(data)[0], self._clock())
            self.news.set()


async def measure(reach: Reach, servers: list[IceServer], clock: Callable[[], float]) -> LineTried:
    """Measure now; what cannot be measured stays None."""
    # No offer waits for it, and a process that has just started is slow: a trial is waited for to its end.
    way = await reach.best(servers, TRIAL_S)
    if way is None:
        return LineTried()
    open_ends: list[TurnTransport] = []
    try:
        async with asyncio.timeout(ALLOCATE_S):
            near, _ = await _end(reach, way, clock, open_ends)
            far, heard = await _end(reach, way, clock, open_ends)
        return await _through(way, near, far, heard, clock)
    except (TimeoutError, OSError, TransactionError):
        return LineTried(way=way.kind)
    finally:
        for end in open_ends:
            end.close()


async def _end(
    reach: Reach, way: Way, clock: Callable[[], float], open_ends: list[TurnTransport]
) -> tuple[TurnTransport, _End]:
    transport, end = await create_turn_endpoint(
        lambda: _End(clock),
        (way.host, way.port),
        way.username,
        way.credential,
        ssl=reach.trust if way.kind == "tls" else None,
        transport="udp" if way.kind == "udp" else "tcp",
    )
    open_ends.append(transport)
    return transport, end


async def _through(
    way: Way, near: TurnTransport, far: TurnTransport, heard: _End, clock: Callable[[], float]
) -> LineTried:
    goal = far.get_extra_info("sockname")
    # Each end lets in only whom it sent to (RFC 8656 section 9).
    far.sendto(_NUMBER.pack(0), near.get_extra_info("sockname"))
    near.sendto(_NUMBER.pack(0), goal)
    async with asyncio.timeout(ALLOCATE_S):
        while 0 not in heard.came:
            heard.news.clear()
            near.sendto(_NUMBER.pack(0), goal)
            try:
                async with asyncio.timeout(SETTLE_S):
                    await heard.news.wait()
            except TimeoutError:
                continue
    trips = []
    for number in range(1, PINGS + 1):
        sent = clock()
        near.sendto(_NUMBER.pack(number), goal)
        await asyncio.sleep(SETTLE_S / 3)
        if number in heard.came:
            trips.append(1000 * (heard.came[number] - sent))
    began, packets = clock(), round(RATE_KBIT * 125 * BURST_S / PACKET)
    first = PINGS + 1
    for index in range(packets):
        near.sendto(_NUMBER.pack(first + index).ljust(PACKET, b"\0"), goal)
        await asyncio.sleep(max(0.0, began + (index + 1) * BURST_S / packets - clock()))
    trip = median(trips) if trips else 1000 * SETTLE_S
    ends = began + BURST_S + 2 * trip / 1000
    await asyncio.sleep(max(0.0, ends + SETTLE_S - clock()))
    came = [at for number, at in heard.came.items() if number >= first]
    in_time = sum(at <= ends for at in came)
    return LineTried(
        way=way.kind,
        round_trip_ms=round(trip, 1) if trips else None,
        rate_kbit=round(8 * PACKET * in_time / BURST_S / 1000, 1),
        lost=round(1 - len(came) / packets, 3),
    )
