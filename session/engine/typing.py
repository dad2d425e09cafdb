"""The line each side is typing, letter by letter, over the T.140 channel of the connection of now."""

from collections.abc import Callable

from aiortc import RTCDataChannel

from session.protocol.t140 import NEW_LINE, applied, edits
from session.protocol.texting import TextLive


class Typing:
    """Sends what the visitor types and reads what the expert types; `flush` is called four times a second."""

    def __init__(self, tell: Callable[[TextLive], None]) -> None:
        """`tell` takes the expert's line at each change, at most as often as `flush` is called."""
        self._tell = tell
        self._channel: RTCDataChannel | None = None
        self._line = self._sent = ""
        self._theirs = self._told = ""

    def adopt(self, channel: RTCDataChannel) -> None:
        """A new connection's channel: both lines are sent whole again."""
        self._channel = channel
        self._sent = self._theirs = ""

        def received(data: str | bytes) -> None:
            if channel is self._channel and isinstance(data, str):
                self._theirs = applied(self._theirs, data)

        channel.on("message", received)

    def typed(self, line: str) -> None:
        """The visitor's line is this now."""
        self._line = line

    def ended(self) -> None:
        """The visitor sent the line: it arrives whole by another way."""
        self._line = ""
        if self._sent and self._open:
            self._send(NEW_LINE)
        self._sent = ""

    def flush(self) -> None:
        """Send what changed since the last time, and tell what was read."""
        if self._line != self._sent and self._open:
            self._send(edits(self._sent, self._line))
            self._sent = self._line
        if self._theirs != self._told:
            self._told = self._theirs
            self._tell(TextLive(text=self._theirs))

    @property
    def _open(self) -> bool:
        return self._channel is not None and self._channel.readyState == "open"

    def _send(self, data: str) -> None:
        if self._channel is not None:
            self._channel.send(data)
