"""What the relay stands on. One process has `local.py` and SQLite; many would have Redis and PostgreSQL."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from session.protocol.company import AgentState
from session.protocol.kiosk_relay import KioskState
from session.relay.agents.ports import UsageStore
from session.relay.appointments.ports import AppointmentStore
from session.relay.identity.ports import IdentityStore
from session.relay.queue.ports import QueueStore

Deliver = Callable[[bytes], None]

LEAVE = b""
"""Published on a topic: whoever listens there must hang up, another connection took its place."""


class Store(IdentityStore, QueueStore, UsageStore, AppointmentStore, Protocol):
    """All that must survive a restart. A call returns when its change is durable."""


class Subscription(Protocol):
    """A place on a topic."""

    def close(self) -> None:
        """Leave the topic; again is harmless."""


class Bus(Protocol):
    """Messages between connections, wherever they are. Lost when nobody listens."""

    async def publish(self, topic: str, message: bytes) -> None:
        """Give a packed envelope (or `LEAVE`) to everyone on the topic, in order."""

    def subscribe(self, topic: str, deliver: Deliver) -> Subscription:
        """Hear a topic. `deliver` must not block."""


@dataclass(frozen=True)
class KioskHere:
    """A kiosk that is connected, as it said last."""

    kiosk: str
    name: str
    town: str
    connection: str
    state: KioskState = "free"
    since: str = ""
    faults: tuple[str, ...] = ()
    help: bool = False
    help_answered: bool = False
    agent: AgentState = ""


@dataclass(frozen=True)
class ExpertHere:
    """One page of an expert that is connected."""

    connection: str
    account: str
    name: str
    administration: str
    available: bool = False
    login: str = ""
    """Who they are for as long as they serve: an account may be made anew."""
    can: frozenset[str] | None = None
    """What they serve now, as `session.relay.queue.skills` means it."""


@dataclass(frozen=True)
class Crowd:
    """Everyone connected now."""

    kiosks: dict[str, KioskHere] = field(default_factory=dict)
    experts: dict[str, ExpertHere] = field(default_factory=dict)


class Presence(Protocol):
    """Who is connected. Rebuilt by itself after it is lost."""

    async def put_kiosk(self, here: KioskHere) -> None:
        """A kiosk came, or said something new."""

    async def drop_kiosk(self, kiosk: str, connection: str) -> bool:
        """It went; false when another connection has taken over meanwhile."""

    async def put_expert(self, here: ExpertHere) -> None:
        """An expert's page came, or said something new."""

    async def drop_expert(self, connection: str, grace_s: float = 0.0) -> None:
        """It went; for the first `grace_s` it counts as there."""

    async def crowd(self) -> Crowd:
        """A snapshot."""

    async def absent_s(self, who: str) -> float:
        """Seconds since this kiosk or expert's connection went; 0 while here.

        For one that was never seen: since this relay started, or a grace later (a restart is no leaving).
        """


def kiosk_topic(kiosk: str) -> str:
    """Everything for one kiosk."""
    return f"kiosk:{kiosk}"


def page_topic(connection: str) -> str:
    """Everything for one page of an expert."""
    return f"page:{connection}"


def town_topic(town: str) -> str:
    """The tiles of a town hall's agents."""
    return f"town:{town}"


KIOSKS = "kiosks"
"""The counters, for all kiosks and experts."""
