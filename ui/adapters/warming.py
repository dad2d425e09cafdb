"""While a visitor reads a list, what it leads to is made ready, so that a touch finds it so."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer

from kiosk.journey.ports import Library
from ui.pages import Action

FIRST_MS = 150
"""Not at once: the page itself is still being drawn."""
NEXT_MS = 25
MOST = 8
"""Sheets of one page that are made ready: those in sight."""


class Warming(QObject):
    """Decodes a few sheets and reads their papers between two touches, one at a time."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._wanted: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def look_at(self, page: Any) -> None:
        """Take note of the sheets a page offers; those of the page before are forgotten."""
        self._wanted = list(dict.fromkeys(_sheets(page)))[:MOST]
        self._timer.start(FIRST_MS)

    def _next(self) -> None:
        if not self._wanted:
            return
        self._library.checklist(self._wanted.pop(0))
        self._timer.start(NEXT_MS)


def _sheets(thing: Any) -> Iterator[str]:
    match thing:
        case Action(name="sheet.open", argument=str(sheet)):
            yield sheet
        case list():
            for item in thing:
                yield from _sheets(item)
        case _ if dataclasses.is_dataclass(thing) and not isinstance(thing, type | Action):
            for field in dataclasses.fields(thing):
                yield from _sheets(getattr(thing, field.name))
