"""A line that loses and delays packets, the same for the same seed. Pure."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Weather:
    """`loss`: share of packets; `burst`: how many go one after another at the mean; seconds of delay and jitter."""

    loss: float = 0.0
    burst: float = 1.0
    delay_s: float = 0.0
    jitter_s: float = 0.0


class Line:
    """One direction. Loss is Gilbert's model of two states; jitter is even, so that packets change places."""

    def __init__(self, weather: Weather, seed: int) -> None:
        self.weather = weather
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._losing = False

    def fate(self) -> float | None:
        """Seconds until the next packet is there, or None: never."""
        now = self.weather
        leave = 1 / max(1.0, now.burst)
        enter = min(1.0, now.loss * leave / max(1e-9, 1 - now.loss))
        # Of losses that come alone, the one before says nothing.
        independent = now.burst <= 1.0
        dice = self._random.random()
        self._losing = dice < now.loss if independent else dice >= leave if self._losing else dice < enter
        wait = now.delay_s + now.jitter_s * self._random.random()
        return None if self._losing else wait
