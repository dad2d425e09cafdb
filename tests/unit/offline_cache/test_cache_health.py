"""What the technician is told of the content in place."""

import shutil
from pathlib import Path

from offline_cache.health import content_trouble
from offline_cache.local.install import Hands, install_local
from offline_cache.local.remake import ours
from offline_cache.sample.local_build import write_local_sample
from tests.unit.offline_cache.local.conftest import TODAY


def test_each_thing_that_cannot_be_read_has_its_key(sample_folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert content_trouble(store) == "content.store-missing"
    shutil.copytree(sample_folder, store, symlinks=True)
    assert content_trouble(store) is None
    write_local_sample(tmp_path / "town", TODAY)
    install_local(tmp_path / "town", store, hands=Hands(remake=ours))
    assert content_trouble(store) is None
    (store / "local" / "current" / "local.sqlite").write_bytes(b"")
    assert content_trouble(store) == "content.local-damaged"
    (store / "current" / "content.sqlite").write_bytes(b"not a database")
    assert content_trouble(store) == "content.store-damaged"
