"""Saint-Aubin's own offices and permanences, in the published shapes, for demonstrations and tests."""

from pathlib import Path

from offline_cache.directory.importer import DirectoryReport, Order, import_directory
from offline_cache.directory.kept import STOPS, install
from offline_cache.directory.model import Point

FOLDER = Path(__file__).resolve().parent
DIRECTORY = FOLDER / "annuaire.json"
PERMANENCES = FOLDER / "permanences.toml"
INSEE = "45998"
"""A code that no commune has."""
PLACE = Point(47.8121, 2.1462)


def install_sample(store: Path) -> DirectoryReport:
    """Put both into a content store."""
    order = Order(DIRECTORY, source="Annuaire d’exemple de Saint-Aubin", sample=True)
    report = import_directory(order, store)
    install(STOPS, PERMANENCES, store)
    return report
