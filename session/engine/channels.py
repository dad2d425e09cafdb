"""The three data channels of one connection: control, heartbeat, bulk (RFC 8831)."""

from collections.abc import Callable

from aiortc import RTCDataChannel

from kiosk.core.allowance import Allowance
from kiosk.core.errors import UserFacingError
from session.protocol import peer
from session.protocol.call import Refusal
from session.protocol.delivery import Numbered
from session.protocol.envelope import Body, Envelope, envelope
from session.protocol.markup import TableAsk
from session.protocol.peer import EXPERT_TO_KIOSK, Ack, Heartbeat, PeerHello
from session.protocol.t140 import SUBPROTOCOL

BULK_BUFFER = 128 * 1024
"""Bytes left with SCTP at most: more would stand before the picture's own packets."""
REFUSE_EVERY_S = 1.0
"""A page that does wrong is told so, not once for each message."""
BURST = 400
PER_SECOND = 200
"""Messages taken from the browser: a pointer sends 60 a second."""
ASKS = (5, 0.5)
"""Of the whole table, at once and a second: each is answered with every paper that lies there."""


class Channels:
    """The channels of one generation, as the browser opens them."""

    def __init__(
        self,
        call: str,
        generation: int,
        clock: Callable[[], float],
        on_message: Callable[[Envelope], None],
        on_bulk: Callable[[bytes], None],
        on_open: Callable[[], None],
        on_text: Callable[[RTCDataChannel], None],
    ) -> None:
        """`on_text` takes the channel of real-time text, where the browser opens one (RFC 8865)."""
        self._call, self._generation = call, generation
        self._on_message, self._on_bulk, self._on_open = on_message, on_bulk, on_open
        self._on_text = on_text
        self._clock = clock
        self._allowance = Allowance(clock, BURST, PER_SECOND)
        self._asks = Allowance(clock, *ASKS)
        self._refused_at = clock() - REFUSE_EVERY_S
        self._control: RTCDataChannel | None = None
        self._heartbeat: RTCDataChannel | None = None
        self._bulk: RTCDataChannel | None = None
        self._beats = 0

    def adopt(self, channel: RTCDataChannel) -> None:
        """Take a channel the browser opened; one of another name is closed."""
        match channel.label:
            case "control":
                self._control = channel
                channel.on("message", self._control_message)
                self.send(PeerHello(role="kiosk", software="visio-guichet"))
            case "heartbeat":
                self._heartbeat = channel
            case "bulk":
                self._bulk = channel
                channel.bufferedAmountLowThreshold = BULK_BUFFER // 2
                channel.on("message", self._bulk_message)
            case _ if channel.protocol == SUBPROTOCOL:
                self._on_text(channel)
                return
            case _:
                channel.close()
                return
        if self.ready:
            self._on_open()

    @property
    def ready(self) -> bool:
        """Whether control and bulk are both open."""
        return _is_open(self._control) and _is_open(self._bulk)

    def send(self, body: Body) -> bool:
        """Send a control message that is worth nothing later; False when the channel is not open."""
        return self._send(envelope(body, call=self._call, gen=self._generation))

    def send_numbered(self, kept: Numbered) -> bool:
        """Send one that is kept until it is acknowledged."""
        return self._send(
            envelope(kept.body, call=self._call, gen=self._generation, seq=kept.seq, ident=kept.id)
        )

    def _send(self, message: Envelope) -> bool:
        if self._control is None or not _is_open(self._control):
            return False
        self._control.send(message.pack().decode())
        return True

    def beat(self) -> None:
        """Send one heartbeat."""
        if self._heartbeat is not None and _is_open(self._heartbeat):
            self._beats += 1
            message = envelope(Heartbeat(n=self._beats), call=self._call, gen=self._generation)
            self._heartbeat.send(message.pack().decode())

    def room(self) -> bool:
        """Whether the bulk channel takes another frame now."""
        return self._bulk is not None and _is_open(self._bulk) and self._bulk.bufferedAmount < BULK_BUFFER

    def when_room(self, wake: Callable[[], None]) -> None:
        """Call `wake` each time the bulk channel has drained enough to take more."""
        if self._bulk is not None:
            self._bulk.on("bufferedamountlow", wake)

    def send_bulk(self, data: bytes) -> None:
        """Send one bulk frame; ask `room` first."""
        if self._bulk is not None and _is_open(self._bulk):
            self._bulk.send(data)

    def _control_message(self, raw: str | bytes) -> None:
        if not self._allowance.take():
            self.refuse("link.message-flood")
            return
        try:
            message = EXPERT_TO_KIOSK.unpack(raw)
        except UserFacingError as error:
            self.refuse(error.key)
            return
        if isinstance(message.body, TableAsk) and not self._asks.take():
            self.refuse("link.message-flood")
            return
        # A page that was reloaded may still send for a generation that is over.
        if message.call in (None, self._call) and message.gen in (None, self._generation):
            self._on_message(message)
            if message.seq:
                # Also when it came before: the acknowledgement was lost with its connection.
                self.send(Ack(seq=message.seq))

    def refuse(self, key: str) -> None:
        """Tell the page that it did wrong; what is told too often is left out."""
        now = self._clock()
        if now - self._refused_at >= REFUSE_EVERY_S:
            self._refused_at = now
            self.send(Refusal(key=key))

    def _bulk_message(self, raw: str | bytes) -> None:
        if isinstance(raw, bytes) and len(raw) <= peer.BULK_CHUNK + 24:
            self._on_bulk(raw)


def _is_open(channel: RTCDataChannel | None) -> bool:
    return channel is not None and channel.readyState == "open"
