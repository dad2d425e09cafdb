"""Kills and power cuts in the middle of a synchronisation, by the thousand: `make power-cuts`.

Every round is a process that is killed at one file operation (or after some time), on a store between two editions.
Afterwards the store must open, be the old edition or the new one and nothing else, and take the new one at the next
synchronisation. `--variant` runs a program that forgets something: then the campaign must find it out.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from offline_cache import schema
from offline_cache.editions import sync as syncing
from offline_cache.editions.check import check_database
from offline_cache.editions.held import base_of
from offline_cache.editions.manifest import Manifest
from offline_cache.importer.swap import swap, sync
from offline_cache.store import ContentStore
from tests.integration.editions.disk import Ledger, after_cut
from tests.integration.editions.server import Server
from tests.integration.editions.town import PATIENT, open_town, sheets

VARIANTS = ("good", "no-fsync", "early-swap")
ACTIONS = ("sync", "back")
LATE = 24
OLD, NEW = "2026-11-01", "2026-11-08"


@dataclass
class Figures:
    """What a campaign found. `bad` says what was found wrong, by how often."""

    variant: str
    action: str
    operations: int = 0
    kills: int = 0
    cuts: int = 0
    found: Counter[str] = field(default_factory=Counter)
    bad: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def wrong(self) -> int:
        return sum(self.bad.values())

    def told(self) -> str:
        rows = {**vars(self), "found": dict(self.found), "bad": dict(self.bad), "wrong": self.wrong}
        return json.dumps(rows, ensure_ascii=False)


@dataclass(frozen=True)
class Ground:
    """A prepared town in a folder, its server in another process, and the manifests of the two editions."""

    folder: Path
    url: str
    root: bytes
    editions: dict[str, Manifest]

    def start(self, action: str) -> Path:
        """The store as it is before the action."""
        return self.folder / ("store" if action == "sync" else "store-new")

    def sync(self, store: Path) -> syncing.Outcome:
        source = syncing.Source(self.url, self.root, PATIENT)
        return syncing.sync_edition(
            source, store, lambda _d, _t: None, EventLog(None, "content"), installers={}
        )

    def act(self, action: str, store: Path) -> None:
        if action == "back":
            syncing.go_back(store, EventLog(None, "content"))
        else:
            outcome = self.sync(store)
            if outcome.outcome != "updated":
                raise SystemExit(f"no update: {outcome}")

    def judge(self, store: Path) -> str:
        """Which edition a store holds, whole; else what is wrong with it."""
        opened = ContentStore.open(store)
        if not isinstance(opened, ContentStore):
            return f"does not open: {opened}".replace(str(store), "")
        with closing(opened):
            date = opened.edition.date
        manifest = self.editions.get(date)
        if manifest is None:
            return f"no edition: {date}"
        try:
            check_database((store / schema.CURRENT).resolve() / schema.DATABASE, manifest)
        except UserFacingError as error:
            return f"half: {error.detail[:60]}"
        return date


def prepare(folder: Path, count: int) -> tuple[dict[str, Manifest], bytes]:
    """Two editions published; `store` holds the old one, `store-new` has gone on to the new one."""
    manifests = {}
    with open_town(folder) as town:
        for date, texts in ((OLD, sheets(count)), (NEW, sheets(count, F3="Une nouvelle phrase du trois."))):
            town.publish(texts, date)
            if date == NEW:
                shutil.copytree(town.store, folder / "store-old", symlinks=True)
            assert town.sync().outcome == "updated"
            base = base_of(town.store)
            assert base is not None and base.manifest is not None  # noqa: PT018 - one thing
            manifests[date] = base.manifest
        town.store.rename(folder / "store-new")
        (folder / "store-old").rename(folder / "store")
        return manifests, town.root


def serve(folder: Path) -> tuple[int, str]:
    """A server of its own process: what is forked here must have no threads."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with Server(folder / "repo") as server:
            os.write(writing, server.url.encode())
            os.close(writing)
            signal.pause()
        os._exit(0)
    os.close(writing)
    url = os.read(reading, 200).decode()
    os.close(reading)
    return child, url


