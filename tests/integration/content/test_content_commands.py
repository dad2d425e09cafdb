"""`kiosk content …` as an installer or a program uses it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import main


def test_import_says_what_it_read_and_shows_progress(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = sample_store.parent / "exemple.zip"
    assert main(["content", "import", str(archive), "--store", str(tmp_path / "s")]) == 0
    told = capsys.readouterr()
    assert "22 fiches" in told.out
    assert "3 imprimables" in told.out
    assert "61/61 fichiers" in told.err


def test_import_answers_in_json(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = sample_store.parent / "exemple.zip"
    assert main(["content", "import", str(archive), "--store", str(tmp_path / "s"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["sheets"], report["local_forms"], report["sample"]) == (22, 3, True)


def test_a_bad_file_ends_with_one_sentence_and_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "photo.zip"
    path.write_bytes(b"GIF89a")
    assert main(["content", "import", str(path), "--store", str(tmp_path / "s")]) == 1
    told = capsys.readouterr().err
    assert "photo.zip" in told
    assert "(C01)" in told
    assert not (tmp_path / "s").exists()


def test_search_of_a_file_of_queries_prints_ids_and_times(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "q.json"
    queries.write_text(json.dumps([{"q": "poubelle"}, "passeport"]))
    assert main(["content", "search", "--store", str(sample_store), "--json", "--queries", str(queries)]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["q"] for row in rows] == ["poubelle", "passeport"]
    assert [row["results"][0] for row in rows] == ["F90018", "F90002"]
    assert all(row["ms"] >= 0 for row in rows)


def test_search_of_words_prints_titles(sample_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "search", "--store", str(sample_store), "carte", "grise"]) == 0
    assert "F90014" in capsys.readouterr().out
    assert main(["content", "search", "--store", str(sample_store), "xyzzy"]) == 0
    assert "rubriques proches" in capsys.readouterr().out


@pytest.mark.parametrize("extra", [[], ["mot", "--queries", "q.json"]])
def test_search_without_exactly_one_question_is_wrong_usage(sample_store: Path, extra: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["content", "search", "--store", str(sample_store), *extra])
    assert caught.value.code == 2


@pytest.mark.parametrize("text", ["{", '[{"x": 1}]', "3"])
def test_a_file_of_queries_with_a_mistake_is_said(sample_store: Path, tmp_path: Path, text: str) -> None:
    queries = tmp_path / "q.json"
    queries.write_text(text)
    assert main(["content", "search", "--store", str(sample_store), "--queries", str(queries)]) == 1


def test_show_writes_the_sheet_its_papers_and_forms(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["content", "show", "F90009", "--store", str(sample_store)]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["sheet"]["title"].startswith("École")
    assert whole["forms"][0]["number"] == "SA-01"
    assert whole["checklist"]["items"]
    assert whole["edition"]["sample"]


def test_show_tells_why_each_paper_is_there(sample_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "show", "F90009", "--papers", "--store", str(sample_store)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("F90009  École")
    assert told.count("- ") >= told.count("pourquoi : règle ") > 0
    assert "source : « " in told


def test_an_unknown_sheet_and_an_empty_store_are_said(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["content", "show", "F1", "--store", str(sample_store)]) == 1
    assert "C08" in capsys.readouterr().err
    assert main(["content", "search", "--store", str(tmp_path), "mot"]) == 1
    assert "C07" in capsys.readouterr().err
    (tmp_path / "current").symlink_to("parti")
    assert main(["content", "search", "--store", str(tmp_path), "mot"]) == 1
    assert "C09" in capsys.readouterr().err


def test_the_store_is_read_without_an_xml_parser(sample_store: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from offline_cache.store import ContentStore;"
        "s = ContentStore.open(Path(sys.argv[1])); s.search('carte'); s.sheet('F90001');"
        "bad = {'lxml', 'sqlalchemy', 'pypdfium2', 'reportlab', 'asyncio', 'PySide6'} & set(sys.modules);"
        "print(sorted(bad))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(sample_store)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
