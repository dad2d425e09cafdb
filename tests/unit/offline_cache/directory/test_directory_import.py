"""The public directory comes in any of its shapes, and none of its faults stops it."""

import bz2
import io
import json
import subprocess
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.errors import UserFacingError
from kiosk.core.places import ROOT
from offline_cache.directory.area import Area
from offline_cache.directory.importer import DirectoryReport, Order, import_directory
from offline_cache.directory.insee import read_communes
from offline_cache.directory.record import read
from offline_cache.directory.store import Directory
from offline_cache.directory.stream import MAX_RECORD, Records
from tests.unit.offline_cache.directory.loiret import LOIRET, Record, office, packed

Import = Callable[..., DirectoryReport]


def names(store: Path, *types: str) -> set[str]:
    directory = Directory.open(store)
    assert isinstance(directory, Directory)
    found = {one.id for one in directory.brief(types)}
    directory.close()
    return found


# ---- shapes


def dumps(rows: list[Record]) -> bytes:
    return json.dumps({"service": rows}, ensure_ascii=False, indent=1).encode()


def api_list(rows: list[Record]) -> bytes:
    return json.dumps([packed(row) for row in rows]).encode()


def api_results(rows: list[Record]) -> bytes:
    return json.dumps({"total_count": len(rows), "results": [packed(row) for row in rows]}).encode()


def lines(rows: list[Record]) -> bytes:
    return b"\xef\xbb\xbf" + b"\n".join(json.dumps(packed(row)).encode() for row in rows) + b"\n"


def old_api(rows: list[Record]) -> bytes:
    return json.dumps([{"datasetid": "x", "fields": packed(row)} for row in rows]).encode()


