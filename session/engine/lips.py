"""Picture and voice of one instant come out together, and pictures at an even pace where some come late.

The picture, which is the sooner, waits for the voice. Where packets are lost, a picture that was mended
comes a round trip after the others: all wait a little, so that it does not freeze what is seen.
"""

import asyncio
from collections import deque
from collections.abc import Callable

import av

LEAD_S = 0.07
"""The picture may be this much before the voice, as light is: nobody sees it (ITU-R BT.1359), and a call stays lively."""
BEHIND_S = 0.08
"""The picture may be this much after the voice (ITU-R BT.1359: unnoticed up to 125 ms)."""
HOLD_MAX_S = 0.2
LATE_SHARE = 0.03
"""Of the pictures, those that may come later than all are held for."""
UNEVEN_S = 0.05
"""Less is not worth a delay: a picture every 33 ms is as uneven."""
LATELY_S = 10.0
JUMP_S = 2.0
STEP_S = 0.001
"""Between two pictures at least, so that they keep their order."""


class Lips:
    """When a picture is due. Pure. Seconds: `stamp` of the sender's clock, `now` of ours."""

    def __init__(self) -> None:
        self._ways: deque[tuple[float, float]] = deque(maxlen=600)
        self._last = 0.0

    def hold(self, stamp: float, now: float, voice_s: float) -> float:
        """How long to hold a picture that came `now`; the first of all is shown at once.

        `voice_s`: how much later than by its shortest way the voice is heard. Picture and voice go the
        same way, so that the shortest of both is the same instant.
        """
        way = now - stamp
        if self._ways and min(found for _, found in self._ways) - way > JUMP_S:
            self._ways.clear()
        first = not self._ways
        self._ways.append((now, way))
        while now - self._ways[0][0] > LATELY_S:
            self._ways.popleft()
        shortest = min(found for _, found in self._ways)
        late = sorted(found - shortest for _, found in self._ways)[int(len(self._ways) * (1 - LATE_SHARE))]
        cushion = min(late, voice_s + BEHIND_S) if late > UNEVEN_S else 0.0
        due = stamp + shortest + max(voice_s - LEAD_S, cushion)
        due = now if first else max(now, self._last + STEP_S, min(due, now + HOLD_MAX_S))
        self._last = due
        return due - now


class Showing:
    """Hands pictures on when they are due."""

    def __init__(
        self, clock: Callable[[], float], show: Callable[[av.VideoFrame], None], voice_s: Callable[[], float]
    ) -> None:
        self._clock, self._show, self._voice_s = clock, show, voice_s
        self._lips = Lips()
        self._held: deque[asyncio.TimerHandle] = deque()

    def take(self, frame: av.VideoFrame) -> None:
        """Show a decoded picture now or a little later; one without a time at once."""
        while self._held and self._held[0].when() < asyncio.get_running_loop().time():
            self._held.popleft()
        if frame.pts is None or frame.time_base is None:
            self._show(frame)
            return
        stamp = float(frame.pts * frame.time_base)
        hold = self._lips.hold(stamp, self._clock(), self._voice_s())
        if hold <= STEP_S and not self._held:
            self._show(frame)
        else:
            self._held.append(asyncio.get_running_loop().call_later(hold, self._show, frame))

    def close(self) -> None:
        """Show nothing more."""
        for handle in self._held:
            handle.cancel()
