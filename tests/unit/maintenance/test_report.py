"""The report of a kiosk: what is wrong comes first, what was never seen to work is marked, nobody is named."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.clock import live_in
from kiosk.core.places import ROOT, Places
from kiosk.documents.compose import set_sheet
from kiosk.documents.type import load_faces
from kiosk.maintenance.facts import host_facts
from kiosk.maintenance.host import ThisMachine
from kiosk.maintenance.journal import LAST, Told
from kiosk.maintenance.report import Item, Report, as_json, as_sheet

PRINTER = Item(
    "printer", "Imprimante", "cups://localhost/A4", ok=False, status="plus de papier", key="printer.paper-empty",
    tested="2026-11-23T09:00:00Z", said="le nombre 4827 a été lu", proven="2026-11-03T13:05:00Z",
    proof="la lecture du nombre imprimé",
)  # fmt: skip
SCANNER = Item("scanner", "Scanner", "escl://192.168.1.20/eSCL", ok=True, status="prêt (vitre)")
RELAY = Item("relay", "Relais", "https://relais.exemple", ok=True, status="relié")
MICROPHONE = Item("microphone", "Micro", "sound:file:voix.wav", ok=True, status="présent")


@pytest.fixture(autouse=True)
def _in_paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")  # so that the machine's own comes back after
    live_in("Europe/Paris")
    yield
    monkeypatch.undo()
    time.tzset()


def report(*devices: Item, events: int = 2) -> Report:
    told = [Told("2026-11-23T08:00:00Z", "Imprimante : plus de papier", "printer", "P01")] * events
    return Report(
        "Mairie de Saint-Aubin", "Hall · B7F3A2", "2026-11-26T08:12:00Z", "0.1.0", "édition du 3 novembre", devices,
        [("Disque", "73 Go libres")], told,
    )  # fmt: skip


def test_what_is_to_mend_is_said_first_with_its_code() -> None:
    sheet = as_sheet(report(PRINTER, SCANNER))
    assert (sheet.summary, sheet.good) == ("À réparer : Imprimante", False)
    assert sheet.devices[0].words == "Plus de papier (P01)"
    assert as_sheet(report(SCANNER)).summary == "Tout fonctionne."


def test_what_nobody_saw_work_is_marked() -> None:
    sheet = as_sheet(report(PRINTER, SCANNER, MICROPHONE, RELAY))
    assert [device.mark for device in sheet.devices] == [
        "Vérifié sur ce matériel le 03/11/2026 à 14 h 05, par la lecture du nombre imprimé",
        "Non vérifié sur matériel",
        "Appareil simulé",
        "",
    ]
    assert dict(sheet.facts)["Non vérifiés sur matériel"] == "Scanner, Micro"


def test_a_program_reads_the_same() -> None:
    told = json.loads(json.dumps(as_json(report(PRINTER, RELAY))))
    assert [(d["device"], d["code"], d["mark"]) for d in told["devices"]] == [
        ("printer", "P01", "proven"), ("relay", "", "none"),
    ]  # fmt: skip
    assert told["events"][0] == {
        "at": "2026-11-23T08:00:00Z", "words": "Imprimante : plus de papier", "device": "printer", "code": "P01",
    }  # fmt: skip


def test_a_full_report_is_a_few_pages_that_can_be_read(tmp_path: Path) -> None:
    pdf = tmp_path / "rapport.pdf"
    faces = load_faces(ROOT / "kiosk" / "assets" / "fonts")
    set_sheet(as_sheet(report(PRINTER, SCANNER, MICROPHONE, RELAY, events=LAST)), pdf, faces)
    argv = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    for words in (
        "Rapport de la borne",
        "Hall · B7F3A2",
        "Plus de papier (P01)",
        "Non vérifié sur matériel",
        "73 Go libres",
    ):
        assert words in text
    assert text.count("Imprimante : plus de papier") == LAST
    assert text.count("\f") <= 6


def test_the_machine_is_described_and_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path)
    facts = dict(host_facts(ThisMachine(), places))
    assert "Go libres sur" in facts["Mémoire"]
    assert "noyau" in facts["Système"]
    bare = dict(host_facts(ThisMachine(), places, tmp_path))
    assert "Mémoire" not in bare
    assert "En marche depuis" not in bare