def tarred(rows: list[Record]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:bz2") as archive:
        data = dumps(rows)
        info = tarfile.TarInfo("20261105_030000-data.gouv_local.json")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(rows: list[Record]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LISEZMOI.txt", "rien")
        archive.writestr("annuaire.json", dumps(rows))
    return out.getvalue()


def compressed(rows: list[Record]) -> bytes:
    return bz2.compress(dumps(rows))


@pytest.mark.parametrize(
    "shape",
    [dumps, api_list, api_results, lines, old_api, tarred, zipped, compressed],
    ids=lambda f: f.__name__,
)
def test_every_published_shape_gives_the_same_offices(
    shape: Callable[[list[Record]], bytes], tmp_path: Path, store: Path
) -> None:
    file = tmp_path / "annuaire"
    file.write_bytes(shape(LOIRET))
    report = import_directory(Order(file), store)
    assert (report.read, report.kept, report.faults) == (len(LOIRET), len(LOIRET), ())
    directory = Directory.open(store)
    assert isinstance(directory, Directory)
    whole = [directory.office(row["id"]) for row in LOIRET]
    assert whole == [read(row).office for row in LOIRET]
    assert directory.edition.date == "2026-10-05"


def test_dump_and_api_say_the_same_of_each_office() -> None:
    for row in LOIRET:
        assert read(row) == read(packed(row))


def test_entries_as_published_are_read_to_the_last_remark(tmp_path: Path, store: Path) -> None:
    """Two real entries: a town hall with a remark about its Saturdays, and a van."""
    published = Path(__file__).with_name("published.json")
    report = import_directory(Order(published), store)
    assert (report.kept, report.faults) == (2, ())
    hall, van = (read(row).office for row in json.loads(published.read_text(encoding="utf-8")))
    assert hall is not None
    assert van is not None
    assert (hall.name, hall.insee, hall.access, hall.access_note) == (
        "Mairie – Sandillon", "45300", "yes", "rampe d'accès",
    )  # fmt: skip
    assert hall.hours.on(5)[0].remark == "Accueil ouvert uniquement le 2e et 4e samedis de chaque mois."
    assert (van.types, van.mobile, van.changed) == (("msap",), True, "2023-12-22")


def test_who_is_competent_for_a_commune_is_read_beside_the_offices(tmp_path: Path, store: Path) -> None:
    """The dump's archive: offices that list no commune, and one file a commune in a ZIP within."""
    bare = [
        {**row, "pivot": [{"type_service_local": row["pivot"][0]["type_service_local"]}]} for row in LOIRET
    ]
    commune = {
        "code_insee_commune": "45300", "nom": "Sandillon",
        "type_service_local": [{"code_type_service_local": "caf", "organisme": ["caf-45", "gone"]}],
    }  # fmt: skip
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("competences/45300.json", json.dumps(commune, indent=1))
    file = tmp_path / "tout.tar.bz2"
    with tarfile.open(file, "w:bz2") as outer:
        for name, data in (("competences.zip", inner.getvalue()), ("services.json", dumps(bare))):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            outer.addfile(info, io.BytesIO(data))
    import_directory(Order(file, Area(departments=frozenset({"45"}))), store)
    directory = Directory.open(store)
    assert isinstance(directory, Directory)
    assert directory.serving(["caf"], "45300") == {"caf-45"}


def test_the_second_set_of_the_api_says_who_is_competent(
    tmp_path: Path, imported: Import, store: Path
) -> None:
    rows = [{
        "code_insee_commune": "45300", "nom_commune": "Sandillon", "code_type_service_local": "france_services",
        "id_service_local": '["fs-gien"]',
    }]  # fmt: skip
    extra = tmp_path / "competences.json"
    extra.write_text(json.dumps(rows))
    imported(extra=(extra,))
    directory = Directory.open(store)
    assert isinstance(directory, Directory)
    assert directory.serving(["france_services"], "45300") == {"fs-gien"}


# ---- what is kept


def test_a_radius_keeps_what_is_near_and_what_serves_the_commune_from_afar(
    imported: Import, store: Path
) -> None:
    far = office("msa", "MSA Beauce", "msa", "28085", (48.45, 1.49))
    far["pivot"][0]["code_insee_commune"] = ["28085", "45300"]
    imported([*LOIRET, far], area=Area(radius_km=20.0))
    assert names(store, "mairie", "caf", "msa", "france_services", "msap", "france_travail", "mission_locale") == {
        "m-sandillon", "m-orleans", "caf-45", "fs-jargeau", "ft-orleans", "ml-nowhere", "msa",
    }  # fmt: skip


def test_a_departement_keeps_its_offices(imported: Import, store: Path) -> None:
    imported(insee="", area=Area(departments=frozenset({"13"})))
    assert names(store, "mairie") == {"m-marseille"}


def test_the_middle_of_the_circle_is_the_town_hall_or_has_to_be_said(imported: Import) -> None:
    with pytest.raises(UserFacingError) as told:
        imported(insee="45999")
    assert told.value.key == "content.directory-empty"
    assert "--latitude" in told.value.detail


# ---- what is wrong with it


def test_faults_are_counted_and_the_rest_is_kept(imported: Import, store: Path) -> None:
    bad: list[Any] = [
        7, None, ["x"], {"id": "no-name"}, {"nom": "sans identifiant"},
        LOIRET[0],
        office("zero", "À zéro", "mairie", "45300", (0, 0)),
        office("wrong", "Ailleurs", "mairie", "45300", (4700.0, 2.0)),
        {**office("bare", "Nu", "mairie", "45300", None), "adresse": None, "telephone": 12, "pivot": 3},
        {**office("hours", "Heures", "mairie", "45300", None), "plage_ouverture": [
            {**WEEK_OF, "valeur_heure_fin_1": "8:75"}, {"nom_jour_debut": "Jourdi"}, "x"]},
        {**office("hidden", "Caché", "mairie", "45300", None), "statut_de_diffusion": "false"},
    ]  # fmt: skip
    report = imported([*LOIRET, *bad])
    found = {fault.words: fault for fault in report.faults}
    assert found["identifiant en double, la première entrée est gardée"].entries == ("m-sandillon",)
    assert found["coordonnées à zéro"].entries == ("zero",)
    assert found["coordonnées illisibles"].entries == ("wrong",)
    assert found["entrée qui n'est pas un objet"].count == 3
    assert found["sans nom"].count == 1
    assert found["sans identifiant"].count == 1
    assert found["heures illisibles"].entries == ("hours",)
    assert found["jour illisible"].entries == ("hours",)
    assert names(store, "mairie") == {"m-sandillon", "m-orleans", "zero", "wrong", "hours"}


WEEK_OF = LOIRET[0]["plage_ouverture"][0]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "content.directory-invalid"),
        (b"PK\x03\x04 no zip", "content.directory-invalid"),
        (b"BZh9 no bzip2", "content.directory-invalid"),
        (b"<html>erreur 503</html>", "content.directory-invalid"),
        (dumps(LOIRET)[:-200], "content.directory-invalid"),
        (b'{"service":[' + b"[" * 200_000, "content.directory-invalid"),
        (b'{"service":[]}', "content.directory-empty"),
        (b'[{"id":"' + b"x" * (MAX_RECORD + 2**20), "content.size-exceeded"),
    ],
    ids=["empty", "zip", "bzip2", "html", "truncated", "deep", "nothing", "endless"],
)
def test_a_file_that_is_no_directory_leaves_the_one_in_use(
    data: bytes, key: str, tmp_path: Path, imported: Import, store: Path
) -> None:
    imported()
    before = (store / "directory" / "current").readlink()
    file = tmp_path / "bad"
    file.write_bytes(data)
    with pytest.raises(UserFacingError) as told:
        import_directory(Order(file), store)
    assert told.value.key == key
    assert (store / "directory" / "current").readlink() == before
    assert [path.name for path in (store / "directory").glob("edition-*")] == [str(before)]


