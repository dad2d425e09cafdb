"""Touches that no hand makes: a wet or broken panel, a sleeve on the glass. They press nothing while they last.

A press of its own is let through, so the first few of a storm are too; what they began is let go of.
"""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

MOST = 10
"""Presses in `WITHIN_S`; a hurried hand on the keyboard makes six."""
WITHIN_S = 1.0
FINGERS = 5
"""At once. Nothing here takes more than two."""
CALM_S = 1.5
"""Without any press before the panel is believed again."""
LOOKS = 5
"""In that time. So many must have come: when this process stood still, presses wait behind its one late look."""

_PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
_TOUCHES = {
    *_PRESSES,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseMove,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
}


class Storm:
    """Tells a storm from a hand. Times are in seconds of one clock."""

    def __init__(self) -> None:
        self._presses: deque[float] = deque(maxlen=MOST + 1)
        self._quiet_looks = 0
        self.raging = False
        self.ignored = 0

    def press(self, now: float, fingers: int = 1) -> bool:
        """One more press, with so many fingers on the glass; whether it is to be ignored."""
        self._presses.append(now)
        self._quiet_looks = 0
        many = len(self._presses) > MOST and now - self._presses[0] <= WITHIN_S
        if not self.raging and (many or fingers >= FINGERS):
            self.raging, self.ignored = True, 0
        self.ignored += self.raging
        return self.raging

    def calm(self, now: float) -> bool:
        """One look; whether a storm is over now, for the first time."""
        self._quiet_looks += 1
        if self.raging and self._quiet_looks >= LOOKS and now - self._presses[-1] >= CALM_S:
            self.raging = False
            self._presses.clear()
            return True
        return False


class StormWatch(QObject):
    """Stands before a window's touches. `begun` and `ended(ignored)` are told once each."""

    def __init__(
        self,
        window: QQuickWindow,
        clock: Callable[[], float],
        begun: Callable[[], None],
        ended: Callable[[int], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._begun = begun
        self._ended = ended
        self._storm = Storm()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep a storm's touches from the page."""
        if event.type() not in _TOUCHES:
            return False
        for fingers in _pressed(event):
            raged = self._storm.raging
            if self._storm.press(self._clock(), fingers) and not raged:
                self._let_go()
                self._timer.start(int(1000 * CALM_S / LOOKS))
                self._begun()
        return self._storm.raging

    def _look(self) -> None:
        if self._storm.calm(self._clock()):
            self._timer.stop()
            self._ended(self._storm.ignored)

    def _let_go(self) -> None:
        """An item that is switched off gives up what it holds: a button half pressed is not pressed."""
        page = self._window.findChild(QQuickItem, "canvas")
        if page is not None:
            page.setEnabled(False)
            page.setEnabled(True)


def _pressed(event: QEvent) -> list[int]:
    """For each new press in the event, how many fingers are on the glass."""
    if isinstance(event, QTouchEvent):
        down = [p for p in event.points() if p.state() != QEventPoint.State.Released]
        return [len(down)] * sum(p.state() == QEventPoint.State.Pressed for p in down)
    if event.type() in _PRESSES and isinstance(event, QMouseEvent):
        # Qt makes a mouse of a touch that nobody took: counted once. (Named: `Qt` itself is slow to load.)
        return [] if event.source().name == "MouseEventSynthesizedByQt" else [1]
    return []
