"""`kiosk bench calls`: its options, and its end: the slopes."""

import argparse
import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kiosk.compose.bench.across.product import TROUBLE
from kiosk.compose.bench.calls.engine import LongEngine
from kiosk.compose.bench.calls.kiosk_calls import Visit, running, visit
from kiosk.compose.bench.calls.sample import LATE_SHARE, WARM_SHARE, WORDS, Rows, Sample, slopes
from kiosk.core.places import default_run

MOST_LIVES = 20
"""So often the programs are started anew after a call that failed; a soak is not for ever."""


@dataclass
class Campaign:
    """When it is over, and what it saw."""

    most: int
    until: float
    rows: Rows
    samples: list[Sample] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Why calls did not come about."""

    @property
    def over(self) -> bool:
        """After so many calls, or so long."""
        done = len({(sample.life, sample.call) for sample in self.samples})
        return done >= self.most or time.monotonic() >= self.until

    def add(self, sample: Sample) -> None:
        """Keep, write and tell."""
        self.samples.append(sample)
        self.rows.add(sample)
        print(
            f"appel {sample.call}, {sample.process} : {sample.pss_kb / 1000:.1f} Mo, "
            f"{sample.descriptors} descripteurs, {sample.threads} fils",
            file=sys.stderr,
        )


Work = Callable[[Path, argparse.Namespace, Campaign, int], None]


def run(options: argparse.Namespace) -> int:
    """Call, and print the slopes; also when it is interrupted."""
    until = time.monotonic() + options.hours * 3600 if options.hours else float("inf")
    most = sys.maxsize if options.hours else options.count
    campaign = Campaign(most, until, Rows(options.csv))
    default_run().mkdir(parents=True, exist_ok=True)
    work: Work = _engine if options.way == "engine" else _kiosk
    with contextlib.suppress(KeyboardInterrupt):
        _live(work, options, campaign)
    campaign.rows.close()
    _tell(campaign, as_json=getattr(options, "json", False))
    return 1 if campaign.failed else 0


def _live(work: Work, options: argparse.Namespace, campaign: Campaign) -> None:
    """Work until the campaign is over; a call that did not come about is told, and begins another life."""
    for life in range(1, MOST_LIVES + 1):
        with tempfile.TemporaryDirectory(dir=default_run()) as folder:
            try:
                return work(Path(folder), options, campaign, life)
            except TROUBLE as error:
                campaign.failed.append((str(error).splitlines() or [type(error).__name__])[0])
                print(f"un appel n’a pas eu lieu : {campaign.failed[-1]}", file=sys.stderr)
    return None


def _engine(folder: Path, options: argparse.Namespace, campaign: Campaign, life: int) -> None:
    async def calling() -> None:
        engine = LongEngine(folder, options.ladder, "video/H264", life)
        async with aclosing(engine.calls(options.seconds)) as calls:
            async for sample in calls:
                campaign.add(sample)
                if campaign.over:
                    return

    asyncio.run(calling())


def _kiosk(folder: Path, options: argparse.Namespace, campaign: Campaign, life: int) -> None:
    with running(folder, options.ladder) as (stand, citizen, expert):
        number = 0
        while not campaign.over:
            number += 1
            for sample in visit(stand, citizen, expert, Visit(number, life, options.seconds)):
                campaign.add(sample)


def _tell(campaign: Campaign, *, as_json: bool) -> None:
    found = {share: list(slopes(campaign.samples, share)) for share in (WARM_SHARE, LATE_SHARE)}
    if as_json:
        rows = [
            {"process": who, "what": what, "without_first": share, **asdict(line), "grows": line.grows}
            for share, lines in found.items()
            for who, what, line in lines
        ]
        print(
            json.dumps(
                {"load": os.getloadavg(), "failed": campaign.failed, "slopes": rows},
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    if campaign.failed:
        print(f"Appels qui n’ont pas eu lieu : {len(campaign.failed)} ({campaign.failed[0]})")
    print(f"Pentes par appel (± erreur), moindres carrés ; charge de la machine {os.getloadavg()[0]:.1f}")
    for share, lines in found.items():
        print(f"sans les premiers {100 * share:.0f} % des appels :")
        for process, what, line in lines:
            verdict = "  CROÎT" if line.grows else ""
            print(
                f"  {process:36} {WORDS[what]:30} {line.per_step:+10.4f} ± {line.error:.4f}"
                f"  (départ {line.start:.1f}, {line.count} appels){verdict}"
            )
