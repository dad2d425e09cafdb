"""Local content in the one search box, and on the home tiles."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from offline_cache.local.content import LocalContent
from offline_cache.local.model import LocalTile, TileChange, TileEntry, Town
from offline_cache.local.search import LocalFinder
from offline_cache.local.tiles import local_entries, tiles_of
from offline_cache.model import Topic
from offline_cache.search.answer import SearchAnswer
from offline_cache.store import ContentStore
from tests.unit.offline_cache.local.conftest import TODAY


@pytest.fixture
def find(town: LocalContent) -> LocalFinder:
    return LocalFinder(town, ManualClock().monotonic)


def always(_ident: str) -> bool:
    return True


def ids(find: LocalFinder, store: ContentStore, text: str) -> list[str]:
    return [hit.id for hit in find.search(text, store.search(text), always).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("encombrants", "local:demarche:encombrants"),
        ("encombrents", "local:demarche:encombrants"),
        ("canape", "local:demarche:encombrants"),
        ("judo", "local:association:judo-club"),
        ("bibliobus", "local:evenement:bibliobus"),
        ("louer la salle des fêtes", "local:page:salle-des-fetes"),
        ("marché de noël", "local:evenement:marche-noel"),
        ("enquête publique", "local:avis:enquete-plu"),
        ("passeport", "F90002"),
        ("carte grise", "F90014"),
        ("acte de naissance", "F90003"),
        ("permis de conduire perdu", "F90015"),
    ],
)
def test_the_sheet_that_says_it_best_comes_first(
    find: LocalFinder, store: ContentStore, text: str, first: str
) -> None:
    assert ids(find, store, text)[0] == first


def test_the_towns_own_certificate_stands_right_behind_the_official_sheet(
    find: LocalFinder, store: ContentStore
) -> None:
    assert ids(find, store, "acte de naissance")[1] == "local:demarche:acte-naissance"


def test_a_word_that_the_town_never_uses_brings_nothing_local_in(
    find: LocalFinder, store: ContentStore
) -> None:
    assert not [key for key in ids(find, store, "carte grise") if key.startswith("local:")]


def test_the_official_order_stays(find: LocalFinder, store: ContentStore) -> None:
    official = [hit.id for hit in store.search("acte de naissance").hits]
    assert [key for key in ids(find, store, "acte de naissance") if key.startswith("F")] == official


def test_without_official_content_local_content_is_found(find: LocalFinder) -> None:
    hits = find.search("poubelle", SearchAnswer((), 0.0), always).hits
    assert [hit.id for hit in hits][:1] == ["local:demarche:bac-poubelle"]
    assert "bac cassé" in hits[0].why


def test_what_is_over_is_not_found(find: LocalFinder) -> None:
    hits = find.search("bibliobus", SearchAnswer((), 0.0), lambda key: "evenement" not in key).hits
    assert hits == ()


def test_suggestions_name_local_things_behind_the_likeliest(find: LocalFinder) -> None:
    assert find.suggest("gymn", [], always, 5) == ["Gymnastique douce"]
    assert find.suggest("cr", ["crédit"], always, 5) == ["crédit"]
    assert find.suggest("crè", ["crédit", "crèche"], always, 5)[:2] == [
        "crédit",
        "Demander une place à la crèche ou à la cantine",
    ]


def test_a_broken_local_index_leaves_the_official_answer(town_store: Path, store: ContentStore) -> None:
    opened = LocalContent.open(town_store)
    assert isinstance(opened, LocalContent)
    broken = LocalFinder(opened, ManualClock().monotonic)
    opened.close()
    official = store.search("passeport")
    assert broken.search("passeport", official, always) == official


# ---- tiles

OFFICIAL = [Topic(name, name.capitalize(), "", 1) for name in ("papiers", "famille", "argent", "commune")]


def town_with(*parts: LocalTile | TileChange) -> Town:
    tiles = tuple(part for part in parts if isinstance(part, LocalTile))
    changes = tuple(part for part in parts if isinstance(part, TileChange))
    return Town("Ici", TODAY, "Mairie", "à l'accueil", tiles=tiles, changes=changes)


def names(town: Town, official: list[Topic] = OFFICIAL) -> list[str]:
    return [topic.id for topic in tiles_of(town, official)]


def test_the_towns_own_tile_takes_the_place_of_town_life() -> None:
    assert names(town_with()) == ["papiers", "famille", "argent", "local:commune"]
    assert names(town_with(), []) == ["local:commune"]


def test_tiles_are_hidden_renamed_moved_and_added() -> None:
    own = LocalTile("local:tuile:t", "Déchets", "recycle", (), 2)
    town = town_with(own, TileChange("papiers", hidden=True), TileChange("argent", "Impôts", order=1))
    tiles = tiles_of(town, OFFICIAL)
    assert [tile.id for tile in tiles] == ["argent", "local:tuile:t", "famille", "local:commune"]
    assert tiles[0].title == "Impôts"
    assert "local:commune" not in names(town_with(TileChange("commune", hidden=True)))


def test_a_tile_leaves_out_what_the_official_edition_no_longer_has() -> None:
    entries = (
        TileEntry("sheet", "F1"),
        TileEntry("sheet", "F2"),
        TileEntry("topic", "N1"),
        TileEntry("events"),
    )
    town = town_with(LocalTile("local:tuile:t", "T", "", entries))
    found = local_entries(town, "local:tuile:t", {"F1": "Une", "F2": ""}.__getitem__, lambda _key: None)
    assert [(entry.id, entry.title) for entry in found] == [("F1", "Une"), ("local:agenda", "Agenda")]


def test_the_sample_is_dated_from_the_day_it_is_written(town: LocalContent) -> None:
    assert town.town.date < datetime(2026, 11, 27, tzinfo=UTC).date()
    assert {notice.first > TODAY for notice in town.town.notices} == {False}
