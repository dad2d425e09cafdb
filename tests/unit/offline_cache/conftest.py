"""Small editions made by hand, and the sample edition imported once."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offline_cache.importer import import_edition
from offline_cache.sample.build import build_sample
from offline_cache.store import ContentStore

_HEAD = (
    '<Publication xmlns:dc="http://purl.org/dc/elements/1.1/" ID="{key}" type="Fiche d\'information">'
    "<dc:title>{title}</dc:title><dc:description>{title}</dc:description><dc:date>modified 2026-03-04</dc:date>"
)
Zip = Callable[..., Path]
SheetXml = Callable[..., bytes]


@pytest.fixture
def sheet_xml() -> SheetXml:
    """Write one sheet around a body in the edition's vocabulary."""

    def write(body: str = "<Texte/>", key: str = "F1", title: str = "Titre") -> bytes:
        return (_HEAD.format(key=key, title=title) + body + "</Publication>").encode()

    return write


@pytest.fixture
def pack(tmp_path: Path) -> Zip:
    """Pack files, given as name=bytes or a dict, into a ZIP."""

    def write(files: dict[str, bytes], name: str = "edition.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in files.items():
                archive.writestr(member, data)
        return path

    return write


@pytest.fixture(scope="session")
def sample_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition's ZIP."""
    path = tmp_path_factory.mktemp("sample") / "exemple.zip"
    build_sample(path)
    return path


@pytest.fixture(scope="session")
def sample_folder(sample_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the sample edition; not to be written to."""
    folder = tmp_path_factory.mktemp("store")
    import_edition(sample_zip, folder)
    return folder


@pytest.fixture(scope="session")
def store(sample_folder: Path) -> Iterator[ContentStore]:
    """The sample edition, open."""
    opened = ContentStore.open(sample_folder)
    assert isinstance(opened, ContentStore)
    yield opened
    opened.close()
