"""The link to the relay: a web socket that comes back by itself, its frames signed and numbered."""

import asyncio
import contextlib
import random
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI
from websockets.proxy import get_proxy
from websockets.uri import parse_uri

import kiosk
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from kiosk.steward.keys import Identity
from kiosk.steward.names import Names
from session.protocol.envelope import MAX_MESSAGE, Body, Envelope, envelope
from session.protocol.kiosk_relay import KIOSK_TO_RELAY, RELAY_TO_KIOSK, LinkChallenge, LinkHello, LinkWelcome

BUSY_RETRY_S = 1.0
IDLE_SPREAD_S = 45.0
"""3,000 idle kiosks come back spread over this time."""
OPEN_TIMEOUT_S = 8.0
QUEUE_MAX = 256
DOUBT_S = 2.0
"""A line that somebody needs now answers within this, or is left: its own pings take up to ten seconds."""


@dataclass(frozen=True)
class RelayAddress:
    """Where the relay is and who we are there."""

    url: str
    kiosk: str
    ca: Path | None = None

    def socket(self) -> str:
        """The web socket's address."""
        return (
            self.url.rstrip("/").replace("https://", "wss://", 1).replace("http://", "ws://", 1) + "/ws/kiosk"
        )

    @property
    def host(self) -> tuple[str, int]:
        """Its name or address, and its port."""
        parts = urlsplit(self.socket())
        return parts.hostname or "", parts.port or (443 if parts.scheme == "wss" else 80)

    def context(self) -> ssl.SSLContext:
        """TLS with the relay's own authority, when it is not a public one."""
        return ssl.create_default_context(cafile=str(self.ca) if self.ca else None)


class RelayLink:
    """Keeps the link up. Messages sent while it is down are dropped: the next `online` tells all anew."""

    def __init__(
        self,
        address: RelayAddress,
        identity: Identity,
        events: EventLog,
        heard: Callable[[Envelope], Awaitable[None]],
        online: Callable[[bool], None],
        busy: Callable[[], bool],
        names: Names,
    ) -> None:
        """`busy()` tells that someone is there: then it retries each second."""
        self._names = names
        # Behind a proxy it is the proxy that looks names up.
        self._direct = get_proxy(parse_uri(address.socket())) is None
        self._address = address
        self._identity = identity
        self._events = events
        self._heard = heard
        self._online = online
        self._busy = busy
        self._outbox: asyncio.Queue[Envelope] | None = None
        self._challenge = ""
        self._seq = 0
        self._hurry = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._trying: asyncio.Task[None] | None = None

    def say(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """Send to the relay when the link is up and not stuck."""
        if self._outbox is not None and not self._outbox.full():
            self._outbox.put_nowait(envelope(body, call=call, gen=gen))

    def hurry(self) -> None:
        """Someone needs the relay now: do not wait out the idle delay, nor for a line that is dead."""
        self._hurry.set()
        if self._socket is not None and (self._trying is None or self._trying.done()):
            self._trying = asyncio.create_task(_leave_if_dead(self._socket))

    async def run(self) -> None:
        """Connect, serve, come back, for ever."""
        first = True
        while True:
            reason = await self._session()
            if self._outbox is not None:
                self._outbox = None
                self._events.emit("link.lost", reason=reason)
                self._online(False)
            await self._pause(first)
            first = False

    async def _pause(self, first: bool) -> None:
        spread = random.uniform(0.5, IDLE_SPREAD_S)  # noqa: S311 - spreading load, not a secret
        delay = BUSY_RETRY_S if first or self._busy() else spread
        self._hurry.clear()
        try:
            async with asyncio.timeout(delay):
                await self._hurry.wait()
        except TimeoutError:
            return

    async def _session(self) -> str:
        """One connection, from hand-shake to loss; returns why it ended."""
        try:
            context = self._address.context() if self._address.url.startswith("https") else None
            known = await self._names.fallback(*self._address.host) if self._direct else None
            # The certificate must be good for the name all the same.
            elsewhere: dict[str, Any] = {} if known is None else {"host": known}
            async with connect(
                self._address.socket(),
                ssl=context,
                max_size=MAX_MESSAGE,
                open_timeout=OPEN_TIMEOUT_S,
                ping_interval=5,
                ping_timeout=5,
                **elsewhere,
            ) as socket:
                return await self._serve(socket)
        except (OSError, TimeoutError, InvalidHandshake, InvalidURI, ConnectionClosed) as error:
            return type(error).__name__
        except UserFacingError as error:
            return error.key

    async def _serve(self, socket: ClientConnection) -> str:
        first = RELAY_TO_KIOSK.unpack(await socket.recv())
        if not isinstance(first.body, LinkChallenge):
            return "link.message-invalid"
        self._challenge, self._seq, self._socket = first.body.challenge, 0, socket
        await socket.send(self._sealed(envelope(LinkHello(software=kiosk.__version__))))
        outbox: asyncio.Queue[Envelope] = asyncio.Queue(QUEUE_MAX)
        sending = asyncio.create_task(self._send(socket, outbox))
        try:
            async for raw in socket:
                message = self._read(raw)
                if message is None:
                    continue
                if isinstance(message.body, LinkWelcome):
                    self._outbox = outbox
                    if self._direct:
                        self._names.remember(self._address.host[0], str(socket.remote_address[0]))
                    self._events.emit("link.connect-complete")
                    self._online(True)
                await self._heard(message)
            return str(socket.close_code)
        finally:
            self._socket = None
            sending.cancel()

    def _read(self, raw: bytes | str) -> Envelope | None:
        """A message; None for one that this kiosk does not know: its relay may be newer, and says the rest all the same.

        Raises:
            UserFacingError: `link.version-refused`.
        """
        try:
            return RELAY_TO_KIOSK.unpack(raw)
        except UserFacingError as error:
            if error.key == "link.version-refused":
                raise
            self._events.emit("link.message-refused", key=error.key)
            return None

    async def _send(self, socket: ClientConnection, outbox: asyncio.Queue[Envelope]) -> None:
        while True:
            await socket.send(self._sealed(await outbox.get()))

    def _sealed(self, message: Envelope) -> str:
        if message.type not in KIOSK_TO_RELAY.bodies:
            raise KeyError(message.type)
        self._seq += 1
        numbered = Envelope(message.body, message.id, message.call, message.gen, self._seq)
        return self._identity.frame(numbered.pack(), self._address.kiosk, self._challenge)


async def _leave_if_dead(socket: ClientConnection) -> None:
    """After another network was joined nothing says that the old line leads nowhere."""
    with contextlib.suppress(ConnectionClosed):
        try:
            async with asyncio.timeout(DOUBT_S):
                await (await socket.ping())
        except TimeoutError:
            socket.transport.abort()
