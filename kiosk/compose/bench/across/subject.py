"""What is measured across the link: the product, or a stock peer. Both give the same figures."""

import time
from dataclasses import dataclass
from typing import Protocol

from kiosk.compose.bench.across.eyes import Seen
from kiosk.compose.bench.across.looks import Look


class CallFailedError(RuntimeError):
    """The call did not come about, or what was to happen in it did not; the message says which."""


@dataclass(frozen=True)
class Both:
    """A figure of each way: what the far end (the expert) sees, and what the near one (the kiosk) sees."""

    to_far: float | None
    to_near: float | None


NOTHING = Both(None, None)


class Subject(Protocol):
    """One pair of ends; a call at a time."""

    name: str
    first: Both
    """When each end saw the first picture of this call, on the monotonic clock."""

    def prepare(self) -> None:
        """Do what comes before a call, over a link without faults."""

    def begin(self) -> None:
        """Begin a call, and wait until both ends see a new picture.

        Raises:
            CallFailedError: they do not.
        """

    def take(self) -> tuple[Seen, Seen]:
        """What the near end and the far end saw since the last time."""

    def offered(self) -> float:
        """When the call's first offer was made, on the monotonic clock."""

    def tend(self) -> None:
        """Do what this peer does by itself about a lost link, where it must be driven; often."""

    def cpu_s(self) -> float:
        """What the near end's media used of the processor so far."""

    def documents(self) -> Both:
        """Send 20 MB each way, one after the other; megabytes a second. None: this way cannot be measured.

        Raises:
            CallFailedError: they did not arrive.
        """

    def end(self) -> None:
        """End the call."""


def both_see(subject: Subject, near: Seen, far: Seen, patience_s: float) -> None:
    """Collect until both ends have seen a new picture of the other.

    Raises:
        CallFailedError: one of them has not in time.
    """
    until = time.monotonic() + patience_s
    while not (near.seen and far.seen):
        if time.monotonic() > until:
            blind = "borne" if far.seen else "conseiller"
            raise CallFailedError(f"pas d’image en {patience_s:.0f} s, côté {blind}")
        time.sleep(0.05)
        more_near, more_far = subject.take()
        near.add(more_near)
        far.add(more_far)
        subject.tend()


def first(looks: list[Look]) -> float:
    """When the first of these pictures was there."""
    return looks[0][0]
