"""The document camera: a live picture for the visitor only, what to do for a good one, and the photograph.

It runs for one photograph at a time, from the visitor's touch to the shutter. Nothing of it goes to the expert.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from kiosk.core.ids import is_id
from kiosk.documents.page.aim import Aim, Look
from kiosk.documents.page.quad import Quad
from session.engine.pictures import copy_into, planes
from session.engine.ports import Camera, Frames
from session.protocol.cameras import Advice, PaperAim, PaperShot
from session.protocol.envelope import Body

VIEW = (1296, 972)
"""The live picture is drawn no larger than this; the photograph is whole."""
PATIENCE_S = 1.0
TELL_S = 0.2
MOVED = 0.01
"""A corner that moved by less is where it was."""


@dataclass(frozen=True)
class Table:
    """What the document camera needs: how to open it, and who has to let go of it before."""

    open: Callable[[], Camera]
    shared: Camera | None
    """The face's camera when it is the same device: it rests meanwhile."""
    frames: Frames
    vault: Path
    tell: Callable[[Body], None]
    clock: Callable[[], float]


class PaperCamera:
    """At most one look at the table at a time."""

    def __init__(self, table: Table) -> None:
        self._t = table
        self._task: asyncio.Task[None] | None = None
        self._scan = ""
        self._wanted = False

    def watch(self, scan: str, folder: str) -> None:
        """Look until a photograph is made, into the begun document `folder` of the vault."""
        if not is_id(folder) or (self._task is not None and not self._task.done() and self._scan == scan):
            return
        before, self._scan, self._wanted = self._task, scan, False
        self._task = asyncio.get_running_loop().create_task(
            self._run(before, scan, self._t.vault / f"{folder}.part")
        )

    def shoot(self, scan: str) -> None:
        """Take the next picture, however the sheet lies."""
        if scan == self._scan:
            self._wanted = True

    async def stop(self) -> None:
        """Camera off."""
        self._scan = ""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def leave(self, scan: str) -> None:
        """Camera off, if it is on for this scan."""
        if scan == self._scan:
            await self.stop()

    # ---- one look

    async def _run(self, before: "asyncio.Task[None] | None", scan: str, folder: Path) -> None:
        if before is not None:
            before.cancel()
            await asyncio.gather(before, return_exceptions=True)
        shared = self._t.shared
        if shared is not None:
            await shared.rest()
        camera = self._t.open()
        try:
            await self._look(camera, scan, folder)
        finally:
            await camera.close()
            if shared is not None:
                shared.wake()

    async def _look(self, camera: Camera, scan: str, folder: Path) -> None:
        aim, teller = Aim(), _Teller(scan, self._t.tell, self._t.clock)
        while True:
            try:
                async with asyncio.timeout(PATIENCE_S):
                    frame = await camera.picture()
            except TimeoutError:
                teller.trouble(camera.trouble)
                continue
            look = await asyncio.to_thread(aim.look, planes(frame)[0], self._t.clock())
            self._show(frame)
            teller.aim(look)
            manual = self._wanted
            if look.shoot or manual:
                name = "photo.ppm"
                await asyncio.to_thread(write_photo, frame, folder / name)
                self._t.tell(PaperShot(scan=scan, file=name, corners=_corners(look.quad), manual=manual))
                return

    def _show(self, frame: av.VideoFrame) -> None:
        scale = min(1.0, VIEW[0] / frame.width, VIEW[1] / frame.height)
        if scale < 1.0:
            width, height = (max(2, round(side * scale / 2) * 2) for side in (frame.width, frame.height))
            frame = frame.reformat(width=width, height=height, format="yuv420p")
        with self._t.frames.publish("paper", frame.width, frame.height) as memory:
            copy_into(frame, memory)


class _Teller:
    """Says how the sheet lies when it lies otherwise, some times a second at most."""

    def __init__(self, scan: str, tell: Callable[[Body], None], clock: Callable[[], float]) -> None:
        self._scan = scan
        self._tell = tell
        self._clock = clock
        self._told: PaperAim | None = None
        self._at = 0.0

    def aim(self, look: Look) -> None:
        advice: Advice = look.advice.value
        news = PaperAim(scan=self._scan, advice=advice, corners=_corners(look.quad))
        told, now = self._told, self._clock()
        if told is not None and told.advice == advice and told.key is None and not _moved(told, news):
            return
        if now - self._at >= TELL_S or told is None:
            self._told, self._at = news, now
            self._tell(news)

    def trouble(self, key: str | None) -> None:
        news = PaperAim(scan=self._scan, key=key)
        if key is not None and news != self._told:
            self._told = news
            self._tell(news)


def _corners(quad: Quad | None) -> list[tuple[float, float]]:
    if quad is None:
        return []
    return list(quad.corners)


def _moved(one: PaperAim, other: PaperAim) -> bool:
    if len(one.corners) != len(other.corners):
        return True
    pairs = zip(one.corners, other.corners, strict=True)
    return any(max(abs(a[0] - b[0]), abs(a[1] - b[1])) > MOVED for a, b in pairs)


def write_photo(frame: av.VideoFrame, path: Path) -> None:
    """A picture as PPM, whole or not at all: `(height, width, 3)` RGB."""
    rgb = np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)
    aside = path.with_suffix(".part")
    with aside.open("wb") as file:
        file.write(b"P6\n%d %d\n255\n" % (rgb.shape[1], rgb.shape[0]))
        file.write(rgb.tobytes())
    aside.replace(path)
