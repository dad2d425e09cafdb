"""What a printer is to the rest of the kiosk."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

Phase = Literal["queued", "printing", "held", "done", "failed", "canceled", "unsure"]
ENDED: frozenset[Phase] = frozenset({"done", "failed", "canceled", "unsure"})

Trouble = Literal[
    "printer.paper-empty",
    "printer.paper-jammed",
    "printer.cover-open",
    "printer.toner-empty",
    "printer.device-offline",
    "printer.server-lost",
    "printer.queue-paused",
    "printer.job-failed",
]


@dataclass(frozen=True)
class PrinterStatus:
    """Ready when `trouble` is None. `said` is the printer's own words, for the technician."""

    trouble: Trouble | None
    said: str = ""

    @property
    def usable(self) -> bool:
        """A page sent now would come out now."""
        return self.trouble is None


@dataclass(frozen=True)
class JobState:
    """Where a job is. `held` names its trouble and goes on by itself once that is mended.

    `unsure` ends a job that was lost while it printed: a person must say whether it came out, because
    sending it again could print it twice. `pages` is how many sheets the printer has counted.
    """

    phase: Phase
    trouble: Trouble | None = None
    pages: int = 0

    @property
    def ended(self) -> bool:
        """Nothing more will come."""
        return self.phase in ENDED

    def as_dict(self) -> dict[str, Any]:
        """The form that travels between processes."""
        return {"phase": self.phase, "trouble": self.trouble, "pages": self.pages}


class Printer(Protocol):
    """An A4 printer. A job is named by the caller's random id before the printer hears of it."""

    async def status(self) -> PrinterStatus:
        """Ask now; an answer always comes, in bounded time."""

    def watch(self) -> AsyncIterator[PrinterStatus]:
        """The status now and at each change, for ever."""

    def submit(self, job: str, pdf: Path) -> AsyncIterator[JobState]:
        """Send `pdf` unless `job` is known already, then follow it to its end."""

    async def cancel(self, job: str) -> None:
        """Give the job up; whoever follows it sees `canceled`."""

    async def purge(self) -> int:
        """Remove every job of ours and its files; how many are left, 0 when all is well."""

    def self_test(self, job: str, pdf: Path) -> AsyncIterator[JobState]:
        """Print a test page."""
