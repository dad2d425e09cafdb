"""From marked pictures seen at both ends to delay, rate and freezes: pure."""

import math
import statistics
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

FROZEN_S = 0.2
"""A gap between two new pictures that a person sees."""
Look = tuple[float, int]
"""When a picture was there (seconds, one clock for both ends), and the counter it carries."""


@dataclass(frozen=True)
class Crossing:
    """One picture that came over: when it was there at its source, and when at the other end."""

    left: float
    came: float

    @property
    def delay(self) -> float:
        """Seconds."""
        return self.came - self.left


def crossings(sent: Sequence[Look], seen: Iterable[Look], period_s: float) -> list[Crossing]:
    """Pair each newly seen picture with when it left. Counters come again after `period_s`.

    Pictures cross in order. While they come, the next one left after the last one did, even when it
    is late by more than the period; after a pause of half a period it is the latest of its number.
    """
    times: dict[int, list[float]] = defaultdict(list)
    for at, counter in sent:
        times[counter].append(at)
    found: list[Crossing] = []
    shown = -1
    for at, counter in seen:
        if counter == shown:
            continue
        shown = counter
        last = found[-1] if found else None
        left = _left(times[counter], at, last if last and at - last.came < period_s / 2 else None)
        if left is not None and (last is None or left > last.left):
            found.append(Crossing(left, at))
    return found


def _left(times: Sequence[float], at: float, after: Crossing | None) -> float | None:
    if after is None:
        index = bisect_right(times, at) - 1
        return times[index] if index >= 0 else None
    index = bisect_right(times, after.left)
    return times[index] if index < len(times) and times[index] <= at else None


@dataclass(frozen=True)
class Flow:
    """Pictures of one way over a span. Delays None: none came."""

    delay_p50_ms: float | None
    delay_p95_ms: float | None
    fps: float
    frozen_share: float
    """Of the time, in gaps between new pictures of more than 200 ms."""
    longest_gap_ms: float


def flow(crossed: Sequence[Crossing], begin: float, end: float) -> Flow:
    """Sum up what came between `begin` and `end`, which bound the gaps at both sides."""
    within = [crossing for crossing in crossed if begin <= crossing.came < end]
    moments = [begin, *(crossing.came for crossing in within), end]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    delays = sorted(1000 * crossing.delay for crossing in within)
    return Flow(
        delay_p50_ms=round(statistics.median(delays), 1) if delays else None,
        delay_p95_ms=round(delays[math.ceil(0.95 * len(delays)) - 1], 1) if delays else None,
        fps=round(len(within) / (end - begin), 1),
        frozen_share=round(sum(gap for gap in gaps if gap > FROZEN_S) / (end - begin), 4),
        longest_gap_ms=round(1000 * max(gaps)),
    )


def first_after(crossed: Sequence[Crossing], moment: float) -> float | None:
    """When the first picture came that left after that moment; None: none."""
    index = bisect_left([crossing.left for crossing in crossed], moment)
    return crossed[index].came if index < len(crossed) else None
