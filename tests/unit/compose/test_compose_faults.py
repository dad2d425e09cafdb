"""What `kiosk faults` makes of a test run: a fault without a test is never good."""

import json
import re
import sys
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.compose.fault_list import AREAS, FAULTS, faults_of
from kiosk.compose.faults import TESTS, UNCOVERED, as_json, as_table, collect

REPORT = """<testsuites><testsuite>
<testcase name="test_one"><properties><property name="fault" value="2"/>
<property name="said" value="plus de papier"/><property name="noticed_s" value="1.5"/>
<property name="recovered_s" value="4"/></properties></testcase>
<testcase name="test_two"><properties><property name="fault" value="36"/>
<property name="noticed_s" value="0.5"/></properties></testcase>
<testcase name="test_three"><properties><property name="fault" value="36"/>
<property name="noticed_s" value="2.5"/></properties><failure message="no"/></testcase>
<testcase name="test_other"><properties><property name="fault" value="0"/></properties></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.xml"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_every_line_of_the_list_has_its_number_and_a_known_area() -> None:
    assert [fault.number for fault in FAULTS] == list(range(1, 69))
    assert all(set(fault.areas) <= set(AREAS) for fault in FAULTS)
    assert all(faults_of(area) for area in AREAS)


def test_one_failing_test_of_several_makes_the_fault_fail_and_the_slowest_time_counts(report: Path) -> None:
    rows = {row.number: row for row in collect(FAULTS, report)}
    assert (rows[2].ok, rows[2].noticed_s, rows[2].recovered_s) == (True, 1.5, 4.0)
    assert (rows[36].ok, rows[36].tests, rows[36].noticed_s) == (False, 2, 2.5)
    assert rows[36].failed == ["test_three"]


def test_a_fault_without_a_test_is_said_to_be_uncovered_and_never_good(report: Path) -> None:
    rows = collect(FAULTS, report)
    told = {row["id"]: row for row in json.loads(as_json(rows))}
    assert (told[1]["ok"], told[1]["said"]) == (None, UNCOVERED)
    assert len(told) == 68
    table = as_table(rows)
    assert "1 sur 2 pannes essayées finissent bien ; 66 pas encore couvert." in table
    line = next(text for text in table.splitlines() if text.startswith("  1 "))
    assert line.endswith(UNCOVERED)
    assert "bon" not in line


def test_the_tests_name_faults_of_the_list_by_its_own_words() -> None:
    names = {fault.number: fault.name for fault in FAULTS}
    marked = [
        (int(number), name)
        for path in TESTS.glob("test_*.py")
        for number, name in re.findall(r'fault\(\s*(\d+), "([^"]+)"', path.read_text(encoding="utf-8"))
    ]
    assert len(marked) > 15
    assert [(n, name) for n, name in marked if not name.startswith(names[n])] == []


def test_a_bundle_says_that_it_needs_the_sources(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert main(["faults", "--json"]) == 1
    assert "il faut les sources" in capsys.readouterr().err


QUIET = """<testsuites><testsuite>
<testcase name="test_paper"><properties><property name="fault" value="2"/><property name="tried" value="True"/>
</properties><failure message="nothing came"/></testcase>
<testcase name="test_jam"><properties><property name="fault" value="3"/><property name="tried" value="True"/>
<property name="said" value="bourrage"/><property name="noticed_s" value="0.1"/></properties><failure message="no"/></testcase>
<testcase name="test_queue"><properties><property name="fault" value="4"/></properties><error message="no theatre"/></testcase>
<testcase name="test_server"><properties><property name="fault" value="5"/><property name="tried" value="True"/>
</properties></testcase></testsuite></testsuites>"""


def test_when_nothing_is_broken_only_a_test_that_tried_and_saw_nothing_is_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(QUIET, encoding="utf-8")
    rows = collect(faults_of("devices"), path)
    unnoticed = {row["id"] for row in json.loads(as_json(rows)) if row["unnoticed"]}
    assert unnoticed == {2}, "3 saw it, 4 never came to its point, 5 passed all the same, 1 has no test here"
    table = as_table(rows, quiet=True)
    assert f"  2  {'plus de papier':48} bon" in table
    assert f"  3  {'bourrage papier':48} ÉCHEC" in table
    assert "1 sur 16 pannes inaperçues" in table


def test_breaking_nothing_is_for_the_devices(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", "--no-inject"]) == 2
    assert "--only devices" in capsys.readouterr().err


def test_a_row_names_the_fault_as_the_list_does(report: Path) -> None:
    row = json.loads(as_json(collect(FAULTS, report)))[1]
    assert row["name"] == "paper out"
    assert {
        "id": 2,
        "ok": True,
        "said": "plus de papier",
        "noticed_s": 1.5,
        "recovered_s": 4.0,
    }.items() <= row.items()
