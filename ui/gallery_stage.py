"""A stage for pictures and touch tests: the real QML, with pages given to it instead of a journey."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    Property,
    QCoreApplication,
    QEvent,
    QObject,
    QtMsgType,
    QUrl,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow

from kiosk.core.places import ROOT
from offline_cache.local.content import LocalContent
from ui.adapters.commune import CommunePictures
from ui.adapters.drawings import DrawingProvider
from ui.adapters.icons import IconProvider
from ui.frame import Panel
from ui.gallery_states.commune import saint_aubin
from ui.gallery_states.pictures import PageProvider
from ui.gallery_states.state import State
from ui.viewmodel.kiosk import plain

MAIN = Path(__file__).parent / "qml" / "Main.qml"
PANEL = Panel(width_mm=346, height_mm=615, width_px=1080, height_px=1920, windowed=True)


_OPTIONAL = re.compile(
    r"Couldn't (load|resolve) (pipewire|va)|QRhiGles2: |Failed to create RHI|GPUInfo not initialized"
    r"|(Screen|Window) capturing is not available"
)
"""Qt Multimedia and the web engine look for what a machine may lack, and do without."""
_LIST: Any = "QVariantList"
_MAP: Any = "QVariantMap"  # the stubs know Python types only


class StageKiosk(QObject):
    """What QML knows as `kiosk`, showing one `State` and noting what QML says."""

    changed = Signal()
    screenChanged = Signal()  # noqa: N815 - Qt's name for the signal of `screen`
    pageChanged = Signal()  # noqa: N815 - same, of `page`

    def __init__(self, state: State, panel: Panel = PANEL) -> None:
        super().__init__()
        self._state, self._panel = state, panel
        self.acts: list[tuple[str, Any]] = []
        self.touches = 0
        self.streams: list[str] = []

    def show(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.changed.emit()
        self.screenChanged.emit()
        self.pageChanged.emit()

    screen = Property(str, lambda self: self._state.screen, notify=screenChanged)
    page = Property(_MAP, lambda self: plain(self._state.page), notify=pageChanged)
    overlay = Property(_MAP, lambda self: plain(self._state.overlay), notify=changed)
    bar = Property(_MAP, lambda self: plain(self._state.bar), notify=changed)
    header = Property(_MAP, lambda self: plain(self._state.header), notify=changed)
    display = Property(_MAP, lambda self: plain(self._state.display), notify=changed)
    pen = Property(_LIST, lambda _self: [], notify=changed)
    panel = Property(_MAP, lambda self: plain(self._panel), constant=True)
    motion = Property(bool, lambda _self: False, notify=changed)

    @Slot(str, "QVariant")
    def act(self, name: str, argument: Any) -> None:
        """Note what was said."""
        value = argument.toVariant() if hasattr(argument, "toVariant") else argument
        self.acts.append((name, value))

    @Slot()
    def touched(self) -> None:
        """Count a press."""
        self.touches += 1

    @Slot(str, QObject)
    def video(self, stream: str, _sink: QObject) -> None:
        """Note that a picture was asked for."""
        self.streams.append(stream)


class Warnings:
    """Everything Qt and QML complained about while it is installed."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._before = qInstallMessageHandler(self._take)

    def _take(self, kind: QtMsgType, _context: object, text: str) -> None:
        if _OPTIONAL.match(text):
            return
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            self.lines.append(text)

    def restore(self) -> None:
        """Give the messages back to whoever had them."""
        qInstallMessageHandler(self._before)


class Stage:
    """An engine with the kiosk's QML loaded and its window shown."""

    town: Callable[[], LocalContent] = staticmethod(saint_aubin)
    """Whose pictures the pages show."""

    def __init__(self, state: State, panel: Panel = PANEL, **things: QObject) -> None:
        """`things` are further context properties, by name."""
        self.kiosk = StageKiosk(state, panel)
        self.things = things
        self.engine = QQmlApplicationEngine()
        self.engine.addImageProvider("icon", IconProvider(ROOT / "kiosk" / "assets" / "icons"))
        self.engine.addImageProvider("drawing", DrawingProvider())
        self.engine.addImageProvider("vault", PageProvider())
        self.engine.addImageProvider("commune", CommunePictures(self.town()))
        self.engine.rootContext().setContextProperty("kiosk", self.kiosk)
        for name, thing in things.items():
            self.engine.rootContext().setContextProperty(name, thing)
        self.engine.warnings.connect(self._complain)
        self.engine.load(QUrl.fromLocalFile(str(MAIN)))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the screen's QML did not load")
        self.window: QQuickWindow = roots[0]
        self.window.show()

    @staticmethod
    def _complain(errors: list[QQmlError]) -> None:
        for error in errors:
            sys.stderr.write(error.toString() + "\n")

    def close(self) -> None:
        """Take the window and the engine down, in the order QML likes."""
        self.window.close()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(self.engine, QEvent.Type.DeferredDelete)
