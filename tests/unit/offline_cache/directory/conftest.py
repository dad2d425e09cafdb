"""The Loiret's small directory, imported."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offline_cache.directory.area import Area
from offline_cache.directory.guide import Guide, Spot, open_guide
from offline_cache.directory.importer import DirectoryReport, Order, import_directory
from tests.unit.offline_cache.directory.loiret import LOIRET, Record

Import = Callable[..., DirectoryReport]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def imported(tmp_path: Path, store: Path) -> Import:
    """Import entries, around Sandillon unless told otherwise."""

    def run(records: list[Record] | None = None, **order: Any) -> DirectoryReport:
        file = tmp_path / "annuaire.json"
        file.write_text(json.dumps({"service": LOIRET if records is None else records}), encoding="utf-8")
        defaults: dict[str, Any] = {"insee": "45300", "area": Area(radius_km=60.0)}
        return import_directory(Order(file, **{**defaults, **order}), store)

    return run


@pytest.fixture
def guide(imported: Import, store: Path) -> Guide:
    imported()
    return open_guide(store, Spot("45300"))
