"""What a printer is to the rest of the kiosk."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
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
    "printer.queue-missing",
    "printer.access-denied",
    "printer.job-failed",
]

Tint = Literal["black", "cyan", "magenta", "yellow", "other"]
Level = Literal["well", "low", "empty", "unknown"]

_LOW_PERCENT = 10
_LOW_SHEETS = 20


@dataclass(frozen=True)
class Supply:
    """Ink or toner of one tint, or what collects its waste. `percent` is what is left: of room, for waste."""

    tint: Tint
    waste: bool
    percent: int | None

    @property
    def level(self) -> Level:
        """How it stands; only `low` and `empty` ask for somebody."""
        return _level(self.percent, _LOW_PERCENT)


@dataclass(frozen=True)
class Tray:
    """A tray by the printer's own name for it. `sheets` and `holds` are None where it does not count."""

    name: str
    sheets: int | None
    holds: int | None

    @property
    def level(self) -> Level:
        """How it stands."""
        return _level(self.sheets, _LOW_SHEETS)


def _level(left: int | None, low: int) -> Level:
    if left is None:
        return "unknown"
    if left == 0:
        return "empty"
    return "low" if left <= low else "well"


@dataclass(frozen=True)
class Abilities:
    """What may be asked of a printer. `copies` is the most it makes by itself; `a4` None when it does not say."""

    duplex: bool = False
    colour: bool = False
    copies: int = 1
    ranges: bool = False
    a4: bool | None = None


Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]


@dataclass(frozen=True)
class PrintOptions:
    """How a document is printed, by the names of IPP. The defaults ask nothing that any printer lacks.

    `colour` is None where the printer has but one way.
    """

    sides: Sides = "one-sided"
    colour: bool | None = None
    copies: int = 1


PLAIN = PrintOptions()


@dataclass(frozen=True)
class PrinterStatus:
    """Ready when `trouble` is None. `said` is the printer's own words, for the technician."""

    trouble: Trouble | None
    said: str = ""
    abilities: Abilities = Abilities()
    supplies: tuple[Supply, ...] = ()
    trays: tuple[Tray, ...] = ()
    low: bool = False
    """It warns of its ink itself, in a word and without a level."""

    @property
    def usable(self) -> bool:
        """A page sent now would come out now."""
        return self.trouble is None

    @property
    def upkeep(self) -> list[str]:
        """Keys of what somebody should see to before it stops the printer."""
        ink = [supply.level for supply in self.supplies if not supply.waste]
        waste = [supply.level for supply in self.supplies if supply.waste]
        known = (
            ("printer.toner-low", self.low or "low" in ink or "empty" in ink),
            ("printer.waste-full", "low" in waste or "empty" in waste),
            ("printer.tray-empty", any(tray.level == "empty" for tray in self.trays)),
        )
        told = {"printer.toner-empty": "printer.toner-low", "printer.paper-empty": "printer.tray-empty"}
        return [key for key, so in known if so and key != told.get(self.trouble or "")]

    def as_dict(self) -> dict[str, Any]:
        """The form that travels between processes; `devices.printer.told` reads it."""
        return asdict(self)


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

    def submit(self, job: str, pdf: Path, options: PrintOptions = PLAIN) -> AsyncIterator[JobState]:
        """Send `pdf` unless `job` is known already, then follow it to its end."""

    async def cancel(self, job: str) -> None:
        """Give the job up; whoever follows it sees `canceled`."""

    async def purge(self) -> int:
        """Remove every job of ours and its files; how many are left, 0 when all is well."""

    def self_test(self, job: str, pdf: Path) -> AsyncIterator[JobState]:
        """Print a test page."""
