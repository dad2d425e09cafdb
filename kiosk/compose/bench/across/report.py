"""What the runs say: per condition, each figure's runs, median and spread, the product beside the stock peer."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kiosk.compose.bench.across.conditions import BY_NAME
from kiosk.compose.bench.across.measure import Run
from kiosk.compose.bench.across.spread import Spread


def table(runs: Sequence[Run]) -> dict[str, dict[str, dict[str, Spread]]]:
    """Condition → figure → subject → its runs.

    A failed run gave none of the figures; a subject that never has a figure is left out of it.
    """
    found: dict[str, dict[str, dict[str, Spread]]] = {}
    for condition in dict.fromkeys(run.condition for run in runs):
        here = [run for run in runs if run.condition == condition]
        names = dict.fromkeys(name for run in here for name in run.figures)
        subjects = dict.fromkeys(run.subject for run in here)
        found[condition] = {
            name: {
                who: Spread(tuple(run.figures.get(name) for run in here if run.subject == who))
                for who in subjects
                if _has(name, [run for run in here if run.subject == who])
            }
            for name in names
        }
    return found


def _has(name: str, runs: Sequence[Run]) -> bool:
    return any(name in run.figures for run in runs) or all(run.failed for run in runs)


def as_json(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """One entry a condition, with what the link did."""
    return [
        {
            "condition": condition,
            "words": BY_NAME[condition].words,
            "link": asdict(BY_NAME[condition].shape),
            "outage_s": BY_NAME[condition].outage_s,
            "moves": BY_NAME[condition].moves,
            "figures": {
                name: {
                    who: {"runs": spread.runs, "median": spread.median, "spread": spread.spread}
                    for who, spread in subjects.items()
                }
                for name, subjects in figures.items()
            },
            "load": [run.load for run in runs if run.condition == condition],
            "failed": [asdict(run) for run in runs if run.condition == condition and run.failed],
        }
        for condition, figures in table(runs).items()
    ]


def as_words(runs: Sequence[Run]) -> Iterable[str]:
    """Lines for a person: median, and after ± half of the spread."""
    for condition, figures in table(runs).items():
        loads = [run.load for run in runs if run.condition == condition]
        yield f"\n{BY_NAME[condition].words} (charge de la machine {min(loads):.1f} à {max(loads):.1f})"
        for name, subjects in figures.items():
            cells = "   ".join(f"{who} {_words(spread):>16}" for who, spread in subjects.items())
            yield f"  {name:46} {cells}"
        for run in runs:
            if run.condition == condition and run.failed:
                yield f"  {run.subject}, essai {run.number} : {run.failed}"


def _words(spread: Spread) -> str:
    if spread.median is None:
        return "jamais"
    words = f"{spread.median:.1f}"
    if spread.spread:
        words += f" ± {spread.spread / 2:.1f}"
    return words + (f" ({spread.missing} sans)" if spread.missing else "")


class Table:
    """The raw CSV: one line a figure and a run, written as they come, so that what is cut short is kept."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file)
        self._rows.writerow(["condition", "sujet", "essai", "charge", "mesure", "valeur"])

    def add(self, run: Run) -> None:
        """One more run."""
        about = [run.condition, run.subject, run.number, run.load]
        for name, value in run.figures.items():
            self._rows.writerow([*about, name, "" if value is None else value])
        if run.failed:
            self._rows.writerow([*about, "échec", run.failed])
        self._file.flush()

    def close(self) -> None:
        """No more."""
        self._file.close()
