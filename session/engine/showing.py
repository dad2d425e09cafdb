"""A paper shown live: the document camera's picture on the call's track in the place of the face, for a short while.

It begins at the visitor's touch and ends by itself. What is framed on the kiosk's screen is the very
picture that is sent. A kiosk without a document camera shows a paper that says who one is to the face's.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import av

from session.engine.paper import Table
from session.engine.pictures import copy_into
from session.engine.quality import DETAIL
from session.engine.studio import Studio
from session.protocol.showing import LIVE_S, Ended, Purpose, ShowingNews

SIZE = (1280, 720)
FPS = DETAIL.fps
"""A sheet hardly moves: few pictures, each with all its bits."""
GLANCE_S = 1.0
"""Without a picture for this long, the camera is asked what it has."""
PATIENCE_S = 6.0
"""Without a picture for this long it counts as lost, whatever it says."""
PLAIN_S = 0.5
"""A plain picture between paper and face, so that a browser's last picture is never one of the paper."""


class Showing:
    """At most one at a time. Its end is told once, and from that very moment nothing more of it is sent."""

    def __init__(self, table: Table, studio: Studio, detail: Callable[[bool], None], *, fitted: bool) -> None:
        """`detail(on)` has the encoder favour it; `fitted`: there is a document camera."""
        self._fitted = fitted
        self._t = table
        self._studio = studio
        self._detail = detail
        self._task: asyncio.Task[None] | None = None
        self._purpose: Purpose | None = None
        """What is being shown, or about to be."""
        self._until = 0.0

    def begin(self, purpose: Purpose) -> None:
        """Show, or go on showing."""
        if self._studio.paused:
            self._t.tell(ShowingNews(live=False, purpose=purpose, ended="pause"))
            return
        self._until = self._t.clock() + LIVE_S
        if self._purpose == purpose:
            if self._studio.lent:
                self._told_live(purpose)
            return
        self.withdraw("stopped")
        self._purpose = purpose
        self._task = asyncio.get_running_loop().create_task(self._run(self._task, purpose))

    def withdraw(self, why: Ended) -> None:
        """Nothing of it is sent any more; harmless when nothing was."""
        if self._over(why) and self._task is not None:
            self._task.cancel()

    async def stop(self) -> None:
        """End it, and wait until the camera is let go of."""
        self.withdraw("stopped")
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    # ---- one showing

    def _over(self, why: Ended, key: str | None = None) -> bool:
        purpose, self._purpose = self._purpose, None
        if purpose is None:
            return False
        self._detail(False)
        self._studio.lent = False
        self._studio.plain_until = self._t.clock() + PLAIN_S
        self._t.tell(ShowingNews(live=False, purpose=purpose, ended=why, key=key))
        return True

    def _told_live(self, purpose: Purpose) -> None:
        left = max(0.0, self._until - self._t.clock())
        self._t.tell(ShowingNews(live=True, purpose=purpose, left_s=round(left, 1)))

    async def _run(self, before: "asyncio.Task[None] | None", purpose: Purpose) -> None:
        if before is not None:
            await asyncio.gather(before, return_exceptions=True)
        if not self._fitted:
            await self._show(_Face(self._studio), purpose)
            return
        shared = self._t.shared
        if shared is not None:
            await shared.rest()
        camera = self._t.open()
        try:
            await self._show(camera, purpose)
        finally:
            await camera.close()
            if shared is not None:
                shared.wake()

    async def _show(self, camera: "_Eye", purpose: Purpose) -> None:
        clock = self._t.clock
        seen_at = due = clock()
        while (now := clock()) < self._until:
            try:
                async with asyncio.timeout(GLANCE_S):
                    frame = await camera.picture()
            except TimeoutError:
                if camera.trouble is not None or clock() - seen_at > PATIENCE_S:
                    self._over("lost", camera.trouble or "camera.device-missing")
                    return
                continue
            seen_at = clock()
            self._send(await asyncio.to_thread(fitted, frame), purpose)
            due = max(due + 1 / FPS, now)
            await asyncio.sleep(max(0.0, due - clock()))
        self._over("time")

    def _send(self, frame: av.VideoFrame, purpose: Purpose) -> None:
        if self._purpose != purpose:
            return
        with self._t.frames.publish("paper", frame.width, frame.height) as memory:
            copy_into(frame, memory)
        if not self._studio.lent:
            self._studio.lent = True
            self._detail(True)
            self._until = self._t.clock() + LIVE_S
            self._told_live(purpose)
        self._studio.send(frame)


class _Eye(Protocol):
    """What is looked at; a camera is one."""

    @property
    def trouble(self) -> str | None:
        """The error key of why no picture comes, or None."""

    async def picture(self) -> av.VideoFrame:
        """Wait for the next picture."""


@dataclass
class _Face:
    """The face's camera, which goes on showing the visitor to themselves."""

    studio: Studio
    number: int = 0

    @property
    def trouble(self) -> str | None:
        """As the studio knows it."""
        return self.studio.trouble

    async def picture(self) -> av.VideoFrame:
        """Wait for the next picture, older ones left out."""
        self.number, frame = await self.studio.faces.after(self.number)
        return frame


def fitted(frame: av.VideoFrame) -> av.VideoFrame:
    """The whole picture as yuv420p, no larger than `SIZE`."""
    scale = min(1.0, SIZE[0] / frame.width, SIZE[1] / frame.height)
    width, height = (max(2, round(side * scale / 2) * 2) for side in (frame.width, frame.height))
    if (width, height, "yuv420p") == (frame.width, frame.height, frame.format.name):
        return frame
    return frame.reformat(width=width, height=height, format="yuv420p")
