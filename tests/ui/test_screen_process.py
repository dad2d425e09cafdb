"""The screen as the steward runs it: a process of its own, touched through the X server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.places import ROOT
from offline_cache.importer.run import import_edition
from offline_cache.sample.build import build_sample
from session.protocol import call, local
from session.protocol import kiosk_relay as relay
from tests.ui.steward_stand import DEADLINE_S, ScreenStand, display
from tests.unit.journey.story import world

SIZE = (540, 960)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    build_sample(folder / "sample.zip")
    import_edition(folder / "sample.zip", folder / "store", workers=1)
    return folder / "store"


@pytest.fixture
def screen(tmp_path: Path, content: Path) -> Iterator[ScreenStand]:
    settings = tmp_path / "settings.toml"
    settings.write_text(
        f"[screen]\nwindowed = true\nwidth_px = {SIZE[0]}\nheight_px = {SIZE[1]}\n", encoding="utf-8"
    )
    with display(*SIZE) as x_display:
        stand = ScreenStand(tmp_path, settings, content, x_display)
        try:
            yield stand
        finally:
            stand.close()


def enter(screen: ScreenStand) -> None:
    assert screen.hear(local.Hello).pid == screen.process.pid
    assert screen.hear(local.ScreenReady).phase == "built"
    screen.send(world())
    assert screen.items() == []
    screen.send(local.StageCue(cue="enter"))
    assert screen.hear(local.ScreenReady).phase == "on-stage"


def said(code: str, **environment: str) -> str:
    run = [sys.executable, "-c", code]
    told = subprocess.run(
        run, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


def test_visitor_goes_from_welcome_through_the_queue_into_a_call_and_out(screen: ScreenStand) -> None:
    enter(screen)
    screen.press("Commencer")
    screen.hear(local.VisitBegin)
    vault = screen.folder / "vault"
    vault.mkdir()
    screen.send(local.VisitOpened(vault=str(vault)))
    screen.press("Papiers d'identité")
    screen.see("Accueil")
    screen.press("Accueil")
    screen.press("Parler à un conseiller")
    screen.press("CAF de l’Oise")
    screen.press("Voir un conseiller CAF")
    screen.hear(local.MediaOpen)
    screen.press("J’ai compris")
    ticket = screen.hear(relay.QueueJoin).ticket
    screen.send(relay.TicketState(ticket=ticket, desk="caf", status="waiting", ahead=1))
    screen.see("Une personne est avant vous")
    screen.send(relay.SeatGranted(ticket=ticket, desk="caf", administration="CAF", expert="Nadia", fence=1))
    screen.send(call.Notice(state="connected"))
    screen.see("Pause privée")
    screen.press("Accueil")
    screen.see("Voulez-vous vraiment raccrocher")
    screen.press("Oui, raccrocher")
    assert screen.hear(call.CallEnd).reason == "citizen"
    screen.press("Terminer et tout effacer")
    assert screen.hear(local.VisitEnd).reason == "finished"
    screen.send(local.StageCue(cue="leave"))
    assert screen.hear(local.ScreenReady).phase == "neutral"
    assert not [item for item in screen.items() if "Nadia" in item["name"]]
    assert screen.complaints() == ""


def test_search_is_typed_with_the_kiosks_own_keyboard_and_opens_a_sheet(screen: ScreenStand) -> None:
    enter(screen)
    screen.press("Commencer")
    screen.press("Écrire avec vos mots")
    for letter in "carte":
        screen.press(letter, exact=True)
    screen.press("Carte d’identité : demande et renouvellement")
    screen.see("Quels papiers apporter")
    assert screen.complaints() == ""


def test_screen_ends_by_itself_when_the_steward_is_gone(screen: ScreenStand) -> None:
    enter(screen)
    screen.hang_up()
    assert screen.process.wait(DEADLINE_S) == 0


def test_screen_never_loads_what_belongs_to_other_processes() -> None:
    code = (
        "import sys, kiosk.compose.screen, ui.adapters.program, ui.adapters.library\n"
        "print([m for m in ('aiortc','av','cv2','sqlalchemy','session.engine','fastapi') if m in sys.modules])"
    )
    assert said(code) == "[]"


def test_screen_starts_without_what_only_a_later_page_needs() -> None:
    code = (
        "import sys\nfrom PySide6 import QtCore\nfrom ui.adapters.canvas import Canvas\n"
        "canvas = Canvas(sites=False)\n"
        "import kiosk.compose.screen, ui.adapters.program, ui.adapters.library\n"
        "from kiosk.core.places import Places\nfrom ui.adapters.icons import IconProvider\n"
        "from pathlib import Path\n"
        "icons = IconProvider(Places(Path(), Path()).assets / 'icons')\n"
        "assert not icons.requestImage('printer', QtCore.QSize(), QtCore.QSize(8, 8)).isNull()\n"
        "later = ('PySide6.QtMultimedia', 'PySide6.QtWebEngineQuick', 'kiosk.documents.sheets', 'lxml', 'PIL')\n"
        "print([m for m in later if m in sys.modules], 'Qt' in vars(QtCore))"
    )
    assert said(code, QT_QPA_PLATFORM="offscreen") == "[] False"


def test_screen_reads_its_qml_while_the_journey_is_still_imported() -> None:
    code = (
        "import sys, kiosk.compose.screen, ui.adapters.canvas\n"
        "print([m for m in ('pydantic', 'kiosk.journey', 'session.protocol') if m in sys.modules])"
    )
    assert said(code) == "[]"


def test_a_bug_ends_the_process_so_that_the_next_screen_takes_over(screen: ScreenStand) -> None:
    enter(screen)
    screen.send_raw(b"not a message")
    assert screen.process.wait(DEADLINE_S) == 1
    assert "Traceback" in screen.complaints()
