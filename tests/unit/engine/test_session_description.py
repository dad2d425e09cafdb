"""What is read in offers and written into answers."""

import pytest

from session.engine import sdp
from session.engine.quality import LADDER

ANSWER_LINES = (
    "v=0",
    "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102",
    "a=rtpmap:96 VP8/90000",
    "a=rtpmap:97 rtx/90000",
    "a=fmtp:97 apt=96",
    "a=rtpmap:102 H264/90000",
    "a=fmtp:102 packetization-mode=1;profile-level-id=42e01f",
    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
    "a=rtpmap:111 opus/48000/2",
    "a=fingerprint:sha-256 AB:CD:EF",
    "a=fingerprint:sha-512 00:11",
    "",
)
ANSWER = "\r\n".join(ANSWER_LINES)


def test_the_browser_is_asked_for_the_full_picture_at_once_whatever_the_codec() -> None:
    lines = sdp.with_rates(ANSWER, LADDER["720p30"]).splitlines()
    hints = "x-google-start-bitrate=1200;x-google-min-bitrate=30;x-google-max-bitrate=2500"
    assert f"a=fmtp:96 {hints}" in lines
    assert f"a=fmtp:102 packetization-mode=1;profile-level-id=42e01f;{hints}" in lines
    assert f"a=fmtp:111 {sdp.SPEECH}" in lines
    assert "a=fmtp:97 apt=96" in lines
    assert lines.index("a=rtpmap:96 VP8/90000") + 1 == lines.index(f"a=fmtp:96 {hints}")


def test_the_fingerprint_that_is_signed_is_the_one_in_the_answer() -> None:
    assert sdp.fingerprint(ANSWER) == "sha-256 AB:CD:EF"
    with pytest.raises(ValueError, match="fingerprint"):
        sdp.fingerprint("v=0\r\n")


def test_hidden_addresses_and_their_end_are_left_out() -> None:
    host = "a=candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host"
    lines = [
        host,
        "a=candidate:2 1 udp 2122260223 3f6e5f1a-0000.local 50001 typ host",
        "a=candidate:3 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active",
        "a=end-of-candidates",
    ]
    offer = "\r\n".join(lines)
    assert sdp.without_hidden_candidates(offer) == f"{host}\r\n"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "candidate",
        *(
            f"candidate:1 1 udp 1 {host} 5 typ host"
            for host in (
                "x.local",
                "x.example",
                "127.0.0.1",
                "::1",
                "0.0.0.0",
                "224.0.0.251",
                "ff02::fb",
                "255.255.255.255",
            )
        ),
    ],
)
def test_a_useless_candidate_is_not_tried(line: str) -> None:
    assert sdp.is_hidden(line)


@pytest.mark.parametrize("host", ["192.168.1.7", "10.0.0.1", "fd00::7", "fe80::1", "203.0.113.5"])
def test_a_machine_of_the_same_house_is_tried(host: str) -> None:
    assert not sdp.is_hidden(f"candidate:1 1 udp 1 {host} 5000 typ host")


def test_addresses_and_media_without_end_are_cut() -> None:
    lines = [f"a=candidate:{n} 1 udp 1 192.0.2.7 {1000 + n} typ host" for n in range(2000)]
    kept = sdp.without_hidden_candidates("\r\n".join(lines)).splitlines()
    assert kept == lines[: sdp.CANDIDATES_MOST]
    with pytest.raises(ValueError, match="media"):
        sdp.without_hidden_candidates("m=audio 9\r\n" * 9)
