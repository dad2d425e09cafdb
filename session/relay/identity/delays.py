"""How long to wait after wrong tries: pure, the tries are counted by the store."""

from dataclasses import dataclass

FORGET_S = 3600.0


@dataclass(frozen=True)
class Patience:
    """`free` tries cost nothing, then the delay doubles from `first_s` up to `most_s`."""

    free: int
    first_s: float = 1.0
    most_s: float = 300.0

    def wait_s(self, failures: int) -> float:
        """Seconds before the next try counts, after this many wrong ones."""
        beyond = failures - self.free
        if beyond <= 0:
            return 0.0
        return min(self.first_s * 2.0 ** min(beyond - 1, 30), self.most_s)


PER_LOGIN = Patience(free=2)
PER_ADDRESS = Patience(free=10)
"""An office shares one address: a few colleagues who mistype must not lock each other out."""
PER_ENROLMENT = Patience(free=3)
