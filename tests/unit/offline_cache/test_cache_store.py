"""The content in use: tiles, sheets, forms, age; missing or damaged, it says so."""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.errors import UserFacingError
from offline_cache import schema
from offline_cache.importer import import_edition
from offline_cache.store import AgePolicy, ContentStore, StoreDamaged, StoreMissing
from offline_cache.tiles import load_tiles


def test_the_home_screen_has_eight_tiles_with_something_under_each(store: ContentStore) -> None:
    topics = store.topics()
    assert len(topics) == 8
    for topic in topics:
        assert topic.icon
        assert store.children(topic)
        assert topic.sheets > 0


def test_every_sheet_of_the_sample_is_reached_from_a_tile(store: ContentStore) -> None:
    seen: set[str] = set()
    waiting = store.topics()
    while waiting:
        for entry in store.children(waiting.pop()):
            if entry.kind == "sheet":
                seen.add(entry.id)
            elif topic := store.topic(entry.id):
                waiting.append(topic)
    assert len(seen) == store.edition.sheets == 21


def test_links_of_the_sample_lead_somewhere(store: ContentStore) -> None:
    for number in range(1, 20):
        sheet = store.sheet(f"F{90000 + number}")
        assert sheet is not None
        assert sheet.introduction
        for crumb in (*sheet.related, *sheet.questions):
            assert store.has(crumb.id), (sheet.id, crumb.id)
        for item in store.checklist(sheet).items:
            assert all(store.has(target) for target in item.see)


def test_the_age_of_the_edition_is_told(sample_folder: Path) -> None:
    clock = ManualClock(start=datetime(2027, 11, 2, tzinfo=UTC))
    store = ContentStore.open(sample_folder, clock)
    assert isinstance(store, ContentStore)
    edition = store.edition
    store.close()
    assert (edition.date, edition.age_days) == ("2026-11-02", 365)
    assert edition.sample
    assert not edition.is_old


def test_a_real_edition_grows_old(tmp_path: Path, pack: Any, sheet_xml: Any) -> None:
    clock = ManualClock(start=datetime(2026, 3, 10, tzinfo=UTC))
    import_edition(pack({"F1.xml": sheet_xml()}), tmp_path / "s", clock=clock)
    store = ContentStore.open(tmp_path / "s", clock)
    assert isinstance(store, ContentStore)
    young = store.edition
    clock.advance(90 * 86400)
    old = store.edition
    store.close()
    assert (young.date, young.age_days, young.is_old, young.sample) == ("2026-03-04", 6, False, False)
    assert old.is_old
    assert not old.ask
    strict = ContentStore.open(tmp_path / "s", clock, AgePolicy(old_after=120, ask_after=91))
    assert isinstance(strict, ContentStore)
    assert (strict.edition.is_old, strict.edition.ask) == (False, True)
    strict.close()


def test_an_unknown_sheet_or_topic_is_none(store: ContentStore) -> None:
    assert store.sheet("F0") is None
    assert store.topic("N0") is None
    assert not store.has("F0")


def test_forms_know_their_pages_and_their_copy(store: ContentStore) -> None:
    sheet = store.sheet("F90009")
    assert sheet is not None
    (form,) = store.forms(sheet)
    path = store.form_path(form)
    assert path is not None
    assert (form.number, form.pages, form.size) == ("SA-01", 2, path.stat().st_size)
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    assert document.get_formtype() == 1
    document.close()


def test_a_form_without_a_copy_keeps_its_address(store: ContentStore) -> None:
    sheet = store.sheet("F90014")
    assert sheet is not None
    (form,) = store.forms(sheet)
    assert form.number == "13750*07"
    assert form.url.startswith("https://")
    assert not form.local
    assert store.form_path(form) is None


def test_a_store_never_filled_is_missing(tmp_path: Path) -> None:
    assert ContentStore.open(tmp_path / "rien") == StoreMissing(tmp_path / "rien")