def test_a_broken_line_among_json_lines_is_counted(tmp_path: Path, store: Path) -> None:
    file = tmp_path / "lignes.jsonl"
    rows = [json.dumps(row) for row in LOIRET[:3]]
    file.write_text("\n".join([rows[0], rows[1][:40], rows[2]]))
    report = import_directory(Order(file), store)
    assert report.kept == 2
    assert [(fault.words, fault.count) for fault in report.faults] == [("ligne illisible", 1)]


def test_the_edition_before_stays_and_older_ones_go(imported: Import, store: Path) -> None:
    imported()
    first = (store / "directory" / "current").readlink()
    imported()
    imported()
    folder = store / "directory"
    assert len(list(folder.glob("edition-*"))) == 2
    assert first not in {(folder / "current").readlink(), (folder / "previous").readlink()}


def test_markup_control_and_direction_signs_do_not_reach_a_screen() -> None:
    row = {**LOIRET[0], "nom": "Mairie\u202e <b>de</b>\x00\n Sandillon" + "x" * 5000}
    name = cast("Any", read(row).office).name
    assert name.startswith("Mairie de Sandillonx")
    assert len(name) <= 240


CUT = """
import os, resource, signal, sys
from pathlib import Path
from kiosk.core.errors import UserFacingError
from offline_cache.directory.importer import Order, import_directory
how, file, store = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
if how == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    import_directory(Order(file), store, progress=lambda read, kept: how == "kill" and os.kill(os.getpid(), signal.SIGKILL))
except UserFacingError as error:
    print(error.key)
"""


