"""Bus and presence inside one process."""

from collections import defaultdict
from dataclasses import dataclass, field

from kiosk.core.clock import Clock
from session.relay.ports import Crowd, Deliver, ExpertHere, KioskHere


@dataclass(eq=False)
class _Listener:
    topics: dict[str, list["_Listener"]]
    topic: str
    deliver: Deliver
    open: bool = True

    def close(self) -> None:
        """Leave the topic."""
        if self.open:
            self.open = False
            listeners = self.topics[self.topic]
            listeners.remove(self)
            if not listeners:
                del self.topics[self.topic]


class LocalBus:
    """`Bus` on the event loop of one process."""

    def __init__(self) -> None:
        self._topics: dict[str, list[_Listener]] = defaultdict(list)

    async def publish(self, topic: str, message: bytes) -> None:
        """See `Bus`."""
        for listener in tuple(self._topics.get(topic, ())):
            listener.deliver(message)

    def subscribe(self, topic: str, deliver: Deliver) -> _Listener:
        """See `Bus`."""
        listener = _Listener(self._topics, topic, deliver)
        self._topics[topic].append(listener)
        return listener


@dataclass
class LocalPresence:
    """`Presence` in memory. What went long ago is forgotten.

    Who was never seen counts as gone since `start_grace_s` after the start: their line went with the former relay.
    """

    clock: Clock
    start_grace_s: float = 0.0
    _kiosks: dict[str, KioskHere] = field(default_factory=dict)
    _experts: dict[str, ExpertHere] = field(default_factory=dict)
    _gone: dict[str, float] = field(default_factory=dict)

    KEEP_GONE_S = 3600.0

    def __post_init__(self) -> None:
        self._start = self.clock.monotonic() + self.start_grace_s

    async def put_kiosk(self, here: KioskHere) -> None:
        """See `Presence`."""
        self._kiosks[here.kiosk] = here
        self._gone.pop(here.kiosk, None)

    async def drop_kiosk(self, kiosk: str, connection: str) -> bool:
        """See `Presence`."""
        here = self._kiosks.get(kiosk)
        if here is None or here.connection != connection:
            return False
        del self._kiosks[kiosk]
        self._went(kiosk)
        return True

    async def put_expert(self, here: ExpertHere) -> None:
        """See `Presence`."""
        self._experts[here.connection] = here

    async def drop_expert(self, connection: str, grace_s: float = 0.0) -> None:
        """See `Presence`."""
        if self._experts.pop(connection, None) is not None:
            self._went(connection, grace_s)

    async def crowd(self) -> Crowd:
        """See `Presence`."""
        return Crowd(dict(self._kiosks), dict(self._experts))

    async def absent_s(self, who: str) -> float:
        """See `Presence`."""
        if who in self._kiosks or who in self._experts:
            return 0.0
        return max(0.0, self.clock.monotonic() - self._gone.get(who, self._start))

    def _went(self, who: str, grace_s: float = 0.0) -> None:
        now = self.clock.monotonic()
        self._gone = {w: t for w, t in self._gone.items() if now - t < self.KEEP_GONE_S}
        self._gone[who] = now + grace_s
