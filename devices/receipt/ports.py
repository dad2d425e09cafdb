"""What a ticket printer is to the rest of the kiosk."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Phase = Literal["queued", "printing", "held", "done", "failed", "canceled", "unsure"]
ENDED: frozenset[Phase] = frozenset({"done", "failed", "canceled", "unsure"})

Trouble = Literal[
    "receipt.paper-empty",
    "receipt.cover-open",
    "receipt.cutter-jammed",
    "receipt.device-failed",
    "receipt.device-offline",
    "receipt.device-busy",
    "receipt.access-denied",
]


@dataclass(frozen=True)
class ReceiptStatus:
    """Ready when `trouble` is None. `paper_low`: the roll nears its end, tickets still come out.

    `said` is the four status bytes as they came, for the technician.
    """

    trouble: Trouble | None
    paper_low: bool = False
    said: str = ""

    @property
    def usable(self) -> bool:
        """A ticket sent now would come out now."""
        return self.trouble is None


@dataclass(frozen=True)
class TicketState:
    """Where a ticket is. `held` names its trouble and goes on by itself once that is mended.

    `unsure`: the line was lost while it printed, and a person must say whether it came out.
    """

    phase: Phase
    trouble: Trouble | None = None

    @property
    def ended(self) -> bool:
        """Nothing more will come."""
        return self.phase in ENDED


class ReceiptPrinter(Protocol):
    """A ticket printer. A job is named by the caller's random id, and never printed twice under one name."""

    async def status(self) -> ReceiptStatus:
        """Ask now; an answer always comes, in bounded time."""

    def watch(self) -> AsyncIterator[ReceiptStatus]:
        """The status now and at each change, for ever."""

    def submit(self, job: str, ticket: Sequence[bytes]) -> AsyncIterator[TicketState]:
        """Send a ticket, command by command as `devices.receipt.encode` made it, and follow it to its end."""

    def self_test(self, job: str, ticket: Sequence[bytes]) -> AsyncIterator[TicketState]:
        """Print a test ticket."""

    async def cancel(self, job: str) -> None:
        """Give up a ticket that waits; one that has begun comes out."""
