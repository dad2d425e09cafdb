"""What the maintenance pages remember from one to the next: the guided test, the log, the round of all tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from session.protocol.maintenance import GuidedState, JournalState, ReportState

Outcome = Literal["passed", "failed", "skipped"]


@dataclass(frozen=True)
class Round:
    """« Tout tester »: devices whose own test needs nobody, then those whose test asks a person, one by one.

    `own` and `asked` are what came out so far, of the one and of the other.
    """

    alone: tuple[str, ...]
    guided: tuple[str, ...]
    own: Mapping[str, Outcome] = field(default_factory=dict)
    asked: Mapping[str, Outcome] = field(default_factory=dict)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Whose own test is not over."""
        return tuple(name for name in self.alone if name not in self.own)

    @property
    def next(self) -> str:
        """The device whose guided test comes next; empty when there is none left."""
        return next((name for name in self.guided if name not in self.asked), "")

    @property
    def over(self) -> bool:
        """Nothing is left to test."""
        return not self.waiting and not self.next

    @property
    def share(self) -> float:
        """How much of it is done, 0..1."""
        steps = len(self.alone) + len(self.guided)
        return (len(self.own) + len(self.asked)) / steps if steps else 1.0

    def outcome(self, device: str) -> Outcome | None:
        """What is to be told of a device: a person's word over its own; a failure over either."""
        told = [part[device] for part in (self.asked, self.own) if device in part]
        return "failed" if "failed" in told else told[0] if told else None


@dataclass(frozen=True)
class Upkeep:
    """`testing` holds the devices whose own test runs."""

    testing: frozenset[str] = frozenset()
    guided: GuidedState | None = None
    journal: JournalState | None = None
    report: ReportState | None = None
    round: Round | None = None
