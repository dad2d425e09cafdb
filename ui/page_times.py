"""How long a visitor waits for a sheet: from the touch to the first frame that shows it, without a display."""

import gc
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter, process_time
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.core.places import ROOT
from kiosk.core.settings import Settings
from kiosk.journey.events import Touch
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from session.protocol import local
from ui.adapters.canvas import MAIN
from ui.adapters.icons import IconProvider
from ui.adapters.program import YOUNG
from ui.frame import Panel
from ui.gallery_states.pictures import PageProvider
from ui.presenters.scene import Scene
from ui.viewmodel.kiosk import Kiosk
from ui.viewmodel.visit import Visit

PANEL = Panel(width_mm=346, height_mm=615, width_px=1080, height_px=1920, windowed=True)
_WALL = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Opening:
    """One sheet opened: milliseconds until its page is made, until it is drawn, and of work till then."""

    sheet: str
    made: float
    drawn: float
    work: float


class BareScreen:
    """The real journey, presenters and QML, with nobody in front."""

    def __init__(self, rules: Rules) -> None:
        self._app = QGuiApplication.instance() or QGuiApplication(["pages"])
        self._visit = Visit(rules, lambda *_: None, lambda *_: self._draw(), 0.0)
        self.kiosk = Kiosk(PANEL, self.touch, lambda *_: None, motion=False)
        self._engine = QQmlApplicationEngine()
        self._engine.addImageProvider("icon", IconProvider(ROOT / "kiosk" / "assets" / "icons"))
        self._engine.addImageProvider("vault", PageProvider())
        self._engine.rootContext().setContextProperty("kiosk", self.kiosk)
        self._visit.happen(local.World(link="online", camera=True, printer=local.Printer(usable=True)))
        self._engine.load(QUrl.fromLocalFile(str(MAIN)))
        window = self._engine.rootObjects()[0]
        if not isinstance(window, QQuickWindow):
            raise TypeError("the screen's QML did not load")
        self._window = window
        self._window.show()

    def _draw(self) -> None:
        self.show(self._visit.journey)

    def show(self, journey: Journey) -> None:
        """Bring QML to where a visit stands."""
        self.kiosk.draw(Scene(journey, self._visit.rules, Settings(), _WALL))

    def touch(self, name: str, argument: Any = "") -> None:
        """One touch."""
        self._visit.happen(Touch(name, argument))

    def work(self) -> None:
        """What waits for the event loop."""
        self._app.processEvents()

    def frame(self) -> None:
        """Bring QML up to date and draw: offscreen nothing swaps by itself, and reading it back costs little."""
        self._app.processEvents()
        self._window.grabWindow()

    def rest(self) -> None:
        """What a screen does between two touches."""
        self._app.processEvents()
        self.frame()

    def close(self) -> None:
        """Take it down."""
        self._window.close()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete)


def measure(rules: Rules, sheets: Iterable[str]) -> list[Opening]:
    """Open each sheet for the first time, from the home page."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    screen = BareScreen(rules)
    screen.touch("touch")
    screen.rest()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
    found = []
    for sheet in sheets:
        started, work = perf_counter(), process_time()
        screen.touch("sheet.open", sheet)
        made = perf_counter()
        screen.frame()
        drawn, worked = perf_counter(), process_time()
        times = (made - started, drawn - started, worked - work)
        found.append(Opening(sheet, *(seconds * 1000 for seconds in times)))
        screen.rest()
        screen.touch("bar.home")
        screen.rest()
    screen.close()
    return found
