"""How much of one kind of input is taken: a token bucket."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Allowance:
    """`burst` at once, `per_second` after that; `clock` gives seconds."""

    clock: Callable[[], float]
    burst: float
    per_second: float
    _left: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._left = self.burst
        self._at = self.clock()

    def take(self) -> bool:
        """Use one token; False when there is none."""
        now = self.clock()
        self._left = min(self.burst, self._left + (now - self._at) * self.per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
