"""The ways of one call: which servers it has, which way its next generation takes, and when to look again."""

from collections.abc import Callable, Sequence

from session.engine.generation import Live
from session.engine.reach import Reach
from session.engine.ways import Way
from session.protocol.shared import IceServer

DIRECT_S = 2.0
"""A direct path is found within this, or there is none."""


class Wayfinder:
    """Asks `Reach` for one call, with the credentials that are good now."""

    def __init__(self, reach: Reach, servers: Sequence[IceServer], clock: Callable[[], float]) -> None:
        self._reach = reach
        self._servers = servers
        self._clock = clock

    def look(self) -> None:
        """Begin to try, while the browser makes its offer: what is dead is known before it comes."""
        self._reach.look(self._servers)

    def renew(self, servers: Sequence[IceServer]) -> None:
        """Fresh credentials came with an offer; none: the former ones stay."""
        self._servers = servers or self._servers

    async def best(self) -> Way | None:
        """The way the next generation takes."""
        return await self._reach.best(self._servers)

    def lost(self, reason: str, live: Live | None) -> None:
        """A generation is given up: what led nowhere is not taken next, what worked may be gone."""
        if reason in {"failed", "unreached"} and live is not None and live.connection.path is None:
            self._reach.led_nowhere(live.way)
        elif reason in {"failed", "silent"}:
            self._reach.forget()
        self.look()

    def better(self, live: Live | None) -> bool:
        """A generation was answered while no server was known to work, found no direct path, and one works by now."""
        if live is None or not live.answered or live.way is not None or live.connection.path is not None:
            return False
        waited = self._clock() - live.heard_at
        return waited > DIRECT_S and self._reach.known(self._servers) is not None
