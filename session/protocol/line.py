"""How good the line to the relay's TURN server is: measured while a visitor reads what comes before the call."""

from typing import ClassVar

from session.protocol.envelope import Body
from session.protocol.shared import IceServer, Short


class LineAsk(Body):
    """Kiosk to relay: TURN servers to try the line with, please."""

    TYPE: ClassVar[str] = "line.ask"


class LineServers(Body):
    """Relay to kiosk: with short-lived credentials; none where no TURN server is set."""

    TYPE: ClassVar[str] = "line.servers"
    ice: list[IceServer] = []


class LineTry(Body):
    """Steward to media: measure now, unless there is a call."""

    TYPE: ClassVar[str] = "line.try"
    ice: list[IceServer] = []


class LineTried(Body):
    """Media to steward to screen. `way` is `udp`, `tcp`, `tls`, or empty: no server answered.

    `rate_kbit`: what came through each way of what was sent at once in a second; `lost`: 0..1.
    """

    TYPE: ClassVar[str] = "line.tried"
    way: Short = ""
    round_trip_ms: float | None = None
    rate_kbit: float | None = None
    lost: float | None = None
