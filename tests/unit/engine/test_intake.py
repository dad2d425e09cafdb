"""A process that cannot keep up leaves out old pictures, and never a sound or a message."""

import socket

from session.engine.intake import STALE_S, Datagram, Intake, fresh, picture_packets
from session.engine.sdp import picture_payloads

PICTURE, SOUND, RTCP, DTLS, STUN = b"\x80\x60", b"\x80\x6f", b"\x80\xc9", b"\x17\xfe", b"\x00\x01"
IS_PICTURE = picture_packets({96})


def test_pictures_are_told_from_all_else_by_the_payload_types_of_the_answer() -> None:
    answer = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nm=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\n"
    assert picture_payloads(answer) == {96, 97}
    packets = (PICTURE, b"\x80\xe0", SOUND, RTCP, DTLS, STUN, b"\x80", b"")
    assert [IS_PICTURE(packet) for packet in packets] == [True, True] + [False] * 6
    assert picture_payloads("v=0\r\n") == set()


def test_only_pictures_that_waited_too_long_are_left_out() -> None:
    old, now = 100.0, 100.0 + 2 * STALE_S
    batch = [Datagram(data, None, at) for at in (old, now) for data in (PICTURE, SOUND, RTCP, DTLS, STUN)]
    assert fresh(batch, IS_PICTURE) == batch[1:]


def test_a_burst_that_just_came_is_kept_whole() -> None:
    batch = [Datagram(PICTURE, None, 100.0 + number / 1000) for number in range(200)]
    assert fresh(batch, IS_PICTURE) == batch


def test_all_that_waits_is_read_in_its_order() -> None:
    ours = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    theirs = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    heard: list[bytes] = []
    with ours, theirs:
        ours.bind(("127.0.0.1", 0))
        ours.setblocking(False)
        intake = Intake(ours.dup(), lambda data, _: heard.append(data), IS_PICTURE)
        for number in range(5):
            theirs.sendto(PICTURE + bytes([number]), ours.getsockname())
        intake.received(*ours.recvfrom(100))
        assert heard == [PICTURE + bytes([number]) for number in range(5)]
        theirs.sendto(STUN, ours.getsockname())
        intake.received(*ours.recvfrom(100))
        assert heard[-1] == STUN
        intake.close()
