"""The maintenance menu of a running kiosk: a page is printed, read by a person, laid on the glass, and read back."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.compose.demo.stand import TECHNICIAN_PIN
from tests.faults.theatre import DEADLINE_S, Theatre, until


@pytest.fixture
def technician(theatre: Theatre) -> Iterator[Theatre]:
    """A technician is logged in, and leaves at the end."""
    theatre.start_over()
    theatre.events.mark()
    theatre.citizen.touch("Accès agent", DEADLINE_S)
    for digit in TECHNICIAN_PIN:
        theatre.citizen.touch(digit, DEADLINE_S)
    theatre.citizen.touch("Valider")
    theatre.citizen.find("Tout tester", DEADLINE_S)
    theatre.situation = "staff"
    yield theatre
    theatre.citizen.touch("Accueil", DEADLINE_S)
    theatre.welcomed()


def printed(theatre: Theatre) -> set[Path]:
    """What lies in the printer's tray."""
    return set(theatre.stand.printed.glob("[0-9]*.pdf"))


def words_on(page: Path) -> str:
    """What a person reads on a sheet, by an independent reader."""
    said = subprocess.run(
        ["pdftotext", "-layout", str(page), "-"], check=True, capture_output=True, text=True
    )
    return said.stdout


def new_sheet(theatre: Theatre, before: set[Path]) -> Path:
    until(lambda: len(printed(theatre)) > len(before), "a sheet comes out")
    return (printed(theatre) - before).pop()


def number_on(page: Path) -> str:
    """The four figures of a test page."""
    found = re.search(r"^\s*(\d{4})\s*$", words_on(page), re.MULTILINE)
    assert found is not None, words_on(page)
    return found.group(1)


def test_a_number_read_and_the_page_read_back_prove_printer_and_scanner(technician: Theatre) -> None:
    theatre, before = technician, printed(technician)
    theatre.citizen.touch("Ouvrir : Imprimante", DEADLINE_S)
    theatre.citizen.find("Non vérifié sur matériel", DEADLINE_S)
    theatre.citizen.touch("Essai guidé")
    theatre.citizen.find("Quel nombre lisez-vous ?", DEADLINE_S)
    page = new_sheet(theatre, before)
    theatre.citizen.touch(number_on(page))
    theatre.citizen.find("Cet appareil est désormais vérifié sur ce matériel.", DEADLINE_S)
    theatre.citizen.touch("Terminé")
    theatre.citizen.find("Vérifié sur ce matériel", DEADLINE_S)
    theatre.citizen.touch("Retour")
    theatre.citizen.touch("Ouvrir : Scanner", DEADLINE_S)
    theatre.citizen.touch("Essai guidé", DEADLINE_S)
    theatre.citizen.find("C’est posé", DEADLINE_S)
    theatre.scanner(f"glass {page}")
    theatre.events.mark()
    theatre.citizen.touch("C’est posé")
    theatre.citizen.find("La page imprimée est relue telle quelle.", DEADLINE_S)
    over = theatre.events.wait("device.test-complete", DEADLINE_S, device="scanner")
    assert (over["key"], over["proven"]) == (None, True)
    kept = json.loads((theatre.stand.state / "device-tests.json").read_text())
    assert kept["printer"]["proof"]
    assert kept["scanner"]["proof"] == "la relecture de la page de test"
    theatre.citizen.touch("Terminé")


def test_another_page_on_the_glass_is_told_from_the_one_that_was_printed(technician: Theatre) -> None:
    theatre = technician
    theatre.citizen.touch("Ouvrir : Scanner", DEADLINE_S)
    theatre.citizen.touch("Essai guidé", DEADLINE_S)
    theatre.citizen.find("C’est posé", DEADLINE_S)
    theatre.scanner(f"glass {theatre.letter}")
    theatre.citizen.touch("C’est posé")
    theatre.citizen.find("La page relue n’est pas celle qui a été imprimée.", DEADLINE_S)
    theatre.citizen.touch("Que faire ?")
    theatre.citizen.find("Où regarder : la vitre", DEADLINE_S)
    theatre.citizen.find("Code N20.", DEADLINE_S)


def test_no_paper_shows_where_to_look_and_the_report_says_it(technician: Theatre) -> None:
    theatre = technician
    theatre.events.mark()
    theatre.printer("paper empty")
    try:
        theatre.events.wait("printer.status-changed", DEADLINE_S, status="printer.paper-empty")
        theatre.citizen.find_any(lambda target: target.name.endswith("(P01)"), DEADLINE_S)
        theatre.citizen.touch("Ouvrir : Imprimante")
        theatre.citizen.touch("Que faire ?", DEADLINE_S)
        theatre.citizen.find("Où regarder : le bac à papier", DEADLINE_S)
        theatre.citizen.touch("Retour")
        theatre.citizen.touch("Journal de cet appareil", DEADLINE_S)
        theatre.citizen.find("Imprimante : plus de papier (P01)", DEADLINE_S)
    finally:
        theatre.printer("paper full")
    theatre.events.wait("printer.status-changed", DEADLINE_S, status="ready")
    theatre.citizen.touch("Retour")
    theatre.citizen.touch("Retour", DEADLINE_S)
    before = printed(theatre)
    theatre.events.mark()
    theatre.citizen.touch("Rapport", DEADLINE_S)
    theatre.events.wait("device.report-complete", DEADLINE_S)
    theatre.citizen.find("Le rapport est imprimé", DEADLINE_S)
    said = words_on(new_sheet(theatre, before))
    for words in ("Rapport de la borne", "Saint-Aubin", "Imprimante", "Journal : les", "plus de papier"):
        assert words in said
    told = theatre.stand.verb(
        "devices", "report", "--settings", str(theatre.stand.settings), "--state", str(theatre.stand.state), "--json"
    )  # fmt: skip
    devices = {device["device"]: device for device in json.loads(told)["devices"]}
    assert devices["camera"]["mark"] == "simulated"
    assert devices["printer"]["ok"]


def test_all_tests_run_in_one_round_with_a_person_at_the_panel(technician: Theatre) -> None:
    theatre, before = technician, printed(technician)
    theatre.events.mark()
    theatre.citizen.touch("Tout tester", DEADLINE_S)
    theatre.citizen.find("Quel nombre lisez-vous ?", DEADLINE_S)
    own = {event["device"] for event in theatre.events.all("device.test-complete", guided=False)}
    assert {"scanner", "camera", "microphone", "relay", "content", "disk"} <= own
    page = new_sheet(theatre, before)
    theatre.citizen.touch(number_on(page))
    theatre.citizen.touch("Essai suivant", DEADLINE_S)
    theatre.citizen.find("C’est posé", DEADLINE_S)
    theatre.scanner(f"glass {page}")
    for answer in (
        "C’est posé", "Essai suivant",
        "Oui, je me vois bouger", "Essai suivant",
        "Commencer", "Oui, je me suis entendu", "Essai suivant",
        "Oui, nettement", "Essai suivant",
    ):  # fmt: skip
        theatre.citizen.touch(answer, DEADLINE_S)
    # The tones of the simulated microphone are judged noisy: what a person heard counts for the mark.
    theatre.citizen.find("Imprimer le rapport", DEADLINE_S)
    asked = theatre.events.all("device.test-complete", guided=True)
    assert {str(event["device"]) for event in asked if event["proven"]} >= {
        "printer", "scanner", "camera", "microphone", "speaker",
    }  # fmt: skip
