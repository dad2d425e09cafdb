"""How a device that outlives visits is followed: what it says goes to a desk, and the desk counts time."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from kiosk.compose.steward import House

TICK_S = 1.0
S_contra = TypeVar("S_contra", contravariant=True)
S = TypeVar("S")


class Desk(Protocol[S_contra]):
    """Decides what a status means for the kiosk."""

    def heard(self, status: S_contra) -> None:
        """The device said so."""

    def tick(self) -> None:
        """Time went by."""


async def follow(house: "House", statuses: AsyncIterator[S], desk: Desk[S]) -> None:
    """For ever."""

    async def hear() -> None:
        async for status in statuses:
            desk.heard(status)
            house.staff.refresh()

    async def count() -> None:
        while True:
            await asyncio.sleep(TICK_S)
            desk.tick()

    async with asyncio.TaskGroup() as both:
        both.create_task(hear())
        both.create_task(count())
