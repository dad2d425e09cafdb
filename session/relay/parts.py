"""What every capability of one relay shares; built once, in `app.py`."""

from dataclasses import dataclass

from kiosk.core.clock import Clock, rfc3339
from kiosk.core.events import EventLog
from session.protocol.envelope import Body, envelope
from session.relay.config import RelayConfig
from session.relay.counters import Counters
from session.relay.ports import Bus, Presence, Store


@dataclass(frozen=True)
class Parts:
    """The ground a capability stands on."""

    config: RelayConfig
    clock: Clock
    store: Store
    bus: Bus
    presence: Presence
    events: EventLog
    counters: Counters

    def now(self) -> str:
        """RFC 3339, UTC."""
        return rfc3339(self.clock.now())

    async def tell(self, topic: str, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """Publish one message."""
        await self.bus.publish(topic, envelope(body, call=call, gen=gen).pack())