def in_child(work: Callable[[], None]) -> int:
    """Run in a process of its own; returns how it ended (negative for a signal)."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def forgetful(variant: str) -> None:
    """Make this process the program that forgets something."""
    if variant == "early-swap":

        def swap_first(store: Path, fresh: Path) -> None:
            swap(store, fresh)
            sync(fresh)

        vars(syncing).update(sync=lambda _folder: None, swap=swap_first)


class Campaign:
    """Rounds on one ground."""

    def __init__(self, ground: Ground, work: Path, figures: Figures, rng: random.Random) -> None:
        self._ground, self._work, self._figures, self._rng = ground, work, figures, rng

    def count(self) -> int:
        """How many operations the action takes, when it is not disturbed."""
        store, aside = self._fresh()

        def run() -> None:
            ledger = self._ledger(store, aside, 0)
            forgetful(self._figures.variant)
            ledger.start()
            self._ground.act(self._figures.action, store)
            (aside / "count").write_text(str(ledger.stop()))

        assert in_child(run) == 0
        self._figures.operations = int((aside / "count").read_text())
        return self._figures.operations

    def round(self, kill_at: int, draws: int) -> None:
        """Kill at one operation; look at the store as it is, and as some power cuts would leave it."""
        store, aside = self._fresh()

        def run() -> None:
            ledger = self._ledger(store, aside, kill_at)
            forgetful(self._figures.variant)
            ledger.start()
            self._ground.act(self._figures.action, store)

        code = in_child(run)
        if code != -signal.SIGKILL:
            self._figures.bad[f"was not killed: {code}"] += 1
            return
        disks = [store]
        for draw in range(draws):
            disks.append(self._work / f"disk-{draw}")
            after_cut(store, aside, disks[-1], self._rng)
        self._figures.kills += 1
        self._figures.cuts += draws
        for number, disk in enumerate(disks):
            self._look(disk, goes_on=number in (0, 1))

    def timed(self, after_s: float) -> None:
        """Kill after some time, wherever it is then: in the database, in the network."""
        store, _ = self._fresh()

        def run() -> None:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, after_s)
            self._ground.act(self._figures.action, store)

        in_child(run)
        self._figures.kills += 1
        self._look(store, goes_on=True)

    def _look(self, disk: Path, *, goes_on: bool) -> None:
        found = self._ground.judge(disk)
        if found not in self._ground.editions:
            self._figures.bad[found] += 1
            return
        self._figures.found[found] += 1
        if goes_on and self._figures.action == "sync":
            outcome = self._ground.sync(disk)
            if not outcome.well or self._ground.judge(disk) != NEW:
                self._figures.bad[f"does not go on: {outcome.error} {outcome.detail[:60]}"] += 1

    def _fresh(self) -> tuple[Path, Path]:
        shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir()
        store = self._work / "store"
        shutil.copytree(self._ground.start(self._figures.action), store, symlinks=True)
        return store, self._work / "aside"

    def _ledger(self, store: Path, aside: Path, kill_at: int) -> Ledger:
        return Ledger(store, aside, kill_at, honest=self._figures.variant != "no-fsync")


@dataclass(frozen=True)
class Plan:
    """How long a campaign is: rounds with a kill at an operation, disks drawn of each, kills after some time.

    `late` keeps to the last operations, where the swap is.
    """

    rounds: int
    draws: int
    timed: int = 0
    late: bool = False
    seed: int = 1
    sheets: int = 40


def run(variant: str, action: str, plan: Plan) -> Figures:
    """One campaign; the points of the kills are spread over all operations, each at least once if rounds allow."""
    figures, rng = Figures(variant, action), random.Random(plan.seed)
    with tempfile.TemporaryDirectory(prefix="vg-cuts-") as name:
        folder = Path(name)
        editions, root = prepare(folder / "town", plan.sheets)
        server, url = serve(folder / "town")
        began = time.monotonic()
        try:
            ground = Ground(folder / "town", url, root, editions)
            campaign = Campaign(ground, folder / "work", figures, rng)
            operations = campaign.count()
            points = list(range(operations - LATE if plan.late else 1, operations + 1))
            rng.shuffle(points)
            for number in range(plan.rounds):
                campaign.round(points[number % len(points)], plan.draws)
            for _ in range(plan.timed):
                campaign.timed(rng.uniform(0.001, 0.4))
        finally:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)
        figures.seconds = round(time.monotonic() - began, 1)
    return figures


def main() -> int:
    """Print the figures as JSON; 0 when the good program was never caught, or a forgetful one was."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=VARIANTS, default="good")
    parser.add_argument("--action", choices=ACTIONS, default="sync")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--timed", type=int, default=0)
    parser.add_argument("--late", action="store_true")
    parser.add_argument("--sheets", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    plan = Plan(options.rounds, options.draws, options.timed, options.late, options.seed, options.sheets)
    figures = run(options.variant, options.action, plan)
    sys.stdout.write(figures.told() + "\n")
    return 0 if (figures.wrong == 0) == (options.variant == "good") else 1


if __name__ == "__main__":
    sys.exit(main())
