"""A one-slot holder: who produces never waits, who consumes gets the newest."""

import asyncio
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """The newest value and its number. For one event loop."""

    def __init__(self) -> None:
        self.number = 0
        self._value: T | None = None
        self._waiting: set[asyncio.Future[None]] = set()

    def put(self, value: T) -> None:
        """Replace the value and wake who waits."""
        self.number += 1
        self._value = value
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def after(self, number: int) -> tuple[int, T]:
        """Wait for a value newer than `number`; return its number and itself."""
        while self.number <= number or self._value is None:
            waiter = asyncio.get_running_loop().create_future()
            self._waiting.add(waiter)
            try:
                await waiter
            finally:
                self._waiting.discard(waiter)
        return self.number, self._value
