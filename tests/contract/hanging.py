"""SANE's test backend hangs once in many: the driver gives it up in words, and the next scan goes."""

import asyncio
from collections.abc import Awaitable, Callable

from devices.scanner.ports import Ended, ScanNews

TRIES = 3
_DEADLINE_S = 60.0


async def unhung(scan: Callable[[], Awaitable[list[ScanNews]]], tries: int = TRIES) -> list[ScanNews]:
    """What a scan told, tried again while it hangs; a real scanner has one try."""
    for _ in range(tries):
        async with asyncio.timeout(_DEADLINE_S):
            news = await scan()
        last = news[-1]
        if not (isinstance(last, Ended) and last.trouble == "scanner.device-silent"):
            break
    return news
