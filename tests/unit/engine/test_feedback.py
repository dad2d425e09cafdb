"""Loss and round trip as the receiver reports them."""

import pytest
from aiortc.rtp import RtcpReceiverInfo, RtcpRrPacket, RtcpSenderInfo, RtcpSrPacket

from kiosk.core.clock import ManualClock
from session.engine.feedback import SPAN_S, Feedback

SSRC = 7


class _Sender:
    """As much of aiortc's as `Feedback` listens to."""

    _ssrc = SSRC

    def __init__(self) -> None:
        self.sent: list[object] = []
        self.heard: list[object] = []

    async def _handle_rtcp_packet(self, packet: object) -> None:
        self.heard.append(packet)

    async def _send_rtcp(self, packets: list[object]) -> None:
        self.sent += packets


class _Ends:
    def __init__(self) -> None:
        self.clock, self.sender = ManualClock(), _Sender()
        self.feedback = Feedback(self.clock.monotonic)
        self.feedback.listen(self.sender)

    async def send(self, ntp: int) -> None:
        info = RtcpSenderInfo(ntp_timestamp=ntp << 16, rtp_timestamp=0, packet_count=0, octet_count=0)
        await self.sender._send_rtcp([RtcpSrPacket(ssrc=SSRC, sender_info=info)])

    async def report(
        self, highest: int, *, lost: float = 0.0, total: int = 0, lsr: int = 0, held: float = 0.0
    ) -> None:
        info = RtcpReceiverInfo(
            ssrc=SSRC, fraction_lost=int(256 * lost), packets_lost=total, highest_sequence=highest,
            jitter=0, lsr=lsr, dlsr=int(65536 * held),
        )  # fmt: skip
        other = RtcpReceiverInfo(
            ssrc=99, fraction_lost=255, packets_lost=9, highest_sequence=1, jitter=0, lsr=lsr, dlsr=1
        )
        await self.sender._handle_rtcp_packet(RtcpRrPacket(ssrc=1, reports=[other, info]))


async def test_the_round_trip_is_told_once_without_what_the_receiver_held_it_for() -> None:
    ends = _Ends()
    await ends.send(5)
    ends.clock.advance(1.0)
    await ends.report(100, lsr=5, held=0.75)
    assert ends.feedback.round_trip() == pytest.approx(0.25)
    assert ends.feedback.round_trip() is None
    assert ends.feedback.newest_trip == pytest.approx(0.25)
    assert (len(ends.sender.sent), len(ends.sender.heard)) == (1, 1)


async def test_a_path_slower_than_our_reports_still_has_a_round_trip() -> None:
    ends = _Ends()
    for ntp in (5, 6, 7):
        await ends.send(ntp)
        ends.clock.advance(1.0)
    await ends.report(100, lsr=5, held=0.5)
    assert ends.feedback.round_trip() == pytest.approx(2.5)


async def test_two_reports_that_look_alike_measure_nothing() -> None:
    ends = _Ends()
    await ends.send(5)
    ends.clock.advance(1.0)
    await ends.send(5)
    await ends.report(100, lsr=5, held=0.01)
    assert ends.feedback.round_trip() is None


async def test_loss_is_told_with_each_new_report_over_enough_packets() -> None:
    ends = _Ends()
    await ends.report(1000)
    assert ends.feedback.loss() == 0.0
    assert ends.feedback.loss() is None
    await ends.report(1010, lost=0.5)
    assert ends.feedback.loss() == 0.0  # five of ten packets say nothing
    await ends.report(1100, lost=0.2)
    assert ends.feedback.loss() == pytest.approx((5 + 18) / 100, abs=0.01)
    ends.clock.advance(SPAN_S + 0.1)
    await ends.report(1200)
    assert ends.feedback.loss() == 0.0


async def test_a_first_report_counts_for_what_was_lost_until_then() -> None:
    ends = _Ends()
    await ends.report(5000, lost=0.5, total=60)
    assert ends.feedback.loss() == pytest.approx(0.5)


async def test_what_left_before_a_change_counts_no_more() -> None:
    ends = _Ends()
    await ends.report(1000)
    await ends.report(1100, lost=0.5)
    ends.feedback.settle(ends.clock.monotonic() + 1.0)
    await ends.report(1200, lost=0.5)
    assert ends.feedback.loss() == 0.0
    ends.clock.advance(1.0)
    await ends.report(1300, lost=0.25)
    assert ends.feedback.loss() == pytest.approx(0.25)
