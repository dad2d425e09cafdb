"""The documents of a call both ways: held to what the connection of now has room for, and gone on with on the next."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from kiosk.core.events import EventLog
from session.engine.exchange import Receiver, Sender
from session.engine.generation import Live
from session.engine.steering import Steering
from session.protocol.envelope import Body
from session.protocol.local_media import DocumentArrived, DocumentSend
from session.protocol.peer import BulkState, DocumentOffer, DocumentRefused


class Papers:
    """What is on its way. `live` gives the connection of now, if there is one."""

    def __init__(
        self,
        vault: Path,
        log: EventLog,
        steering: Steering,
        live: Callable[[], Live | None],
        say: Callable[[Body], None],
        announce: Callable[[Body], bool],
        delivered: Callable[[str], None],
        tell: Callable[[Body], None],
    ) -> None:
        """`say` must arrive, `announce` is for now; `delivered` and `tell` are for the steward."""
        self._log, self._steering, self._live, self._say, self._tell = log, steering, live, say, tell
        self._receiver = Receiver(vault, self._receiver_says, self._arrived)
        self._sender = Sender(vault, announce, delivered)
        self._room = asyncio.Event()

    def send(self, order: DocumentSend) -> None:
        """Send a vault file."""
        if self._sender.send(order):
            self._sender.work.set()

    def stands(self, state: BulkState) -> None:
        """The page tells what it has of a document."""
        self._sender.stands(state)

    def offered(self, offer: DocumentOffer) -> bool:
        """The page announces one; whether it is taken."""
        taken = self._receiver.offered(offer)
        if taken:
            self._log.emit("document.receive-init", document=offer.document, bytes=offer.size)
        return taken

    def received(self, frame: bytes) -> None:
        """One bulk frame."""
        self._receiver.received(frame)

    def opened(self, live: Live) -> None:
        """A new connection's channels are open: go on there."""
        self._sender.announce_again()
        self._sender.work.set()
        live.channels.when_room(self._room.set)
        self._room.set()

    async def run(self) -> None:
        """Send what is to be sent, for as long as the call lives."""
        while True:
            await self._sender.work.wait()
            live = self._live()
            if live is None or not live.channels.room():
                self._room.clear()
                await self._room.wait()
                continue
            throttle = self._steering.throttle
            frame = self._sender.next_frame(throttle.chunk())
            if frame is None:
                self._sender.work.clear()
                continue
            live.channels.send_bulk(frame)
            self._steering.documents += len(frame)
            await asyncio.sleep(throttle.pause(len(frame)))

    def _receiver_says(self, body: Body) -> None:
        if isinstance(body, DocumentRefused):
            self._log.emit("document.refused", document=body.document, key=body.key)
            self._tell(body)
        self._say(body)

    def _arrived(self, body: DocumentArrived) -> None:
        self._log.emit("document.receive-complete", document=body.document)
        self._tell(body)
