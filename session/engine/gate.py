"""What stands before a page's data channels (RFC 8831): how many, how much of one message, and what no browser sends.

aiortc keeps the pieces of a message until its last one comes, however many there are, and ends the
whole connection at what it does not expect: the half of a letter, a channel opened twice. Here such
a thing is left out, its sender is told, and the call goes on.
"""

from collections.abc import Callable
from struct import Struct

from aiortc.rtcsctptransport import (
    DATA_CHANNEL_ACK,
    DATA_CHANNEL_OPEN,
    SCTP_DATA_UNORDERED,
    WEBRTC_DCEP,
    WEBRTC_STRING,
    DataChunk,
    InboundStream,
    RTCSctpTransport,
)
from aiortc.utils import uint16_add, uint16_gt

from kiosk.core.allowance import Allowance
from session.protocol.t140 import SUBPROTOCOL

CHANNELS_AT_ONCE = 16
"""A page opens four."""
MESSAGE_MOST = 256 * 1024
"""Bytes of one message: more than our answer lets a browser send."""
FORGOTTEN = 16 << 20
"""Bytes in pieces: only who heeds no window has so many on their way behind a lost one. There is no mending that."""
OPENED, LETTERS = (32, 2.0), (100, 40.0)
"""Channels, and messages of real-time text: at once, and a second. A page sends its text four times a second."""
_OPEN = Struct("!BBHLHH")
INVALID, FLOOD = "link.message-invalid", "link.message-flood"


class Gate:
    """Takes its place in an SCTP transport before the association begins."""

    def __init__(
        self, sctp: RTCSctpTransport, clock: Callable[[], float], refuse: Callable[[str], None]
    ) -> None:
        """`refuse(key)` tells the page; how often is not decided here."""
        self._sctp, self._refuse = sctp, refuse
        self._opened = Allowance(clock, *OPENED)
        self._letters = Allowance(clock, *LETTERS)
        self._window = sctp._advertised_rwnd  # noqa: SLF001 - these names are held by the contract test
        self._chunk, self._message = sctp._receive_data_chunk, sctp._receive  # noqa: SLF001 - as above
        sctp._receive_data_chunk = self.chunk  # type: ignore[method-assign] # noqa: SLF001 - as above
        sctp._receive = self.message  # type: ignore[method-assign] # noqa: SLF001 - as above

    async def chunk(self, chunk: DataChunk) -> None:
        """Take one piece.

        Raises:
            ConnectionError: it comes from a sender that takes no notice of the window; the connection ends.
        """
        sctp = self._sctp
        stream = sctp._get_inbound_stream(chunk.stream_id)  # noqa: SLF001 - as above
        if _is_ordered(chunk) and uint16_gt(stream.sequence_number, chunk.stream_seq):
            # The rest of a message that was cut.
            sctp._sack_needed = True  # noqa: SLF001 - as above
            sctp._mark_received(chunk.tsn)  # noqa: SLF001 - as above
            return
        await self._chunk(chunk)
        if self._held() > MESSAGE_MOST:
            self._cut(stream, chunk)
        if self._held() > FORGOTTEN:
            raise ConnectionError

    def _held(self) -> int:
        return self._window - self._sctp._advertised_rwnd  # noqa: SLF001 - as above

    def _cut(self, stream: InboundStream, chunk: DataChunk) -> None:
        """Forget the message this piece belongs to when it has grown too long.

        Of an ordered stream only the first may be: the others wait for one that was lost on its way.
        """
        ordered = _is_ordered(chunk)
        if ordered and chunk.stream_seq != stream.sequence_number:
            return
        pieces = [
            one
            for one in stream.reassembly
            if _is_ordered(one) == ordered and (not ordered or one.stream_seq == chunk.stream_seq)
        ]
        size = sum(len(one.user_data) for one in pieces)
        if size <= MESSAGE_MOST:
            return
        gone = set(map(id, pieces))
        stream.reassembly = [one for one in stream.reassembly if id(one) not in gone]
        self._sctp._advertised_rwnd += size  # noqa: SLF001 - as above
        if ordered:
            stream.sequence_number = uint16_add(stream.sequence_number, 1)
        self._refuse(INVALID)

    async def message(self, stream_id: int, pp_id: int, data: bytes) -> None:
        """Hand a whole message on, unless it is none."""
        key = self._fault(stream_id, pp_id, data)
        if key:
            self._refuse(key)
        else:
            await self._message(stream_id, pp_id, data)

    def _fault(self, stream_id: int, pp_id: int, data: bytes) -> str:
        channels = self._sctp._data_channels  # noqa: SLF001 - as above
        if pp_id == WEBRTC_DCEP:
            return self._announced(stream_id, data)
        if stream_id not in channels:
            return ""  # one that is closed: what was on its way
        if pp_id == WEBRTC_STRING and not _is_text(data):
            return INVALID
        letters = channels[stream_id].protocol == SUBPROTOCOL
        return FLOOD if letters and not self._letters.take() else ""

    def _announced(self, stream_id: int, data: bytes) -> str:
        channels = self._sctp._data_channels  # noqa: SLF001 - as above
        kind = data[0] if data else -1
        if kind == DATA_CHANNEL_ACK:
            return "" if stream_id in channels else INVALID
        if kind != DATA_CHANNEL_OPEN or stream_id in channels or not _is_opening(data):
            return INVALID
        few = len(channels) < CHANNELS_AT_ONCE
        return "" if few and self._opened.take() else FLOOD


def _is_ordered(chunk: DataChunk) -> bool:
    return not chunk.flags & SCTP_DATA_UNORDERED


def _is_opening(data: bytes) -> bool:
    if len(data) < _OPEN.size:
        return False
    *_, label, protocol = _OPEN.unpack_from(data)
    names = data[_OPEN.size :]
    return len(names) == label + protocol and _is_text(names[:label]) and _is_text(names[label:])


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
