"""`kiosk bench`: every figure of the README, measured here and now, with its conditions."""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kiosk.compose.bench import campaigns


@dataclass(frozen=True)
class Figure:
    """One measured thing. `target` is the design's; `met` None where it is not a bound."""

    name: str
    value: float
    unit: str
    target: float | None = None
    note: str = ""
    runs: tuple[float, ...] = ()
    """Where it was measured more than once: each; `value` is their median."""

    @property
    def met(self) -> bool | None:
        """Whether the value is within its target."""
        return None if self.target is None else self.value <= self.target


Measure = Callable[[Path, argparse.Namespace], list[Figure]]


def _content(folder: Path, options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.content import measure

    return measure(folder, options.content, options.queries)


def _pages(folder: Path, options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.pages import measure

    return measure(folder, options.content)


def _editions(folder: Path, options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.editions import measure

    return measure(folder, options.content)


def _visit(folder: Path, _options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.visit import measure

    return measure(folder)


def _call(folder: Path, _options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.call import measure

    return measure(folder)


def _load(folder: Path, _options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.load import measure

    return measure(folder)


def _scan(folder: Path, _options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.scan import measure

    return measure(folder)


def _sound(folder: Path, _options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.sound import measure

    return measure(folder)


def _voice(_folder: Path, _options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.voice import measure

    return measure()


def _page(folder: Path, _options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.page import measure

    return measure(folder)


def _ticket(folder: Path, _options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.ticket import measure

    return measure(folder)


def _ink(folder: Path, _options: argparse.Namespace) -> list[Figure]:
    from kiosk.compose.bench.ink import measure

    return measure(folder)


PARTS: dict[str, Measure] = {
    "content": _content,
    "pages": _pages,
    "editions": _editions,
    "visit": _visit,
    "call": _call,
    "load": _load,
    "scan": _scan,
    "sound": _sound,
    "voice": _voice,
    "page": _page,
    "ink": _ink,
    "ticket": _ticket,
}


def add_arguments(sub: Any) -> None:
    """Declare `kiosk bench`."""
    parser = sub.add_parser("bench", help="mesurer, et comparer aux objectifs")
    parser.add_argument("--only", choices=PARTS, action="append", help="une partie seulement")
    parser.add_argument(
        "--content", type=Path, default=None, metavar="FICHIER", help="une vraie édition, en ZIP"
    )
    parser.add_argument(
        "--queries", type=Path, default=None, metavar="FICHIER", help="questions et fiches attendues"
    )
    parser.add_argument("--json", action="store_true", help="pour un programme")
    parser.set_defaults(run=run)
    campaigns.declare(parser)


def run(options: argparse.Namespace) -> int:
    """Measure and print."""
    figures: list[Figure] = []
    for name in options.only or PARTS:
        with tempfile.TemporaryDirectory(prefix="visio-bench-") as folder:
            figures += PARTS[name](Path(folder), options)
    if options.json:
        conditions = {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "machine": platform.machine(),
        }
        rows = [{**asdict(figure), "met": figure.met} for figure in figures]
        print(json.dumps({"conditions": conditions, "figures": rows}, ensure_ascii=False, indent=1))
        return 0
    for figure in figures:
        target = "" if figure.target is None else f"≤ {figure.target:g}"
        verdict = {True: "", False: "  manqué", None: ""}[figure.met]
        print(f"{figure.name:52} {figure.value:9.1f} {figure.unit:6} {target:>8}{verdict}  {figure.note}")
    return 0
