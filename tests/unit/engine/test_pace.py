"""A picture's packets leave spread out, the voice's between them, and what a whole picture replaced not at all."""

import asyncio
import struct
from typing import Any

import pytest

from kiosk.core.clock import ManualClock
from session.engine.pace import ANSWERED_S, MOST_COPIES, TWICE_S, Paced, stamped
from session.engine.sending import Aim, Sending

SSRC, RTX = 0x01020304, 0x05060708
PACKET = 1000


class _Transport:
    state = "connected"

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    async def _send_rtp(self, data: bytes) -> None:
        self.sent.append(data)


class _Sender:
    _ssrc = SSRC

    def __init__(self, transport: Any) -> None:
        self.transport = transport
        self.again: list[int] = []
        self.retransmits = False

    def setTransport(self, transport: Any) -> None:
        self.transport = transport

    async def _retransmit(self, sequence: int) -> None:
        self.again.append(sequence)
        if self.retransmits:
            await self.transport._send_rtp(_stamped_rtp(sequence, RTX))


def _rtp(sequence: int, size: int = PACKET) -> bytes:
    head = struct.pack("!BBHII", 0x80, 96, sequence, 0, SSRC)
    return head + bytes(size - len(head))


def _stamped_rtp(sequence: int, ssrc: int = SSRC, *, last: bool = False) -> bytes:
    """With an abs-send-time of nothing, in extension 3."""
    head = struct.pack("!BBHII", 0x90, 96 | (0x80 if last else 0), sequence, 0, ssrc)
    return head + b"\xbe\xde\x00\x01" + bytes((0x32, 0, 0, 0)) + bytes(PACKET)


class _Line:
    def __init__(self, bitrate: int = 80_000) -> None:
        self.clock, self.wire = ManualClock(), _Transport()
        self.sender = _Sender(self.wire)
        self.sending = Sending("360p15", self.clock.monotonic)
        self.sending.steer(Aim("stills", bitrate))
        self.paced = Paced(self.sender, self.sending, self.clock.monotonic, extension=3)

    async def send(self, *packets: bytes) -> None:
        for packet in packets:
            await self.sender.transport._send_rtp(packet)

    @property
    def numbers(self) -> list[int]:
        return [int.from_bytes(data[2:4], "big") for data in self.wire.sent]


async def test_the_first_packet_leaves_at_once_and_the_rest_waits_without_holding_the_sender_up() -> None:
    line = _Line()
    await line.send(*(_rtp(number) for number in range(5)))
    assert line.numbers == [0]
    assert line.paced.backlog() == pytest.approx(5 * PACKET * 8 / (1.2 * 80_000))
    line.paced.close()


async def test_reports_and_what_a_transport_has_besides_go_straight_through() -> None:
    line = _Line()
    await line.send(_rtp(0), _rtp(1), bytes((0x80, 200)) + bytes(30))
    assert len(line.wire.sent) == 2
    assert line.sender.transport.state == "connected"
    line.paced.close()


async def test_what_waits_leaves_in_order() -> None:
    line = _Line(bitrate=100_000_000)
    line.clock.advance(1.0)
    await line.send(*(_rtp(number, 1200) for number in range(40)))
    async with asyncio.timeout(60):
        while len(line.wire.sent) < 40:
            line.clock.advance(0.01)
            await asyncio.sleep(0)
    assert line.numbers == list(range(40))


async def test_a_whole_picture_makes_what_waits_before_it_useless() -> None:
    line = _Line()
    await line.send(_rtp(10), _rtp(11), _rtp(12))
    line.sending.wholes += 1
    await line.send(_rtp(13), _rtp(14))
    line.clock.advance(5.0)
    await line.sender._retransmit(11)
    assert line.sender.again == []
    await line.sender._retransmit(13)
    assert line.paced.backlog() < 0.3
    assert line.sender.again == [13]
    line.paced.close()


async def test_a_retransmission_does_not_wait_in_a_long_queue() -> None:
    line = _Line()
    await line.send(*(_rtp(number) for number in range(8)))
    await line.sender._retransmit(0)
    assert line.sender.again == []
    line.paced.close()


async def test_what_is_lost_by_chance_is_sent_again_twice_and_not_after_the_end() -> None:
    line = _Line()
    await line.send(_rtp(1))
    line.clock.advance(5.0)
    await line.sender._retransmit(1)
    assert line.sender.again == [1]
    line.sending.by_chance = True
    line.clock.advance(2 * ANSWERED_S)
    await line.sender._retransmit(1)
    await line.sender._retransmit(1)
    async with asyncio.timeout(60):
        while len(line.sender.again) < 3:
            await asyncio.sleep(0.001)
    line.clock.advance(2 * ANSWERED_S)
    await line.sender._retransmit(1)
    line.paced.close()
    await asyncio.sleep(2 * TWICE_S)
    assert line.sender.again == [1] * 4


async def test_a_page_that_asks_for_everything_at_once_gets_no_more_copies_than_a_picture_has_packets() -> (
    None
):
    line = _Line()
    line.clock.advance(5.0)
    line.sending.by_chance = True
    for number in range(20_000):
        await line.sender._retransmit(number)
    async with asyncio.timeout(60):
        while len(line.sender.again) < 20_000 + MOST_COPIES:
            await asyncio.sleep(0.001)
    await asyncio.sleep(2 * TWICE_S)
    assert len(line.sender.again) == 20_000 + MOST_COPIES
    line.paced.close()


def test_a_packet_says_when_it_left_and_not_when_it_was_queued() -> None:
    head = struct.pack("!BBHII", 0x90, 96, 1, 0, SSRC)
    extensions = bytes((0x10, 0x41)) + bytes((0x32, 1, 2, 3)) + bytes(2)
    packet = head + b"\xbe\xde\x00\x02" + extensions + b"picture"
    after = stamped(packet, 3, 0xABCDEF)
    assert after == packet.replace(bytes((0x32, 1, 2, 3)), bytes((0x32, 0xAB, 0xCD, 0xEF)))
    assert stamped(packet, 5, 0xABCDEF) == packet
    assert stamped(_rtp(1), 3, 0xABCDEF) == _rtp(1)


async def test_the_first_picture_is_followed_by_a_probe_that_does_not_wait_and_makes_the_next_one_wait() -> (
    None
):
    line = _Line()
    line.sending.steer(Aim("360p15", 300_000))
    line.sender.retransmits = True
    await line.send(_stamped_rtp(0, last=True))
    async with asyncio.timeout(60):
        while len(line.wire.sent) < 2:
            await asyncio.sleep(0)
    await line.send(_stamped_rtp(1))
    async with asyncio.timeout(60):
        while len(line.wire.sent) < 6:
            await asyncio.sleep(0.001)
    line.paced.close()
    assert [int.from_bytes(data[8:12], "big") for data in line.wire.sent[:6]] == [SSRC, *(RTX,) * 5]
    times = [int.from_bytes(data[17:20], "big") for data in line.wire.sent[:6]]
    assert 0 not in times
    assert line.paced.backlog() > 0.1


async def test_without_a_time_in_each_packet_no_browser_can_tell_a_probe_and_none_is_sent() -> None:
    line = _Line()
    line.sending.steer(Aim("360p15", 300_000))
    plain = _Sender(line.wire)
    Paced(plain, line.sending, line.clock.monotonic, extension=0)
    await plain.transport._send_rtp(_stamped_rtp(0, last=True))
    await asyncio.sleep(0.05)
    assert len(line.wire.sent) == 1
    assert plain.again == []
