"""What following a job needs of a print server."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from devices.printer.ipp import Attributes, PrinterAnswer
from devices.printer.ports import PrintOptions, Trouble


class ServerLostError(Exception):
    """The print server does not answer, or not to us: `trouble` says which."""

    trouble: Trouble = "printer.server-lost"


class AccessDeniedError(ServerLostError):
    """It is there, and will not let us."""

    trouble: Trouble = "printer.access-denied"


class QueueMissingError(ServerLostError):
    """It is there, and has no such queue."""

    trouble: Trouble = "printer.queue-missing"


@dataclass(frozen=True)
class QueuedJob:
    """A job as the server knows it. `started` stays true once it was ever handed to the printer."""

    id: int
    state: int
    started: bool
    documents: int
    pages: int


@dataclass(frozen=True)
class QueueState:
    """The queue itself, and where the printer behind it is."""

    paused: bool
    reasons: list[str]
    device: str
    found: Attributes = field(default_factory=dict)
    """What the server knows of the printer's abilities, for one that cannot be asked itself."""


class Queue(Protocol):
    """One queue. Every method may raise `ServerLostError`; the last two `NoAnswerError` as well."""

    def find(self, name: str) -> QueuedJob | None:
        """The job called `name`; of several, one that is not over."""

    def others_started(self, name: str) -> list[int]:
        """Jobs under way that the server had begun to send, all but ours."""

    def submit(self, name: str, pdf: Path, options: PrintOptions) -> None:
        """Create the job under its name and send its document."""

    def state(self) -> QueueState:
        """Whether the queue runs, and what it says."""

    def resume(self) -> None:
        """Start a stopped queue."""

    def cancel(self, number: int) -> None:
        """Cancel; a job that has just ended is no error."""

    def probe(self, device: str) -> PrinterAnswer | None:
        """The printer's own answer; None when it cannot be asked."""

    def at_printer(self, device: str, name: str) -> int | None:
        """The state of our job in the printer's own memory, or None."""
