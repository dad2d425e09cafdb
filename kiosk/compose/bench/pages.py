"""From the touch to a procedure's page, sheet after sheet, each for the first time of its process."""

import os
from pathlib import Path

from kiosk.compose.bench import Figure
from kiosk.core.clock import SystemClock
from kiosk.core.ids import new_id
from kiosk.journey.ports import Rules
from offline_cache.importer.run import import_edition
from offline_cache.sample.build import build_sample
from offline_cache.store import ContentStore

LARGEST, OTHERS = 20, 180
TARGET_MS = 50


def measure(folder: Path, edition: Path | None) -> list[Figure]:
    """Import the edition and open 200 of its sheets, the largest among them."""
    archive = edition or folder / "sample.zip"
    if edition is None:
        build_sample(archive)
    import_edition(archive, folder / "store", None, None)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from ui.adapters.library import open_library
    from ui.page_times import measure as opened

    store = ContentStore.open(folder / "store")
    if not isinstance(store, ContentStore):
        raise TypeError(f"no store: {store}")
    sheets = chosen(store.by_size())
    store.close()
    library = open_library(folder / "store", SystemClock())
    library.prepare()
    found = opened(Rules(library, new_id), sheets)
    note = f"{len(found)} fiches, {archive.name}, sans carte graphique"
    drawn = sorted(opening.drawn for opening in found)
    made = sorted(opening.made for opening in found)
    work = sorted(opening.work for opening in found)
    return [
        Figure("fiche ouverte, du doigt à l'image, médiane", _at(drawn, 0.5), "ms", TARGET_MS, note),
        Figure("fiche ouverte, p95", _at(drawn, 0.95), "ms", TARGET_MS),
        Figure(
            "fiche ouverte, la plus longue",
            drawn[-1],
            "ms",
            None,
            max(found, key=lambda one: one.drawn).sheet,
        ),
        Figure(
            "fiche ouverte, temps de calcul, médiane",
            _at(work, 0.5),
            "ms",
            TARGET_MS,
            "machine chargée ou non",
        ),
        Figure("fiche ouverte, temps de calcul, p95", _at(work, 0.95), "ms", TARGET_MS),
        Figure("dont contenu et mise en mots, p95", _at(made, 0.95), "ms"),
        Figure("dont contenu et mise en mots, la plus longue", made[-1], "ms"),
    ]


def chosen(by_size: list[str]) -> list[str]:
    """The largest, then others evenly from the rest."""
    rest = by_size[LARGEST:]
    return [*by_size[:LARGEST], *rest[:: max(1, len(rest) // OTHERS)][:OTHERS]]


def _at(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]
