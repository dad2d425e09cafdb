"""Import and search, on the sample edition or a real one."""

import json
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from kiosk.compose.bench import Figure, commune
from offline_cache.importer.run import import_edition
from offline_cache.sample.build import build_sample
from offline_cache.store import ContentStore

ROUNDS = 5
COLD_ROUNDS = 3
OWN_QUERIES = (
    "carte identité",
    "aide loyer",
    "passport",
    "naissance",
    "permi de conduire",
    "demenagement",
    "rsa",
)


def measure(folder: Path, edition: Path | None, queries: Path | None) -> list[Figure]:
    """Import the edition, then ask it every query five times."""
    archive = edition or folder / "sample.zip"
    if edition is None:
        build_sample(archive)
    started = time.perf_counter()
    report = import_edition(archive, folder / "store", None, None)
    taken = time.perf_counter() - started
    size = sum(path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file())
    note = f"{report.sheets} fiches, {archive.name}"
    return [
        Figure("import d'une édition", taken, "s", 15 if edition else None, note),
        Figure("taille du contenu installé", size / 1e6, "Mo", 60 if edition else None, note),
        _cold_search(folder / "store"),
        *_search(folder / "store", queries),
        *commune.measure(folder / "store", folder, queries),
    ]


def _cold_search(folder: Path) -> Figure:
    """The first search of a process that made nothing ready, opening the content included; three processes."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        taken = sorted(pool.submit(_first_search, folder).result() for _ in range(COLD_ROUNDS))
    note = f"le pire de {COLD_ROUNDS} processus"
    return Figure("première recherche d'un processus", taken[-1], "ms", 100, note)


def _first_search(folder: Path) -> float:
    started = time.perf_counter()
    store = ContentStore.open(folder)
    if not isinstance(store, ContentStore):
        raise TypeError(f"no store: {store}")
    store.search("carte identité")
    return (time.perf_counter() - started) * 1000


def _search(folder: Path, queries: Path | None) -> list[Figure]:
    store = ContentStore.open(folder)
    if not isinstance(store, ContentStore):
        raise TypeError(f"no store: {store}")
    asked = json.loads(queries.read_text()) if queries else [{"q": q} for q in OWN_QUERIES]
    times: list[float] = []
    first = five = judged = 0
    for query in asked:
        wanted = set(query.get("ok", ()))
        for _ in range(ROUNDS):
            started = time.perf_counter()
            found = [hit.id for hit in store.search(query["q"]).hits]
            times.append((time.perf_counter() - started) * 1000)
        if wanted:
            judged += 1
            first += bool(wanted & set(found[:1]))
            five += bool(wanted & set(found[:5]))
    store.close()
    times.sort()
    figures = [
        Figure("recherche, médiane", statistics.median(times), "ms"),
        Figure(
            "recherche, p95", times[int(len(times) * 0.95)], "ms", 15, f"{len(asked)} questions × {ROUNDS}"
        ),
    ]
    if judged:
        figures.append(
            Figure("bonne fiche en premier", 100 * first / judged, "%", None, f"{judged} questions")
        )
        figures.append(Figure("bonne fiche dans les cinq", 100 * five / judged, "%", None, "objectif ≥ 95"))
    return figures
