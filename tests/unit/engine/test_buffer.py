"""A picture is handed on with its last packet, is never shown late, and a lost packet stops nothing."""

from fractions import Fraction

import pytest
from aiortc.rtp import RtpPacket

from kiosk.core.clock import ManualClock
from session.engine.buffer import (
    ASK_EVERY_S,
    GAP,
    PATIENCE_S,
    STALE_S,
    Freshness,
    Picture,
    PictureBuffer,
    is_whole_h264,
    is_whole_vp8,
)
from session.engine.encoders import create_h264, create_vp8
from session.engine.pictures import neutral


class _Wire:
    def __init__(self, capacity: int = 8) -> None:
        self.clock = ManualClock()
        self.buffer = PictureBuffer(capacity, self.clock.monotonic)
        self.handed: list[Picture] = []
        self.pictures: list[bytes] = []

    def take(self, number: int, picture: int, data: bytes, *, last: bool = False) -> bool:
        """Receive one packet; whether a whole new picture is asked for."""
        packet = RtpPacket(sequence_number=number, timestamp=picture * 3000, marker=int(last))
        packet._data = data  # type: ignore[attr-defined]
        asked, frame = self.buffer.add(packet)
        if frame is not None:
            assert isinstance(frame, Picture)
            self.handed.append(frame)
            self.pictures.append(frame.data)
        return asked


def test_a_picture_does_not_wait_for_the_next_one() -> None:
    wire = _Wire()
    wire.take(65534, 1, b"a")
    wire.take(65535, 1, b"b")
    wire.take(0, 1, b"c", last=True)
    assert wire.pictures == [b"abc"]
    wire.take(1, 2, b"d", last=True)
    assert wire.pictures == [b"abc", b"d"]


def test_packets_in_the_wrong_order_make_the_same_picture() -> None:
    wire = _Wire()
    wire.take(1, 1, b"a")
    wire.take(3, 1, b"c", last=True)
    assert wire.pictures == []
    wire.take(2, 1, b"b")
    assert wire.pictures == [b"abc"]


def test_a_picture_without_a_marker_ends_where_the_next_begins() -> None:
    wire = _Wire()
    wire.take(1, 1, b"a")
    wire.take(2, 2, b"b", last=True)
    assert wire.pictures == [b"a"]
    wire.take(3, 3, b"c", last=True)
    assert wire.pictures == [b"a", b"b"]


def test_padding_alone_is_no_picture() -> None:
    wire = _Wire()
    wire.take(1, 1, b"a", last=True)
    wire.take(2, 1, b"")
    wire.take(3, 2, b"b", last=True)
    wire.take(4, 3, b"c", last=True)
    assert wire.pictures == [b"a", b"b"]


def test_after_a_lost_packet_a_whole_picture_is_asked_for_and_they_go_on() -> None:
    wire = _Wire(capacity=4)
    wire.take(1, 1, b"a", last=True)
    wire.take(3, 3, b"c", last=True)
    asked = [wire.take(number, number, b"%d" % number, last=True) for number in range(4, 9)]
    assert any(asked)
    assert wire.pictures[0] == b"a"
    assert wire.pictures[-1] == b"5"


def test_after_a_gap_nothing_is_waited_for() -> None:
    wire = _Wire(capacity=256)
    wire.take(1, 1, b"a", last=True)
    wire.take(2, 2, b"b")
    wire.take(2 + GAP + 1, 9, b"c", last=True)
    wire.take(2 + GAP + 2, 10, b"d", last=True)
    assert wire.pictures == [b"a", b"c", b"d"]
    assert [picture.cut for picture in wire.handed] == [False, True, False]


def test_a_packet_that_stays_away_is_not_waited_for_until_the_buffer_is_full() -> None:
    wire = _Wire(64)
    wire.take(1, 1, b"a", last=True)
    assert not wire.take(3, 2, b"half", last=True)
    wire.clock.advance(PATIENCE_S + 0.1)
    assert wire.take(4, 3, b"d", last=True)
    wire.take(5, 4, b"e", last=True)
    assert wire.pictures == [b"a", b"d", b"e"]
    assert [picture.cut for picture in wire.handed] == [False, True, False]


def test_a_packet_that_comes_in_time_after_all_is_used() -> None:
    wire = _Wire(64)
    wire.take(1, 1, b"a", last=True)
    wire.take(3, 2, b"c", last=True)
    wire.clock.advance(PATIENCE_S - 0.1)
    assert not wire.take(2, 2, b"b")
    assert wire.pictures == [b"a", b"bc"]


def test_a_picture_that_takes_its_time_without_a_hole_is_waited_for() -> None:
    wire = _Wire(64)
    for number in range(4):
        wire.clock.advance(PATIENCE_S)
        assert not wire.take(number, 1, b"a", last=number == 3)
    assert wire.pictures == [b"aaaa"]


def test_what_is_sent_again_too_late_does_not_bring_the_past_back() -> None:
    wire = _Wire(64)
    for number in range(200):
        wire.take(number, number, b"%d" % number, last=True)
    seen = len(wire.pictures)
    for number in (10, 60, 150):
        assert not wire.take(number, number, b"old", last=True)
    wire.take(200, 200, b"new", last=True)
    assert wire.pictures[seen:] == [b"new"]


def test_a_late_picture_is_left_out_with_all_that_build_on_it_until_a_whole_one_comes() -> None:
    wire = _Wire()
    fresh = Freshness(wire.clock.monotonic, lambda data: data == b"whole")
    for number, data in enumerate((b"whole", b"b", b"c", b"whole", b"e")):
        wire.take(number, number, data, last=True)
    assert [fresh.skips(picture) for picture in wire.handed[:2]] == [False, False]
    wire.clock.advance(STALE_S + 0.1)
    assert [fresh.skips(picture) for picture in wire.handed[2:4]] == [True, False]
    wire.take(5, 5, b"f", last=True)
    assert fresh.skips(wire.handed[5]) is False


def test_a_whole_picture_is_asked_for_again_while_none_comes_but_not_with_each_packet() -> None:
    wire = _Wire(capacity=256)
    fresh = Freshness(wire.clock.monotonic, lambda _: False)
    wire.take(1, 1, b"a", last=True)
    assert wire.take(1 + GAP + 1, 2, b"b", last=True) is False
    assert fresh.skips(wire.handed[1])
    asked = []
    for number in range(6):
        asked.append(wire.take(GAP + 3 + number, 3 + number, b"c", last=True))
        assert fresh.skips(wire.handed[-1])
        wire.clock.advance(ASK_EVERY_S / 2)
    assert asked == [True, False, True, False, True, False]


@pytest.mark.parametrize(
    ("create", "is_whole"), [(create_h264, is_whole_h264), (create_vp8, is_whole_vp8)], ids=["H.264", "VP8"]
)
def test_a_picture_that_needs_no_other_is_told_from_the_rest(create: object, is_whole: object) -> None:
    assert callable(create)
    assert callable(is_whole)
    encoder = create(320, 180, 300_000, Fraction(1, 15))
    data = []
    for number in range(4):
        picture = neutral(320, 180)
        picture.pts = number
        data.append(b"".join(bytes(packet) for packet in encoder.encode(picture)))
    assert [is_whole(one) for one in data] == [True, False, False, False]
