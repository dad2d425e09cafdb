"""Faults of the scanner, as the visitor meets them: what was read stays, and there is a way on."""

import pytest

from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, until

SHEETS = 4
"""In the demonstration's feeder."""


def _pages_shown(theatre: Theatre) -> int:
    """How many pages the visitor's screen has at the end of a scan, by its own words."""
    words = theatre.citizen.find_any(lambda target: "Rien n’est encore parti" in target.name, DEADLINE_S).name
    return int(words.removeprefix("Vous avez ").split()[0])


def _resumed(theatre: Theatre, report: Report, words: str, sheets: int) -> None:
    """From the stopped pile to all of its pages."""
    ended = theatre.events.wait("scan.read-complete", DEADLINE_S)
    report.noticed(theatre.citizen.find(words, DEADLINE_S).name, ended["mono"])
    assert ended["pages"] == sheets
    theatre.events.mark()
    theatre.scanner("clear")
    theatre.citizen.touch(f"Reprendre à la page {sheets + 1}", DEADLINE_S)
    done = theatre.events.wait("scan.read-complete", DEADLINE_S)
    report.recovered(done["mono"])
    assert (done["reason"], done["pages"]) == (None, SHEETS - sheets)
    assert _pages_shown(theatre) == SHEETS, "pages read before stay, none twice"


@pytest.mark.fault(6, "bourrage du scanner", area="devices")
def test_the_scanner_jams_and_the_pages_already_read_are_kept(theatre: Theatre, report: Report) -> None:
    theatre.start_over()
    theatre.scan_pile()
    report.inject(theatre.scanner, "jam 3")
    theatre.events.mark()
    theatre.citizen.touch("Numériser le chargeur")
    theatre.events.wait("scan.read-init", DEADLINE_S)
    report.injected()
    _resumed(theatre, report, "Une feuille est coincée", sheets=2)


@pytest.mark.fault(7, "deux feuilles prises à la fois", area="devices")
def test_two_sheets_at_once_are_noticed_and_that_page_is_read_again(theatre: Theatre, report: Report) -> None:
    theatre.start_over()
    theatre.scan_pile()
    report.inject(theatre.scanner, "double 2")
    theatre.events.mark()
    theatre.citizen.touch("Numériser le chargeur")
    theatre.events.wait("scan.read-init", DEADLINE_S)
    report.injected()
    _resumed(theatre, report, "Deux feuilles sont passées ensemble", sheets=1)


@pytest.mark.fault(8, "scanner perdu", area="devices")
def test_a_lost_scanner_keeps_its_pages_and_another_way_is_offered(theatre: Theatre, report: Report) -> None:
    theatre.start_over()
    theatre.scan_pile()
    theatre.events.mark()
    theatre.citizen.touch("Numériser le chargeur")
    # Page 2 is being read, or a later one where the test is slower than the feeder.
    reading = tuple(f"Lecture de la page {page}" for page in range(2, SHEETS + 1))
    until(
        lambda: any(target.name.startswith(reading) for target in theatre.citizen.see()),
        "the first page is read",
    )
    lost = {"status": "scanner.device-lost"}
    before = len(theatre.events.all("scanner.status-changed", **lost))
    report.inject(theatre.scanner, "unplug")
    ended = theatre.events.wait("scan.read-complete", DEADLINE_S)
    assert ended["reason"] == "scanner.device-lost"
    assert ended["pages"] >= 1
    report.noticed(theatre.citizen.find("Le scanner est éteint ou débranché", DEADLINE_S).name, ended["mono"])
    theatre.citizen.find("Demander de l’aide", DEADLINE_S)
    # The rest of the pile goes under the document camera, behind what was read.
    theatre.citizen.touch("Utiliser la caméra à documents", DEADLINE_S)
    taken = theatre.events.wait("paper.look-complete", DEADLINE_S)
    assert (taken["reason"], taken["pages"]) == (None, 1), "the sheet in view is photographed by itself"
    assert _pages_shown(theatre) == ended["pages"] + 1
    # What was read and photographed is one document, good for a copy.
    theatre.citizen.touch("Garder", DEADLINE_S)
    theatre.citizen.find("Imprimer une photocopie", DEADLINE_S)
    until(
        lambda: len(theatre.events.all("scanner.status-changed", **lost)) > before, "the watcher noticed too"
    )
    theatre.events.mark()
    theatre.scanner("replug")
    back = theatre.events.wait("scanner.status-changed", DEADLINE_S, status="ready")
    report.recovered(back["mono"])
