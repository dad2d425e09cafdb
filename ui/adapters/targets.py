"""For tests and demonstrations only: where things are on the screen, by accessible name. Read only.

A unix socket takes one JSON object a line and answers one a line: `{"find": "Imprimer"}` gives the
visible items whose name holds these words, `{}` gives all. An item is
`{"name", "role", "x", "y", "w", "h", "enabled", "focused"}` in pixels of the screen, cut to what a
scrolled page shows of it. Touching is for the other process: through the X server, like a finger. What is scrolled out of sight is left out.
"""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.texts import breakable

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
        for item in found:
            item["name"] = breakable(item["name"])
        sought = _typed(words)
        wanted = [item for item in found if sought in _typed(item["name"])]
        return sorted(wanted, key=lambda item: _typed(item["name"]) != sought)


def _typed(words: str) -> str:
    """Letters alone count: a keyboard has one apostrophe only."""
    return words.replace("’", "'").casefold()


def _walk(interface: QAccessibleInterface, found: list[dict[str, Any]], depth: int) -> None:
    state = interface.state()
    if state.invisible or depth > MAX_DEPTH:
        return
    name = interface.text(QAccessible.Text.Name)
    box = _seen(interface)
    if name and not box.isEmpty():
        found.append(_item(interface, name, box))
    if interface.role() == QAccessible.Role.Client:  # PySide crashes on the web engine's own tree
        return
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child is not None:
            _walk(child, found, depth + 1)


def _seen(interface: QAccessibleInterface) -> QRect:
    """The part of it that no list or page cuts off, in pixels of the screen."""
    box = interface.rect()
    item = interface.object()
    parent = item.parentItem() if isinstance(item, QQuickItem) else None
    while parent is not None:
        if parent.clip():
            corner = parent.mapToGlobal(QPointF(0, 0))
            size = parent.mapToGlobal(QPointF(parent.width(), parent.height())) - corner
            box = box.intersected(QRectF(corner, QSizeF(size.x(), size.y())).toRect())
        parent = parent.parentItem()
    return box


def _item(interface: QAccessibleInterface, name: str, box: QRect) -> dict[str, Any]:
    state: Any = interface.state()
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
