"""A narrow line between two peers: a UDP relay with a bit rate, a buffer and loss of its own, each way."""

import asyncio
import random
import re
import socket
from dataclasses import dataclass
from typing import Any

from session.protocol.call import CallOffer
from session.protocol.local_media import AnswerDraft

BUFFER_S = 0.3
_CANDIDATE = re.compile(
    r"^a=candidate:\S+ 1 udp \d+ (?P<host>[\d.]+) (?P<port>\d+) typ host.*$", re.IGNORECASE
)


@dataclass
class Line:
    """What the line carries; may change while it is in use."""

    bitrate: float = 100e6
    loss: float = 0.0


class _Side(asyncio.DatagramProtocol):
    """One end of the relay: what comes here leaves at the other end, to whoever is known there."""

    def __init__(self, line: Line, chance: random.Random) -> None:
        self._line, self._chance = line, chance
        self._free_at = 0.0
        self.transport: Any = None
        self.other: _Side | None = None
        self.peer: tuple[str, int] | None = None
        self.dropped = 0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        loop = asyncio.get_running_loop()
        self.peer = self.peer or addr
        now = loop.time()
        start = max(now, self._free_at)
        if start - now > BUFFER_S or self._chance.random() < self._line.loss:
            self.dropped += 1
            return
        self._free_at = start + 8 * (len(data) + 28) / self._line.bitrate
        loop.call_later(self._free_at - now, self._leave, data)

    def _leave(self, data: bytes) -> None:
        other = self.other
        if other is not None and other.transport is not None and other.peer is not None:
            other.transport.sendto(data, other.peer)


class Relay:
    """Two sockets; the browser sends to `near`, the kiosk answers to `far`."""

    def __init__(self, line: Line) -> None:
        chance = random.Random(5)
        self.near, self.far = _Side(line, chance), _Side(line, chance)
        self.near.other, self.far.other = self.far, self.near

    async def open(self, kiosk: tuple[str, int]) -> tuple[str, int]:
        """Stand before the kiosk's address; the address that stands for it."""
        loop = asyncio.get_running_loop()
        for side in (self.near, self.far):
            await loop.create_datagram_endpoint(lambda side=side: side, (kiosk[0], 0), family=socket.AF_INET)  # type: ignore[misc]
        self.far.peer = kiosk
        assert self.near.transport is not None
        return (kiosk[0], int(self.near.transport.get_extra_info("sockname")[1]))

    def close(self) -> None:
        for side in (self.near, self.far):
            if side.transport is not None:
                side.transport.close()


def without_candidates(offer: str) -> str:
    """An offer whose maker is found by its checks alone: they come through the relay."""
    return (
        "\r\n".join(line for line in offer.splitlines() if not line.startswith(("a=candidate", "a=end-of")))
        + "\r\n"
    )


async def through(relay: Relay, draft: AnswerDraft) -> str:
    """The kiosk's answer with the relay's address in place of all of its own."""
    lines, address = [], None
    for line in draft.sdp.splitlines():
        found = _CANDIDATE.match(line)
        if not line.startswith("a=candidate"):
            lines.append(line)
        elif found is not None and address is None:
            address = await relay.open((found["host"], int(found["port"])))
            lines.append(f"a=candidate:1 1 udp 2130706431 {address[0]} {address[1]} typ host")
    assert address is not None
    return "\r\n".join(lines) + "\r\n"


def offered(sdp: str) -> CallOffer:
    """The offer as it passes to the kiosk."""
    return CallOffer(sdp=without_candidates(sdp))
