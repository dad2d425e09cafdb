"""Saint-Aubin's own content, and small overlays made by hand."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from offline_cache.importer.forms import count_pages
from offline_cache.local.content import LocalContent
from offline_cache.local.install import Hands, compiled, install_local, packed
from offline_cache.local.model import Overlay
from offline_cache.local.problems import LocalWrongError
from offline_cache.local.remake import ours
from offline_cache.local.source import Source
from offline_cache.sample.local_build import local_sample

TODAY = date(2026, 11, 26)
COMMUNE = 'format = 1\ncommune = "Ici"\ndate = 2026-11-20\nguichet = "à l\'accueil"\n'
Read = Callable[[dict[str, str]], Overlay]
Wrong = Callable[[dict[str, str]], list[str]]


@pytest.fixture
def hands() -> Hands:
    """Pictures that we drew need no confinement."""
    return Hands(remake=ours, count=count_pages, clock=ManualClock())


@pytest.fixture
def read(hands: Hands) -> Read:
    """Read files given as text; `commune.toml` is there already."""

    def run(files: dict[str, str]) -> Overlay:
        data = {name: text.encode() for name, text in {"commune.toml": COMMUNE, **files}.items()}
        return compiled(Source("essai", data), hands)[0]

    return run


@pytest.fixture
def wrong(read: Read) -> Wrong:
    """What is said of files that are refused."""

    def run(files: dict[str, str]) -> list[str]:
        with pytest.raises(LocalWrongError) as caught:
            read(files)
        return list(caught.value.lines)

    return run


@pytest.fixture(scope="session")
def town_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with Saint-Aubin's own content; not to be written to."""
    folder = tmp_path_factory.mktemp("town")
    archive = folder / "saint-aubin.zip"
    archive.write_bytes(packed(local_sample(TODAY)))
    install_local(archive, folder / "store", hands=Hands(remake=ours, count=count_pages))
    return folder / "store"


@pytest.fixture
def town(town_store: Path) -> Iterator[LocalContent]:
    """It, open."""
    opened = LocalContent.open(town_store)
    assert isinstance(opened, LocalContent)
    yield opened
    opened.close()
