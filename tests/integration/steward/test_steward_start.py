"""How a steward starts, or says in one sentence why it does not."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.compose.demo.citizen import Citizen
from kiosk.compose.demo.processes import DemoProcessError, Running
from kiosk.core.places import program
from tests.faults.processes import alive
from tests.faults.theatre import DEADLINE_S, Theatre


@pytest.fixture
def run_folder() -> Iterator[Path]:
    """As the system's own: on tmpfs, with a path short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="vg-", dir="/dev/shm") as name:
        yield Path(name)


def command(folder: Path, settings: Path, run_folder: Path) -> list[str]:
    """A steward of its own, in `folder`."""
    targets = folder / "targets"
    targets.mkdir()
    return [
        *program(), "steward", "--settings", str(settings), "--state", str(folder / "state"),
        "--run", str(run_folder),
        "--targets", str(targets),
    ]  # fmt: skip


def refused(theatre: Theatre, argv: list[str]) -> str:
    """What a steward that ends with 1 says."""
    ended = subprocess.run(
        argv,
        env=theatre.stand.environment() | {"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert ended.returncode == 1, ended
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_without_settings_the_screen_says_closed_and_why(
    theatre: Theatre, tmp_path: Path, run_folder: Path
) -> None:
    argv = command(tmp_path, tmp_path / "absent.toml", run_folder)
    steward = Running("steward-2", argv, theatre.stand.logs, theatre.stand.environment())
    try:
        citizen = Citizen(theatre.stand.display, tmp_path / "targets")
        citizen.find("Cette borne est fermée", DEADLINE_S)
        names = " ".join(target.name for target in citizen.see())
        assert "R03" in names
        assert "Commencer" not in names
    finally:
        steward.stop()


def test_a_typo_in_the_settings_is_said_with_its_line_and_the_nearest_name(
    theatre: Theatre, tmp_path: Path, run_folder: Path
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[devices]\ncamera = ""\nprintre = "x"\n', encoding="utf-8")
    said = refused(theatre, command(tmp_path, settings, run_folder))
    assert "ligne 3" in said
    assert "devices.printre" in said
    assert "« printer »" in said
    assert "Que faire" in said


def test_a_second_steward_of_the_same_machine_is_refused_and_the_first_goes_on(
    theatre: Theatre, tmp_path: Path
) -> None:
    said = refused(theatre, command(tmp_path, theatre.stand.settings, theatre.stand.run))
    assert "la borne tourne déjà (H07)" in said
    assert alive(theatre.stand.steward.process.pid)
    theatre.citizen.find("Commencer", DEADLINE_S)


@pytest.mark.parametrize(
    ("hours", "code"), [("24", "E01"), ("0.000001", "E02")], ids=["wrong code", "expired code"]
)
def test_a_code_that_does_not_open_is_said(theatre: Theatre, tmp_path: Path, hours: str, code: str) -> None:
    stand = theatre.stand
    good = stand.verb(
        "relay", "kiosk", "code", "--config", str(stand.relay_config), "--name", "Autre", "--town", "Ailleurs",
        "--hours", hours,
    ).strip()  # fmt: skip
    tried = good if code == "E02" else good[:-1] + ("2" if good[-1] != "2" else "3")
    with pytest.raises(DemoProcessError, match=code):
        stand.verb(
            "devices", "enrol", "--settings", str(stand.settings), "--state", str(tmp_path), "--code", tried
        )
    assert not (tmp_path / "enrolment.json").exists()
