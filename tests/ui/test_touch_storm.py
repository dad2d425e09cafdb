"""A broken panel on the real QML: its touches press nothing, and the page works again afterwards."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.qml_touch import Touched
from ui.adapters.storm import CALM_S, LOOKS, MOST, StormWatch
from ui.gallery import all_states

STATES = {state.name: state for state in all_states()}
Show = Callable[..., Touched]


class Panel:
    """A stage with the watch before it, and a clock of its own."""

    def __init__(self, stage: Touched) -> None:
        self.stage = stage
        self.now = 0.0
        self.told: list[object] = []
        self.watch = StormWatch(
            stage.window, lambda: self.now, lambda: self.told.append("begun"), self.told.append
        )

    def calm(self) -> None:
        """Nothing touches the glass for a while; the watch looks."""
        for _ in range(LOOKS + 1):
            self.now += CALM_S / LOOKS
            self.watch._look()


def acts(stage: Touched) -> int:
    return len(stage.kiosk.acts)


def test_a_storm_on_a_button_presses_it_no_further_and_then_it_works_again(show: Show) -> None:
    panel = Panel(show(STATES["search-empty"]))
    for _ in range(60):
        panel.now += 0.01
        panel.stage.touch("a")
    passed = acts(panel.stage)
    assert passed == MOST
    assert panel.told == ["begun"]
    panel.calm()
    assert panel.told == ["begun", 60 - MOST]
    panel.stage.touch("a")
    assert acts(panel.stage) == passed + 1


def test_what_five_fingers_hold_down_when_the_storm_begins_is_not_pressed(show: Show) -> None:
    panel = Panel(show(STATES["search-empty"]))
    key = panel.stage.find("a")
    panel.stage.press(key)
    touch = QTest.touchEvent(panel.stage.window, panel.stage.device).stationary(0)
    for finger in range(1, 5):
        touch.press(finger, QPoint(20 * finger, 30), panel.stage.window)
    touch.commit()
    QGuiApplication.processEvents()
    assert panel.told == ["begun"]
    touch = QTest.touchEvent(panel.stage.window, panel.stage.device)
    for finger in range(5):
        touch.release(finger, QPoint(20 * finger, 30), panel.stage.window)
    touch.commit()
    panel.stage.settle()
    assert acts(panel.stage) == 0
    assert key.property("down") is False
    panel.calm()
    panel.stage.touch("a")
    assert acts(panel.stage) == 1
    assert panel.stage.window.activeFocusItem().inherits("QQuickTextInput"), "the caret is where it was"
