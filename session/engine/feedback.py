"""What the receiver reports of our packets (RTCP, RFC 3550 section 6.4): loss and round trip, as they come.

aiortc keeps the last report only, smooths the round trip over six seconds, and forgets all sender
reports but the newest, so that a path that waits longer than a second has no round trip at all.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiortc.rtp import RtcpRrPacket, RtcpSrPacket

KEPT_REPORTS = 32
SPAN_S = 3.0
"""Loss is judged over the reports of this time…"""
FEWEST = 20
"""… and over at least so many packets: one of eight stills' packets says nothing."""
LATEST_SEQUENCE = 1 << 32


@dataclass(frozen=True)
class _Share:
    at: float
    expected: int
    lost: float


class Feedback:
    """Listens beside the senders of one connection."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sent: dict[tuple[int, int], float | None] = {}
        self._highest: dict[int, int] = {}
        self._shares: deque[_Share] = deque(maxlen=KEPT_REPORTS)
        self._trip: float | None = None
        self._new = False
        self._settled_at = clock()
        self.newest_trip: float | None = None
        """Seconds, the last one measured."""
        self.heard_at: float | None = None
        """When the first, and then the newest report came."""

    def listen(self, sender: Any) -> None:
        """Hear an `RTCRtpSender`'s reports before it does."""
        receive, send = sender._handle_rtcp_packet, sender._send_rtcp  # noqa: SLF001 - held by the contract test
        ssrc: int = sender._ssrc  # noqa: SLF001 - as above

        async def received(packet: Any) -> None:
            self.reported(ssrc, packet)
            await receive(packet)

        async def sent(packets: Sequence[Any]) -> None:
            for packet in packets:
                if isinstance(packet, RtcpSrPacket):
                    self._stamp(ssrc, packet)
            await send(packets)

        sender._handle_rtcp_packet, sender._send_rtcp = received, sent  # noqa: SLF001 - as above

    def reported(self, ssrc: int, packet: object) -> None:
        """Take a report that arrived."""
        if not isinstance(packet, RtcpRrPacket | RtcpSrPacket):
            return
        now = self._clock()
        for report in packet.reports:
            if report.ssrc != ssrc:
                continue
            self.heard_at, self._new = now, True
            before = self._highest.get(ssrc)
            self._highest[ssrc] = report.highest_sequence
            # The first report covers all that was sent; how much follows from its two kinds of loss.
            first = report.packets_lost * 256 // report.fraction_lost if report.fraction_lost else 0
            expected = first if before is None else (report.highest_sequence - before) % LATEST_SEQUENCE
            if now >= self._settled_at and 0 < expected < LATEST_SEQUENCE // 2:
                self._shares.append(_Share(now, expected, expected * report.fraction_lost / 256))
            sent_at = self._sent.get((ssrc, report.lsr))
            if sent_at is not None and report.dlsr:
                self._trip = self.newest_trip = max(0.0, now - sent_at - report.dlsr / 65536)

    def loss(self) -> float | None:
        """The share lost lately, when something new was reported since the last time."""
        if not self._new:
            return None
        self._new = False
        since = self._clock() - SPAN_S
        recent = [share for share in self._shares if share.at >= since]
        expected = sum(share.expected for share in recent)
        return sum(share.lost for share in recent) / expected if expected >= FEWEST else 0.0

    def settle(self, until: float) -> None:
        """What is reported before `until` is of packets that left before a change: it counts no more."""
        self._shares.clear()
        self._settled_at = until

    def round_trip(self) -> float | None:
        """Seconds, once for each time it was measured."""
        trip, self._trip = self._trip, None
        return trip

    def _stamp(self, ssrc: int, packet: RtcpSrPacket) -> None:
        middle = (packet.sender_info.ntp_timestamp >> 16) & 0xFFFFFFFF
        # Its time is that of the last packet: while none left since, two reports look alike.
        known = (ssrc, middle) in self._sent
        self._sent[ssrc, middle] = None if known else self._clock()
        while len(self._sent) > KEPT_REPORTS:
            del self._sent[next(iter(self._sent))]
