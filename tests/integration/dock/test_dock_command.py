"""`kiosk devices dock` as a developer starts and ends it."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from kiosk.cli import main
from kiosk.core.settings import load_settings

KIOSK = [sys.executable, "-m", "kiosk", "devices", "dock"]


def test_it_starts_says_where_it_is_and_takes_all_with_it_when_it_ends() -> None:
    running = subprocess.Popen(
        [*KIOSK, "--only", "signature,receipt", "--json"], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    said = json.loads(running.stdout.readline())
    devices = load_settings(Path(said["settings"])).devices
    assert devices.signature.startswith("topaz:/")
    assert devices.receipt.startswith("escpos+tcp://127.0.0.1:")
    assert devices.printer == ""
    children = psutil.Process(running.pid).children(recursive=True)
    assert len(children) == 2
    running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 0
    running.stdout.close()
    assert [child for child in children if child.is_running()] == []
    assert not Path(said["settings"]).parent.exists()


def test_a_port_that_is_taken_is_said_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["devices", "dock", "--port", str(taken.getsockname()[1])]) == 1
    said = capsys.readouterr()
    assert "un autre programme occupe le port (H01)" in said.err
    assert "Que faire" in said.err
    assert said.out == ""


def test_wrong_words_are_answered_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").touch()
    for words, code, reason in (
        (["--only", "grille-pain"], 2, "« grille-pain » n'est pas un appareil simulé"),
        (["--port", "70000"], 2, "« 70000 » n'est pas un port"),
        (["--folder", str(tmp_path)], 1, "il faut un dossier vide"),
    ):
        assert main(["devices", "dock", *words]) == code
        said = capsys.readouterr()
        assert said.out == ""
        assert reason in said.err
        assert "Que faire" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_devices_and_commands_are_listed_for_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "dock", "--list", "--json"]) == 0
    rows = {row["device"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["printer"]["peer"] == "devices.peers.printer_peer"
    assert rows["printer"]["settings"] == ["devices.printer"]
    assert {"say": "paper empty", "label": "Retirer le papier"} in rows["printer"]["commands"]
