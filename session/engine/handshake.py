"""What is lost of a DTLS handshake is sent again soon.

OpenSSL waits for a second (RFC 6347 section 4.2.4.1), and a call over a poor line begins that much later; a browser's
own side waits for 50 ms. That time cannot be set from here, but the very same datagram may be sent once more: who has
it already drops it (section 4.1.2.6).
"""

import asyncio
import contextlib
from typing import Any

from aiortc import RTCPeerConnection

AGAIN_S = (0.1, 0.25, 0.5)
"""After its first time, while the handshake goes on; then OpenSSL's own time has come."""
DTLS = range(20, 64)
"""First bytes (RFC 7983 section 7)."""


class Insistence:
    """Stands before the sending of one connection's transports, and sends their handshakes again until they are over."""

    def __init__(self, peer: RTCPeerConnection) -> None:
        self._waiting: set[asyncio.Task[None]] = set()
        self._closed = False
        transports: list[Any] = [transceiver.receiver.transport for transceiver in peer.getTransceivers()]
        if peer.sctp is not None:
            transports.append(peer.sctp.transport)
        for dtls in {id(one): one for one in transports}.values():
            self._stand_before(dtls)

    def _stand_before(self, dtls: Any) -> None:
        send = dtls.transport._send  # noqa: SLF001 - held by the contract test

        async def again(data: bytes) -> None:
            before = 0.0
            with contextlib.suppress(ConnectionError):
                for after in AGAIN_S:
                    await asyncio.sleep(after - before)
                    before = after
                    if dtls.state != "connecting":
                        return
                    await send(data)

        async def sent(data: bytes) -> None:
            await send(data)
            if dtls.state == "connecting" and data[0] in DTLS and not self._closed:
                task = asyncio.get_running_loop().create_task(again(data))
                self._waiting.add(task)
                task.add_done_callback(self._waiting.discard)

        dtls.transport._send = sent  # noqa: SLF001 - as above

    def close(self) -> None:
        """Send nothing more."""
        self._closed = True
        for task in self._waiting:
            task.cancel()
