"""Unix sockets between the kiosk's processes, for asyncio. Qt's side reuses `framing` alone.

One socket may serve several roles: whoever connects says `Hello` first, and the server then lets
the connection `become` the links of that role.
"""

import asyncio
import os
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.errors import UserFacingError
from kiosk.link.framing import Decoder, OversizeError, frame
from session.protocol.envelope import Body, Envelope, Link, envelope

UNREAD_CAP = 8 << 20
"""Bytes a peer may leave unread before it counts as stuck and is disconnected."""
_READ = 65536
_CREDENTIALS = struct.Struct("3i")


@dataclass(frozen=True)
class Peer:
    """Who is at the other end, as the kernel says (SO_PEERCRED)."""

    pid: int
    uid: int


def peer_of(sock: socket.socket) -> Peer:
    """Read the credentials of a connected unix socket's other end."""
    pid, uid, _ = _CREDENTIALS.unpack(
        sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    )
    return Peer(pid, uid)


class Connection:
    """Messages both ways on one socket.

    Iterate to receive; iteration ends when the other side is gone, stuck, or sent something that
    does not belong on the link, which `refused` then names.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        incoming: Link,
        outgoing: Link,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._incoming = incoming
        self._outgoing = outgoing
        self._sent = 0
        self.peer = peer_of(writer.get_extra_info("socket"))
        self.refused: UserFacingError | None = None

    def become(self, incoming: Link, outgoing: Link) -> None:
        """Speak these links from the next message on, once `Hello` said the role."""
        self._incoming = incoming
        self._outgoing = outgoing

    @property
    def open(self) -> bool:
        """Whether messages can still be sent."""
        return not self._writer.is_closing()

    def send(
        self, body: Body, *, call: str | None = None, gen: int | None = None, ident: str | None = None
    ) -> None:
        """Queue a message, under its own id when it has one; nothing happens on a closed connection.

        A peer with `UNREAD_CAP` bytes unread is disconnected, so that it cannot make us grow.

        Raises:
            KeyError: the message does not belong on this link, which is a bug.
        """
        if body.TYPE not in self._outgoing.bodies:
            raise KeyError(f"{body.TYPE} is not sent on {self._outgoing.name}")
        if not self.open:
            return
        self._sent += 1
        self._writer.write(frame(envelope(body, call=call, gen=gen, seq=self._sent, ident=ident).pack()))
        if self._writer.transport.get_write_buffer_size() > UNREAD_CAP:
            self._writer.transport.abort()

    async def __aiter__(self) -> AsyncIterator[Envelope]:
        """Yield messages as they come."""
        decoder = Decoder()
        try:
            while data := await self._reader.read(_READ):
                for message in decoder.feed(data):
                    yield self._incoming.unpack(message)
        except OversizeError as error:
            self.refused = UserFacingError("link.message-invalid", str(error))
        except UserFacingError as error:
            self.refused = error
        except ConnectionError:
            return
        finally:
            self._writer.close()

    async def drain(self) -> None:
        """Wait until what was sent is handed to the kernel, or the other side is gone."""
        try:
            await self._writer.drain()
        except ConnectionError:
            return

    async def close(self) -> None:
        """Send what is queued and close."""
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except ConnectionError:
            return


async def connect(path: Path, incoming: Link, outgoing: Link) -> Connection:
    """Connect to a local socket.

    Raises:
        OSError: nobody listens there.
    """
    reader, writer = await asyncio.open_unix_connection(str(path))
    return Connection(reader, writer, incoming, outgoing)


async def serve(
    path: Path,
    incoming: Link,
    outgoing: Link,
    accept: Callable[[Connection], Awaitable[None]],
    users: Collection[int] = (),
) -> asyncio.Server:
    """Listen at `path`, for our own user and `users` only; others are hung up on unheard.

    `accept` runs once per connection and owns it. A left-over socket file is replaced.
    """
    allowed = {os.getuid(), *users}

    async def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(reader, writer, incoming, outgoing)
        if connection.peer.uid in allowed:
            await accept(connection)
        await connection.close()

    path.unlink(missing_ok=True)  # noqa: ASYNC240 - once, on tmpfs
    server = await asyncio.start_unix_server(welcome, str(path))
    # Another user may need to reach it; SO_PEERCRED, not the file mode, then decides who is heard.
    path.chmod(0o666 if users else 0o600)  # noqa: ASYNC240 - once, on tmpfs
    return server
