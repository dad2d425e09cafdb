"""What is attached, followed in a child of its own: it dies with whoever asked, and may hang alone."""

import asyncio
import contextlib
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Any

from devices.sound.address import parse_address
from devices.sound.attached import ENGLISH, Attached, Kind, named
from kiosk.confine.child import Box, Talk

PROOF_S = 10.0
"""A line at least this often: the proof that nothing hangs."""
SETTLE_S = 0.2
"""A device that comes or goes is a volley of events."""
AGAIN_S = 1.0
LINE_MAX = 4096
KINDS: tuple[Kind, ...] = ("microphone", "speaker")


def sound_watch(request: dict[str, Any], _box: Box, talk: Talk) -> dict[str, Any]:
    """Tell how `request["microphone"]` and `request["speaker"]` are, at each change of the sound server's."""
    return asyncio.run(_watch(request, talk))


async def _watch(request: dict[str, Any], talk: Talk) -> dict[str, Any]:
    while True:
        await _tell(request, talk)
        events = await _subscribed()
        if events is None or events.stdout is None:
            await asyncio.sleep(AGAIN_S)
            continue
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(PROOF_S):
                        if not await events.stdout.read(LINE_MAX):
                            break
                await asyncio.sleep(SETTLE_S)
                await _tell(request, talk)
        finally:
            with contextlib.suppress(ProcessLookupError):  # it ended with its server
                events.kill()
            await events.communicate()
        await asyncio.sleep(AGAIN_S)


async def _subscribed() -> Process | None:
    try:
        return await asyncio.create_subprocess_exec(
            "pactl", "subscribe", stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, env={**os.environ, **ENGLISH}
        )
    except OSError:
        return None


async def _tell(request: dict[str, Any], talk: Talk) -> None:
    talk.progress(**{kind: await state_of(kind, str(request[kind])) for kind in KINDS})


async def state_of(kind: Kind, uri: str) -> dict[str, Any]:
    """`said` in French, and `key` of the error list when it cannot be used."""
    try:
        address = parse_address(uri)
    except ValueError as error:
        return {"said": str(error) if uri else "aucun appareil réglé", "key": "sound.device-missing"}
    if address.way not in {"default", "device"}:
        return {"said": "présent", "key": None}
    match await named(kind, uri):
        case Attached(muted=True, label=label):
            key = "sound.microphone-silent" if kind == "microphone" else "sound.device-missing"
            return {"said": f"{label}, coupé dans le serveur de son", "key": key}
        case Attached(label=label):
            return {"said": label, "key": None}
        case str() as why:
            return {"said": why, "key": "sound.device-missing"}
