"""The sample edition as a person would import it: by the command line."""

from pathlib import Path

import pytest

from kiosk.cli import main


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store filled by `content sample` then `content import`."""
    folder = tmp_path_factory.mktemp("content")
    assert main(["content", "sample", str(folder / "exemple.zip")]) == 0
    assert main(["content", "import", str(folder / "exemple.zip"), "--store", str(folder / "store")]) == 0
    return folder / "store"