@pytest.fixture
def copy(sample_folder: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "copie"
    shutil.copytree(sample_folder, folder, symlinks=True)
    return folder


def test_a_dangling_store_is_damaged(copy: Path) -> None:
    shutil.rmtree((copy / schema.CURRENT).resolve())
    assert isinstance(ContentStore.open(copy), StoreDamaged)


def test_a_store_without_its_database_is_damaged(copy: Path) -> None:
    (copy / schema.CURRENT / schema.DATABASE).unlink()
    assert isinstance(ContentStore.open(copy), StoreDamaged)


@pytest.mark.parametrize("data", [b"", b"not a database at all" * 500])
def test_a_database_overwritten_is_damaged(copy: Path, data: bytes) -> None:
    (copy / schema.CURRENT / schema.DATABASE).write_bytes(data)
    assert isinstance(ContentStore.open(copy), StoreDamaged)


def test_a_store_of_another_version_is_damaged(copy: Path) -> None:
    database = sqlite3.connect(copy / schema.CURRENT / schema.DATABASE)
    database.execute("PRAGMA user_version=99")
    database.close()
    answer = ContentStore.open(copy)
    assert isinstance(answer, StoreDamaged)
    assert "99" in answer.detail


@pytest.mark.parametrize("body", ["zeroblob(9)", "(SELECT body FROM object LIMIT 1 OFFSET 3)"])
def test_a_sheet_that_is_not_what_was_imported_is_refused(copy: Path, body: str) -> None:
    database = sqlite3.connect(copy / schema.CURRENT / schema.DATABASE)
    database.execute(
        f"UPDATE object SET body={body} WHERE sha256=(SELECT sha256 FROM sheet WHERE id='F90001')"
    )
    database.commit()
    database.close()
    store = ContentStore.open(copy)
    assert isinstance(store, ContentStore)
    with pytest.raises(UserFacingError) as caught:
        store.sheet("F90001")
    store.close()
    assert caught.value.key == "content.store-damaged"


def test_a_reader_keeps_its_edition_while_another_is_swapped_in(
    copy: Path, pack: Any, sheet_xml: Any
) -> None:
    before = ContentStore.open(copy)
    assert isinstance(before, ContentStore)
    import_edition(pack({"F1.xml": sheet_xml()}), copy)
    after = ContentStore.open(copy)
    assert isinstance(after, ContentStore)
    assert before.sheet("F90001") is not None
    assert after.sheet("F90001") is None
    assert after.sheet("F1") is not None
    before.close()
    after.close()


def test_several_themes_under_one_tile_are_told_apart(tmp_path: Path, pack: Any, sheet_xml: Any) -> None:
    def node(key: str, inside: str) -> bytes:
        xml: bytes = sheet_xml(inside, key, f"Titre {key}")
        return xml.replace(b"Fiche d'information", b"Theme")

    files = {
        "F1.xml": sheet_xml(),
        "F2.xml": sheet_xml(key="F2"),
        "N19803.xml": node(
            "N19803", "<SousTheme ID='N5'><Titre>Banque</Titre><Dossier ID='N6'>Compte</Dossier></SousTheme>"
        ),
        "N6.xml": node(
            "N6",
            "<Fiche ID='F1'>Un</Fiche><Fiche ID='F404'>Absente</Fiche><Dossier ID='N19803'>boucle</Dossier>",
        ),
        "N19807.xml": node("N19807", "<Fiche ID='F2'>Deux</Fiche>"),
        "N47.xml": node("N47", "<Fiche ID='F404'>Absente</Fiche>"),
    }
    import_edition(pack(files), tmp_path / "s")
    store = ContentStore.open(tmp_path / "s")
    assert isinstance(store, ContentStore)
    (tile,) = store.topics()
    assert (tile.id, tile.sheets) == ("argent", 2)
    entries = [(e.id, e.group, e.kind) for e in store.children(tile)]
    folder = store.topic("N6")
    assert folder is not None
    inside = [e.title for e in store.children(folder)]
    store.close()
    assert entries == [("N6", "Titre N19803", "topic"), ("N19807", "", "topic")]
    assert inside == ["Un", "boucle"]


@pytest.mark.parametrize("text", ["= =", "[[tuile]]\nid = 'x'", "tuile = 3"])
def test_a_table_of_tiles_with_a_typo_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tuiles.toml"
    path.write_text(text)
    with pytest.raises(UserFacingError) as caught:
        load_tiles(path)
    assert "tuiles.toml" in caught.value.detail
