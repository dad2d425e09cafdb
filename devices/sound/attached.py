"""What the sound server has attached: its sources and sinks, in words for people and by URI.

Asked of `pactl` (pulseaudio-utils), which PulseAudio and PipeWire both serve; a server that does not
answer within its deadline has nothing attached.
"""

import asyncio
import contextlib
import json
import os
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from typing import Any, Literal

from devices.sound.address import parse_address
from kiosk.core.toml import nearest

Kind = Literal["microphone", "speaker"]
ASK_S = 2.0
LISTED_MAX = 64
"""Devices taken from one answer."""
ANSWER_MAX = 1 << 20
ENGLISH = {"LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Attached:
    """One device. `monitor` hears what a loudspeaker plays: no microphone for a visitor."""

    kind: Kind
    name: str
    label: str
    muted: bool = False
    monitor: bool = False

    @property
    def uri(self) -> str:
        """As the settings name it."""
        return f"sound:device:{self.name}"


def parse_listing(kind: Kind, answer: bytes) -> tuple[Attached, ...]:
    """Read `pactl --format=json list sources|sinks`; what is not such a list is an empty one."""
    try:
        rows = json.loads(answer[:ANSWER_MAX])
    except (ValueError, RecursionError):
        return ()
    if not isinstance(rows, list):
        return ()
    return tuple(found for row in rows[:LISTED_MAX] if (found := _device(kind, row)) is not None)


def _device(kind: Kind, row: Any) -> Attached | None:
    name = row.get("name") if isinstance(row, dict) else None
    if not isinstance(name, str) or not name:
        return None
    label = row.get("description")
    of = row.get("monitor_source")
    monitor = kind == "microphone" and (isinstance(of, str) and of not in {"", "n/a"})
    return Attached(kind, name, label if isinstance(label, str) else name, row.get("mute") is True, monitor)


async def attached(kind: Kind) -> tuple[Attached, ...]:
    """What is there now; empty when no sound server answers."""
    return parse_listing(
        kind, await _ask("--format=json", "list", "sources" if kind == "microphone" else "sinks")
    )


async def default_name(kind: Kind) -> str:
    """The device that `sound:default` leads to; empty when there is none."""
    answer = await _ask("get-default-source" if kind == "microphone" else "get-default-sink")
    return answer.decode("utf-8", "replace").strip()


async def _ask(*words: str) -> bytes:
    try:
        asking = await asyncio.create_subprocess_exec(
            "pactl", *words, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, env={**os.environ, **ENGLISH}
        )
    except OSError:
        return b""
    try:
        async with asyncio.timeout(ASK_S):
            answer, _ = await asking.communicate()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            asking.kill()
        await asking.wait()
        return b""
    return answer if asking.returncode == 0 else b""


async def named(kind: Kind, uri: str) -> Attached | str:
    """The attached device that a URI names, or in French why there is none.

    Only for `sound:default` and `sound:device:NAME`.
    """
    name = parse_address(uri).name or await default_name(kind)
    there = await attached(kind)
    if not there:
        return "aucun appareil de son n'est branché, ou le serveur de son ne répond pas"
    found = next((device for device in there if device.name == name), None)
    if found is None:
        fit = [device.name for device in there if not device.monitor]
        return f"{name!r} n'est pas branché{nearest(name, fit)}"
    if found.monitor and not parse_address(uri).name:
        return "aucun micro n'est branché"
    return found
