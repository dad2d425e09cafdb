"""A town's public site over HTTPS, with pages that try everything a page should not get."""

import http.server
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from session.relay.tls import TlsPaths
from tests.ui.qml_touch import Touched

DEADLINE_MS = 30_000
TAP_EVERY = 60
"""Looks, one each 10 ms."""
HEAD = "<!doctype html><meta charset=utf-8><body style='margin:0'><script>const say = t => document.title = t</script>"
ASK = HEAD + "<script>%s.then(() => say('accordé'), e => say('refusé ' + e.name))</script>"
BIG = "style='display:block;width:100%;height:600px;background:#ddd'"
PAGES = {
    "/": HEAD + "<h1>Ma commune</h1><script>say('prête')</script>",
    "/camera": ASK % "navigator.mediaDevices.getUserMedia({video: true})",
    "/screen": ASK % "navigator.mediaDevices.getDisplayMedia({video: true})",
    "/place": ASK
    % "new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, e => no({name: e.code})))",
    "/notice": ASK
    % "Notification.requestPermission().then(p => p === 'granted' || Promise.reject({name: p}))",
    "/clipboard": ASK % "navigator.clipboard.readText()",
    "/dialogs": HEAD + "<script>alert(1); confirm(2); prompt(3); print(); say('après')</script>",
    "/popup": HEAD + "<script>say(window.open('/') ? 'ouverte' : 'refusée')</script>",
    "/frame": HEAD + "<iframe src='%(other)s/frame-of-another'></iframe><img src='%(other)s/spy.png'>"
    "<script>fetch('%(other)s/fetched', {mode: 'no-cors'}).catch(() => 0).then(() => say('prête'))</script>",
    "/blank": HEAD
    + f"<a href='%(other)s/elsewhere' target=_blank {BIG}>dehors</a><script>say('dehors')</script>",
    "/inside": HEAD + f"<a href='/' target=_blank {BIG}>dedans</a><script>say('lien')</script>",
    "/menu": HEAD
    + f"<a href='/' oncontextmenu=\"setTimeout(say, 500, 'menu')\" {BIG}>lien</a><script>say('prête')</script>",
    "/choose": HEAD
    + f"<input type=file onclick=\"setTimeout(say, 500, 'après')\" {BIG}><script>say('prête')</script>",
    "/write": HEAD
    + f"<input onclick='say(document.hasFocus())' oninput='say(this.value)' {BIG}><script>say('prête')</script>",
    "/cookie": HEAD
    + "<script>say('' + document.cookie.length); document.cookie = 'qui=moi; max-age=999999'</script>",
}


class Town(http.server.ThreadingHTTPServer):
    """Counts what it is asked for; `other` is the address of the same machine under another name."""

    def __init__(self, tls: TlsPaths | None) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []
        scheme = "http"
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls.certificate, tls.key)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
            scheme = "https"
        self.url = f"{scheme}://localhost:{self.server_port}"
        self.other = f"{scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that does not trust us hangs up: that is its right."""


class Answer(http.server.BaseHTTPRequestHandler):
    """One of `PAGES`, a redirect or a file."""

    server: Town

    def do_GET(self) -> None:
        self.server.asked.append(f"{self.headers['Host'].split(':')[0]}{self.path}")
        away = self.path == "/away"
        self.send_response(302 if away else 200)
        if away:
            self.send_header("Location", f"{self.server.other}/elsewhere")
        if self.path == "/file":
            self.send_header("Content-Disposition", "attachment; filename=x.exe")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        page = PAGES.get(self.path, "")
        self.wfile.write(page.replace("%(other)s", self.server.other).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(town: Town) -> Iterator[Town]:
    """Answer until the end of the block."""
    thread = threading.Thread(target=town.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield town
    finally:
        town.shutdown()
        town.server_close()
        thread.join()


class Browsing:
    """A site on the stage, and someone in front of it."""

    def __init__(self, stage: Touched, qtbot: QtBot, town: Town) -> None:
        self.stage, self.town, self._qtbot = stage, town, qtbot
        loader = stage.window.findChild(QQuickItem, "site")
        assert loader is not None
        stage.window.requestActivate()
        self.view: QQuickItem = loader.property("item")

    @property
    def title(self) -> str:
        return str(self.view.property("title"))

    def until(self, sooner: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(sooner, timeout=DEADLINE_MS)

    def go(self, address: str) -> None:
        """As if a page had sent the visitor there."""
        self.view.setProperty("url", QUrl(address if ":" in address else self.town.url + address))

    def shows(self, title: str) -> None:
        self.until(lambda: self.title.startswith(title))

    def said(self, name: str) -> list[object]:
        return [argument for what, argument in self.stage.kiosk.acts if what == name]

    def refused(self) -> object:
        """The host that was refused."""
        self.until(lambda: bool(self.said("site.blocked")))
        return self.said("site.blocked")[-1]

    def tap(self, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        spot = self.view.mapToScene(QPointF(self.view.width() / 2, 60)).toPoint()
        QTest.mouseClick(self.stage.window, button, Qt.KeyboardModifier.NoModifier, spot)

    def tap_until(
        self, sooner: Callable[[], bool], button: Qt.MouseButton = Qt.MouseButton.LeftButton
    ) -> None:
        """Touch, and touch again: a page just loaded may not feel it yet."""
        tries = iter(range(DEADLINE_MS))

        def again() -> bool:
            if next(tries) % TAP_EVERY == 0:
                self.tap(button)
            return sooner()

        self.until(again)

    def roles(self) -> list[str]:
        """What a screen reader finds on the screen, the web page's own inside left out."""
        return list(_roles(QAccessible.queryAccessibleInterface(self.stage.window)))

    def elsewhere(self) -> list[str]:
        """What was fetched under the name that is not on the list."""
        return [asked for asked in self.town.asked if not asked.startswith("localhost/")]


def _roles(interface: QAccessibleInterface) -> Iterator[str]:
    yield interface.role().name
    if interface.role() == QAccessible.Role.Client:  # PySide crashes on what is inside
        return
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None:
            yield from _roles(child)
