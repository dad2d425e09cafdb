"""Prints how well and how fast a store's search answers a file of questions; fails nothing by itself.

`python tests/content/evaluate.py --store DIR [--queries FILE] [--part tune|final] [--misses] [--forget SHARE]`
"""

import argparse
import contextlib
import json
import math
import random
import statistics
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from offline_cache.commands import open_store
from offline_cache.schema import CURRENT, DATABASE, open_read_only
from offline_cache.search.finder import Finder
from offline_cache.search.lexicon import DEFAULT, Lexicon
from offline_cache.search.words import FrenchStemmer
from offline_cache.store import ContentStore

_OURS = Path(__file__).with_name("queries.json")
_Z = 1.96
_UNREAD = "queries-fresh.json"
_LIMIT = 20
_SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Asked:
    """A question, the sheets that answer it, and what was found: `rank` from 1, 0 for none of them."""

    text: str
    ids: tuple[str, ...]
    style: str
    theme: str
    rank: int
    wall: float
    cpu: float


def interval(hits: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not total:
        return 0.0, 1.0
    share, z2 = hits / total, _Z * _Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = _Z / (1 + z2 / total) * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    return middle - half, middle + half


def ask(store: ContentStore | Finder, rows: Iterable[dict[str, object]]) -> list[Asked]:
    """Put every question to the store once, as the screen would."""
    asked = []
    for row in rows:
        text, ids = str(row["q"]), _ids(row)
        wall, cpu = time.perf_counter(), time.process_time()
        hits = store.search(text, _LIMIT).hits
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        rank = next((place for place, hit in enumerate(hits, 1) if hit.id in ids), 0)
        style, theme = str(row.get("style", "")), str(row.get("theme", ""))
        asked.append(Asked(text, ids, style, theme, rank, wall, cpu))
    return asked


def forgetful(options: argparse.Namespace, rows: Iterable[dict[str, object]], seed: int) -> list[Asked]:
    """The same questions to a lexicon that knows only some of its phrases, as it knows only some of a stranger's."""
    chance = random.Random(seed)
    document = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))
    kept = [
        ([d for d in e["dit"] if chance.random() >= options.forget], e["officiel"])
        for e in document["entree"]
    ]
    publics = [(public["fiches"], public["dit"]) for public in document["public"]]
    stemmer = FrenchStemmer()
    lexicon = Lexicon.of([entry for entry in kept if entry[0]], publics, stemmer)
    with contextlib.closing(open_read_only(options.store / CURRENT / DATABASE)) as database:
        return ask(Finder(database, lexicon, stemmer, time.monotonic), rows)


def report(asked: Sequence[Asked]) -> None:
    """All, then by manner and by theme, then the time."""
    _line("toutes", asked)
    for name in ("style", "theme"):
        groups: dict[str, list[Asked]] = defaultdict(list)
        for one in asked:
            groups[getattr(one, name)].append(one)
        if len(groups) > 1:
            _print("")
            for key in sorted(groups):
                _line(key, groups[key])
    _print("")
    for name, values in (("horloge", [a.wall for a in asked]), ("processeur", [a.cpu for a in asked])):
        ordered = sorted(value * 1000 for value in values)
        p95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
        _print(
            f"{name:12} p50 {statistics.median(ordered):6.1f} ms   p95 {p95:6.1f} ms   max {ordered[-1]:6.1f} ms"
        )


def main() -> int:
    """Read the arguments, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--queries", type=Path, default=_OURS)
    parser.add_argument("--part", choices=("tune", "final"))
    parser.add_argument("--misses", action="store_true", help="name what is not first")
    parser.add_argument("--forget", type=float, help="also with this share of the lexicon's phrases left out")
    options = parser.parse_args()
    if options.misses and options.queries.name == _UNREAD:
        parser.error(f"--misses reads questions one by one: not those of {_UNREAD}")
    rows = json.loads(options.queries.read_text(encoding="utf-8"))
    rows = [row for row in rows if options.part in (None, row.get("part"))]
    store = open_store(options.store)
    started = time.perf_counter()
    store.search("")
    store.search("mairie")
    cold = (time.perf_counter() - started) * 1000
    asked = ask(store, rows)
    report(asked)
    _print(f"première recherche {cold:.0f} ms")
    if options.misses:
        _misses(store, asked)
    if options.forget:
        for seed in _SEEDS:
            _line(f"sans {options.forget:.0%} du lexique, tirage {seed}", forgetful(options, rows, seed))
    store.close()
    return 0


def _misses(store: ContentStore, asked: Iterable[Asked]) -> None:
    for one in sorted((a for a in asked if a.rank != 1), key=lambda a: (0 < a.rank <= 5, a.theme)):
        answer = store.search(one.text)
        _print(f"\n« {one.text} » {one.rank or '—'}  [{' '.join(one.ids)}]  {' · '.join(answer.understood)}")
        for hit in answer.hits[:5]:
            _print(f"   {'*' if hit.id in one.ids else ' '} {hit.id} {hit.title}")


def _ids(row: dict[str, object]) -> tuple[str, ...]:
    """The sheets that answer, under whatever name a file lists them."""
    lists = (value for value in row.values() if isinstance(value, list))
    return tuple(str(item) for item in next(lists, ()))


def _line(name: str, asked: Sequence[Asked]) -> None:
    total = len(asked)
    shares = []
    for limit in (1, 5):
        hits = sum(0 < one.rank <= limit for one in asked)
        low, high = interval(hits, total)
        shares.append(f"@{limit} {100 * hits / total:5.1f} % [{100 * low:4.1f}–{100 * high:5.1f}]")
    _print(f"{name:36} {total:4}  {'  '.join(shares)}")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
