"""The screen program: Qt's objects around one visit. Hidden until the steward's cue."""

import gc
import math
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from kiosk.core.clock import Clock
from kiosk.core.events import EventLog
from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from kiosk.journey.effects import Effect, Hush, LookAgain, Note, PrintOwn, ReadAloud, Send, ShowOwn
from kiosk.journey.events import Dropped, Spoken, Tick, Touch
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from session.protocol.envelope import Body
from session.protocol.local import Hello, ScreenReady, StageCue, VisitEnd
from session.protocol.lookup import SheetShow
from session.protocol.printing import PrintSheet
from ui.adapters.canvas import Canvas
from ui.adapters.codes import CodeLine
from ui.adapters.commune import CommunePictures
from ui.adapters.drawings import DrawingProvider
from ui.adapters.frames import FrameRelay
from ui.adapters.icons import IconProvider
from ui.adapters.pad import PadLine
from ui.adapters.steward import StewardLine
from ui.adapters.storm import StormWatch
from ui.adapters.vault import VaultProvider
from ui.adapters.warming import Warming
from ui.adapters.website import Website
from ui.frame import Panel
from ui.presenters import surround
from ui.presenters.scene import Scene
from ui.viewmodel.kiosk import Kiosk
from ui.viewmodel.visit import Visit
from ui.voice.speaker import Speaker
from ui.voice.words import words_of

if TYPE_CHECKING:
    from ui.adapters.targets import Targets

TICK_MS = 1000
PREPARE_MS = 1000
YOUNG = 50_000


@dataclass(frozen=True)
class Wiring:
    """All that the program is made from. `targets` only in tests and demonstrations."""

    canvas: Canvas
    settings: Settings
    rules: Rules
    clock: Clock
    events: EventLog
    steward: Path
    assets: Path
    targets: Path | None
    started: float
    prepare: Callable[[], None]
    """Loads what a visitor may ask for next; called while nobody looks."""


