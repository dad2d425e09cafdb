"""What the agents' page needs from a store."""

from typing import Protocol

from session.protocol.use import Day


class UsageStore(Protocol):
    """Each kiosk's use by day. Each call is one transaction."""

    async def put_usage(self, kiosk: str, days: list[Day]) -> None:
        """Keep these days of a kiosk, in place of what was known of them."""

    async def usage(self, kiosks: list[str], since: str) -> dict[str, list[Day]]:
        """The days of these kiosks from the ISO date `since` on, oldest first."""
