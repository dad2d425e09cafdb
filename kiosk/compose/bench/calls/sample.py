"""What a process holds, call after call: read from `/proc`, kept as rows, summed up as slopes."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from kiosk.compose.bench.across.spread import Slope, slope

WARM_SHARE = 0.1
"""Calls left out of the slopes: what is loaded and cached at first use is no leak."""
LATE_SHARE = 0.5
"""What still grows in the second half only does not settle: an allocator does, a leak does not."""


@dataclass(frozen=True)
class Sample:
    """A process after a call. `tasks` and `objects` -1: they cannot be seen from outside."""

    call: int
    process: str
    seconds: float
    pss_kb: int = 0
    rss_kb: int = 0
    descriptors: int = 0
    threads: int = 0
    tasks: int = -1
    objects: int = -1
    life: int = 1
    """Which start of the programs, after calls that failed: one process in each."""


HELD = ("pss_kb", "rss_kb", "descriptors", "threads", "tasks", "objects")
WORDS = {
    "pss_kb": "mémoire propre (PSS), ko",
    "rss_kb": "mémoire résidente (RSS), ko",
    "descriptors": "descripteurs",
    "threads": "fils",
    "tasks": "tâches asyncio",
    "objects": "objets Python",
}


def look(pid: int, sample: Sample) -> Sample:
    """Fill in what a process holds.

    Raises:
        FileNotFoundError, ProcessLookupError: it is gone.
    """
    home = Path(f"/proc/{pid}")
    memory = _numbers((home / "smaps_rollup").read_text(encoding="ascii").splitlines()[1:])
    status = (home / "status").read_text(encoding="utf-8").splitlines()
    threads = next(int(line.split()[1]) for line in status if line.startswith("Threads:"))
    held = sum(1 for _ in (home / "fd").iterdir())
    return replace(sample, pss_kb=memory["Pss"], rss_kb=memory["Rss"], descriptors=held, threads=threads)


def _numbers(lines: Iterable[str]) -> dict[str, int]:
    return {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}


def slopes(samples: Sequence[Sample], without: float = WARM_SHARE) -> Iterator[tuple[str, str, Slope]]:
    """Process, what it holds, and how that grows a call, without that share of the first calls.

    Nothing for a process with too few calls.
    """
    for process, life in dict.fromkeys((sample.process, sample.life) for sample in samples):
        here = [sample for sample in samples if (sample.process, sample.life) == (process, life)]
        kept = here[int(len(here) * without) :]
        if len(kept) < 3:
            continue
        for name in HELD:
            values = [float(getattr(sample, name)) for sample in kept]
            if values[0] >= 0:
                yield process if life == 1 else f"{process} ({life})", name, slope(values)


class Rows:
    """The raw CSV, written as it comes: a campaign that is cut short leaves what it saw."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.DictWriter(self._file, [field.name for field in fields(Sample)])
        self._rows.writeheader()

    def add(self, sample: Sample) -> None:
        """One more."""
        self._rows.writerow(asdict(sample))
        self._file.flush()

    def close(self) -> None:
        """No more."""
        self._file.close()
