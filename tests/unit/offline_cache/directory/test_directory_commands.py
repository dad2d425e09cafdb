"""The verbs an editor types."""

import json
from pathlib import Path

import pytest

from kiosk.cli import main
from tests.unit.offline_cache.directory.loiret import LOIRET

STOP = '[[permanence]]\nid = "bus"\nnom = "Bus"\n[[permanence.passage]]\nlieu = "ici"\nquand = "tous les mardis"\nhoraires = "9h-12h"\n'


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    file = tmp_path / "annuaire.json"
    bad = {**LOIRET[1], "id": "double"}
    file.write_text(json.dumps({"service": [*LOIRET, LOIRET[0], {**bad, "nom": ""}]}), encoding="utf-8")
    return file


def test_an_import_says_what_it_kept_and_writes_what_was_amiss(
    dump: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "content",
        "directory",
        "import",
        str(dump),
        "--store",
        str(store),
        "--insee",
        "45300",
        "--radius-km",
        "60",
    ]
    assert main([*words, "--report"]) == 0
    said = capsys.readouterr()
    assert "annuaire du 2026-10-05 : 7 bureaux gardés sur 11 entrées lues" in said.out
    assert "identifiant en double, la première entrée est gardée : 1 (par exemple m-sandillon)" in said.err
    report = json.loads((store / "rapport-annuaire.json").read_text(encoding="utf-8"))
    assert report["kept"] == 7
    assert report["kinds"]["mairie"] == 2
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["faults"]["sans nom"] == 1


def test_what_the_kiosk_would_show_can_be_asked(
    dump: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["content", "directory", "import", str(dump), "--store", str(store), "--departement", "45"])
    capsys.readouterr()
    assert main(["content", "directory", "near", "--store", str(store), "--insee", "45300", "caf"]) == 0
    assert "Caf du Loiret (dessert la commune)" in capsys.readouterr().out


def test_a_file_of_permanences_is_checked_then_installed(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bus.toml"
    file.write_text(STOP.replace("mardis", "mardits"), encoding="utf-8")
    assert main(["content", "permanences", "check", str(file)]) == 1
    assert "bus.toml, ligne 6, « quand »" in capsys.readouterr().out
    assert main(["content", "permanences", "install", str(file), "--store", str(store)]) == 1
    assert not (store / "local").exists()
    file.write_text(STOP, encoding="utf-8")
    assert main(["content", "permanences", "check", str(file)]) == 0
    assert "bon : 1 permanence\nBus – Prochain passage : " in capsys.readouterr().out.replace("\u202f", " ")
    assert main(["content", "permanences", "install", str(file), "--store", str(store)]) == 0
    assert (store / "local" / "permanences.toml").read_text(encoding="utf-8") == STOP


def test_one_coordinate_alone_is_refused(dump: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "directory", "import", str(dump), "--store", str(store), "--latitude", "47"]) == 1
    assert "--latitude et --longitude vont ensemble" in capsys.readouterr().err
