"""Which office a person is sent to."""
# ruff: noqa: DTZ001 - the hours of an office are those of a wall clock, without a zone

import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_cache.directory.distance import EARTH_KM, kilometres
from offline_cache.directory.guide import Guide, Spot, open_guide
from offline_cache.directory.importer import DirectoryReport
from offline_cache.directory.join import rank
from offline_cache.directory.model import Office, Point
from offline_cache.directory.tables import communes, kinds
from offline_cache.directory.words import distance
from offline_cache.model import OfficeLink
from tests.unit.offline_cache.directory.loiret import office, serving

Import = Callable[..., DirectoryReport]


def ids(guide: Guide, pivot: str) -> list[str]:
    return [found.office.id for found in guide.for_link(OfficeLink("R1", "", pivot, ""))]


def test_the_office_that_serves_the_commune_comes_first_however_far(guide: Guide) -> None:
    assert ids(guide, "caf") == ["caf-45"]
    assert ids(guide, "mairie") == ["m-sandillon"]


def test_when_none_serves_it_expressly_the_nearest_come(guide: Guide) -> None:
    assert ids(guide, "msap") == ["fs-jargeau", "fs-gien"]


def test_a_renamed_office_is_found_under_its_old_name_and_its_new(guide: Guide) -> None:
    assert ids(guide, "pole_emploi") == ids(guide, "france_travail") == ["ft-orleans"]


def test_a_sheet_without_a_code_is_joined_by_its_title() -> None:
    table = kinds()
    assert "tgi" in table.alike(table.of_title("Tribunal judiciaire ou de proximité")[0])
    assert table.of_title("Mairie délivrant des cartes d’identité") == ("mairie_passeport_bio",)
    assert table.of_title("Ministère de l'intérieur") == ()


def test_no_equipped_town_hall_known_means_the_town_hall(guide: Guide) -> None:
    assert ids(guide, "mairie_passeport_bio") == ["m-sandillon"]


def test_what_nobody_knows_gives_no_office(guide: Guide) -> None:
    assert ids(guide, "ambassade_france_etranger") == []
    assert ids(guide, "") == []
    assert Guide().for_codes(["mairie"]) == []


def test_a_delegated_town_hall_does_not_pass_before_that_of_the_whole_commune(
    imported: Import, store: Path
) -> None:
    """Annecy-le-Vieux (74011) has become Annecy (74010); each keeps a town hall."""
    rows = [
        office("old", "Mairie déléguée - Annecy-le-Vieux", "mairie", "74011", (45.92, 6.14)),
        office("new", "Mairie - Annecy", "mairie", "74010", (45.9, 6.13)),
        serving(office("caf", "Caf de la Haute-Savoie", "caf", "74010", (45.9, 6.1)), "74011"),
    ]
    imported(rows, insee="74010")
    assert ids(open_guide(store, Spot("74010")), "mairie") == ["new", "old"]
    assert ids(open_guide(store, Spot("74010")), "caf") == ["caf"]
    assert ids(open_guide(store, Spot("74011")), "caf") == ["caf"]


def test_the_arrondissements_of_paris_lyon_and_marseille_are_their_city() -> None:
    today = communes().today
    assert [today(code) for code in ("75118", "69385", "13201", "45300")] == [
        "75056",
        "69123",
        "13055",
        "45300",
    ]


def test_old_codes_of_insee_are_kept_with_the_directory(imported: Import, store: Path) -> None:
    imported(became={"45999": "45300"})
    assert ids(open_guide(store, Spot("45999")), "mairie") == ["m-sandillon"]


def test_what_is_near_has_each_kind_once(guide: Guide) -> None:
    near = [(one.group.name, one.found.office.id) for one in guide.nearby()]
    assert near == [
        ("Mairie", "m-sandillon"), ("France Services", "fs-jargeau"), ("Caf : allocations familiales", "caf-45"),
        ("France Travail", "ft-orleans"),
    ]  # fmt: skip


def test_distances_start_at_the_point_of_the_settings_or_at_the_town_hall(guide: Guide, store: Path) -> None:
    assert [distance(found.distance) for found in guide.for_codes(["mairie"])] == ["ici même"]
    moved = open_guide(store, Spot("45300", Point(47.9029, 1.9092)))
    assert distance(moved.for_codes(["mairie"])[0].distance) == "à 11 km"


@pytest.mark.parametrize("first", ["office", "kinds", "near"])
def test_a_directory_that_turns_bad_knows_nothing_and_stops_nothing(
    first: str, guide: Guide, store: Path
) -> None:
    database = store / "directory" / "current" / "directory.sqlite"
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    asked: dict[str, Callable[[], object]] = {
        "office": lambda: guide.office("caf-45"),
        "kinds": lambda: guide.for_codes(["caf"]),
        "near": guide.nearby,
    }
    assert not asked[first]()
    assert not any(ask() for ask in asked.values())


def test_a_missing_or_newer_directory_is_none(tmp_path: Path, imported: Import, store: Path) -> None:
    assert open_guide(tmp_path / "nothing", Spot("45300")).edition is None
    imported()
    database = (store / "directory" / "current" / "directory.sqlite").resolve()
    data = bytearray(database.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")
    database.write_bytes(data)
    assert open_guide(store, Spot("45300")).edition is None


def test_hours_of_an_office_are_those_of_where_it_is(guide: Guide) -> None:
    found = guide.office("m-sandillon")
    assert found is not None
    assert guide.opening(found.office, datetime(2026, 11, 26, 10, 0)) == "ouvert jusqu’à 12 h, rouvre à 14 h"
    assert guide.opening(found.office, datetime(2026, 11, 11, 10, 0)).startswith("jour férié")


points = st.builds(Point, st.floats(-89, 89), st.floats(-180, 180))


@given(points, points)
def test_a_distance_is_the_same_there_and_back_and_at_most_half_the_earth(one: Point, other: Point) -> None:
    there, back = kilometres(one, other), kilometres(other, one)
    assert math.isclose(there, back, abs_tol=1e-6)
    assert 0 <= there <= math.pi * EARTH_KM + 1e-6


def test_a_known_distance() -> None:
    """A degree of latitude, on a sphere of the mean radius."""
    assert round(kilometres(Point(47, 2), Point(48, 2)), 3) == 111.195


@given(
    st.lists(
        st.builds(Office, st.uuids().map(str), st.text(max_size=5), st.just(()), point=points | st.none()),
        max_size=8,
    )
)
def test_serving_offices_are_before_all_others_and_the_near_before_the_far(offices: list[Office]) -> None:
    serves = {one.id for one in offices[::2]}
    found = rank(offices, serves, "45300", Point(47, 2))
    assert [one.serves for one in found] == sorted((one.serves for one in found), reverse=True)
    assert {one.office.id for one in found} == {one.id for one in offices}
