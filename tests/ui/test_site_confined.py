"""What a public site cannot do here: the real web engine against a real HTTPS server of this machine."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.core.places import ROOT
from session.relay.tls import TlsPaths, make_local_ca
from tests.ui.qml_touch import Touched
from tests.ui.site_town import Browsing, Town, serving
from ui.adapters.website import HOMES, Website, is_allowed
from ui.gallery_states.state import State
from ui.pages import Action, Site

Open = Callable[..., Browsing]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of a visitor ends with the visit; this one goes on and wants its own home back."""
    for name in HOMES:
        monkeypatch.setenv(name, os.environ.get(name, ""))


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> TlsPaths:
    return make_local_ca(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def town(tls: TlsPaths) -> Iterator[Town]:
    with serving(Town(tls)) as server:
        yield server


@pytest.fixture
def visit(town: Town, tls: TlsPaths, tmp_path: Path, qtbot: QtBot, show: Callable[..., Touched]) -> Open:
    """Open the town's site; `ca` is the authority the kiosk's settings name."""

    def open_site(
        path: str = "/", ca: Path = tls.ca, url: str = "", website: Website | None = None
    ) -> Browsing:
        page = Site(
            "Ma commune", url or town.url + path, [f"localhost:{town.server_port}"], str(tmp_path), None,
            [Action("site.print", "Imprimer cette page", "printer", kind="main")],
        )  # fmt: skip
        stage = show(State("site", "", page), website=website or Website(str(ca)))
        return Browsing(stage, qtbot, town)

    return open_site


def test_a_site_vouched_for_by_the_authority_of_the_settings_is_shown(visit: Open) -> None:
    site = visit()
    site.shows("prête")
    site.until(lambda: bool(site.said("site.loaded")))
    assert site.said("site.failed") == []


def test_a_certificate_of_any_other_authority_is_refused(visit: Open, town: Town, tmp_path: Path) -> None:
    site = visit(ca=make_local_ca(tmp_path / "other").ca)
    site.until(lambda: bool(site.said("site.failed")))
    assert town.asked == []


def test_a_site_that_does_not_answer_is_said(visit: Open, town: Town) -> None:
    town.shutdown()
    town.server_close()
    site = visit()
    site.until(lambda: bool(site.said("site.failed")))
    assert site.said("site.blocked") == []


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://127.0.0.1:{port}/elsewhere", "127.0.0.1"),
        ("http://localhost:{port}/", "localhost"),
        ("https://localhost:1/", "localhost"),
        ("file:///etc/passwd", "file"),
        ("chrome://gpu", "gpu"),
        ("data:text/html,<title>data</title>", "data"),
    ],
)
def test_another_address_is_refused_by_name_and_the_page_shown_stays(
    visit: Open, town: Town, address: str, host: str
) -> None:
    site = visit()
    site.shows("prête")
    site.go(address.format(port=town.server_port))
    assert site.refused() == host
    assert site.title == "prête"
    assert site.elsewhere() == []
    assert site.said("site.failed") == []


def test_a_redirect_to_another_site_is_refused(visit: Open) -> None:
    site = visit()
    site.shows("prête")
    site.go("/away")
    assert site.refused() == "127.0.0.1"
    assert site.elsewhere() == []


def test_nothing_of_another_site_is_fetched_into_a_page(visit: Open) -> None:
    site = visit("/frame")
    site.shows("prête")
    assert site.elsewhere() == []


@pytest.mark.parametrize("what", ["camera", "screen", "place", "notice", "clipboard"])
def test_what_needs_a_permission_is_refused_without_asking(visit: Open, what: str) -> None:
    site = visit(f"/{what}")
    site.shows("refusé")


def test_a_page_opens_no_window_by_itself(visit: Open) -> None:
    site = visit("/popup")
    site.shows("refusée")


def test_a_link_for_a_new_window_opens_in_place_and_only_on_the_site(visit: Open) -> None:
    site = visit("/inside")
    site.shows("lien")
    site.until(lambda: bool(site.said("site.loaded")))
    site.tap_until(lambda: site.title == "prête")
    site.go("/blank")
    site.shows("dehors")
    site.tap_until(lambda: bool(site.said("site.blocked")))
    assert site.refused() == "127.0.0.1"
    assert len(shown_windows()) == 1
    assert site.elsewhere() == []


