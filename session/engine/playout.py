"""When to play what of a voice that comes in packets, unevenly and not all of it. Pure: times come in, orders go out.

A packet's way took `arrival - timestamp` on two clocks that are strangers; the shortest way of late is
the base, and what others took longer is jitter. The delay kept is what nearly all packets need, within
100 ms, so a clock that runs faster or slower than the other shows as a delay that leaves its mark, and
`surplus` says by how much. All lengths are samples at 48 kHz.

Pieces of 20 ms are asked for, so a packet is needed up to 20 ms before its own sound is: what counts for
its being there is the wait until it is asked for.
"""

import math
from collections import deque
from dataclasses import dataclass

RATE = 48_000
CHUNK = 960
STEADY = 480
"""Kept on the best of lines: what the event loop's own timer may be late."""
DELAY_MAX = 4800
"""100 ms: a packet that is later is not waited for."""
TARGET_MAX = DELAY_MAX - CHUNK
SLACK = 240
"""How far beyond the next whole piece the delay must be before it is shortened by one."""
NEARLY_ALL = 0.97
LATELY_S = 10.0
LATELY = 600
"""Packets remembered, a little more than `LATELY_S` of them."""
JUMP = 2 * RATE
"""Ahead of its time by more: the sender has begun anew."""
LATE_RUN = 10
"""So many too late in a row, and none in time: the way has become longer for good."""
REST_AFTER = RATE // 5
"""Without anything to play for this long there is nothing to conceal any more."""
HELD_MAX = 256
"""Packets waiting, 5 s of 20 ms: no line brings more, only a flood."""
STEP = 120
"""2.5 ms: lengths that Opus can conceal are multiples of it."""


@dataclass(frozen=True)
class Packet:
    """One RTP packet (RFC 3550 5.1). `samples`: what it stands for; `at`: seconds of the receiver's clock."""

    number: int
    timestamp: int
    data: bytes
    samples: int
    at: float


@dataclass(frozen=True)
class Play:
    """Decode this."""

    data: bytes


@dataclass(frozen=True)
class Recover:
    """What was lost is carried, coarsely, by the packet after it."""

    following: bytes
    samples: int


@dataclass(frozen=True)
class Conceal:
    """Nothing is there in time: guess."""

    samples: int


@dataclass(frozen=True)
class Rest:
    """Nobody speaks: silence."""

    samples: int


Order = Play | Recover | Conceal | Rest


@dataclass
class Tally:
    """Packets and pieces so far."""

    played: int = 0
    recovered: int = 0
    concealed: int = 0
    late: int = 0
    doubled: int = 0
    cut: int = 0
    """Packets given up because the delay had grown too long."""


