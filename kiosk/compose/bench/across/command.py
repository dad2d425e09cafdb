"""`kiosk bench call`: its options, and the order of its runs."""

import argparse
import contextlib
import json
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from kiosk.compose.badlink.capacity import Capacity
from kiosk.compose.badlink.capacity import measure as capacity
from kiosk.compose.badlink.link import Link
from kiosk.compose.bench.across.conditions import BY_NAME, QUICK, Condition
from kiosk.compose.bench.across.measure import Run, measure, one_run
from kiosk.compose.bench.across.product import TROUBLE, Scene, product
from kiosk.compose.bench.across.report import Table, as_json, as_words
from kiosk.compose.bench.across.stock import stock
from kiosk.compose.bench.across.subject import Subject
from session.engine.bench import textured, write_clip
from session.engine.quality import LADDER

CLIP_S = 5
QUICK_SECONDS, FULL_SECONDS = 8, 30
QUICK_RUNS, FULL_RUNS = 1, 5
Opening = Callable[[Link, Playwright, Scene, int], AbstractContextManager[Subject]]
SUBJECTS: dict[str, Opening] = {"borne": product, "navigateurs": stock}


def run(options: argparse.Namespace) -> int:
    """Measure and print; what is done so far is printed also when it is interrupted or ended."""
    names = options.conditions or (BY_NAME if options.full else QUICK)
    runs: list[Run] = []
    table = None if options.csv is None else Table(options.csv)
    # Also where it was started in the background, with the interrupt ignored.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    with (
        contextlib.suppress(KeyboardInterrupt),
        tempfile.TemporaryDirectory(prefix="visio-bench-") as folder,
        Link(Path(folder), options.seed) as link,
    ):
        carries = capacity(link)
        for done in _runs(link, Path(folder), options, [BY_NAME[name] for name in names]):
            runs.append(done)
            said = done.failed or f"{len(done.figures)} mesures"
            print(f"{done.condition}, {done.subject}, essai {done.number} : {said}", file=sys.stderr)
            if table is not None:
                table.add(done)
    if table is not None:
        table.close()
    if not runs:
        return 1
    if getattr(options, "json", False):
        told = {"conditions": _conditions(options, carries), "figures": as_json(runs)}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    print(
        f"La liaison elle-même porte {carries.mbit_s:.0f} Mbit/s ({carries.packets_s:.0f} paquets/s, "
        f"{carries.cpu_us_packet:.1f} µs de processeur chacun) et ajoute {carries.own_delay_ms_p95:.2f} ms (p95)."
    )
    print("\n".join(as_words(runs)))
    return 0


def _runs(
    link: Link, folder: Path, options: argparse.Namespace, conditions: Sequence[Condition]
) -> Iterator[Run]:
    quality = LADDER[options.ladder]
    clip = folder / "clip.y4m"
    write_clip(clip, quality, [textured(count, quality) for count in range(CLIP_S * quality.fps)])
    scene = Scene(clip, options.ladder, folder)
    seconds = options.seconds or (FULL_SECONDS if options.full else QUICK_SECONDS)
    count = options.runs or (FULL_RUNS if options.full else QUICK_RUNS)
    todo = [(condition, essay) for condition in conditions for essay in range(1, count + 1)]
    with link.near.entered(), sync_playwright() as playwright:
        # One subject after the other: side by side they would share the machine.
        for name in options.subject or SUBJECTS:
            yield from _of(link, playwright, scene, name, todo, seconds)


def _of(
    link: Link,
    playwright: Playwright,
    scene: Scene,
    name: str,
    todo: Sequence[tuple[Condition, int]],
    seconds: float,
) -> Iterator[Run]:
    left = list(todo)
    opened = 0
    while left:
        opened += 1
        with SUBJECTS[name](link, playwright, scene, opened) as subject:
            while left:
                condition, essay = left.pop(0)

                def measured(
                    subject: Subject = subject, condition: Condition = condition
                ) -> dict[str, float | None]:
                    return measure(link, subject, condition, seconds, CLIP_S)

                done = one_run(measured, name, condition.name, essay, TROUBLE)
                yield done
                if done.failed:
                    break  # where a failed call left both ends is not known: begin anew


def _conditions(options: argparse.Namespace, carries: Capacity) -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "ladder": options.ladder,
        "seed": options.seed,
        "link": asdict(carries),
        "signalling": {
            "borne": "by the relay, across the link",
            "navigateurs": "beside the link, at no cost",
        },
        "kiosk": "relay, steward, screen without a GPU's live picture; frames read from the screen's ring",
        "page": "the expert's page as it is; frames as the browser hands them to a page",
        "documents": "from expert to kiosk only: the product never sends a visitor's 20 MB as one file",
    }
