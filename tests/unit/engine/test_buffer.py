"""A picture is handed on with its last packet, and a lost packet does not stop those that follow."""

from aiortc.rtp import RtpPacket

from session.engine.buffer import PictureBuffer


class _Wire:
    def __init__(self, capacity: int = 8) -> None:
        self.buffer = PictureBuffer(capacity)
        self.pictures: list[bytes] = []

    def take(self, number: int, picture: int, data: bytes, *, last: bool = False) -> bool:
        """Receive one packet; whether a whole new picture is asked for."""
        packet = RtpPacket(sequence_number=number, timestamp=picture * 3000, marker=int(last))
        packet._data = data  # type: ignore[attr-defined]
        asked, frame = self.buffer.add(packet)
        if frame is not None:
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
