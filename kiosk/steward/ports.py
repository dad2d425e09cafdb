"""What the steward's parts need of one another and of the devices. Supplied by `kiosk.compose`."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from session.protocol.envelope import Body

JobPhase = Literal["queued", "printing", "held", "done", "failed", "canceled", "unsure"]


class Say(Protocol):
    """Send a message to one neighbour; a neighbour that is not there hears nothing."""

    def __call__(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """Queue `body` for sending."""


class Changed(Protocol):
    """Tell that something about the world changed."""

    def __call__(self) -> None:
        """Look again."""


@dataclass(frozen=True)
class JobNews:
    """One step of a print job; `key` of the error list says what holds it."""

    phase: JobPhase
    key: str | None = None
    page: int = 0


@dataclass(frozen=True)
class PrinterNews:
    """What the printer says of itself: usable, or why not. `said` is for the technician."""

    key: str | None
    said: str

    @property
    def usable(self) -> bool:
        """Nothing stands in the way of a page."""
        return self.key is None


class Printing(Protocol):
    """The A4 printer."""

    def watch(self) -> AsyncIterator[PrinterNews]:
        """Its status now and at each change, for ever."""

    def print_file(self, job: str, pdf: Path) -> AsyncIterator[JobNews]:
        """Print under the name `job`; found again by that name, never sent twice; ends with the job."""

    async def cancel(self, job: str) -> None:
        """Give the job up."""


class Keep(Protocol):
    """A value kept across restarts as one small JSON file."""

    def load(self) -> dict[str, Any]:
        """The value; empty when there is none or it is damaged."""

    def save(self, value: Mapping[str, Any]) -> None:
        """Replace it durably."""
