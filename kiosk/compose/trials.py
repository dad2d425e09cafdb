"""Self-tests of camera and signature pad: short children with a deadline, because drivers hang."""

import asyncio
import select
import time
from typing import Any

from devices.camera.ports import Live as Seeing
from devices.camera.ports import trouble_of
from devices.camera.sources import Wish, open_camera
from devices.signature.address import parse_address
from devices.signature.ports import Missing as NoPad
from devices.signature.serial_pad import open_pad
from kiosk.confine.child import Box, Talk
from kiosk.core.errors import ERRORS
from session.engine import scene

PICTURES = 10
WRITE_S = 15


def camera(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Take ten pictures of `request["uri"]`; a camera that gives the same one ten times is frozen."""
    return asyncio.run(_camera(str(request["uri"])))


async def _camera(uri: str) -> dict[str, Any]:
    device = open_camera(uri, Wish(640, 360, 15), time.monotonic, scene.paint)
    try:
        status = await device.self_test()
        if not isinstance(status, Seeing):
            key = trouble_of(status) or "camera.picture-frozen"
            return {"said": ERRORS[key].cause, "key": key}
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
