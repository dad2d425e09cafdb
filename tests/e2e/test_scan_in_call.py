"""A paper from the visitor's hand to the expert's file: seen first, sent after a yes, read back by another program."""

import os
import subprocess
from pathlib import Path

import pytest

from kiosk.compose.demo.stand import Plan
from tests.faults.house import open_theatre, short_folder
from tests.faults.theatre import DEADLINE_S, Theatre


def _scan(theatre: Theatre) -> None:
    citizen = theatre.citizen
    citizen.touch("Numériser un papier", DEADLINE_S)
    citizen.touch("Numériser la vitre", DEADLINE_S)
    theatre.events.wait("scan.read-complete", DEADLINE_S, reason=None, pages=1)
    citizen.touch("C’est complet", DEADLINE_S)
    citizen.find("Montrer à", DEADLINE_S)


def _words(pdf: Path) -> str:
    argv = ["pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", str(pdf), str(pdf.with_suffix(""))]
    subprocess.run(argv, check=True, timeout=60)
    argv = ["tesseract", str(pdf.with_suffix(".png")), "-", "-l", "fra", "--psm", "6"]
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(argv, check=True, capture_output=True, timeout=120, env=one_thread).stdout.decode()


@pytest.mark.timeout(400)
def test_the_expert_has_the_scanned_paper_only_after_the_visitor_said_yes(tmp_path: Path) -> None:
    with short_folder() as folder, open_theatre(Plan(folder)) as theatre:
        theatre.reach("call")
        _scan(theatre)
        papers = theatre.expert.page.locator("[data-document]")
        assert papers.count() == 0
        theatre.citizen.touch("Ne pas le montrer")
        theatre.citizen.find("Pause privée", DEADLINE_S)
        assert papers.count() == 0
        _scan(theatre)
        theatre.citizen.touch("Montrer à")
        save = theatre.expert.page.get_by_role("button", name="Enregistrer ce document")
        save.wait_for(timeout=DEADLINE_S * 1000)
        with theatre.expert.page.expect_download() as download:
            save.click()
        download.value.save_as(tmp_path / "papier.pdf")
        assert papers.count() == 1
    assert (tmp_path / "papier.pdf").stat().st_size < 300_000
    read = _words(tmp_path / "papier.pdf")
    for words in ("Déclaration de situation", "le loyer déclaré est de 412 euros par mois", "rue du Lavoir"):
        assert words in read
