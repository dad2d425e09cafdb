"""Runs as a median with its spread, and a series as a slope with its error: pure."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 20
"""Values from which three standard errors mean what they do for many."""


@dataclass(frozen=True)
class Spread:
    """All runs of one figure; a run that gave none (no picture came back) is None and counted apart."""

    runs: tuple[float | None, ...]

    @property
    def given(self) -> list[float]:
        """The runs that gave a figure, smallest first."""
        return sorted(run for run in self.runs if run is not None)

    @property
    def median(self) -> float | None:
        """The middle one; None when no run gave any."""
        return statistics.median(self.given) if self.given else None

    @property
    def spread(self) -> float | None:
        """From the least to the most."""
        return self.given[-1] - self.given[0] if self.given else None

    @property
    def missing(self) -> int:
        """Runs without a figure."""
        return len(self.runs) - len(self.given)


@dataclass(frozen=True)
class Slope:
    """A straight line through a series by least squares; `error` is the standard error of the slope."""

    per_step: float
    error: float
    start: float
    count: int

    @property
    def grows(self) -> bool:
        """Whether the slope is above zero by more than chance explains, about one in a thousand."""
        return self.count >= ENOUGH and self.per_step > 3 * self.error


def slope(values: Sequence[float]) -> Slope:
    """Fit `values` against its own numbers, counted from 0.

    Raises:
        ValueError: fewer than three values have no slope with an error.
    """
    count = len(values)
    if count < 3:
        raise ValueError(f"{count} valeurs : il en faut trois")
    middle, mean = (count - 1) / 2, statistics.fmean(values)
    square = sum((step - middle) ** 2 for step in range(count))
    per_step = sum((step - middle) * (value - mean) for step, value in enumerate(values)) / square
    start = mean - per_step * middle
    rest = sum((value - start - per_step * step) ** 2 for step, value in enumerate(values))
    return Slope(per_step, math.sqrt(rest / (count - 2) / square), start, count)
