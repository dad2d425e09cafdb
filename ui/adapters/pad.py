"""The signature pad under Qt: opened for the page that is signed, its line watched by the event loop."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from session.protocol.shared import Box

if TYPE_CHECKING:
    from devices.signature.ports import Pen
    from devices.signature.serial_pad import SerialPad

RETRY_MS = 1000
Point = list[float]


class PadLine(QObject):
    """A pad by its URI; nothing without one. The device is another visit's as soon as `close` was called."""

    def __init__(
        self,
        uri: str,
        told: Callable[[str], None],
        writing: Callable[[list[Point]], None],
        stroke: Callable[[list[Point]], None],
    ) -> None:
        """`told` hears how the pad is, empty when well, else an error's key; `writing` the stroke so far, `stroke` a whole one.

        Points are shares of the page.

        Raises:
            ValueError: the URI is not a pad's.
        """
        super().__init__()
        self._address = None
        if uri:
            # Most kiosks have no pad: what reads serial lines is loaded for those that have.
            from devices.signature.address import parse_address  # noqa: PLC0415 - see above

            self._address = parse_address(uri)
        self._told, self._writing, self._stroke = told, writing, stroke
        self._pad: SerialPad | None = None
        self._notifier: QSocketNotifier | None = None
        self._box: Box | None = None
        self._page_ratio = math.sqrt(2)
        self._points: list[Point] = []
        self._said: str | None = None
        self._again = QTimer(self)
        self._again.setInterval(RETRY_MS)
        self._again.timeout.connect(self._try)

    def open(self, box: Box, page_ratio: float) -> None:
        """Ink goes into `box` from now on, of a page `page_ratio` times as high as wide; looked for until found."""
        if self._address is None or (self._box, self._page_ratio) == (box, page_ratio):
            return
        self._box, self._page_ratio = box, page_ratio
        if self._pad is None:
            self._again.start()
            self._try()

    def close(self) -> None:
        """Let the device go; a stroke being written is nothing."""
        self._again.stop()
        self._box = self._said = None
        self._drop()

    def _try(self) -> None:
        from devices.signature.serial_pad import SerialPad, open_pad  # noqa: PLC0415 - see above

        pad = open_pad(self._address) if self._address is not None else None
        if not isinstance(pad, SerialPad):
            self._say(pad.key if pad is not None else "signature.pad-missing")
            return
        self._again.stop()
        self._pad = pad
        self._notifier = QSocketNotifier(pad.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._ready)
        self._say("")

    def _ready(self) -> None:
        pad = self._pad
        if pad is None:
            return
        for pen in pad.read():
            self._moved(pen, pad)
        from devices.signature.ports import Live, Missing  # noqa: PLC0415 - see above

        status = pad.status
        if isinstance(status, Missing):
            self._drop()
            if self._box is not None:
                self._again.start()
        self._say("" if isinstance(status, Live) else status.key)

    def _moved(self, pen: "Pen", pad: "SerialPad") -> None:
        if self._box is None:
            return
        if pen.down:
            self._points.append(placed((pen.x, pen.y), pad.ratio, self._box, self._page_ratio))
            self._writing(list(self._points))
            return
        points, self._points = self._points, []
        if points:
            self._writing([])
            self._stroke(points)

    def _say(self, how: str) -> None:
        if how != self._said:
            self._said = how
            self._told(how)

    def _drop(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._pad is not None:
            self._pad.close()
            self._pad = None
        if self._points:
            self._points = []
            self._writing([])


def placed(pen: tuple[float, float], pad_ratio: float, box: Box, page_ratio: float) -> Point:
    """A place on the pad as a place on the page: the surface fills the box as far as its shape allows."""
    box_ratio = box.h * page_ratio / box.w
    wide, high = (box_ratio / pad_ratio, 1.0) if pad_ratio > box_ratio else (1.0, pad_ratio / box_ratio)
    x = box.x + box.w * ((1 - wide) / 2 + pen[0] * wide)
    y = box.y + box.h * ((1 - high) / 2 + pen[1] * high)
    return [min(x, 1.0), min(y, 1.0)]