def test_dialogs_and_the_print_dialog_never_appear_and_stop_nothing(visit: Open) -> None:
    site = visit("/dialogs")
    site.shows("après")
    assert len(shown_windows()) == 1


def test_no_menu_opens_under_a_long_press(visit: Open) -> None:
    site = visit("/menu")
    site.shows("prête")
    site.tap_until(lambda: site.title == "menu", Qt.MouseButton.RightButton)
    site.stage.settle()
    assert not [role for role in site.roles() if "Menu" in role]
    assert len(shown_windows()) == 1


def test_no_file_of_the_kiosk_can_be_chosen(visit: Open) -> None:
    site = visit("/choose")
    site.until(lambda: bool(site.said("site.loaded")))
    site.tap_until(lambda: site.title == "après")
    assert len(shown_windows()) == 1


def test_a_download_leaves_no_file(visit: Open, town: Town, tmp_path: Path) -> None:
    site = visit()
    site.shows("prête")
    site.go("/file")
    site.until(lambda: "localhost/file" in town.asked and not site.view.property("loading"))
    assert list(tmp_path.rglob("*.exe*")) == []
    assert site.title == "prête"


def test_accents_typed_on_the_kiosks_keyboard_reach_the_page(visit: Open) -> None:
    site = visit("/write")
    site.until(lambda: bool(site.said("site.loaded")))
    site.stage.touch_spoken("Écrire avec le clavier")
    site.tap_until(lambda: site.title == "true")
    for letter, sofar in (("é", "é"), ("t", "ét"), ("é", "été")):
        site.stage.touch_spoken(letter)
        site.shows(sofar)
    site.stage.touch_spoken("Corriger")
    site.until(lambda: site.title == "ét")


def test_a_cookie_lasts_for_the_visit_and_not_longer(visit: Open, tls: TlsPaths) -> None:
    website = Website(str(tls.ca))
    visit("/cookie", website=website).shows("0")
    visit("/cookie", website=website).shows("7")
    visit("/cookie").shows("0")


def test_a_page_is_printed_into_the_vault_as_a_foreign_file(visit: Open, tmp_path: Path) -> None:
    site = visit()
    site.until(lambda: bool(site.said("site.loaded")))
    site.stage.touch_spoken("Imprimer cette page")
    site.until(lambda: bool(site.said("site.printed")))
    document = site.said("site.printed")[0]
    assert (tmp_path / f"{document}.part" / "source").read_bytes().startswith(b"%PDF")


def test_the_profile_keeps_nothing_on_disk(visit: Open) -> None:
    profile = visit().view.property("profile")
    assert isinstance(profile, QObject)
    assert profile.property("offTheRecord")


def test_the_web_engine_is_not_loaded_before_a_site_is_opened() -> None:
    code = (
        "import sys, ui.adapters.program\n"
        "maps = open('/proc/self/maps').read()\n"
        "print([m for m in sys.modules if 'WebEngine' in m], 'WebEngine' in maps)"
    )
    assert run(code) == "[] False"


def test_no_debugging_port_and_no_foreign_flags_and_a_sandbox_but_for_root() -> None:
    code = (
        "import os\nfrom ui.adapters.website import share_contexts\nshare_contexts()\n"
        "print(sorted(name for name in os.environ if name.startswith('QTWEBENGINE')))"
    )
    expected = ["QTWEBENGINE_DISABLE_SANDBOX"] if os.geteuid() == 0 else []
    said = run(
        code,
        QTWEBENGINE_REMOTE_DEBUGGING="9222",
        QTWEBENGINE_CHROMIUM_FLAGS="--no-sandbox",
        QTWEBENGINE_DISABLE_SANDBOX="1",
    )
    assert said == str(expected)


@pytest.mark.parametrize(
    ("address", "page", "allowed"),
    [
        ("https://ville.example/a", True, True),
        ("https://VILLE.example:443/a", True, True),
        ("https://ville.example:8443/a", True, False),
        ("wss://ville.example/socket", False, True),
        ("wss://ville.example/socket", True, False),
        ("http://ville.example/a", True, False),
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
    assert is_allowed(QUrl(address), frozenset({"ville.example:443"}), page=page) is allowed


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | environment,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def shown_windows() -> list[str]:
    return [window.title() for window in QGuiApplication.allWindows() if window.isVisible()]
