"""What is read from a connection's socket when the process cannot keep up.

asyncio reads one datagram at each turn of the loop. A starved process then works through a full
socket buffer, seconds of it, while the newest packets find no room and are lost. `Intake` reads all
that waits and leaves out pictures that waited too long: sound, documents, messages and ICE's own
checks are kept.
"""

import struct
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from socket import SOL_SOCKET, socket
from typing import Any

STALE_S = 0.3
"""Pictures that waited longer than this are not worth their decoding."""
AT_ONCE = 2048
LARGEST = 65536
SO_TIMESTAMPNS = 35
"""Linux: each datagram comes with the time the kernel received it (`socket(7)`)."""
_TIMESPEC = struct.Struct("@qq")


@dataclass(frozen=True)
class Datagram:
    """`at`: seconds of the kernel's clock, to be compared with one another only."""

    data: bytes
    address: Any
    at: float


def fresh(batch: Sequence[Datagram], is_picture: Callable[[bytes], bool]) -> list[Datagram]:
    """Leave out picture packets that came more than `STALE_S` before the last of the batch."""
    oldest = max(item.at for item in batch) - STALE_S
    return [item for item in batch if item.at >= oldest or not is_picture(item.data)]


def picture_packets(payload_types: Collection[int]) -> Callable[[bytes], bool]:
    """Tell RTP packets (RFC 3550, told apart as RFC 7983 says) of these payload types."""
    wanted = frozenset(payload_types)
    return lambda data: len(data) > 1 and 127 < data[0] < 192 and (data[1] & 0x7F) in wanted


class Intake:
    """Reads one socket; `hand_on` takes each datagram as asyncio's own reading would give it."""

    def __init__(
        self, reader: socket, hand_on: Callable[[bytes, Any], None], is_picture: Callable[[bytes], bool]
    ) -> None:
        self._reader = reader
        self._hand_on = hand_on
        self._is_picture = is_picture
        reader.setsockopt(SOL_SOCKET, SO_TIMESTAMPNS, 1)

    def received(self, data: bytes, address: Any) -> None:
        """Take the datagram that woke the loop, and all that wait behind it."""
        waiting = self._waiting()
        if not waiting:
            self._hand_on(data, address)
            return
        # asyncio read the first without its time; it came before the others.
        for item in fresh([Datagram(data, address, waiting[0].at), *waiting], self._is_picture):
            self._hand_on(item.data, item.address)

    def close(self) -> None:
        """Let go of the socket; the transport keeps its own."""
        self._reader.close()

    def _waiting(self) -> list[Datagram]:
        found: list[Datagram] = []
        while len(found) < AT_ONCE:
            try:
                data, stamps, _, address = self._reader.recvmsg(LARGEST, 64)
            except OSError:
                break  # nothing more waits, or an ICMP error of an earlier packet
            at = found[-1].at if found else 0.0
            for level, kind, value in stamps:
                if (level, kind) == (SOL_SOCKET, SO_TIMESTAMPNS):
                    seconds, nanoseconds = _TIMESPEC.unpack(value[: _TIMESPEC.size])
                    at = seconds + nanoseconds / 1e9
            found.append(Datagram(data, address, at))
        return found
