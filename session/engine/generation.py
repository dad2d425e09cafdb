"""One generation of a call put together: its connection, its channels, and where each of their news goes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
from aiortc import RTCDataChannel

from kiosk.core.events import EventLog
from session.engine.channels import Channels
from session.engine.connection import Connection, Route, Sinks
from session.engine.ledger import Ledger
from session.engine.ports import Steward
from session.engine.reach import Reach
from session.engine.sending import Sending
from session.engine.studio import Studio
from session.engine.verification import Verification
from session.engine.ways import Way
from session.protocol.envelope import Envelope


@dataclass(frozen=True)
class Surroundings:
    """What a call uses and does not own."""

    steward: Steward
    studio: Studio
    sending: Sending
    vault: Path
    log: EventLog
    clock: Callable[[], float]
    markers: bool
    reach: Reach


@dataclass
class Live:
    """The connection of now, and when it was heard last (seconds)."""

    generation: int
    connection: Connection
    way: Way | None
    channels: Channels
    heard_at: float
    answered: bool = False
    packets: int = 0
    verification: Verification | None = None


@dataclass(frozen=True)
class Reports:
    """What the call hears of a generation: messages, bulk frames, channels open, path ready, path given up.

    `text` is the channel of real-time text.
    """

    message: Callable[[Envelope], None]
    bulk: Callable[[bytes], None]
    opened: Callable[[], None]
    text: Callable[[RTCDataChannel], None]
    connected: Callable[[], None]
    failed: Callable[[], None]


def connect(
    call: str,
    generation: int,
    around: Surroundings,
    way: Way | None,
    ledger: Ledger,
    reports: Reports,
) -> Live:
    """Make what answers the offer of `generation`; nothing is sent yet."""
    channels = Channels(
        call, generation, around.clock, reports.message, reports.bulk, reports.opened, reports.text
    )

    def picture(frame: av.VideoFrame) -> None:
        ledger.saw(frame, generation)
        around.studio.show_remote(frame)

    def sound(samples: bytes, alive: bool) -> None:
        ledger.heard(samples, alive=alive)
        around.studio.play(samples)

    def channel(opened: RTCDataChannel) -> None:
        channels.adopt(opened)

    def connected() -> None:
        ledger.connected(generation, connection.path)
        around.reach.established(way)
        reports.connected()

    sinks = Sinks(picture, sound, channel, connected, reports.failed, channels.refuse)
    studio = around.studio
    route = Route(way, around.reach.trust)
    connection = Connection(
        around.sending, route, studio.pictures, sinks, around.clock, lambda: studio.queued_s
    )
    return Live(generation, connection, way, channels, around.clock())
