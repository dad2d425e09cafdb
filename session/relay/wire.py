"""One web socket: an outbox, a rate limit, and refusals instead of crashes."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import WebSocket, WebSocketDisconnect

from kiosk.core.ids import new_id
from session.protocol.call import Refusal
from session.protocol.envelope import Body, envelope
from session.relay.ports import LEAVE

POLICY = 1008
REPLACED = 4408
IDENTITY_REFUSED = 4401
VERSION_REFUSED = 4426
CLOSED = frozenset({1000, 1001, 1005})
"""The other side said goodbye (RFC 6455 7.4.1): closed, left, or closed without a code."""

OUTBOX = 512
OUTBOX_BYTES = 8 << 20
"""Messages, and bytes of them, a slow reader may have in flight before it is hung up."""
FLOOD = 2000
"""Throttled messages after which a connection is hung up."""
FINISH_S = 10.0
"""What is being handled when a connection ends is given this long: half done, it would be told to nobody."""


@dataclass(frozen=True)
class HangUp:
    """Close with this code once what was sent before is out."""

    code: int


class Socket:
    """An accepted web socket. `send` never waits: a writer of its own empties the outbox."""

    def __init__(self, socket: WebSocket) -> None:
        self.ident = new_id()
        self.left = False
        """The other side closed it on purpose; it did not just fall silent."""
        self._socket = socket
        self._outbox: asyncio.Queue[str | HangUp] = asyncio.Queue()
        self._waiting = 0
        self._full = False
        self._handling = asyncio.Lock()

    def send(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """Queue a message."""
        self.deliver(envelope(body, call=call, gen=gen).pack())

    def deliver(self, message: bytes) -> None:
        """Queue a packed envelope; `LEAVE`, or a reader that is too slow, hangs up."""
        if message == LEAVE:
            self.hang_up(REPLACED)
        elif self._outbox.qsize() < OUTBOX and self._waiting + len(message) <= OUTBOX_BYTES:
            self._waiting += len(message)
            self._outbox.put_nowait(message.decode())
        elif not self._full:
            self._full = True
            self.hang_up(POLICY)

    def refuse(self, key: str, about: str = "", wait_s: float = 0.0) -> None:
        """Say why not."""
        self.send(Refusal(key=key, about=about, wait_s=round(wait_s, 1)))

    def hang_up(self, code: int) -> None:
        """Close after what is queued."""
        self._outbox.put_nowait(HangUp(code))

    async def run(
        self,
        on_text: Callable[[str], Awaitable[None]],
        still_welcome: Callable[[], Awaitable[bool]],
        every_s: float,
    ) -> None:
        """Read and write until either side hangs up, and finish the message in hand; a bug in `on_text` comes out.

        `still_welcome` is asked every so often: a revoked kiosk, an ended session are hung up.
        """
        steps = (self._write(), self._read(on_text), self._recheck(still_welcome, every_s))
        tasks = {asyncio.create_task(step) for step in steps}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            try:
                # Never let go of: no further message is handled.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(FINISH_S):
                        await self._handling.acquire()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        for task in tasks:
            if not task.cancelled():
                task.result()

    async def _recheck(self, still_welcome: Callable[[], Awaitable[bool]], every_s: float) -> None:
        while True:
            await asyncio.sleep(every_s)
            if not await still_welcome():
                self.hang_up(IDENTITY_REFUSED)

    async def _read(self, on_text: Callable[[str], Awaitable[None]]) -> None:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                self.left = message.get("code") in CLOSED
                return
            async with self._handling:
                await on_text(message.get("text") or "")

    async def _write(self) -> None:
        while True:
            item = await self._outbox.get()
            try:
                if isinstance(item, HangUp):
                    await self._socket.close(item.code)
                    return
                await self._socket.send_text(item)
                self._waiting -= len(item.encode())
            except WebSocketDisconnect:
                # Its last words, and its goodbye, may still have to be read.
                await asyncio.Event().wait()
