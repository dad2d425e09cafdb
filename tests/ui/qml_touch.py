"""A finger and two eyes for the real QML: finds things by the word they show, touches, measures."""

from collections.abc import Iterator
from typing import Any, cast

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QInputDevice, QPointingDevice
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from ui.frame import Panel
from ui.gallery_stage import MAIN, Stage
from ui.gallery_states.state import State

THEME = f'import QtQuick\nimport "file://{MAIN.parent}"\nQtObject {{ property var theme: Theme }}'


class Touched(Stage):
    """A stage with a finger."""

    def __init__(self, state: State, panel: Panel, **things: QObject) -> None:
        QAccessible.setActive(True)
        super().__init__(state, panel, **things)
        self.panel = panel
        self.device: QPointingDevice = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
        self._component = QQmlComponent(self.engine)
        self._component.setData(THEME.encode(), MAIN.as_uri())
        self._holder = self._component.create()
        self.settle()

    def settle(self) -> None:
        """Let bindings, layouts and one frame happen."""
        for _ in range(6):
            QGuiApplication.processEvents()
        self.window.grabWindow()

    def close(self) -> None:
        self._holder.deleteLater()
        super().close()

    def theme(self, name: str) -> Any:
        """A token of Theme.qml."""
        return self._holder.property("theme").property(name)

    @property
    def px_per_mm(self) -> float:
        """Canvas pixels in a millimetre."""
        return 1080 / self.panel.width_mm

    # ---- eyes

    def items(self, kind: str = "QQuickItem", under: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Every visible item of a kind, depth first."""
        for item in (under or self.window.contentItem()).childItems():
            if item.isVisible():
                if item.inherits(kind):
                    yield item
                yield from self.items(kind, item)

    def buttons(self, *, enabled: bool = False) -> list[QQuickItem]:
        """Everything that can be touched, but the whole-screen touch of the welcome page."""
        return [
            b
            for b in self.items("QQuickAbstractButton")
            if (b.isEnabled() or not enabled) and (b.width() < 1080 or b.height() < 900)
        ]

    def page(self) -> QQuickItem:
        """What the current screen draws."""
        return self._named("page")

    def rect(self, item: QQuickItem) -> QRectF:
        """Where an item stands on the canvas, cut by what clips it."""
        canvas = self._named("canvas")
        rect = item.mapRectToItem(canvas, QRectF(0, 0, item.width(), item.height()))
        parent = item.parentItem()
        while parent is not None and parent is not canvas:
            if parent.clip():
                frame = parent.mapRectToItem(canvas, QRectF(0, 0, parent.width(), parent.height()))
                rect = rect.intersected(frame)
            parent = parent.parentItem()
        return rect

    def _named(self, name: str) -> QQuickItem:
        item = self.window.findChild(QQuickItem, name)
        assert item is not None
        return item

    def name(self, item: QQuickItem) -> str:
        """The accessible name."""
        return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)

    def find(self, word: str, nth: int = 0) -> QQuickItem:
        """The nth visible button of that accessible name."""
        found = [b for b in self.buttons() if self.name(b) == word]
        assert len(found) > nth, f"{word!r} not among {[self.name(b) for b in self.buttons()]}"
        return found[nth]

    # ---- finger

    def _spot(self, item: QQuickItem, share: QPointF) -> QPoint:
        return item.mapToScene(QPointF(item.width() * share.x(), item.height() * share.y())).toPoint()

    def press(self, item: QQuickItem) -> None:
        """Finger down in the middle."""
        QTest.touchEvent(self.window, self.device).press(
            0, self._spot(item, QPointF(0.5, 0.5)), self.window
        ).commit()
        QGuiApplication.processEvents()

    def release(self, item: QQuickItem) -> None:
        """Finger up."""
        QTest.touchEvent(self.window, self.device).release(
            0, self._spot(item, QPointF(0.5, 0.5)), self.window
        ).commit()
        self.settle()

    def touch(self, word: str, nth: int = 0) -> None:
        """Touch a button by its word."""
        item = self.find(word, nth)
        self.press(item)
        self.release(item)

    def touch_spoken(self, word: str) -> None:
        """Touch what a screen reader finds under a word; holds no item, so it bears those of the web engine."""
        spot = _spoken(QAccessible.queryAccessibleInterface(self.window), word)
        assert spot is not None, word
        point = self.window.mapFromGlobal(spot)
        QTest.touchEvent(self.window, self.device).press(0, point, self.window).commit()
        QTest.touchEvent(self.window, self.device).release(0, point, self.window).commit()
        QGuiApplication.processEvents()

    def drag(self, item: QQuickItem, way: list[tuple[float, float]]) -> None:
        """One stroke over an item, points in shares of it."""
        points = [self._spot(item, QPointF(x, y)) for x, y in way]
        QTest.touchEvent(self.window, self.device).press(0, points[0], self.window).commit()
        for point in points[1:]:
            QTest.touchEvent(self.window, self.device).move(0, point, self.window).commit()
            QGuiApplication.processEvents()
        QTest.touchEvent(self.window, self.device).release(0, points[-1], self.window).commit()
        self.settle()

    def key(self, key: Qt.Key) -> None:
        """A key of a real keyboard or a switch."""
        QTest.keyClick(self.window, key)
        self.settle()


def _spoken(interface: QAccessibleInterface, word: str) -> QPoint | None:
    if cast("Any", interface.state()).invisible:
        return None
    if interface.text(QAccessible.Text.Name) == word:
        return interface.rect().center()
    if interface.role() == QAccessible.Role.Client:  # the web engine's own tree crashes PySide
        return None
    children = (interface.child(index) for index in range(interface.childCount()))
    return next((spot for child in children if child and (spot := _spoken(child, word))), None)
