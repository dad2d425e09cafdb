"""How fast documents may go beside a picture: a pure decision. The page's is `session/expert/src/call/throttle.ts`.

No path tells what it has left. So documents begin with a small part of what the picture takes, double
with each report that shows an empty path, and halve when something waits.
"""

from dataclasses import dataclass, replace

from session.protocol.peer import BULK_CHUNK

PART = 0.5
WEAK_PART = 0.25
"""Of the picture's bit rate: where documents begin, and all they get on a weak path."""
SLOWEST = 4_000.0
FASTEST = 4_000_000.0
"""Bytes per second."""
CALM_S = 0.04
WAITING_S = 0.08
"""Round trip beyond the shortest: an empty path, and one that makes the picture late."""
STEADY = 1.25
SLICE_S = 0.04
SMALLEST_CHUNK = 1024
"""A chunk leaves at once: it is what the path carries in `SLICE_S`, so that little stands before a voice."""


@dataclass(frozen=True)
class Throttle:
    """`rate` in bytes per second, None for all the path takes. `jam`: the rate that made things wait last."""

    rate: float | None = None
    jam: float | None = None

    def chunk(self) -> int:
        """Bytes to hand over at once."""
        if self.rate is None:
            return BULK_CHUNK
        return int(max(SMALLEST_CHUNK, min(self.rate * SLICE_S, BULK_CHUNK)))

    def pause(self, sent: int) -> float:
        """Seconds to wait after so many bytes."""
        return 0.0 if self.rate is None else sent / self.rate


def adjust(
    throttle: Throttle, *, picture: int | None, weak: bool, waits: float | None, used: float
) -> Throttle:
    """Weigh a moment.

    `picture`: bits per second that the picture takes, None when there is none to be kept on time.
    `weak`: the path has not enough for it. `waits`: seconds of the newest round trip beyond the
    shortest, None without a new one. `used`: bytes per second of documents lately.
    """
    if picture is None:
        return Throttle()
    part = max(SLOWEST, (WEAK_PART if weak else PART) * picture / 8)
    rate = part if throttle.rate is None else throttle.rate
    if waits is not None and waits > WAITING_S and used > 0:
        # A busy machine answers late too: what is little beside the picture is never the cause.
        return Throttle(max(SLOWEST, WEAK_PART * picture / 8, rate / 2), jam=rate)
    if weak:
        return replace(throttle, rate=min(rate, part))
    if waits is not None and waits < CALM_S and used > rate / 2:
        near = throttle.jam is not None and throttle.jam / 2 <= rate <= 2 * throttle.jam
        return replace(throttle, rate=min(FASTEST, rate * (STEADY if near else 2)))
    return replace(throttle, rate=max(rate, part))
