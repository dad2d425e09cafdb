"""Messages survive any cutting of the stream; a lying length ends it."""

import pytest

from kiosk.link.framing import Decoder, OversizeError, frame
from session.protocol.envelope import MAX_MESSAGE

MESSAGES = [b"", b"a", b"\x00" * 70000, "Écouter".encode()]


@pytest.mark.parametrize("step", [1, 3, 4096, 1 << 20])
def test_messages_arrive_whole_however_the_bytes_are_cut(step: int) -> None:
    stream = b"".join(frame(message) for message in MESSAGES)
    decoder = Decoder()
    received = [m for at in range(0, len(stream), step) for m in decoder.feed(stream[at : at + step])]
    assert received == MESSAGES


def test_a_lying_length_is_refused_before_its_bytes_are_kept() -> None:
    with pytest.raises(OversizeError):
        Decoder().feed((MAX_MESSAGE + 1).to_bytes(4, "big"))


def test_an_oversize_message_is_not_sent() -> None:
    with pytest.raises(OversizeError):
        frame(b"x" * (MAX_MESSAGE + 1))