@pytest.mark.parametrize(
    ("how", "code", "said"), [("kill", -9, ""), ("full", 0, "host.disk-full\n"), ("go", 0, "")]
)
def test_a_cut_or_a_full_disk_leaves_the_directory_in_use(
    how: str, code: int, said: str, tmp_path: Path, imported: Import, store: Path
) -> None:
    """The last case is the control: the same import, left alone, does change it."""
    imported()
    before = (store / "directory" / "current").readlink()
    file = tmp_path / "neuf.json"
    file.write_bytes(dumps([{**row, "id": f"{row['id']}-{n}"} for n in range(40) for row in LOIRET]))
    done = subprocess.run(
        [sys.executable, "-c", CUT, how, str(file), str(store)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout) == (code, said), done.stderr
    assert ((store / "directory" / "current").readlink() == before) is (how != "go")
    imported()
    assert len(list((store / "directory").glob("edition-*"))) == 2, (
        "what a cut left behind goes with the next import"
    )


class _Endless:
    """Many megabytes of offices, made as they are read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def read(self, _size: int) -> bytes:
        return next(self._parts, b"")


def test_memory_does_not_grow_with_the_file() -> None:
    row = json.dumps(LOIRET[2], ensure_ascii=False).encode() + b",\n"
    block = row * (200_000 // len(row))
    count = 24 * 2**20 // len(block)

    def parts() -> Iterator[bytes]:
        yield b'{"service" : ['
        yield from repeat(block, count)
        yield row[:-2] + b"]}"

    tracemalloc.start()
    records = sum(1 for _ in Records(cast("Any", _Endless(parts())), "dump"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert records == count * (len(block) // len(row)) + 1
    assert peak < 8 * 2**20


# ---- whatever it holds

atoms = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
anything = st.recursive(
    atoms,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    "id", "nom", "pivot", "adresse", "telephone", "telephone_accessible", "adresse_courriel", "site_internet",
    "plage_ouverture", "code_insee_commune", "ancien_code_pivot", "date_modification", "commentaire_plage_ouverture",
)  # fmt: skip
INNER = ("type_service_local", "code_insee_commune", "latitude", "longitude", "valeur", "nom_jour_debut",
         "valeur_heure_debut_1", "valeur_heure_fin_1", "commentaire", "type_adresse")  # fmt: skip
parts = st.dictionaries(st.sampled_from(INNER), anything, max_size=5)
values = anything | st.lists(parts, max_size=3) | st.lists(parts, max_size=2).map(json.dumps)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), values))
def test_no_entry_of_any_shape_is_more_than_a_fault(record: Record) -> None:
    entry = read(record)
    assert entry.office is None or (entry.office.name and entry.office.id)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=5), anything, max_size=3), max_size=6), st.integers(1, 40))
def test_records_are_the_same_whatever_pieces_the_text_comes_in(rows: list[Record], size: int) -> None:
    data = json.dumps({"n": 1, "service": rows}, ensure_ascii=False).encode()
    pieces = iter([data[at : at + size] for at in range(0, len(data), size)])
    assert list(Records(cast("Any", _Endless(pieces)), "x")) == rows


# ---- INSEE's files of communes


def test_old_codes_come_from_either_file_of_insee(tmp_path: Path) -> None:
    parents = tmp_path / "v_commune_2026.csv"
    parents.write_text(
        "TYPECOM,COM,REG,DEP,LIBELLE,COMPARENT\nCOM,01033,84,01,Valserhône,\nCOMD,01091,84,01,Châtillon,01033\n"
        "COMD,01033,84,01,Bellegarde,01033\nARM,75101,11,75,Paris 1er,75056\n"
    )
    assert read_communes(parents) == {"01091": "01033", "75101": "75056"}
    events = tmp_path / "v_mvt_commune_2026.csv"
    events.write_text(
        '"MOD","DATE_EFF","TYPECOM_AV","COM_AV","TYPECOM_AP","COM_AP"\n'
        "32,2019-01-01,COM,01091,COM,01033\n32,2019-01-01,COM,01033,COM,01033\n"
        "32,2019-01-01,COM,01091,COMD,01091\n"
        "33,1972-01-01,COM,01002,COM,01001\n21,1990-01-01,COM,01001,COM,01002\n10,2000-01-01,COM,01003,COM,01003\n"
    )
    assert read_communes(events) == {"01091": "01033"}
    other = tmp_path / "autre.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(UserFacingError) as told:
        read_communes(other)
    assert "ligne 1" in told.value.detail
