"""A test call of a running kiosk to the relay's echo counter: the menu's row, and the command line for monitoring."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.compose.demo.processes import Running
from kiosk.compose.demo.stand import TECHNICIAN_PIN
from tests.faults.theatre import DEADLINE_S, Theatre


@pytest.fixture(scope="module")
def echo(theatre: Theatre) -> Iterator[Running]:
    """The echo counter of this relay."""
    theatre.stand.start_echo()
    running = theatre.stand.echo
    yield running
    running.stop()


def call_test(theatre: Theatre) -> tuple[int, dict[str, Any]]:
    """`kiosk call-test --json`: its exit code and what it said."""
    command = [sys.executable, "-m", "kiosk", "call-test", "--run", str(theatre.stand.run), "--json"]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=DEADLINE_S)
    assert said.stdout, said.stderr
    report: dict[str, Any] = json.loads(said.stdout)
    return said.returncode, report


def test_the_menu_makes_a_test_call_and_tells_how_it_went(theatre: Theatre, echo: Running) -> None:
    theatre.start_over()
    theatre.events.mark()
    theatre.citizen.touch("Accès agent", DEADLINE_S)
    for digit in TECHNICIAN_PIN:
        theatre.citizen.touch(digit, DEADLINE_S)
    theatre.citizen.touch("Valider")
    theatre.citizen.touch("Ouvrir : Appel d’essai", DEADLINE_S)
    theatre.citizen.touch("Essai automatique", DEADLINE_S)
    done = theatre.events.wait("call.trial-complete", DEADLINE_S)
    # A busy machine may make a poor call: that one goes well is the next test's subject.
    assert done["key"] in {None, "call.quality-poor"}
    assert done["path"] == "direct"
    assert done["delay_ms"] > 0
    theatre.citizen.find_any(lambda target: "tabli en" in target.name, DEADLINE_S)
    theatre.citizen.touch("Accueil", DEADLINE_S)
    theatre.welcomed()


def test_monitoring_reads_the_same_in_figures_and_nothing_of_the_call_remains(
    theatre: Theatre, echo: Running
) -> None:
    for _ in range(3):  # a busy machine may make a poor call, but not each time
        code, report = call_test(theatre)
        assert code == (1 if report["key"] else 0)
        if report["key"] != "call.quality-poor":
            break
    assert (code, report["key"]) == (0, "")
    measure = report["measure"]
    assert measure["pictures"] >= 30
    assert measure["heard"]
    assert report["setup_ms"] > 0
    assert measure["delay_ms"] > 0
    print(json.dumps(report, ensure_ascii=False))  # noqa: T201 - figures are printed, not asserted
    trials = [e for e in theatre.events.all("process.start-init") if e["role"] == "media-trial"]
    assert trials
    assert not list((theatre.stand.state / "jobs").glob("*/frames*"))


def test_without_an_echo_counter_it_is_said_and_the_exit_code_is_one(theatre: Theatre, echo: Running) -> None:
    echo.stop()
    code, report = call_test(theatre)
    assert (code, report["key"]) == (1, "echo.counter-missing")
    assert report["setup_ms"] is None
