"""Every word of the edition is in the store, in its order and its place.

The edition is the sample's, or the one named by CONTENT_EDITION (`make content-check`).
"""

import os
from pathlib import Path

import pytest

from offline_cache.importer import import_edition
from offline_cache.sample.build import build_sample
from tests.integration.content.edition_check import unlike


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The ZIP to check."""
    given = os.environ.get("CONTENT_EDITION")
    if given:
        return Path(given)
    build_sample(tmp_path / "exemple.zip")
    return tmp_path / "exemple.zip"


def test_no_sheet_loses_a_word_its_order_or_what_stands_around_it(edition: Path, tmp_path: Path) -> None:
    report = import_edition(edition, tmp_path / "store")
    assert report.sheets
    assert unlike(edition, tmp_path / "store")[:20] == []
