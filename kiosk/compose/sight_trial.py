"""The document camera's self-test (pictures of its own size, and what is seen on the table), and both cameras' rows."""

import asyncio
import time
from typing import Any

from devices.camera.ports import trouble_of
from devices.camera.sources import Wish, open_camera
from kiosk.compose.sight import check_cameras
from kiosk.confine.child import Box, Talk
from kiosk.core.errors import ERRORS
from kiosk.core.settings import Devices
from kiosk.documents.page.aim import Advice, Aim
from session.engine import scene
from session.engine.pictures import planes

PAGE = Wish(2592, 1944, 12)
"""Five million pixels: 200 dpi on a sheet of A4 and its margin."""
PICTURES = 24
PATIENCE_S = 4.0
_SEEN = {
    Advice.ABSENT: "aucune feuille n'est vue : posez-en une sous la caméra pour en voir plus",
    Advice.CLOSER: "une feuille est vue, trop petite : rapprochez la caméra",
    Advice.FARTHER: "une feuille est vue, pas entière : éloignez la caméra",
    Advice.ASKEW: "une feuille est vue, de travers : redressez la caméra",
    Advice.DARK: "une feuille est vue, trop sombre : ajoutez une lampe",
    Advice.GLARE: "une feuille est vue, avec un reflet : déplacez la lampe",
    Advice.MOVING: "une feuille est vue, floue : réglez la mise au point",
    Advice.HOLD: "une feuille est vue, entière et nette",
}


def document_camera(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Take pictures of `request["uri"]` and say how large they are and how a sheet lies in them."""
    return asyncio.run(_look(str(request["uri"])))


async def _look(uri: str) -> dict[str, Any]:
    device = open_camera(uri, PAGE, time.monotonic, scene.paint)
    try:
        key = trouble_of(await device.self_test())
        if key is not None:
            return {"said": ERRORS[key].cause, "key": key}
        aim, said, size, began = Aim(), Advice.ABSENT, "", time.monotonic()
        for number in range(PICTURES):
            async with asyncio.timeout(PATIENCE_S):
                frame = await device.picture()
            size = f"{frame.width} × {frame.height}"
            said = aim.look(planes(frame)[0], time.monotonic()).advice
            if said is Advice.HOLD and number:
                break
        rate = (number + 1) / max(0.001, time.monotonic() - began)
        return {"said": f"images de {size}, {rate:.0f} par seconde ; {_SEEN[said]}", "key": None}
    except TimeoutError:
        key = device.trouble or "camera.picture-frozen"
        return {"said": ERRORS[key].cause, "key": key}
    finally:
        await device.close()


def camera_rows(devices: Devices) -> list[dict[str, Any]]:
    """Both cameras for `kiosk devices status`: each is opened and has to show something. One may be missing.

    Raises:
        UserFacingError: `settings.value-wrong`.
    """
    check_cameras(devices)
    rows = []
    for name, uri in (("camera", devices.camera), ("document_camera", devices.document_camera)):
        key = asyncio.run(_trouble(uri)) if uri else None
        rows.append({"device": name, "uri": uri, "ok": bool(uri) and key is None, "key": key})
    return rows


async def _trouble(uri: str) -> str | None:
    camera = open_camera(uri, Wish(640, 360, 15), time.monotonic, scene.paint)
    try:
        return trouble_of(await camera.self_test())
    finally:
        await camera.close()