class Program(QObject):
    """Owns the window, the line to the steward, the pictures and the voice of one visitor."""

    def __init__(self, wiring: Wiring) -> None:
        super().__init__()
        self._w = wiring
        self._app = wiring.canvas.app
        self._line = StewardLine(self._heard, self._steward_gone)
        self._frames = FrameRelay()
        self._warming = Warming(wiring.rules.library)
        self._speaker = Speaker(self._spoke, self._rendered)
        self._visit = Visit(wiring.rules, self._perform, self._changed, wiring.clock.monotonic())
        self._kiosk = Kiosk(self._panel(), self._touch, self._frames.sink)
        self._kiosk.draw(self._scene())
        self._pad = PadLine(
            wiring.settings.devices.signature,
            self._pad_told,
            self._kiosk.write,
            lambda points: self._touch("sign.stroke", points),
        )
        self._codes = CodeLine(
            wiring.settings.devices.codes,
            lambda text: self._touch("code.read", text),
            lambda: self._touch("code.unfit", ""),
            lambda status: self._note("codes.status-changed", status=status),
        )
        self._website = Website(wiring.settings.sites.ca)
        self._window = wiring.canvas.open(
            {
                "icon": IconProvider(wiring.assets / "icons"),
                "drawing": DrawingProvider(),
                "vault": VaultProvider(lambda: self._visit.journey.vault),
                "commune": CommunePictures(wiring.rules.local),
            },
            {"kiosk": self._kiosk, "website": self._website},
        )
        self._storm = StormWatch(self._window, wiring.clock.monotonic, self._storm_begun, self._storm_ended)
        self._targets = self._open_targets(wiring.targets) if wiring.targets else None
        self._frames_to_count = 0
        self._reported_phase: str = ""
        self._ticks = QTimer(self)
        self._ticks.timeout.connect(self._tick)

    # ---- construction

    def _panel(self) -> Panel:
        screen = self._w.settings.screen
        size = self._app.primaryScreen().geometry()
        width, height = screen.width_px, screen.height_px
        if not screen.windowed:
            width, height = size.width(), size.height()
        elif height > size.height():
            width, height = width * size.height() // height, size.height()
        return Panel(screen.width_mm, screen.height_mm, width, height, screen.windowed, screen.bottom_mm)

    def _open_targets(self, path: Path) -> "Targets":
        from ui.adapters.targets import Targets  # noqa: PLC0415 - for tests and demonstrations only

        return Targets(path, self._window)

    # ---- life

    def run(self) -> int:
        """Say hello, wait for the cue, serve one visitor. 0 done, 1 when there is no steward."""
        if not self._line.connect_to(self._w.steward):
            sys.stderr.write("le steward ne répond pas\n")
            return 1
        self._line.send(Hello(role="screen", pid=os.getpid()))
        self._line.send(ScreenReady(phase="built"))
        self._window.frameSwapped.connect(self._painted)
        self._ticks.start(TICK_MS)
        QTimer.singleShot(PREPARE_MS, self._prepare)
        self._note("process.start-complete", role="screen", pid=os.getpid(), ms=self._age())
        sys.excepthook = self._broken
        code = self._app.exec()
        self._close()
        return code

    def _close(self) -> None:
        self._ticks.stop()
        self._speaker.hush()
        self._frames.close()
        self._pad.close()
        self._codes.listen(False)
        if self._targets is not None:
            self._targets.close()
        self._line.close()
        self._window.close()
        self._w.canvas.close()

    def _prepare(self) -> None:
        self._w.prepare()
        # What is loaded lives as long as the process: a collection need not walk it again and again.
        gc.collect()
        gc.freeze()
        # A large sheet is tens of thousands of things at once, none of them rubbish.
        gc.set_threshold(YOUNG)
        gc.enable()

    def _steward_gone(self) -> None:
        """Nobody would wipe: end here. The next steward starts with fresh screens."""
        self._app.exit(0)

    def _broken(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The process's top handler: Qt would go on after an exception in a slot, with half a page."""
        sys.__excepthook__(kind, error, trace)
        self._app.exit(1)

    def _age(self) -> float:
        return round((self._w.clock.monotonic() - self._w.started) * 1000, 1)

    # ---- events in

    def _heard(self, body: Body) -> None:
        if isinstance(body, StageCue):
            self._cue(body)
            return
        # What a message brings is as old as its arrival, not as the last tick.
        self._visit.happen(Tick(self._w.clock.monotonic()))
        self._visit.happen(body)

    def _touch(self, name: str, argument: Any) -> None:
        self._visit.happen(Tick(self._w.clock.monotonic()))
        self._visit.happen(Touch(name, argument))

    def _pad_told(self, how: str) -> None:
        self._note("signature.status-changed", status=how or "ready")
        self._touch("sign.pad", how)

    def _storm_begun(self) -> None:
        self._note("screen.storm-init")
        self._touch("panel.storm-begun", "")

    def _storm_ended(self, ignored: int) -> None:
        self._note("screen.storm-complete", ignored=ignored)
        self._touch("panel.storm-over", "")

    def _tick(self) -> None:
        self._visit.happen(Tick(self._w.clock.monotonic()))
        # Clock, countdowns and waits change with the time alone.
        self._kiosk.draw(self._scene())

    def _spoke(self, active: bool, missing: bool) -> None:
        self._visit.happen(Spoken(active, missing))

    def _rendered(self, ms: float, cached: bool) -> None:
        self._note("speech.render-complete", ms=ms, cached=cached)

    # ---- stage

    def _cue(self, body: StageCue) -> None:
        if body.cue == "leave":
            self._neutral()
            return
        self._frames_to_count = 2
        self._reported_phase = "on-stage"
        self._codes.listen(True)
        if self._w.settings.screen.windowed:
            self._window.show()
        else:
            self._window.showFullScreen()
        self._window.requestUpdate()

    def _neutral(self) -> None:
        """Draw nothing of the visit, and say so once it is on the glass."""
        self._visit.happen(Dropped())
        self._frames_to_count = 1
        self._reported_phase = "neutral"
        self._window.requestUpdate()

    def _painted(self) -> None:
        """A frame is on the glass; the second one after the cue counts as shown."""
        if self._frames_to_count <= 0:
            return
        self._frames_to_count -= 1
        if self._frames_to_count > 0:
            self._window.requestUpdate()
            return
        phase: Any = self._reported_phase
        self._line.send(ScreenReady(phase=phase))
        self._note("screen.paint-complete", screen=self._kiosk.screen, ms=self._age())

    # ---- effects out

    def _perform(self, effect: Effect, _journey: Journey) -> None:
        match effect:
            case Send(body=body):
                self._line.send(body)
                if isinstance(body, VisitEnd):
                    self._line.flush()
            case PrintOwn():
                self._print_own(effect)
            case ShowOwn():
                self._show_own(effect)
            case ReadAloud():
                page = self._kiosk.drawn
                if page is not None:
                    self._speaker.speak(words_of(page, surround.overlay(self._scene())))
            case Hush():
                self._speaker.hush()
            case Note(event=event, fields=fields):
                self._w.events.emit(event, **fields)
            case LookAgain(seconds=seconds):
                QTimer.singleShot(math.ceil(seconds * 1000) + 1, self._tick)

    def _print_own(self, effect: PrintOwn) -> None:
        from ui.presenters import sheets  # noqa: PLC0415 - paper's models, which would delay every screen

        data = sheets.compose(self._scene(), effect).model_dump(mode="json")
        self._line.send(PrintSheet(job=effect.job, kind=sheets.kind_of(effect), data=data))

    def _show_own(self, effect: ShowOwn) -> None:
        from ui.presenters import sheets  # noqa: PLC0415 - as above

        sheet = sheets.compose(self._scene(), PrintOwn(effect.document, effect.kind, effect.about))
        data = sheet.model_dump(mode="json")
        self._line.send(SheetShow(document=effect.document, name=effect.title, data=data))

    def _changed(self, before: Journey, after: Journey) -> None:
        if after.media_open:
            self._frames.prepare()
        self._kiosk.draw(self._scene())
        if after.screen != before.screen:
            self._warming.look_at(self._kiosk.drawn)
        signed = after.signing
        if signed is None:
            self._pad.close()
        elif signed != before.signing:
            self._pad.open(*signed)
        if self._reported_phase:  # on stage: a warm screen listens to nothing
            self._codes.listen(not isinstance(after.screen, at.DEAF))
        if after.vault != before.vault:
            self._speaker.use(after.vault)
        if after.media == before.media:
            return
        if after.media is None:
            self._frames.close()
        else:
            self._frames.open(Path(after.media.frames))

    def _scene(self) -> Scene:
        return Scene(self._visit.journey, self._w.rules, self._w.settings, self._w.clock.now())

    def _note(self, event: str, **fields: Any) -> None:
        self._w.events.emit(event, **fields)
