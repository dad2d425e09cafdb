"""How large a picture this machine can encode now: smaller when it falls behind, larger when it has rest."""

from collections.abc import Callable
from dataclasses import dataclass, replace

SCALES = (1.0, 2 / 3, 1 / 2)
BEHIND = 0.7
"""Of the camera's pictures, the share that must have been sent."""
DOWN_AFTER_S = 3.0
UP_AFTER_S = 20.0
"""Each step sends a key frame, and larger is tried only after a long rest."""


@dataclass(frozen=True)
class Pace:
    """The step of `SCALES`, and since when it goes badly or well (seconds)."""

    step: int = 0
    bad_since: float | None = None
    good_since: float | None = None


def judge(pace: Pace, share: float, now: float) -> Pace:
    """Weigh the share of the camera's pictures that were sent lately."""
    if share < BEHIND:
        since = now if pace.bad_since is None else pace.bad_since
        if now - since >= DOWN_AFTER_S and pace.step + 1 < len(SCALES):
            return Pace(pace.step + 1)
        return replace(pace, bad_since=since, good_since=None)
    since = now if pace.good_since is None else pace.good_since
    if now - since >= UP_AFTER_S and pace.step > 0:
        return Pace(pace.step - 1)
    return replace(pace, bad_since=None, good_since=since)


class Effort:
    """What the encoders of this process are held to. `scale` is read in their threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.voice_lost = 0.0
        """The share of our voice's packets that the other side missed of late."""
        self._clock = clock
        self._pace = Pace()
        self._last = (0, 0)

    @property
    def scale(self) -> float:
        """The factor on either side of a picture."""
        return SCALES[self._pace.step]

    def count(self, taken: int, sent: int) -> None:
        """Hear, about once a second, how many pictures the camera gave and how many were sent so far."""
        then, self._last = self._last, (taken, sent)
        given, gone = taken - then[0], sent - then[1]
        if given > 0 and gone >= 0:
            self._pace = judge(self._pace, gone / given, self._clock())
