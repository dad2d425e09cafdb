"""A bad line between two peers of one machine: they see each other only through it. For benchmarks and tests."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from session.engine.line import Line, Weather

_CANDIDATE = re.compile(r"^a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+) (\d+) typ host.*$", re.MULTILINE)
Address = tuple[str, int]


class _Door(asyncio.DatagramProtocol):
    """Stands for one peer: what the other peer sends here is sent on by `Way`."""

    def __init__(self) -> None:
        self.transport: asyncio.DatagramTransport | None = None
        self.takes: Callable[[bytes], None] = lambda _: None

    def datagram_received(self, data: bytes, addr: Any) -> None:  # noqa: ARG002 - asyncio's signature
        """Send it on, or not."""
        self.takes(data)


class RoughPath:
    """Carries datagrams both ways; clean until `turn`."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._lines = (Line(Weather(), seed), Line(Weather(), seed + 1))
        self._doors = (_Door(), _Door())
        """Before the offerer, and before the answerer: the first is what the offerer takes for the answerer."""
        self._peers: list[Address | None] = [None, None]
        self.carried = 0
        self.lost = 0

    def turn(self, weather: Weather) -> None:
        """From now on the line is like this."""
        self._lines = (Line(weather, self._seed), Line(weather, self._seed + 1))

    async def offer(self, sdp: str) -> str:
        """Return the offer as the answerer is given it."""
        return await self._through(sdp, 0)

    async def answer(self, sdp: str) -> str:
        """Return the answer as the offerer is given it."""
        return await self._through(sdp, 1)

    def close(self) -> None:
        """Let go of the sockets."""
        for door in self._doors:
            if door.transport is not None:
                door.transport.close()

    async def _through(self, sdp: str, side: int) -> str:
        found = _CANDIDATE.search(sdp)
        if found is None:
            raise ValueError("no address to stand for")
        address = (found[1], int(found[2]))
        self._peers[side] = address
        # What stands for this side is where the other one sends to.
        door = self._doors[1 - side]
        loop = asyncio.get_running_loop()
        door.takes = lambda data: self._carry(data, side)
        door.transport, _ = await loop.create_datagram_endpoint(lambda: door, local_addr=(address[0], 0))
        port = door.transport.get_extra_info("sockname")[1]
        line = found[0].replace(f"{found[1]} {found[2]} ", f"{found[1]} {port} ")
        kept = [text for text in sdp.splitlines() if not text.startswith("a=candidate:")]
        mids = [index for index, text in enumerate(kept) if text.startswith("m=")]
        kept.insert(mids[1] if len(mids) > 1 else len(kept), line)
        return "\r\n".join(kept) + "\r\n"

    def _carry(self, data: bytes, to: int) -> None:
        """To peer `to`, from the door that stands for the other one."""
        wait = self._lines[to].fate()
        if wait is None:
            self.lost += 1
            return
        self.carried += 1
        asyncio.get_running_loop().call_later(wait, self._send, data, to)

    def _send(self, data: bytes, to: int) -> None:
        transport, address = self._doors[to].transport, self._peers[to]
        if transport is not None and address is not None and not transport.is_closing():
            transport.sendto(data, address)
