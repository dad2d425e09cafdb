"""Work beside a call, for as long as it lasts: the heartbeat, and the figures of each second."""

import asyncio
import os
import sys
import traceback
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from session.engine.generation import Live
from session.engine.ledger import Ledger
from session.engine.sending import Sending
from session.protocol.envelope import Body

BEAT_S = 0.5
STATS_S = 1.0


def _die() -> NoReturn:
    """At once: leaving politely would wait for decoders' threads, for ever."""
    os._exit(1)


async def vital(work: Coroutine[Any, Any, None], die: Callable[[], object] = _die) -> None:
    """A loop of the call that fails ends the process: its successor goes on with the same call."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - whatever it is, a call without this loop is none
        # Not the error's own words, which may quote the visitor's.
        where = "".join(traceback.format_tb(error.__traceback__))
        print(f"{where}{type(error).__name__}", file=sys.stderr, flush=True)  # noqa: T201 - a process's last words
        die()


async def beat(connection: Callable[[], Live | None]) -> None:
    """Let the other side hear us twice a second, whatever else is sent."""
    while True:
        live = connection()
        if live is not None:
            live.channels.beat()
        await asyncio.sleep(BEAT_S)


async def count(
    connection: Callable[[], Live | None], sending: Sending, ledger: Ledger, tell: Callable[[Body], None]
) -> None:
    """Tell how the call is; to the encoder of the voice, how much of it is lost."""
    while True:
        await asyncio.sleep(STATS_S)
        live = connection()
        if live is None or not live.answered:
            continue
        sending.voice_lost = (await live.connection.traffic()).voice_lost
        trip = live.connection.feedback.newest_trip
        trip_ms = None if trip is None else round(1000 * trip, 1)
        stats = ledger.stats(live.connection.picture.sent, trip_ms, live.connection.hearing)
        tell(stats)
        if ledger.mirror is not None:
            lost = await live.connection.losses()
            tell(ledger.mirror.measure(live.connection.path, lost, heard=stats.audio_ok))
