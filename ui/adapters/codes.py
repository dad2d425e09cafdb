"""The code reader under Qt: open while a visitor may show a code, its line watched by the event loop."""

import select
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

if TYPE_CHECKING:
    from devices.codes.serial_reader import SerialReader

RETRY_MS = 1000
QUIET_MS = 100
SIGHT_MS = 3000
"""A paper left before the reader is read again and again: the same code counts once until it was away so long."""


class CodeLine(QObject):
    """A reader by its URI; nothing without one. Another process may have it as soon as `listen(False)` was called."""

    def __init__(
        self, uri: str, read: Callable[[str], None], unfit: Callable[[], None], status: Callable[[str], None]
    ) -> None:
        """`read` is given each code's text, `unfit` is told of one that is none, `status` of `ready` or a trouble.

        Raises:
            ValueError: the URI is not a reader's.
        """
        super().__init__()
        self._address = None
        if uri:
            # Most kiosks have no reader: what reads serial lines is loaded for those that have.
            from devices.codes.address import parse_address  # noqa: PLC0415 - see above

            self._address = parse_address(uri)
        self._read, self._unfit, self._status = read, unfit, status
        self._reader: SerialReader | None = None
        self._notifier: QSocketNotifier | None = None
        self._said = ""
        self._seen = ""
        self._again = self._timer(RETRY_MS, self._try, once=False)
        self._quiet = self._timer(QUIET_MS, self._ended, once=True)
        self._away = self._timer(SIGHT_MS, self._forget, once=True)

    def listen(self, wanted: bool) -> None:
        """Open the line, and look for it until found; or let it go, with whatever it was saying."""
        if self._address is None or wanted == (self._reader is not None or self._again.isActive()):
            return
        if wanted:
            self._again.start()
            self._try()
        else:
            self._again.stop()
            self._drop()
            self._forget()
            self._said = ""

    def _timer(self, ms: int, work: Callable[[], None], *, once: bool) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(ms)
        timer.setSingleShot(once)
        timer.timeout.connect(work)
        return timer

    def _try(self) -> None:
        from devices.codes.serial_reader import SerialReader, open_reader  # noqa: PLC0415 - see above

        reader = open_reader(self._address) if self._address is not None else None
        if not isinstance(reader, SerialReader):
            if reader is not None:
                self._tell(reader.key)
            return
        self._again.stop()
        self._reader = reader
        self._notifier = QSocketNotifier(reader.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._ready)
        if self._said == "codes.reader-noisy":  # well again only once it has been quiet
            self._quiet.start()
        else:
            self._tell("ready")

    def _ready(self) -> None:
        if self._reader is None:
            return
        self._reader.take()
        self._quiet.start()
        self._check()

    def _ended(self) -> None:
        """A silence, unless this process was busy meanwhile and there is more of the same code."""
        if self._reader is None:
            return
        if select.select([self._reader.descriptor], [], [], 0)[0]:
            self._quiet.start()
            return
        reading = self._reader.pause()
        self._tell("ready")
        if reading is None:
            return
        from devices.codes.ports import Code  # noqa: PLC0415 - see above

        text = reading.text if isinstance(reading, Code) else f"\0{reading.why}"
        again, self._seen = text == self._seen, text
        self._away.start()
        if again:
            return
        if isinstance(reading, Code):
            self._read(reading.text)
        else:
            self._unfit()

    def _check(self) -> None:
        """A line that is lost, or does not stop, is let go and looked for again; noise costs nothing meanwhile."""
        from devices.codes.ports import Missing  # noqa: PLC0415 - see above

        if self._reader is not None and isinstance(self._reader.status, Missing):
            key = self._reader.status.key
            self._drop()
            self._tell(key)
            self._again.start()

    def _tell(self, status: str) -> None:
        if status != self._said:
            self._said = status
            self._status(status)

    def _forget(self) -> None:
        self._seen = ""
        self._away.stop()

    def _drop(self) -> None:
        self._quiet.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._reader is not None:
            self._reader.close()
            self._reader = None
