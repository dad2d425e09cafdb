"""A voice recorded and played back at once, in a short child: what the guided test of the microphone hears."""

import asyncio
import time
from typing import Any

from devices.sound.microphones import open_microphone
from devices.sound.ports import CHUNK_S, Live
from devices.sound.speakers import open_speaker
from kiosk.compose.trials import level_db
from kiosk.confine.child import Box, Talk
from session.engine import markers

LISTEN_S = 3.0


def voice(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Record `request["microphone"]` for three seconds, then play it on `request["speaker"]`; keep nothing."""
    return asyncio.run(_voice(str(request["microphone"]), str(request["speaker"])))


async def _voice(source: str, sink: str) -> dict[str, Any]:
    microphone = open_microphone(source, time.monotonic, markers.tones)
    try:
        heard = [await microphone.samples() for _ in range(round(LISTEN_S / CHUNK_S))]
        if not isinstance(microphone.status(), Live):
            return {"said": "pas de son", "key": "sound.device-missing"}
    finally:
        await microphone.close()
    speaker = open_speaker(sink, time.monotonic)
    try:
        for samples in heard:
            speaker.play(samples)
            await asyncio.sleep(CHUNK_S)
        if not isinstance(speaker.status(), Live):
            return {"said": "pas de haut-parleur", "key": "sound.device-missing"}
    finally:
        await speaker.close()
    level = f"{level_db(b''.join(heard)):.0f}".replace("-", "−")
    return {"said": f"niveau {level} dB", "key": None}
