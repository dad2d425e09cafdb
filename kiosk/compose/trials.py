"""Self-tests of camera, microphone and loudspeaker: short children with a deadline, because drivers hang."""

import asyncio
import math
import select
import time
from typing import Any

import numpy as np

from devices.camera.ports import Live as Seeing
from devices.camera.ports import Missing as NoCamera
from devices.camera.sources import Wish, open_camera
from devices.signature.address import parse_address
from devices.signature.ports import Missing as NoPad
from devices.signature.serial_pad import open_pad
from devices.sound.microphones import open_microphone
from devices.sound.ports import CHUNK, RATE
from devices.sound.ports import Live as Sounding
from devices.sound.speakers import open_speaker
from kiosk.confine.child import Box, Talk
from session.engine import markers, scene

PICTURES = 10
WRITE_S = 15
LISTEN_CHUNKS = 50
"""One second."""
TONE_HZ = 440
TONE_CHUNKS = 40
FLOOR_DB = -96.0


def camera(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Take ten pictures of `request["uri"]`; a camera that gives the same one ten times is frozen."""
    return asyncio.run(_camera(str(request["uri"])))


async def _camera(uri: str) -> dict[str, Any]:
    device = open_camera(uri, Wish(640, 360, 15), time.monotonic, scene.paint)
    try:
        status = await device.self_test()
        if not isinstance(status, Seeing):
            key = "camera.device-missing" if isinstance(status, NoCamera) else "camera.picture-frozen"
            return {"said": "pas d'image", "key": key}
        seen = {bytes((await device.picture()).planes[0]) for _ in range(PICTURES)}
        if len(seen) == 1:
            return {"said": "toujours la même image", "key": "camera.picture-frozen"}
        return {"said": f"{PICTURES} images reçues, {status.width} × {status.height}", "key": None}
    finally:
        await device.close()


def pad(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Wait for someone to write on the pad of `request["uri"]`."""
    opened = open_pad(parse_address(str(request["uri"])))
    if isinstance(opened, NoPad):
        return {"said": "la tablette ne s'ouvre pas", "key": opened.key}
    written, ends = 0, time.monotonic() + WRITE_S
    try:
        while time.monotonic() < ends:
            if not select.select([opened.descriptor], [], [], 0.5)[0]:
                continue
            pens = opened.read()
            written += sum(pen.down for pen in pens)
            if isinstance(opened.status, NoPad):
                return {"said": "la tablette s'est débranchée", "key": opened.status.key}
            if written and pens and not pens[-1].down:
                return {"said": f"tracé reçu, {written} points", "key": None}
    finally:
        opened.close()
    return {"said": f"rien n'a été écrit en {WRITE_S} s", "key": "signature.ink-empty"}


def microphone(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Listen to `request["uri"]` for one second and say how loud it was."""
    return asyncio.run(_microphone(str(request["uri"])))


async def _microphone(uri: str) -> dict[str, Any]:
    device = open_microphone(uri, time.monotonic, markers.tones)
    try:
        heard = b"".join([await device.samples() for _ in range(LISTEN_CHUNKS)])
        if not isinstance(device.status(), Sounding):
            return {"said": "pas de son", "key": "sound.device-missing"}
        return {"said": f"niveau {level_db(heard):.0f} dB".replace("-", "−"), "key": None}
    finally:
        await device.close()


def speaker(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Play a tone of 0.8 s on `request["uri"]`."""
    return asyncio.run(_speaker(str(request["uri"])))


async def _speaker(uri: str) -> dict[str, Any]:
    device = open_speaker(uri, time.monotonic)
    try:
        for number in range(TONE_CHUNKS):
            device.play(_tone(number))
            await asyncio.sleep(CHUNK / 2 / RATE)
        if not isinstance(device.status(), Sounding):
            return {"said": "pas de haut-parleur", "key": "sound.device-missing"}
        return {"said": "un son a été joué", "key": None}
    finally:
        await device.close()


def level_db(samples: bytes) -> float:
    """RMS level of s16 samples in dB below full scale; -96 for silence."""
    values = np.frombuffer(samples, dtype="<i2").astype(np.float64)
    rms = float(np.sqrt(np.mean(values**2))) if values.size else 0.0
    return max(FLOOR_DB, 20 * math.log10(rms / 32768)) if rms > 0 else FLOOR_DB


def _tone(chunk: int) -> bytes:
    count = CHUNK // 2
    at = np.arange(chunk * count, (chunk + 1) * count) / RATE
    return (np.sin(2 * np.pi * TONE_HZ * at) * 8000).astype("<i2").tobytes()
