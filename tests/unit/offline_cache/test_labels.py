"""The labelled sheets are well formed, so that a figure measured on them means something."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

CONTENT = Path(__file__).parents[2] / "content"
STRATA = {"a": "A", "b": "B", "c": "C", "none": "none"}
FIRST = sorted(CONTENT.glob("labels/*/*.json"))
FRESH = sorted(CONTENT.glob("labels-fresh/*/*.json"))
FILES = [*FIRST, *FRESH]

Sheet = dict[str, Any]


def read(path: Path) -> Sheet:
    sheet: Sheet = json.loads(path.read_text(encoding="utf-8"))
    return sheet


def is_normalised(text: object) -> bool:
    return isinstance(text, str) and text != "" and text == " ".join(text.split())


def place(entry: Sheet) -> tuple[str, ...]:
    return (entry["text"], *entry["case"])


def test_every_stratum_has_its_sheets_and_both_halves() -> None:
    sheets = [read(path) for path in FIRST]
    assert len({sheet["id"] for sheet in sheets}) == len(sheets) == 132
    halves = Counter((sheet["stratum"], sheet["half"]) for sheet in sheets)
    assert Counter(sheet["stratum"] for sheet in sheets) == dict.fromkeys(STRATA.values(), 33)
    assert {half for _, half in halves} == {"tune", "final"}
    assert min(halves.values()) == 16
    assert Counter(sheet["half"] for sheet in sheets) == {"tune": 66, "final": 66}


def test_the_fresh_sheets_are_others_and_of_one_part() -> None:
    sheets = [read(path) for path in FRESH]
    assert len({read(path)["id"] for path in FILES}) == len(FILES)
    assert {sheet["half"] for sheet in sheets} == {"fresh"}
    assert Counter(sheet["stratum"] for sheet in sheets) == {"A": 12, "B": 24, "C": 24, "none": 24}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sheet_says_what_it_is_and_where_it_belongs(path: Path) -> None:
    sheet = read(path)
    assert set(sheet) - {"neutral"} == {"id", "stratum", "half", "title", "labels"}
    assert sheet["id"] == path.stem
    assert sheet["stratum"] == STRATA[path.parent.name]
    assert is_normalised(sheet["title"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_label_names_one_paper_once(path: Path) -> None:
    labels = read(path)["labels"]
    for label in labels:
        assert set(label) - {"among", "doubt", "why"} == {"text", "case", "choice"}
        assert is_normalised(label["text"])
        assert all(is_normalised(title) for title in label["case"])
        assert isinstance(label["choice"], bool)
        assert label.get("doubt", True) is True
        assert ("doubt" in label) == ("why" in label)
        assert is_normalised(label.get("why", "-"))
        assert is_normalised(label.get("among", "-"))
        assert label["choice"] or "among" not in label
    assert len({place(label) for label in labels}) == len(labels)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_alternatives_never_stand_alone(path: Path) -> None:
    choices = Counter(tuple(label["case"]) for label in read(path)["labels"] if label["choice"])
    papers = Counter(tuple(label["case"]) for label in read(path)["labels"])
    assert all(papers[case] > 1 for case in choices)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_left_out_is_no_label_and_says_why(path: Path) -> None:
    sheet = read(path)
    labelled = {place(label) for label in sheet["labels"]}
    for entry in sheet.get("neutral", []):
        assert set(entry) == {"text", "case", "why"}
        assert is_normalised(entry["text"])
        assert is_normalised(entry["why"])
        assert place(entry) not in labelled
