"""What one direction of a bad link does to a packet: pure, given the time and a seeded generator.

A packet meets, in this order: the outage, loss (single and in bursts), the bucket with its bounded
queue, the delay and its jitter. Order is kept, as on a single radio link: jitter delays what follows.
"""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

MOST_HELD = 20_000
"""Packets under way in one direction: memory is bounded whatever is sent."""


@dataclass(frozen=True)
class Shape:
    """One direction of the link. Rate 0: none is kept to."""

    rate_kbit: float = 0.0
    depth_bytes: int = 3000
    """What may leave at once after a rest: two packets."""
    queue_ms: float = 300.0
    """How long the queue before the bucket may become; what would wait longer is dropped at its tail."""
    delay_ms: float = 0.0
    jitter_ms: float = 0.0
    """Added to the delay, evenly between nothing and this."""
    loss: float = 0.0
    """Share of packets lost one by one."""
    burst_loss: float = 0.0
    """Share of packets lost in bursts, on average."""
    burst_mean: float = 5.0
    """Mean length of a burst, in packets."""

    def __post_init__(self) -> None:
        """Refuse what no link does.

        Raises:
            ValueError: the name of the field and its value.
        """
        for name, value in asdict(self).items():
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} = {value}")
        if self.loss > 1 or self.burst_loss >= 1:
            raise ValueError(f"loss = {self.loss}, burst_loss = {self.burst_loss}")
        if self.burst_mean < 1 or (self.rate_kbit and self.depth_bytes < 1):
            raise ValueError(f"burst_mean = {self.burst_mean}, depth_bytes = {self.depth_bytes}")


class TokenBucket:
    """Lets `rate` bytes a second through, and `depth` at once after a rest."""

    def __init__(self, rate: float, depth: float, now: float) -> None:
        self._rate, self._depth = rate, depth
        self._tokens, self._at = depth, now

    def wait(self, now: float) -> float:
        """Seconds until what was let in before has left."""
        return max(0.0, -self._filled(now)) / self._rate

    def take(self, size: int, now: float) -> float:
        """Take a packet of this size; returns when it leaves. Packets leave in the order they were taken."""
        self._tokens = self._filled(now) - size
        self._at = now
        return now + max(0.0, -self._tokens) / self._rate

    def _filled(self, now: float) -> float:
        return min(self._depth, self._tokens + (now - self._at) * self._rate)


class Losses:
    """Which packets are lost: single ones, and bursts by the two-state model of Gilbert."""

    def __init__(self, shape: Shape, random: Random) -> None:
        self._shape, self._random = shape, random
        self._leave = 1 / shape.burst_mean
        # So many bursts that their mean length makes the share asked for.
        self._enter = min(1.0, shape.burst_loss / (shape.burst_mean * (1 - shape.burst_loss)))
        self._bad = False

    def lost(self) -> bool:
        """Whether the next packet is lost."""
        if self._shape.burst_loss:
            self._bad = (
                self._random.random() >= self._leave if self._bad else self._random.random() < self._enter
            )
            if self._bad:
                return True
        return self._shape.loss > 0 and self._random.random() < self._shape.loss


@dataclass
class Counts:
    """What became of the packets of one direction; bytes are those of IP packets."""

    packets_in: int = 0
    bytes_in: int = 0
    packets_out: int = 0
    bytes_out: int = 0
    lost: int = 0
    """By chance, single or in a burst."""
    queue_full: int = 0
    cut: int = 0
    """In an outage, before it or within."""

    def as_dict(self) -> dict[str, int]:
        """By name."""
        return asdict(self)


@dataclass
class Direction:
    """Packets under way from one end to the other."""

    random: Random
    shape: Shape = field(default_factory=Shape)
    counts: Counts = field(default_factory=Counts)
    _under_way: deque[tuple[float, bytes]] = field(default_factory=deque, repr=False)
    _bucket: TokenBucket | None = field(default=None, repr=False)
    _losses: Losses | None = field(default=None, repr=False)
    _cut_until: float = field(default=-math.inf, repr=False)

    def change(self, shape: Shape, now: float) -> None:
        """Behave like this from now on; what is under way arrives as it would have."""
        self.shape = shape
        rate = shape.rate_kbit * 125
        self._bucket = TokenBucket(rate, shape.depth_bytes, now) if rate else None
        self._losses = Losses(shape, self.random) if shape.loss or shape.burst_loss else None

    def cut(self, seconds: float, now: float) -> None:
        """Let nothing arrive for so long; 0 ends an outage."""
        self._cut_until = now + seconds

    def accept(self, packet: bytes, now: float) -> None:
        """Take a packet that one end sends."""
        self.counts.packets_in += 1
        self.counts.bytes_in += len(packet)
        if now < self._cut_until:
            self.counts.cut += 1
        elif self._losses is not None and self._losses.lost():
            self.counts.lost += 1
        elif self._full(now):
            self.counts.queue_full += 1
        else:
            self._under_way.append((self._due(len(packet), now), packet))

    def arrived(self, now: float) -> Iterator[bytes]:
        """Give each packet that has crossed by now, in order."""
        held = self._under_way
        while held and held[0][0] <= now:
            packet = held.popleft()[1]
            if now < self._cut_until:
                self.counts.cut += 1
                continue
            self.counts.packets_out += 1
            self.counts.bytes_out += len(packet)
            yield packet

    @property
    def next_due(self) -> float:
        """When the next packet arrives; infinite when none is under way."""
        return self._under_way[0][0] if self._under_way else math.inf

    def _full(self, now: float) -> bool:
        if len(self._under_way) >= MOST_HELD:
            return True
        return self._bucket is not None and self._bucket.wait(now) * 1000 > self.shape.queue_ms

    def _due(self, size: int, now: float) -> float:
        leaves = now if self._bucket is None else self._bucket.take(size, now)
        due = leaves + self.shape.delay_ms / 1000
        if self.shape.jitter_ms:
            due += self.random.uniform(0, self.shape.jitter_ms) / 1000
        return max(due, self._under_way[-1][0]) if self._under_way else due


def read_shape(values: dict[str, Any]) -> Shape:
    """Read a shape from JSON values.

    Raises:
        ValueError: a name that is none of a shape's, or a value that no link has.
    """
    try:
        return Shape(**values)
    except TypeError as error:
        raise ValueError(str(error)) from None
