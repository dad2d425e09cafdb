"""What is wrong with an edition is told, and does not stop its import."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from offline_cache.store import ContentStore

_SHEET = (
    '<Publication xmlns:dc="http://purl.org/dc/elements/1.1/" ID="{key}" type="Fiche d\'information">'
    "<dc:title>{title}</dc:title>{date}<Texte>{body}</Texte></Publication>"
)
_DATE = "<dc:date>modified 2026-03-04</dc:date>"


def sheet(key: str, body: str = "", title: str = "Titre", date: str = _DATE) -> bytes:
    return _SHEET.format(key=key, title=title, date=date, body=f"<Paragraphe>{body}</Paragraphe>").encode()


def reported(tmp_path: Path, files: dict[str, bytes], *options: str) -> dict[str, Any]:
    """Import these files with `--report`, and read the report back."""
    archive, out = tmp_path / "edition.zip", tmp_path / "rapport.json"
    with zipfile.ZipFile(archive, "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    command = ["content", "import", str(archive), "--store", str(tmp_path / "s"), "--report", str(out)]
    assert main([*command, *options]) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_links_that_lead_nowhere_are_listed_with_their_sheet(tmp_path: Path) -> None:
    body = (
        "<LienInterne LienPublication='F9' type='Fiche'>ailleurs</LienInterne> "
        "<LienInterne LienPublication='F2' type='Fiche'>ici</LienInterne> "
        "<LienIntra LienID='R7' type='Définition de glossaire'>mot</LienIntra>"
    )
    found = reported(tmp_path, {"F1.xml": sheet("F1", body), "F2.xml": sheet("F2")})["findings"]
    assert found["dangling"] == [
        {"sheet": "F1", "target": "F9", "kind": "sheet"},
        {"sheet": "F1", "target": "R7", "kind": "term"},
    ]


def test_of_two_files_of_one_id_the_first_is_kept(tmp_path: Path) -> None:
    files = {"a/F1.xml": sheet("F1", title="Premier"), "b/F1.xml": sheet("F1", title="Second")}
    report = reported(tmp_path, files)
    assert report["findings"]["duplicates"] == [{"id": "F1", "file": "b/F1.xml"}]
    assert report["sheets"] == 1
    store = ContentStore.open(tmp_path / "s")
    assert isinstance(store, ContentStore)
    kept = store.sheet("F1")
    store.close()
    assert kept is not None
    assert kept.title == "Premier"


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("", ""),
        ("<dc:date>modified 2026-13-45</dc:date>", ""),
        ("<dc:date>modified 2999-01-01</dc:date>", "2999-01-01"),
    ],
)
def test_a_date_that_is_missing_or_impossible_is_told_and_dates_no_edition(
    tmp_path: Path, date: str, told: str
) -> None:
    report = reported(tmp_path, {"F1.xml": sheet("F1", date=date), "F2.xml": sheet("F2")})
    assert report["findings"]["misdated"] == [{"sheet": "F1", "date": told}]
    assert report["date"] == "2026-03-04"


def test_elements_without_a_rule_are_counted_and_their_text_is_kept(tmp_path: Path) -> None:
    report = reported(tmp_path, {"F1.xml": sheet("F1", "a <Bulle>b</Bulle> <Bulle>c</Bulle>")})
    assert report["findings"]["unknown"] == [{"element": "Bulle", "count": 2, "file": "F1.xml"}]
    store = ContentStore.open(tmp_path / "s")
    assert isinstance(store, ContentStore)
    assert "a b c" in str(store.sheet("F1"))
    store.close()


def test_a_sheet_without_a_title_is_listed(tmp_path: Path) -> None:
    assert reported(tmp_path, {"F1.xml": sheet("F1", title="")})["findings"]["untitled"] == ["F1"]


def test_the_summary_is_in_french_and_says_where_the_whole_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reported(tmp_path, {"F1.xml": sheet("F1", "<LienInterne LienPublication='F9'>x</LienInterne>", date="")})
    told = capsys.readouterr().err
    assert "liens sans cible, montrés comme du texte : 1 (fiches touchées : 1)" in told
    assert "fiches sans date de vérification, montrées avec celle de l'édition : 1" in told
    assert "rapport.json" in told


def test_nothing_amiss_is_said_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reported(tmp_path, {"F1.xml": sheet("F1")})
    assert "rien à signaler" in capsys.readouterr().err


def test_the_answer_in_json_counts_what_is_amiss(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reported(tmp_path, {"F1.xml": sheet("F1", title="")}, "--json")
    assert json.loads(capsys.readouterr().out)["findings"]["untitled"] == 1


def test_without_a_name_the_report_is_beside_the_edition(sample_store: Path, tmp_path: Path) -> None:
    archive = sample_store.parent / "exemple.zip"
    assert main(["content", "import", str(archive), "--store", str(tmp_path / "s"), "--report"]) == 0
    found = json.loads((tmp_path / "s" / "rapport-import.json").read_text(encoding="utf-8"))
    assert found["archive"] == "exemple.zip"
    assert found["findings"]["unknown"] == found["findings"]["duplicates"] == []


def test_a_report_that_cannot_be_written_is_said(sample_store: Path, tmp_path: Path) -> None:
    archive = sample_store.parent / "exemple.zip"
    target = tmp_path / "absent" / "rapport.json"
    command = ["content", "import", str(archive), "--store", str(tmp_path / "s"), "--report", str(target)]
    assert main(command) == 1
    opened = ContentStore.open(tmp_path / "s")
    assert isinstance(opened, ContentStore)
    opened.close()
