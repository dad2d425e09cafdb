"""The relay's address when no name server answers: the one that worked last."""

import asyncio
import socket
import threading
from ipaddress import ip_address

from kiosk.core.events import EventLog
from kiosk.steward.keep import KeptFile

PATIENCE_S = 3.0
"""A name server that is silent takes longer than a link may stay away."""


class Names:
    """Asks whether a name can be resolved, and remembers where it led."""

    def __init__(self, kept: KeptFile, events: EventLog) -> None:
        self._kept = kept
        self._events = events
        self._asked: asyncio.Future[bool] | None = None
        self._told = False

    async def fallback(self, host: str, port: int) -> str | None:
        """The address remembered for `host` while its name cannot be resolved; else None."""
        if is_address(host) or await self._resolves(host, port):
            self._told = False
            return None
        known = self._kept.load().get(host)
        address = known if isinstance(known, str) and is_address(known) else None
        if not self._told:
            self._told = True
            self._events.emit("link.name-unresolved", known=address is not None)
        return address

    def remember(self, host: str, address: str) -> None:
        """A connection to `address` was welcomed under this name."""
        if not is_address(host) and is_address(address) and self._kept.load() != {host: address}:
            self._kept.save({host: address})

    async def _resolves(self, host: str, port: int) -> bool:
        # One question at a time, in a thread of its own: one that hangs would fill the shared ones.
        if self._asked is None or self._asked.done():
            self._asked = _ask(host, port)
        try:
            return await asyncio.wait_for(asyncio.shield(self._asked), PATIENCE_S)
        except TimeoutError:
            return False


def is_address(host: str) -> bool:
    """Tell an IP address from a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _ask(host: str, port: int) -> asyncio.Future[bool]:
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[bool] = loop.create_future()

    def tell(found: bool) -> None:
        if not answer.done():
            answer.set_result(found)

    def look() -> None:
        try:
            found = bool(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            found = False
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, found)

    threading.Thread(target=look, name="names", daemon=True).start()
    return answer
