"""Messages on a local stream socket: 4-byte big-endian length, then that many bytes."""

import struct

from session.protocol.envelope import MAX_MESSAGE

_LENGTH = struct.Struct(">I")


class OversizeError(ValueError):
    """The other side announced a message longer than `MAX_MESSAGE`: the stream is of no more use."""


def frame(message: bytes) -> bytes:
    """Put the length before a message.

    Raises:
        OversizeError: the message is longer than `MAX_MESSAGE`.
    """
    if len(message) > MAX_MESSAGE:
        raise OversizeError(f"{len(message)} bytes")
    return _LENGTH.pack(len(message)) + message


class Decoder:
    """Cuts a stream into messages, however its bytes arrive. Holds at most one message."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes and return the messages they complete, in order.

        Raises:
            OversizeError: a length beyond `MAX_MESSAGE` was announced.
        """
        self._held += data
        messages: list[bytes] = []
        at = 0
        while len(self._held) - at >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._held, at)
            if length > MAX_MESSAGE:
                raise OversizeError(f"{length} bytes")
            end = at + _LENGTH.size + length
            if len(self._held) < end:
                break
            messages.append(bytes(self._held[at + _LENGTH.size : end]))
            at = end
        del self._held[:at]
        return messages
