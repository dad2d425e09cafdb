"""`kiosk devices dock` as a developer starts and ends it."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil

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


def test_a_port_that_is_taken_is_said_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*KIOSK, "--port", str(port)], capture_output=True, text=True, check=False, timeout=60
        )
    assert done.returncode == 1
    assert "un autre programme occupe le port (H01)" in done.stderr
    assert "Que faire" in done.stderr
    assert done.stdout == ""


def test_wrong_words_are_answered_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    for words, code, reason in (
        (["--only", "grille-pain"], 2, "« grille-pain » n'est pas un appareil simulé"),
        (["--port", "70000"], 2, "« 70000 » n'est pas un port"),
        (["--folder", str(tmp_path)], 1, "il faut un dossier vide"),
    ):
        done = subprocess.run([*KIOSK, *words], capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stdout) == (code, "")
        assert reason in done.stderr
        assert "Que faire" in done.stderr


def test_devices_and_commands_are_listed_for_scripts() -> None:
    done = subprocess.run(
        [*KIOSK, "--list", "--json"], capture_output=True, text=True, check=True, timeout=60
    )
    rows = {row["device"]: row for row in json.loads(done.stdout)}
    assert rows["printer"]["peer"] == "devices.peers.printer_peer"
    assert {"say": "paper empty", "label": "Retirer le papier"} in rows["printer"]["commands"]
