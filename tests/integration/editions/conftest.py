"""One town a test, empty or between two editions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.editions.town import Town, open_copy, open_town, prepare


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Nothing is published yet."""
    with open_town(tmp_path / "town") as opened:
        yield opened


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once."""
    folder = tmp_path_factory.mktemp("prepared") / "town"
    prepare(folder)
    return folder


@pytest.fixture
def between(prepared: Path, tmp_path: Path) -> Iterator[Town]:
    """One edition is installed, the next one published."""
    with open_copy(prepared, tmp_path / "town") as opened:
        yield opened
