"""What draws: Qt's application, QML's engine and the one window.

It needs nothing else of ours, so it is made first: a thread of Qt's reads the QML while Python still
imports the journey and its messages.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent, QQmlError
from PySide6.QtQuick import QQuickImageProvider, QQuickWindow

from ui.adapters.website import share_contexts

QML = Path(__file__).parents[1] / "qml"
MAIN = QML / "Main.qml"
FIRST = QML / "screens" / "Welcome.qml"


class Canvas:
    """Begins to read the QML when made; `open` builds the window, hidden."""

    def __init__(self, *, sites: bool) -> None:
        """`sites`: public sites may be opened, which the application must know before it is made."""
        if sites:
            share_contexts()
        self.app = QGuiApplication(sys.argv[:1])
        self._engine = QQmlApplicationEngine()
        self._engine.warnings.connect(_complain)
        early = QQmlComponent.CompilationMode.Asynchronous
        self._early = [QQmlComponent(self._engine, _url(path), early) for path in (MAIN, FIRST)]

    def open(
        self, providers: Mapping[str, QQuickImageProvider], things: Mapping[str, QObject]
    ) -> QQuickWindow:
        """Build Main.qml with `image://NAME/…` from `providers`, and `things` for it by name.

        Raises:
            RuntimeError: it does not load; standard error says why.
        """
        for name, provider in providers.items():
            self._engine.addImageProvider(name, provider)
        for name, thing in things.items():
            self._engine.rootContext().setContextProperty(name, thing)
        self._engine.load(_url(MAIN))
        self._early.clear()
        roots = self._engine.rootObjects()  # plain QWindows, had nobody imported QtQuick
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the screen's QML did not load")
        return roots[0]

    def close(self) -> None:
        """Take the window's contents down before the objects they are bound to."""
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete)


def _url(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))


def _complain(errors: list[QQmlError]) -> None:
    for error in errors:
        sys.stderr.write(error.toString() + "\n")
