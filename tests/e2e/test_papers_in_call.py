"""A paper across the table: shown live at a touch, photographed, stamped as seen; and who the visitor is, without keeping anything."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.compose.demo.stand import Plan
from session.protocol.showing import LIVE_S, SEEN_S
from tests.faults.house import open_theatre, short_folder
from tests.faults.theatre import DEADLINE_S, Theatre, until

PEERS = ("printer", "scanner", "camera", "document")
PATIENCE_MS = DEADLINE_S * 1000
PICTURE = "() => [remote.videoWidth, remote.videoHeight]"
LOOKS = Path(os.environ.get("VG_LOOKS", "/nonexistent"))
"""Where pictures of both screens go, for whoever wants to look."""


def _look(theatre: Theatre, name: str) -> None:
    if LOOKS.is_dir():
        theatre.citizen.photo().save(LOOKS / f"{name}-borne.png")
        theatre.expert.photo(LOOKS / f"{name}-conseiller.png")


def _says(theatre: Theatre, words: str) -> None:
    theatre.citizen.find_any(lambda target: words in target.name, DEADLINE_S)


def _shown_live(theatre: Theatre) -> None:
    """Asked, agreed to, framed on both sides, long enough to count as seen, ended by the expert."""
    page = theatre.expert.page
    page.wait_for_function(f"() => ({PICTURE})()[0] > 0", timeout=PATIENCE_MS)
    face = page.evaluate(PICTURE)
    page.click("#ask-live")
    theatre.citizen.find("Ne pas montrer", DEADLINE_S)
    assert not theatre.events.all("paper.live-init")
    _look(theatre, "1-question")
    theatre.citizen.touch("Montrer en direct", DEADLINE_S)
    theatre.events.wait("paper.live-init", DEADLINE_S, purpose="paper")
    _says(theatre, "voit ceci")
    page.locator(".live-bar[data-live=paper]").wait_for(timeout=PATIENCE_MS)
    page.wait_for_function(
        f"([w, h]) => String(({PICTURE})()) !== String([w, h])", arg=face, timeout=PATIENCE_MS
    )
    paper = page.evaluate(PICTURE)
    _look(theatre, "2-en-direct")
    over = {f"L’image s’arrête dans {left} secondes" for left in range(int(LIVE_S - SEEN_S))}
    until(lambda: any(target.name in over for target in theatre.citizen.see()), "it was shown for a while")
    page.click("#seen-enough")
    theatre.events.wait("paper.live-complete", DEADLINE_S, purpose="paper", reason="stopped")
    theatre.citizen.find("Pause privée", DEADLINE_S)
    # Whatever size a busy machine sends the face at, it is not the paper's.
    page.wait_for_function(
        f"([w, h]) => String(({PICTURE})()) !== String([w, h])", arg=paper, timeout=PATIENCE_MS
    )


def _photographed(theatre: Theatre) -> None:
    """A sharp page, seen by the visitor before it goes."""
    theatre.expert.page.click("#ask-still")
    theatre.citizen.touch("Prendre la photo", DEADLINE_S)
    theatre.events.wait("paper.look-complete", DEADLINE_S, reason=None, pages=1)
    theatre.citizen.find("Garder", DEADLINE_S)
    assert theatre.expert.page.locator("[data-document]").count() == 0
    theatre.citizen.touch("Garder", DEADLINE_S)
    theatre.citizen.touch("Montrer à", DEADLINE_S)
    theatre.expert.page.locator("[data-document]").wait_for(timeout=PATIENCE_MS)


def _stamped(theatre: Theatre, target: Path) -> None:
    """« Original vu à la caméra », on both screens, in the expert's file; then taken back."""
    page = theatre.expert.page
    theatre.expert.button("J’ai vu l’original").click()
    theatre.events.wait("stamp.complete", DEADLINE_S)
    _says(theatre, "a noté « Original vu à la caméra »")
    copy = page.locator("[data-document]", has=page.locator("[data-stamp=copy]"))
    copy.wait_for(timeout=PATIENCE_MS)
    page.locator(".sheet[data-drawn]").wait_for(timeout=PATIENCE_MS)
    _look(theatre, "3-original-vu")
    save = copy.get_by_role("button", name="Enregistrer ce document")
    save.wait_for(timeout=PATIENCE_MS)
    with page.expect_download() as download:
        save.click()
    download.value.save_as(target)
    theatre.citizen.touch("Non merci", DEADLINE_S)
    theatre.expert.button("Retirer la mention").click()
    theatre.events.wait("stamp.undo-complete", DEADLINE_S)
    copy.wait_for(state="detached", timeout=PATIENCE_MS)
    theatre.citizen.touch("Revenir à", DEADLINE_S)


def _identified(theatre: Theatre) -> None:
    """Said before it is asked; looked at, and nothing kept."""
    page = theatre.expert.page
    page.click("#identify")
    page.click("#identity-paper")
    _says(theatre, "doit savoir qui vous êtes")
    _look(theatre, "4-identite-question")
    theatre.citizen.touch("D’accord, je montre", DEADLINE_S)
    page.locator(".live-bar[data-live=identity]").wait_for(timeout=PATIENCE_MS)
    _says(theatre, "Aucune photo n’en est prise")
    _look(theatre, "5-identite")
    page.click("#identity-yes")
    theatre.events.wait("paper.live-complete", DEADLINE_S, purpose="identity", reason="stopped")
    _says(theatre, "sait qui vous êtes")
    _look(theatre, "6-identite-etablie")


@pytest.mark.timeout(400)
def test_a_paper_is_shown_photographed_and_stamped_and_the_visitor_is_known(tmp_path: Path) -> None:
    stamped = tmp_path / "vu.pdf"
    with short_folder() as folder, open_theatre(Plan(folder, peers=PEERS)) as theatre:
        theatre.reach("call")
        theatre.events.mark()
        _shown_live(theatre)
        _photographed(theatre)
        _stamped(theatre, stamped)
        _identified(theatre)
        theatre.expert.end()
        theatre.expert.conclude()
        theatre.citizen.find("Terminer et tout effacer", DEADLINE_S)
        with closing(sqlite3.connect(folder / "relay" / "relay.db")) as database:
            noted = "SELECT outcome, identity FROM services"
            until(lambda: database.execute(noted).fetchall() == [("solved", "paper")], "outcome noted")
    said = subprocess.run(["pdfsig", str(stamped)], check=False, capture_output=True, text=True).stdout
    assert "Signature is Valid" in said, said
    assert "Total document signed" in said
