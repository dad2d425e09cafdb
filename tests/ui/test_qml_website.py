"""A public site in its confined view: the real web engine against a server on this machine."""

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from tests.ui.qml_touch import Touched
from ui.adapters.website import Website, is_allowed
from ui.gallery_states.state import State
from ui.pages import Action, Site

DEADLINE_MS = 30_000
PAGE = """<!doctype html><title>Ma commune</title><body><h1>Ma commune</h1>
<input id=name autofocus><a id=out href="http://localhost:%(port)d/elsewhere">dehors</a>
<img src="http://localhost:%(port)d/spy.png"><script>document.title='prête'</script>"""


class Town(http.server.ThreadingHTTPServer):
    """A small town's site, counting what it is asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []


class Answer(http.server.BaseHTTPRequestHandler):
    """One page for every address; notes the host and the path asked."""

    def do_GET(self) -> None:
        assert isinstance(self.server, Town)
        self.server.asked.append(f"{self.headers['Host'].split(':')[0]}{self.path}")
        body = (PAGE % {"port": self.server.server_port}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/file":
            self.send_header("Content-Disposition", "attachment; filename=x.exe")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def town() -> Iterator[Town]:
    server = Town()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


class Visit:
    """A site on the stage, with what the program gives QML as `website`."""

    def __init__(self, stage: Touched, qtbot: QtBot) -> None:
        self.stage, self.qtbot = stage, qtbot
        loader = stage.window.findChild(QQuickItem, "site")
        assert loader is not None
        self.view = loader.property("item")

    def loaded(self) -> None:
        self.qtbot.waitUntil(lambda: self.view.property("title") == "prête", timeout=DEADLINE_MS)

    def said(self, name: str) -> list[object]:
        return [argument for what, argument in self.stage.kiosk.acts if what == name]


@pytest.fixture
def visit(town: Town, tmp_path: Path, qtbot: QtBot, show: Callable[..., Touched]) -> Visit:
    page = Site(
        "Ma commune", f"http://127.0.0.1:{town.server_port}/", ["127.0.0.1"], str(tmp_path), None,
        [Action("site.print", "Imprimer cette page", "printer", kind="main")],
    )  # fmt: skip
    website = Website()
    stage = show(State("site", "", page), website=website)
    found = Visit(stage, qtbot)
    found.loaded()
    return found


def test_the_town_s_page_is_shown_and_nothing_of_another_host_is_fetched(visit: Visit, town: Town) -> None:
    assert "127.0.0.1/" in town.asked
    assert not [asked for asked in town.asked if asked.startswith("localhost")]


@pytest.mark.parametrize(
    "address", ["http://localhost:{port}/elsewhere", "file:///etc/passwd", "chrome://version"]
)
def test_every_other_address_is_refused_and_said(visit: Visit, town: Town, address: str) -> None:
    visit.view.setProperty("url", QUrl(address.format(port=town.server_port)))
    visit.qtbot.waitUntil(
        lambda: bool(visit.said("site.blocked")) or visit.view.property("troubled"), timeout=DEADLINE_MS
    )
    assert not [asked for asked in town.asked if asked.startswith("localhost")]
    assert visit.view.property("title") != "passwd"


def test_a_page_is_printed_into_the_vault_as_a_foreign_file(visit: Visit, tmp_path: Path) -> None:
    visit.stage.touch_spoken("Imprimer cette page")
    visit.qtbot.waitUntil(lambda: bool(visit.said("site.printed")), timeout=DEADLINE_MS)
    document = visit.said("site.printed")[0]
    assert (tmp_path / f"{document}.part" / "source").read_bytes().startswith(b"%PDF")


def test_a_download_is_refused(visit: Visit, town: Town, tmp_path: Path) -> None:
    visit.view.setProperty("url", QUrl(f"http://127.0.0.1:{town.server_port}/file"))
    visit.qtbot.waitUntil(lambda: "127.0.0.1/file" in town.asked, timeout=DEADLINE_MS)
    visit.qtbot.waitUntil(lambda: not visit.view.property("loading"), timeout=DEADLINE_MS)
    # The engine's own home is in the vault as well, so a file saved anywhere it may write would be found.
    assert [f for f in tmp_path.rglob("*") if f.is_file() and ".exe" in f.name] == []
    assert list(tmp_path.glob("*.part")) == []


def test_the_profile_keeps_nothing(visit: Visit) -> None:
    profile = visit.view.property("profile")
    assert isinstance(profile, QObject)
    assert profile.property("offTheRecord")


@pytest.mark.parametrize(
    ("address", "page", "allowed"),
    [
        ("https://ville.example/a", True, True),
        ("https://VILLE.example/a", True, True),
        ("https://notville.example/", True, False),
        ("https://ville.example.evil.test/", True, False),
        ("https://ville.example@evil.test/", True, False),
        ("https://user:pw@ville.example/", True, False),
        ("ftp://ville.example/", True, False),
        ("file:///etc/passwd", False, False),
        ("data:text/html,x", True, False),
        ("data:image/png;base64,x", False, True),
        ("javascript:alert(1)", True, False),
        ("view-source:https://ville.example/", True, False),
    ],
)
def test_which_addresses_are_of_the_list(address: str, page: bool, allowed: bool) -> None:
    assert is_allowed(QUrl(address), frozenset({"ville.example"}), page=page) is allowed
