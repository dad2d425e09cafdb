"""An edition read by several processes (from a size made small here)."""

import shutil
import zipfile
from pathlib import Path

import pytest

from kiosk.core.errors import UserFacingError
from offline_cache.importer import import_edition, run
from offline_cache.store import ContentStore


def _multiplied(sample: Path, target: Path, times: int, spoil: bytes = b"") -> Path:
    """The sample edition's sheets many times over, each copy under ids of its own."""
    with zipfile.ZipFile(sample) as source, zipfile.ZipFile(target, "w") as out:
        sheets = [name for name in source.namelist() if name.startswith("F")]
        for copy in range(times):
            for name in sheets:
                key = name.removesuffix(".xml")
                fresh = f"F{copy + 1}{key[1:]}"
                data = source.read(name).replace(f'ID="{key}"'.encode(), f'ID="{fresh}"'.encode())
                out.writestr(f"{fresh}.xml", data)
        if spoil:
            out.writestr("F999999.xml", spoil)
    return target


class _Seen:
    """Progress as it was last told."""

    last = (0, 0)

    def __call__(self, done: int, total: int) -> None:
        self.last = (done, total)


def test_several_processes_read_what_one_reads(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_WORTH_CHILDREN", 1)
    archive = _multiplied(sample_store.parent / "exemple.zip", tmp_path / "grande.zip", 8)
    found = []
    for workers in (0, 2):
        seen = _Seen()
        folder = tmp_path / f"s{workers}"
        report = import_edition(archive, folder, progress=seen, workers=workers)
        assert report.sheets == 8 * 22
        assert seen.last == (176, 176)
        store = ContentStore.open(folder)
        assert isinstance(store, ContentStore)
        found.append([hit.id for hit in store.search("carte d'identité").hits])
        store.close()
        shutil.rmtree(folder)
    assert found[0] == found[1]


def test_a_bad_sheet_among_many_is_named(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_WORTH_CHILDREN", 1)
    archive = _multiplied(sample_store.parent / "exemple.zip", tmp_path / "grande.zip", 8, b"<Publication")
    with pytest.raises(UserFacingError) as caught:
        import_edition(archive, tmp_path / "s")
    assert caught.value.key == "content.xml-invalid"
    assert "F999999.xml" in caught.value.detail
    assert list((tmp_path / "s").iterdir()) == []
