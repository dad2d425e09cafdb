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
        self._left = float(self.burst)
        self._at = self.clock()

    def take(self) -> bool:
        """Use one token; False when there is none."""
        return not self.wait()

    def wait(self) -> float:
        """Use one token: 0; or the seconds until there is one."""
        now = self.clock()
        self._left = min(self.burst, self._left + (now - self._at) * self.per_second)
        self._at = now
        if self._left < 1:
            return (1 - self._left) / self.per_second
        self._left -= 1
        return 0.0
