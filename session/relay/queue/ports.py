"""What the queue needs from a store. Each call is one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from session.relay.queue.model import DeskSetup, Move, Seat, Ticket


@dataclass(frozen=True)
class Service:
    """What remains of a seat that ended."""

    waited_s: float
    served_s: float
    reason: str


class QueueStore(Protocol):
    """Desks, tickets, seats. Claims are atomic: of two at once, one wins."""

    async def put_desks(self, desks: Sequence[DeskSetup]) -> None:
        """Replace the counters; call-back numbers go on."""

    async def desks(self) -> list[DeskSetup]:
        """All counters, in their file's order."""

    async def tickets(self) -> list[Ticket]:
        """Everyone live: waiting, to be called back, ringing, seated."""

    async def ticket(self, ticket: str) -> Ticket | None:
        """One of them."""

    async def join(self, ticket: Ticket) -> Ticket:
        """Queue up at the end, or find the place this ticket already has.

        A kiosk has one visit: its other waiting tickets are dropped. `place` is set by the store.
        """

    async def keep_for_callback(self, ticket: Ticket) -> Ticket:
        """Turn a ticket (or a new one) into a call-back with a number; its place stays."""

    async def drop(self, ticket: str, kiosk: str) -> bool:
        """Delete a ticket of this kiosk that has no seat; false when there is none."""

    async def ring(self, ticket: str, expert: str, holder: str) -> bool:
        """Claim a call-back for this expert; false when another was first or the expert is busy."""

    async def stop_ringing(self, ticket: str, expert: str, holder: str = "") -> bool:
        """Put a ringing call-back back in the line; with a `holder`, only while it rings for that connection."""

    async def hold_ring(self, expert: str, holder: str) -> None:
        """Let another connection of the expert ring on."""

    async def take(self, ticket: str, seat: Seat) -> Seat | None:
        """Claim a waiting ticket, or a call-back ringing for this expert; None when not first.

        The store sets `fence`.
        """

    async def seats(self) -> list[Seat]:
        """All leases."""

    async def seat_of_expert(self, expert: str) -> Seat | None:
        """The lease this expert holds."""

    async def seat_of_kiosk(self, kiosk: str) -> Seat | None:
        """The lease on this kiosk's ticket."""

    async def hold(self, call: str, holder: str) -> bool:
        """Let another connection of the same expert speak."""

    async def raise_generation(self, call: str, generation: int) -> bool:
        """Note an offered generation; false when it is older than the last."""

    async def renew(self, calls: Sequence[str], expires: str) -> None:
        """Prolong leases."""

    async def give_back(self, call: str, holder: str) -> Ticket | None:
        """End a lease and put its ticket first in its queue, or last once it was first too often.

        None where another connection than `holder` speaks for it by now.
        """

    async def move(self, call: str, move: Move, service: Service, ended: str) -> bool:
        """End a lease, keep the service, and put its ticket first in another counter's queue."""

    async def widen(self, ticket: str, kiosk: str) -> bool:
        """Drop the subject a waiting ticket of this kiosk asked for; false when there is none."""

    async def come(self, ticket: str, kiosk: str) -> bool:
        """Someone who asked to be called back is before their kiosk again: they wait, at their place."""

    async def strays(self) -> list[Ticket]:
        """Tickets whose kiosk was revoked: nobody can be served there."""

    async def finish(self, call: str, service: Service, ended: str) -> bool:
        """End a lease, forget its ticket, keep the service for estimates and counters."""

    async def note_outcome(self, ticket: str, expert: str, outcome: str, identity: str = "") -> bool:
        """Keep an outcome, and how the identity was established, with the running seat or the service that just ended."""

    async def services_s(self, limit: int) -> Mapping[str, list[float]]:
        """The last service times of each desk, newest first."""
