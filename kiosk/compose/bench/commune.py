"""The one search box with the town's own content over an edition: what that adds, and what both take."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from kiosk.compose.bench import Figure
from kiosk.core.clock import SystemClock
from offline_cache.importer.forms import count_pages
from offline_cache.local.install import Hands, install_local
from offline_cache.local.remake import ours
from offline_cache.sample.local_build import write_local_sample
from ui.adapters.commune import open_commune
from ui.adapters.library import open_library

ROUNDS = 5
OWN_QUERIES = (
    "encombrants",
    "encombrents",
    "poubelle",
    "judo",
    "acte de naissance",
    "crèche",
    "carte",
    "marché",
)


def measure(store: Path, work: Path, queries: Path | None) -> list[Figure]:
    """Lay the sample town's content over the edition in `store`, and ask as a visitor's screen does."""
    write_local_sample(work / "commune", datetime.now(UTC).date())
    started = time.perf_counter()
    install_local(work / "commune", store, hands=Hands(remake=ours, count=count_pages))
    installed = time.perf_counter() - started
    clock = SystemClock()
    official = open_library(store, clock)
    library, _ = open_commune(store, official, clock)
    library.prepare()
    asked = (
        [*OWN_QUERIES, *(row["q"] for row in json.loads(queries.read_text()))] if queries else [*OWN_QUERIES]
    )
    library.search("salle des fêtes")
    both: list[float] = []
    added: list[float] = []
    for _ in range(ROUNDS):
        for text in asked:
            # A screen keeps its last answer: another question in between makes it ask anew.
            official.search("")
            library.search("")
            started = time.perf_counter()
            official.search(text)
            between = time.perf_counter()
            library.search(text)
            added.append((time.perf_counter() - between) * 1000)
            both.append((time.perf_counter() - started) * 1000)
    note = f"{len(asked)} questions × {ROUNDS}"
    return [
        Figure("contenu de la commune, installation", installed, "s"),
        Figure("recherche avec la commune, p95", _p95(both), "ms", 15, note),
        Figure("dont la commune, p95", _p95(added), "ms", None, note),
    ]


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
