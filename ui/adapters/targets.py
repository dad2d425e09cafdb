"""For tests and demonstrations only: where things are on the screen, by accessible name. Read only.

A unix socket takes one JSON object a line and answers one a line: `{"find": "Imprimer"}` gives the
visible items whose name holds these words, `{}` gives all. An item is
`{"name", "role", "x", "y", "w", "h", "enabled", "focused"}` in pixels of the screen. Touching is for
the other process: through the X server, like a finger.
"""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtQuick import QQuickWindow

MAX_DEPTH = 60


class Targets(QObject):
    """Answers on `path` for one window."""

    def __init__(self, path: Path, window: QQuickWindow) -> None:
        super().__init__()
        QAccessible.setActive(True)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(str(path))
        self._server.newConnection.connect(self._accept)
        if not self._server.listen(str(path)):
            raise OSError(self._server.errorString())

    def close(self) -> None:
        """Stop answering."""
        self._server.close()

    def _accept(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._answer(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _answer(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            asked = json.loads(bytes(socket.readLine().data()))
            found = self.items(str(asked.get("find", "")))
            socket.write(json.dumps({"items": found}, ensure_ascii=False).encode() + b"\n")

    def items(self, words: str = "") -> list[dict[str, Any]]:
        """Visible named items, those whose name is exactly `words` first."""
        root = QAccessible.queryAccessibleInterface(self._window)
        found: list[dict[str, Any]] = []
        if root is not None and self._window.isVisible():
            _walk(root, found, 0)
        wanted = [item for item in found if words.casefold() in item["name"].casefold()]
        return sorted(wanted, key=lambda item: item["name"] != words)


def _walk(interface: QAccessibleInterface, found: list[dict[str, Any]], depth: int) -> None:
    state = interface.state()
    if state.invisible or depth > MAX_DEPTH:
        return
    name = interface.text(QAccessible.Text.Name)
    if name:
        found.append(_item(interface, name))
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None:
            _walk(child, found, depth + 1)


def _item(interface: QAccessibleInterface, name: str) -> dict[str, Any]:
    state: Any = interface.state()
    box = interface.rect()
    return {
        "name": name,
        "role": interface.role().name,
        "x": box.x(),
        "y": box.y(),
        "w": box.width(),
        "h": box.height(),
        "enabled": not state.disabled,
        "focused": bool(state.focused),
    }