class Playout:
    """Holds packets until they are due. `arrived` and `next` are given the same clock, in seconds."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._packets: dict[int, Packet] = {}
        self._next: int | None = None
        self._newest: int | None = None
        self._ways: deque[tuple[float, float]] = deque(maxlen=LATELY)
        self._base = self._jitter = 0.0
        self._numbers: deque[int] = deque(maxlen=LATELY)
        self._late_run = 0
        self._held = self._without = 0
        self._lost_at: float | None = None
        self._frame = CHUNK

    # ---- what comes

    def arrived(self, packet: Packet) -> None:
        """Take a packet as it comes; one that is no packet, was here before or is too late counts and goes."""
        if packet.samples <= 0 or len(self._packets) >= HELD_MAX:
            return
        if packet.number in self._numbers:
            self.tally.doubled += 1
            return
        self._numbers.append(packet.number)
        timestamp = self._unwrapped(packet.timestamp)
        way = packet.at * RATE - timestamp
        if self._ways and self._base - way > JUMP:
            self._begin_anew()
        if self._next is not None and timestamp < self._next:
            self.tally.late += 1
            self._late_run += 1
            if self._late_run < LATE_RUN:
                self._remember(packet.at, way)
                return
            self._begin_anew()
        self._late_run = 0
        self._newest = timestamp if self._newest is None else max(self._newest, timestamp)
        self._frame = packet.samples
        self._packets[timestamp] = packet
        self._remember(packet.at, way)

    def _unwrapped(self, timestamp: int) -> int:
        if self._newest is None:
            return timestamp
        ahead = (timestamp - self._newest + (1 << 31)) % (1 << 32) - (1 << 31)
        return self._newest + ahead

    def _begin_anew(self) -> None:
        self._packets.clear()
        self._ways.clear()
        self._next = self._newest = None
        self._late_run = self._held = 0

    def _remember(self, at: float, way: float) -> None:
        self._ways.append((at, way))
        while at - self._ways[0][0] > LATELY_S:
            self._ways.popleft()
        ways = sorted(way for _, way in self._ways)
        self._base = ways[0]
        self._jitter = ways[int(NEARLY_ALL * (len(ways) - 1))] - ways[0]

    # ---- how long it is kept

    @property
    def playing(self) -> bool:
        """Whether a voice is being played now."""
        return self._next is not None

    def target(self, now: float) -> float:
        """The delay to keep: the jitter's, and while packets are lost one more, so that the next brings its copy."""
        losing = self._lost_at is not None and now - self._lost_at < LATELY_S
        return min(TARGET_MAX, max(STEADY, self._jitter) + (self._frame if losing else 0))

    def delay(self, now: float, kept: int) -> float:
        """How much later than the shortest way the next sample is played; `kept` decoded ones go before it."""
        return 0.0 if self._next is None else now * RATE + kept - self._next - self._base

    def _waited(self, now: float) -> float:
        """How long the packet asked for now would have waited, had it come by the shortest way."""
        return 0.0 if self._next is None else now * RATE - self._next - self._base

    def surplus(self, now: float, kept: int) -> int:
        """Samples to leave out of what follows (or, below 0, to add) for the delay to be as it should.

        What is kept can be left out and no packet is needed sooner; beyond it, whole pieces at a time.
        """
        if self._next is None:
            return 0
        piece = min(self._frame, CHUNK)
        free, spare = kept % piece, self._waited(now) - self.target(now)
        if spare < 0:
            return free - piece * math.ceil(-spare / piece)
        return free + piece * max(0, int((spare - SLACK) // piece))

    # ---- what is played

    def next(self, now: float) -> Order:
        """What follows what is decoded already, asked for at `now`."""
        if self._next is None:
            first = min(self._packets, default=None)
            if first is None or now * RATE < first + self._base + self.target(now):
                return Rest(CHUNK)
            self._next = first
        self._catch_up(now)
        packet = self._packets.pop(self._next, None)
        if packet is not None:
            return self._played(packet)
        following = min(self._packets, default=None)
        if following is None:
            return self._without_any(now)
        self._lost_at = now
        self._next += self._guessed_already(now, following - self._next, self._packets[following].samples)
        self._held = 0
        return self._instead(self._packets[following], following - self._next)

    def _guessed_already(self, now: float, gap: int, frame: int) -> int:
        """What was guessed while waiting stands for some of what is now known to be lost; a copy is taken whole."""
        spare = min(self._held, max(0, int(self._waited(now) - self.target(now))))
        if spare >= gap:
            return gap
        spare = min(spare, max(0, gap - frame))
        return spare - spare % STEP

    def _catch_up(self, now: float) -> None:
        """After a stall of this process or of the line: what is too old is given up at once."""
        if self._next is None or self._waited(now) <= DELAY_MAX + 2 * CHUNK:
            return
        wanted = self._next + self._waited(now) - self.target(now)
        newer = [timestamp for timestamp in self._packets if timestamp >= wanted]
        self._next = min(newer) if newer else int(wanted)
        for timestamp in [old for old in self._packets if old < self._next]:
            del self._packets[timestamp]
            self.tally.cut += 1

    def _played(self, packet: Packet) -> Play:
        self._next = (self._next or 0) + packet.samples
        self._held = self._without = 0
        self.tally.played += 1
        return Play(packet.data)

    def _without_any(self, now: float) -> Order:
        """Late or lost, nobody knows yet: while there is room for delay the packet is waited for."""
        if self._without >= REST_AFTER:
            self._next, self._held, self._without = None, 0, 0
            return Rest(CHUNK)
        self._without += CHUNK
        self.tally.concealed += 1
        if self._waited(now) + CHUNK <= DELAY_MAX:
            self._held += CHUNK
        elif self._next is not None:
            self._next += CHUNK
        return Conceal(CHUNK)

    def _instead(self, following: Packet, gap: int) -> Order:
        if gap == 0:
            del self._packets[self._next or 0]
            return self._played(following)
        samples = gap if gap <= following.samples else min(CHUNK, gap - following.samples)
        self._next = (self._next or 0) + samples
        if samples % STEP:
            return Rest(samples)
        if gap <= following.samples:
            self._without = 0
            self.tally.recovered += 1
            return Recover(following.data, samples)
        self._without += samples
        self.tally.concealed += 1
        return Rest(samples) if self._without > REST_AFTER else Conceal(samples)
