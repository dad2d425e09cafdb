"""An editor sees a content before it is installed, marked as what it is."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.cli import main
from kiosk.core.places import ROOT
from kiosk.core.settings import Settings
from offline_cache.local.content import LocalContent
from offline_cache.sample.local_build import write_local_sample
from ui.gallery_states.commune import DAY, WALL, saint_aubin
from ui.preview import STRIP, marked, preview_states


@pytest.fixture
def content() -> LocalContent:
    return saint_aubin()


def test_every_page_question_and_notice_has_its_picture(content: LocalContent) -> None:
    states = preview_states(content, WALL, marked(Settings()))
    names = [state.name for state in states]
    assert len(set(names)) == len(names)
    assert {"01-tuiles", "02-ma-commune", "avis-conseil", "page-tri", "demarche-encombrants-papiers"} - set(
        names
    ) == {"demarche-encombrants-papiers"}
    asked = [name for name in names if name.startswith("demarche-acte-naissance-question")]
    assert len(asked) == 11
    assert {state.header.room for state in states} == {"Aperçu : ce contenu n’est pas installé"}


def test_the_command_draws_marked_pictures_and_installs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qapp: QGuiApplication
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    write_local_sample(tmp_path / "commune", DAY)
    small = tmp_path / "petit"
    (small / "pages").mkdir(parents=True)
    for name in ("commune.toml", "pages/tri.txt"):
        (small / name).write_bytes((tmp_path / "commune" / name).read_bytes())
    before = sorted(path for path in tmp_path.rglob("*"))
    out = tmp_path / "apercu"
    assert main(["content", "local", "preview", str(small), "--out", str(out)]) == 0
    assert "index.html" in capsys.readouterr().out
    made = sorted(path.name for path in out.iterdir())
    assert "page-tri.png" in made
    assert sorted(path for path in tmp_path.rglob("*") if out not in (path, *path.parents)) == before
    picture = QImage(str(out / "page-tri.png"))
    assert picture.pixelColor(10, 10).name() == "#f2b33d", STRIP
    # Again is harmless; another folder is never written over.
    assert main(["content", "local", "preview", str(small), "--out", str(out)]) == 0
    assert main(["content", "local", "preview", str(small), "--out", str(small)]) == 1


_WALK = """
import sys
from kiosk.core.clock import ManualClock
from kiosk.core.places import ROOT
from kiosk.core.settings import Settings
from session.protocol.local import DocumentFailed
from ui.adapters.icons import IconProvider
from ui.gallery_states.commune import WALL, saint_aubin
from ui.local_states import Stagehand
from ui.preview import marked
from ui.preview_window import PreviewWindow

def open_form(order):
    print("form", order.name)
    return DocumentFailed(document=order.document, key="document.file-damaged")

rules = Stagehand(saint_aubin(), WALL, Settings()).rules()
icons = IconProvider(ROOT / "kiosk" / "assets" / "icons")
window = PreviewWindow(rules, marked(Settings()), ManualClock(start=WALL), icons, "", open_form)
for line in sys.argv[1:]:
    name, _, argument = line.partition("=")
    window.touch(name, argument)
    for _ in range(3):
        window.window.requestUpdate()
        window.app.processEvents()
    print(name, type(window.journey.screen).__name__, [job.state for job in window.journey.jobs.values()])
window.close()
"""


def test_the_window_is_the_kiosk_without_a_steward() -> None:
    steps = (
        "touch", "topic.open=local:commune", "topic.open=local:affichage", "notice.open=local:avis:enquete-plu",
        "notice.paper=local:avis:enquete-plu", "bar.home", "topic.open=local:affichage", "notices.print", "bar.home",
        "leave.open", "goodbye.finish",
    )  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-c", _WALK, *steps], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.stderr == ""
    lines = told.stdout.splitlines()
    assert lines[1:6] == [
        "topic.open Town []",
        "topic.open Area []",
        "notice.open Notice []",
        "form Enquête publique sur le plan local d'urbanisme",
        "notice.paper Form []",
    ]
    assert "notices.print Printing ['canceled']" in lines
    assert lines[-1] == "goodbye.finish Welcome []"
