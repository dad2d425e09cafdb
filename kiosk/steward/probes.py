"""Rows of the maintenance page: what to look at and how to test it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What a device said: `key` of the error list when something is wrong."""

    status: str
    key: str | None = None


@dataclass(frozen=True)
class Probe:
    """A device or link. `test` may take up to 30 s."""

    label: str
    uri: str
    look: Callable[[], Finding]
    try_it: Callable[[], Awaitable[Finding]] | None = None

    @property
    def testable(self) -> bool:
        """It has a self-test."""
        return self.try_it is not None

    async def test(self) -> Finding:
        """Run the self-test; without one, look."""
        return await self.try_it() if self.try_it is not None else self.look()
