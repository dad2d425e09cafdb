"""A conversation on one link: limit, read, check the right, handle, and refuse what is not right."""

from collections.abc import Awaitable, Callable, Mapping

from kiosk.core.allowance import Allowance
from kiosk.core.errors import UserFacingError
from session.protocol.envelope import Body, Envelope
from session.protocol.pulse import LinkPing, LinkPong
from session.relay.identity.model import Caller
from session.relay.identity.rights import may
from session.relay.parts import Parts
from session.relay.wire import FLOOD, POLICY, Socket

Handler = Callable[[Envelope], Awaitable[None]]
Handlers = Mapping[type[Body], Handler]


class Throttle:
    """Drops what comes too fast, says so once a second at most, hangs up on a flood."""

    def __init__(self, parts: Parts, socket: Socket) -> None:
        self._parts = parts
        self._socket = socket
        limits = parts.config.limits
        self._bucket = Allowance(parts.clock.monotonic, limits.burst, limits.rate)
        self._dropped = 0
        self._said = float("-inf")

    def passes(self) -> bool:
        """Count one message; false: drop it."""
        wait = self._bucket.wait()
        self._parts.counters.add("messages" if not wait else "messages_throttled")
        if not wait:
            return True
        self._dropped += 1
        now = self._parts.clock.monotonic()
        if self._dropped >= FLOOD:
            self._socket.hang_up(POLICY)
        elif now - self._said >= 1.0:
            self._said = now
            self._socket.refuse("link.message-flood", wait_s=max(wait, 0.1))
            self._parts.events.emit("relay.message-refused", key="link.message-flood")
        return False


class Talk:
    """Handles the envelopes of one identified caller."""

    def __init__(self, parts: Parts, socket: Socket, prefix: str, caller: Caller, handlers: Handlers) -> None:
        self._parts = parts
        self._socket = socket
        self._prefix = prefix
        self._caller = caller
        self._handlers = handlers

    async def handle(self, message: Envelope) -> None:
        """Do what a message asks, or refuse it."""
        if not may(self._caller, f"{self._prefix}.{message.type}"):
            self.refuse("login.role-missing", message.id)
            return
        if isinstance(message.body, LinkPing):
            self._socket.send(LinkPong())
            return
        try:
            await self._handlers[type(message.body)](message)
        except UserFacingError as error:
            self.refuse(error.key, message.id)

    def refuse(self, key: str, about: str = "") -> None:
        """Tell, count and log a refusal."""
        self._parts.counters.add("messages_refused")
        self._parts.events.emit("relay.message-refused", key=key)
        self._socket.refuse(key, about)
