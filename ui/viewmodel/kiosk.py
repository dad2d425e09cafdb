"""`kiosk`, the one object QML knows: what to draw, and what was touched. No logic here."""

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QJSValue

from kiosk.core.typography import typeset
from ui.frame import Panel
from ui.pages import Page, Search
from ui.presenters import surround
from ui.presenters.present import name_of, present
from ui.presenters.scene import Scene

_LIST: Any = "QVariantList"
_MAP: Any = "QVariantMap"  # the stubs know Python types only


_AS_IT_IS = {"argument", "hosts", "name", "picture", "text_typed", "url", "value", "vault"}
"""What a machine reads back, or a visitor typed: never typeset."""


def plain(value: Any) -> Any:
    """A dataclass as QML reads it: maps, lists, typeset words (a tuple would be opaque to QML)."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = _AS_IT_IS | {"text"} if isinstance(value, Search) else _AS_IT_IS
        fields = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        # A page's `picture` is a dataclass whose own `picture` is the address.
        return {n: plain(v) if n not in kept or dataclasses.is_dataclass(v) else listed(v) for n, v in fields}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return typeset(value) if isinstance(value, str) else value


def listed(value: Any) -> Any:
    """Letter for letter."""
    return list(value) if isinstance(value, tuple) else value


class Kiosk(QObject):
    """Each property has its own signal, given only when the value differs from what QML has."""

    screenChanged = Signal()  # noqa: N815 - Qt's naming of notify signals
    pageChanged = Signal()  # noqa: N815 - see above
    overlayChanged = Signal()  # noqa: N815 - see above
    barChanged = Signal()  # noqa: N815 - see above
    headerChanged = Signal()  # noqa: N815 - see above
    penChanged = Signal()  # noqa: N815 - see above
    displayChanged = Signal()  # noqa: N815 - see above

    def __init__(
        self,
        panel: Panel,
        act: Callable[[str, Any], None],
        video: Callable[[str, QObject], None],
        *,
        motion: bool = True,
    ) -> None:
        super().__init__()
        self._panel = plain(panel)
        self._act = act
        self._video = video
        self._motion = motion
        self._values: dict[str, Any] = dict.fromkeys(("page", "overlay", "bar", "header", "display"))
        self._screen = ""
        self._pen: list[list[float]] = []
        self.drawn: Page | None = None
        """The page QML has, for reading aloud."""

    def draw(self, scene: Scene) -> None:
        """Bring QML up to date with the journey."""
        self.drawn = present(scene)
        fresh = {
            "page": plain(self.drawn),
            "overlay": plain(surround.overlay(scene)),
            "bar": plain(surround.bar(scene)),
            "header": plain(surround.header(scene)),
            "display": plain(surround.display(scene)),
        }
        changed = [name for name, value in fresh.items() if value != self._values[name]]
        self._values.update(fresh)
        screen, before = name_of(self.drawn), self._screen
        self._screen = screen
        # Everything is in place before QML hears of anything: a new page never meets an old screen.
        if screen != before:
            self.screenChanged.emit()
        for name in changed:
            getattr(self, f"{name}Changed").emit()

    screen = Property(str, lambda self: self._screen, notify=screenChanged)
    page = Property(_MAP, lambda self: self._values["page"], notify=pageChanged)
    overlay = Property(_MAP, lambda self: self._values["overlay"], notify=overlayChanged)
    bar = Property(_MAP, lambda self: self._values["bar"], notify=barChanged)
    header = Property(_MAP, lambda self: self._values["header"], notify=headerChanged)
    display = Property(_MAP, lambda self: self._values["display"], notify=displayChanged)
    pen = Property(_LIST, lambda self: self._pen, notify=penChanged)
    panel = Property(_MAP, lambda self: self._panel, constant=True)
    motion = Property(bool, lambda self: self._motion, constant=True)

    def write(self, points: list[list[float]]) -> None:
        """The stroke that the signature pad's pen writes now, in shares of the page."""
        self._pen = points
        self.penChanged.emit()

    @Slot(str, "QVariant")
    def act(self, name: str, argument: Any) -> None:
        """A button, a field, a stroke: see `ui.pages`."""
        self._act(name, whole(argument))

    @Slot()
    def touched(self) -> None:
        """Any press anywhere: someone is there."""
        self._act("touched", "")

    @Slot(str, QObject)
    def video(self, stream: str, sink: QObject) -> None:
        """Where the pictures of `self` or `remote` are drawn."""
        self._video(stream, sink)


def whole(argument: Any) -> Any:
    """What JavaScript gave, as Python's own types; a number without fraction is an int."""
    if isinstance(argument, QJSValue):
        argument = argument.toVariant()
    if isinstance(argument, float) and argument.is_integer():
        return int(argument)
    return "" if argument is None else argument
