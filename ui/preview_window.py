"""The kiosk on a content that is not installed: the real screens and the real journey, and no steward.

Nothing is printed, called or kept; PDFs are shown as they will be, drawn in confinement.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.core.clock import Clock
from kiosk.core.settings import Settings
from kiosk.journey.effects import Effect, PrintOwn, Send
from kiosk.journey.events import Tick, Touch
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from session.protocol import local, printing
from session.protocol.envelope import Body
from ui.adapters.canvas import Canvas
from ui.adapters.commune import CommunePictures
from ui.adapters.icons import IconProvider
from ui.adapters.vault import VaultProvider
from ui.frame import Panel
from ui.presenters.scene import Scene
from ui.viewmodel.kiosk import Kiosk
from ui.viewmodel.visit import Visit

TICK_MS = 1000
OpenForm = Callable[[local.FormOpen], Body]


class PreviewWindow(QObject):
    """A window that serves one editor, visit after visit. `open_form` draws a PDF and answers like a steward."""

    def __init__(
        self,
        rules: Rules,
        settings: Settings,
        clock: Clock,
        icons: IconProvider,
        vault: str,
        open_form: OpenForm,
    ) -> None:
        super().__init__()
        self._rules, self._settings, self._clock = rules, settings, clock
        self._open_form = open_form
        self._canvas = Canvas(sites=False)
        self._visit = self._fresh()
        screen = settings.screen
        panel = Panel(screen.width_mm, screen.height_mm, 540, 960, windowed=True, bottom_mm=screen.bottom_mm)
        self._kiosk = Kiosk(panel, self.touch, lambda _stream, _sink: None)
        self._kiosk.draw(self._scene())
        providers = {
            "icon": icons,
            "vault": VaultProvider(lambda: vault),
            "commune": CommunePictures(rules.local),
        }
        self.window = self._canvas.open(providers, {"kiosk": self._kiosk, "website": QObject(self)})
        self._ticks = QTimer(self)
        self._ticks.timeout.connect(self._tick)

    @property
    def app(self) -> QGuiApplication:
        """Qt's own loop."""
        return self._canvas.app

    @property
    def journey(self) -> Journey:
        """Where the editor is."""
        return self._visit.journey

    def run(self) -> int:
        """Show it until it is closed."""
        self.window.show()
        self._ticks.start(TICK_MS)
        code = self._canvas.app.exec()
        self.close()
        return code

    def close(self) -> None:
        """Take the window down."""
        self._ticks.stop()
        self.window.close()
        self._canvas.close()

    def touch(self, name: str, argument: Any) -> None:
        """A button, a field, a key."""
        self._visit.happen(Tick(self._clock.monotonic()))
        self._visit.happen(Touch(name, argument))

    def _fresh(self) -> Visit:
        visit = Visit(
            self._rules, self._perform, lambda _before, _after: self._draw(), self._clock.monotonic()
        )
        visit.happen(local.World(link="none", printer=local.Printer(usable=True)))
        return visit

    def _tick(self) -> None:
        self._visit.happen(Tick(self._clock.monotonic()))
        self._draw()

    def _draw(self) -> None:
        if hasattr(self, "_kiosk"):
            self._kiosk.draw(self._scene())

    def _scene(self) -> Scene:
        now: datetime = self._clock.now()
        return Scene(self._visit.journey, self._rules, self._settings, now)

    def _perform(self, effect: Effect, _journey: Journey) -> None:
        match effect:
            case PrintOwn(job=job) | Send(body=printing.PrintForm(job=job)):
                # A preview prints nothing, and says so.
                self._visit.happen(printing.PrintState(job=job, state="canceled"))
            case Send(body=local.FormOpen() as order):
                self._visit.happen(self._open_form(order))
            case Send(body=local.VisitEnd()):
                # The next visitor, as a steward would bring one.
                QTimer.singleShot(0, self._again)
            case _:
                pass

    def _again(self) -> None:
        self._visit = self._fresh()
        self._draw()
