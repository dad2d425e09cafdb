"""A store that was damaged: the edition before takes its place, the damaged one is kept aside."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from offline_cache import schema
from offline_cache.editions.sync import go_back
from offline_cache.importer import import_edition
from offline_cache.mending import DAMAGED, examine, lost_forms, mend, previous_date
from offline_cache.placing import in_use
from offline_cache.store import ContentStore

QUIET = EventLog(None, "test")


@pytest.fixture
def two(tmp_path: Path, pack: Any, sheet_xml: Any) -> Path:
    """A store with « Ancienne » before « Nouvelle »."""
    folder = tmp_path / "store"
    for title in ("Ancienne", "Nouvelle"):
        noise = os.urandom(30_000).hex()
        body = f"<Texte><Paragraphe>{noise}</Paragraphe></Texte>"
        import_edition(pack({"F1.xml": sheet_xml(body, title=title)}, f"{title}.zip"), folder, workers=0)
    return folder


def title(store: Path) -> str:
    opened = ContentStore.open(store)
    assert isinstance(opened, ContentStore)
    sheet = opened.sheet("F1")
    opened.close()
    assert sheet is not None
    return sheet.title


def database(store: Path) -> Path:
    return (store / schema.CURRENT).resolve() / schema.DATABASE


def _zeroed(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[: len(data) // 2] = bytes(len(data) // 2)
    path.write_bytes(data)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _one_bit(path: Path) -> None:
    """Within a sheet's own bytes, where SQLite checks nothing."""
    connection = sqlite3.connect(path)
    (body,) = connection.execute("SELECT body FROM object").fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    # A long body lies over several pages: its beginning is enough to find it.
    data[data.index(body[:200]) + 150] ^= 1
    path.write_bytes(data)


def _sheet_lost(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM object")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("spoil", [_zeroed, _truncated, _one_bit, _sheet_lost, Path.unlink])
def test_a_damaged_database_gives_way_to_the_edition_before(two: Path, spoil: Callable[[Path], None]) -> None:
    damaged = in_use(two)
    spoil(database(two))
    mended = mend(two)
    assert mended is not None
    assert mended.why
    assert title(two) == "Ancienne"
    assert not (two / damaged).exists()
    assert (two / mended.folder).is_dir()
    assert mended.folder.startswith(DAMAGED)
    assert previous_date(two) is None
    assert mend(two) is None


def test_a_whole_folder_that_is_gone_gives_way_too(two: Path) -> None:
    shutil.rmtree((two / schema.CURRENT).resolve())
    mended = mend(two)
    assert mended is not None
    assert mended.folder == ""
    assert title(two) == "Ancienne"


def test_the_link_that_names_the_edition_is_found_again(two: Path) -> None:
    (two / schema.CURRENT).unlink()
    assert mend(two) is not None
    assert title(two) == "Ancienne"


def test_a_whole_store_is_left_alone(two: Path) -> None:
    assert mend(two) is None
    assert title(two) == "Nouvelle"


def test_without_another_edition_nothing_is_moved(two: Path) -> None:
    shutil.rmtree((two / schema.PREVIOUS).resolve())
    before = in_use(two)
    _truncated(database(two))
    mended = mend(two)
    assert mended is not None
    assert (mended.folder, mended.by) == ("", "")
    assert in_use(two) == before


def test_an_empty_folder_is_no_store_to_mend(tmp_path: Path) -> None:
    assert mend(tmp_path) is None


def test_an_edition_of_another_program_is_not_thrown_aside(two: Path) -> None:
    connection = sqlite3.connect(database(two))
    connection.execute("PRAGMA user_version=99")
    connection.close()
    mended = mend(two)
    assert mended is not None
    assert (mended.why, mended.by) == ("version 99", "")


def test_the_next_import_keeps_what_lies_aside_and_one_damage_replaces_another(
    two: Path, pack: Any, sheet_xml: Any
) -> None:
    for n in range(3):
        _truncated(database(two))
        mended = mend(two)
        assert mended is not None
        import_edition(pack({"F1.xml": sheet_xml(title=f"{n}")}, f"{n}.zip"), two, workers=0)
        assert [path.name for path in two.glob(f"{DAMAGED}*")] == [mended.folder]


def test_a_form_that_is_gone_is_named_and_the_edition_stays(sample_folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "copy"
    shutil.copytree(sample_folder, store, symlinks=True)
    assert lost_forms(store) == []
    gone, other = sorted((store / schema.CURRENT / schema.FORMS).glob("*.pdf"))[:2]
    gone.unlink()
    other.write_bytes(b"%PDF-1.4 another")
    assert len(lost_forms(store)) == 2
    assert mend(store) is None


def test_going_back_and_going_back_again(two: Path) -> None:
    go_back(two, QUIET)
    assert title(two) == "Ancienne"
    go_back(two, QUIET)
    assert title(two) == "Nouvelle"


def test_there_is_nothing_to_go_back_to(two: Path) -> None:
    _truncated((two / schema.PREVIOUS).resolve() / schema.DATABASE)
    with pytest.raises(UserFacingError) as caught:
        go_back(two, QUIET)
    assert caught.value.key == "content.previous-missing"
    assert title(two) == "Nouvelle"
    (two / schema.PREVIOUS).unlink()
    with pytest.raises(UserFacingError):
        go_back(two, QUIET)


def test_an_unfinished_edition_is_not_whole(two: Path) -> None:
    half = two / "edition-half"
    half.mkdir()
    schema.create(half / schema.DATABASE).close()
    assert examine(half) == "édition inachevée"
