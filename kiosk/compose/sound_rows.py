"""Microphone and loudspeaker in the maintenance page: how they are now, and their trials."""

import asyncio
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.confine.conversation import Conversation, OutputExceededError
from kiosk.confine.limits import Limits
from kiosk.core.places import program
from kiosk.steward.probes import Probe
from kiosk.steward.staff import Finding

if TYPE_CHECKING:
    from kiosk.compose.steward import House

SILENCE_S = 30.0
"""Without a line for this long the child hangs: another one takes over."""
AGAIN_S = 2.0
LABELS = {"microphone": "Micro", "speaker": "Haut-parleur"}
_UNKNOWN = Finding("pas encore interrogé")
_LIMITS = Limits(memory_mb=1024, cpu_s=3600, output_mb=64, open_files=256)


async def watch_sound(house: "House") -> None:
    """Follow what is attached, for ever; each change is told once."""
    devices = house.settings.devices
    if not any(_attached(uri) for uri in (devices.microphone, devices.speaker)):
        await asyncio.Event().wait()  # never: clips, tones and files are neither plugged nor unplugged
    while True:
        async for news in _looks(house):
            _heard(house, news)
        await asyncio.sleep(AGAIN_S)


def _heard(house: "House", news: dict[str, Any]) -> None:
    for kind in LABELS:
        said = news.get(kind)
        if not isinstance(said, dict):
            continue
        found = Finding(str(said.get("said", ""))[:200], said.get("key"))
        if house.sound.get(kind) == found:
            continue
        house.sound[kind] = found
        house.events.emit("sound.status-changed", device=kind, status=found.key or "ready")
        house.staff.refresh()


async def _looks(house: "House") -> AsyncGenerator[dict[str, Any]]:
    """One child's lines, until it ends or is silent."""
    devices = house.settings.devices
    order = {
        "request": {"microphone": devices.microphone, "speaker": devices.speaker},
        "limits": _LIMITS.as_dict(),
    }
    room = house.lodging.open_room()
    try:
        watching = Conversation(
            [*program(), "child", "sound-watch"], room.environment(os.environ), house.account
        )
        async with watching as child:
            await child.say(order)
            messages = child.messages()
            while True:
                async with asyncio.timeout(SILENCE_S):
                    message = await anext(messages, None)
                if message is None:
                    return
                if message.get("type") == "progress":
                    yield message
    except (TimeoutError, OutputExceededError):
        return
    finally:
        house.lodging.close_room(room)


def sound_rows(house: "House", try_it: Callable[["House", str, str], Awaitable[Finding]]) -> dict[str, Probe]:
    """Both rows; `try_it(house, verb, uri)` runs a device's self-test."""
    devices = house.settings.devices
    return {
        "microphone": Probe(
            LABELS["microphone"],
            devices.microphone,
            lambda: _now(house, "microphone", devices.microphone),
            lambda: try_it(house, "microphone-test", devices.microphone),
        ),
        "speaker": Probe(
            LABELS["speaker"],
            devices.speaker,
            lambda: _now(house, "speaker", devices.speaker),
            lambda: try_it(house, "speaker-test", devices.speaker),
        ),
    }


def _attached(uri: str) -> bool:
    """Whether it is a device of the sound server."""
    return uri == "sound:default" or uri.startswith("sound:device:")


def _now(house: "House", kind: str, uri: str) -> Finding:
    if not uri:
        return Finding("aucun appareil réglé", "sound.device-missing")
    if _attached(uri):
        return house.sound.get(kind, _UNKNOWN)
    path = uri.removeprefix("sound:file:")
    if kind == "microphone" and path != uri and not Path(path).exists():
        return Finding("absent", "sound.device-missing")
    return Finding("présent")
