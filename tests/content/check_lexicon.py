"""Puts every everyday phrase of the lexicon to a store, and names those that do not lead where they should.

An entry whose « officiel » begins the title of a sheet promises that sheet: it must be among the first
`--within` when the phrase is all that was typed.

`python tests/content/check_lexicon.py --store DIR [--within 5]`
"""

import argparse
import sqlite3
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from offline_cache import schema
from offline_cache.commands import open_store
from offline_cache.search.lexicon import DEFAULT
from offline_cache.search.words import words

_SHORTEST = 2


def promised(titles: Iterable[tuple[str, str]], official: str) -> Iterator[str]:
    """Ids of the sheets whose title begins so; nothing for a mere word."""
    said = words(official)
    if len(said) >= _SHORTEST:
        yield from (key for key, title in titles if words(title)[: len(said)] == said)


def main() -> int:
    """Read, ask, print; 1 when a phrase leads astray."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--within", type=int, default=5)
    options = parser.parse_args()
    database = sqlite3.connect(options.store / schema.CURRENT / schema.DATABASE)
    titles = database.execute("SELECT id,title FROM sheet JOIN found USING(number)").fetchall()
    database.close()
    store = open_store(options.store)
    entries = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))["entree"]
    asked, astray = 0, defaultdict(list)
    for entry in entries:
        wanted = {key for official in entry["officiel"] for key in promised(titles, official)}
        for phrase in entry["dit"] if wanted else ():
            asked += 1
            hits = store.search(phrase).hits[: options.within]
            if not wanted.intersection(hit.id for hit in hits):
                astray[entry["officiel"][0]].append((phrase, hits[0].title if hits else "—"))
    for official, phrases in astray.items():
        sys.stdout.write(f"{official}\n")
        for phrase, first in phrases:
            sys.stdout.write(f"    « {phrase} » → {first}\n")
    total = sum(len(phrases) for phrases in astray.values())
    sys.stdout.write(f"{asked} locutions, {total} hors des {options.within} premières\n")
    store.close()
    return 1 if total else 0


if __name__ == "__main__":
    raise SystemExit(main())
