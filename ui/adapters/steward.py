"""The screen's line to the steward: QLocalSocket, framed envelopes. It is not reconnected.

A steward that is gone means the visit is over: the program ends and the next steward starts anew.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtNetwork import QLocalSocket

from kiosk.core.errors import UserFacingError
from kiosk.link.framing import Decoder, OversizeError, frame
from session.protocol.envelope import Body, envelope
from session.protocol.local import STEWARD_TO_SCREEN

CONNECT_MS = 3000


class StewardLine(QObject):
    """Calls `heard(body)` for each message and `gone()` once, when the line ends."""

    def __init__(self, heard: Callable[[Body], None], gone: Callable[[], None]) -> None:
        super().__init__()
        self._heard = heard
        self._gone = gone
        self._decoder = Decoder()
        self._call: tuple[str | None, int | None] = (None, None)
        self._socket = QLocalSocket(self)
        self._socket.readyRead.connect(self._read)
        self._socket.disconnected.connect(self._end)

    def connect_to(self, path: Path) -> bool:
        """Connect within 3 s; false when nobody listens."""
        self._socket.connectToServer(str(path))
        return bool(self._socket.waitForConnected(CONNECT_MS))

    def send(self, body: Body) -> None:
        """Queue a message; it carries the call's id and generation while there is a call."""
        call, gen = self._call
        self._socket.write(QByteArray(frame(envelope(body, call=call, gen=gen).pack())))

    def flush(self) -> None:
        """Hand over what is queued, before the process ends or draws for long."""
        self._socket.flush()

    def close(self) -> None:
        """Hang up without being told of it."""
        self._socket.disconnected.disconnect(self._end)
        self._socket.disconnectFromServer()

    def _read(self) -> None:
        try:
            messages = self._decoder.feed(bytes(self._socket.readAll().data()))
            for raw in messages:
                message = STEWARD_TO_SCREEN.unpack(raw)
                if message.call is not None:
                    self._call = (message.call, message.gen)
                self._heard(message.body)
        except (OversizeError, UserFacingError) as error:
            # The two ends are one program: a message that does not fit is a bug, and ends this one.
            raise RuntimeError("the steward's line carries what it may not") from error

    def _end(self) -> None:
        self._gone()
