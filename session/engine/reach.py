"""Tries the TURN servers of a call all at once, before it matters, so that a dead one is never waited for.

A trial is what a call does first: an allocation with the call's credentials, over UDP, TCP or TLS. So a
blocked port, a foreign certificate and a wrong secret are all found out.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from aioice.stun import TransactionError, TransactionFailed
from aioice.turn import create_turn_endpoint

from kiosk.core.events import EventLog
from session.engine.ways import Found, Way, awaited, choose, ways_of
from session.protocol.shared import IceServer

ANSWER_WITHIN_S = 1.0
"""An offer waits no longer than this, counted from the beginning of the trials."""
GRACE_S = 0.25
"""Once one works, a better one that is not known yet is given this much more."""
TRIAL_S = 5.0
"""A trial goes on after the answer left: what comes late serves the next generation."""
_NO_WAY = (OSError, TransactionError, UnicodeError)
"""`UnicodeError`: a host name that is none."""

Trial = Callable[[Way, ssl.SSLContext], Awaitable[None]]


class _Nowhere(asyncio.DatagramProtocol):
    """Nothing is sent over a trial's allocation."""


async def allocate(way: Way, trust: ssl.SSLContext) -> None:
    """Make an allocation and give it back at once.

    Raises:
        OSError: no way there, or a certificate that is not trusted.
        aioice.stun.TransactionError: no answer, or a refusal.
        UnicodeError: the host's name is none.
    """
    transport, _ = await create_turn_endpoint(
        _Nowhere,
        (way.host, way.port),
        way.username,
        way.credential,
        ssl=trust if way.kind == "tls" else None,
        transport="udp" if way.kind == "udp" else "tcp",
    )
    transport.close()


def trust_of(authority: Path | None) -> ssl.SSLContext:
    """TLS as the system trusts it, and this authority's PEM file besides; one that cannot be read is left out."""
    context = ssl.create_default_context()
    if authority is not None:
        with contextlib.suppress(OSError):  # `ssl.SSLError`, for a file that is no PEM, is one
            context.load_verify_locations(authority)
    return context


class Reach:
    """What is known of the ways, for as long as the process lives."""

    def __init__(
        self,
        clock: Callable[[], float],
        log: EventLog,
        authority: Path | None = None,
        trial: Trial = allocate,
    ) -> None:
        """`authority`: PEM file of who vouches for the TURN server, where that is nobody public."""
        self._clock = clock
        self._log = log
        self._trial = trial
        self._found: dict[tuple[str, str, int], Found] = {}
        self._doubted: set[tuple[str, str, int]] = set()
        self._trials: dict[tuple[str, str, int], asyncio.Task[None]] = {}
        self._told: dict[tuple[str, str, int], bool] = {}
        self._begun = 0.0
        self.trust = trust_of(authority)

    def look(self, servers: Sequence[IceServer]) -> list[Way]:
        """Begin to try what is not known; returns all ways, best kind first."""
        now, ways = self._clock(), ways_of(servers)
        for way in ways:
            found = self._found.get(way.place)
            if found is not None and not found.counts(way, now):
                del self._found[way.place]
            if way.place not in self._found and way.place not in self._trials:
                if not self._trials:
                    self._begun = now
                self._trials[way.place] = asyncio.get_running_loop().create_task(self._try(way))
        return ways

    async def best(self, servers: Sequence[IceServer], within_s: float = ANSWER_WITHIN_S) -> Way | None:
        """The way to take now: within `within_s` of the trials' beginning, None when none is known to work."""
        ways = self.look(servers)
        while missing := awaited(ways, self._found, self._doubted):
            running = [task for place, task in self._trials.items() if place in missing]
            chosen = choose(ways, self._found, self._doubted)
            patience = self._begun + within_s - self._clock()
            if chosen is not None:
                patience = min(patience, GRACE_S + self._found[chosen.place].at - self._clock())
            if not running or patience <= 0:
                break
            await asyncio.wait(running, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        return choose(ways, self._found, self._doubted)

    def known(self, servers: Sequence[IceServer]) -> Way | None:
        """The way to take as far as is known at this moment; what is not known is being tried."""
        return choose(self.look(servers), self._found, self._doubted)

    def led_nowhere(self, way: Way | None) -> None:
        """A call over this way was not established: another is taken next, if there is one."""
        if way is not None:
            self._doubted.add(way.place)
            self.forget()

    def forget(self) -> None:
        """A connection was lost: what was true of the network may be no more."""
        self._found.clear()

    def established(self, way: Way | None) -> None:
        """A call goes over it."""
        if way is not None:
            self._doubted.discard(way.place)

    async def close(self) -> None:
        """Give up what runs."""
        running = list(self._trials.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _try(self, way: Way) -> None:
        began, works, refused = self._clock(), False, ""
        try:
            async with asyncio.timeout(TRIAL_S):
                await self._trial(way, self.trust)
            works = True
        except TransactionFailed:
            refused = way.username
        except (TimeoutError, *_NO_WAY):
            pass
        finally:
            del self._trials[way.place]
        now = self._clock()
        self._found[way.place] = Found(works, now, round(1000 * (now - began), 1), refused)
        if self._told.get(way.place) != works:
            self._told[way.place] = works
            self._log.emit("call.way-tried", kind=way.kind, works=works, ms=self._found[way.place].ms)
