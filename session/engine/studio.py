"""The kiosk's own side of a call: camera and microphone, self-view, speaker, and the privacy pause."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import av

from session.engine.latest import Latest
from session.engine.pictures import copy_into, neutral
from session.engine.ports import CHUNK_BYTES, Camera, Frames, Microphone, Speaker
from session.engine.tracks import VIDEO_CLOCK
from session.protocol.cameras import CameraNews
from session.protocol.envelope import Body
from session.protocol.peer import PrivacyPause
from session.protocol.showing import Ended
from session.protocol.unseen import PictureHidden

PATIENCE_S = 0.5
"""Without a picture for this long the camera counts as lost and a plain picture goes out."""


@dataclass(frozen=True)
class Equipment:
    """The devices of the media process."""

    camera: Camera
    microphone: Microphone
    speaker: Speaker
    frames: Frames


class Studio:
    """Runs the devices for as long as the process lives, in a call or not."""

    def __init__(self, equipment: Equipment, size: tuple[int, int], clock: Callable[[], float]) -> None:
        self._equipment = equipment
        self._size = size
        self._clock = clock
        self._tasks: list[asyncio.Task[None]] = []
        self.pictures: Latest[av.VideoFrame] = Latest()
        """What is sent: the camera's picture, never mirrored, or the plain one."""
        self.faces: Latest[av.VideoFrame] = Latest()
        """The camera's own pictures, sent or not."""
        self.paused = False
        """The visitor's privacy pause; that of the expert is `remote_paused`: either blanks both ends."""
        self.hidden = False
        """The visitor does not show their face; a paper that they show is seen all the same."""
        self.muted = False
        self.remote_paused = False
        self.lent = False
        """The track carries a paper in the place of the face: see `session.engine.showing`."""
        self.plain_until = 0.0
        """Until then a plain picture goes out: of what was shown before, none is left at the other end."""
        self.withdraw: Callable[[Ended], None] = lambda _why: None
        """Called by the call when a paper may not be shown any longer."""
        self.hears: Callable[[bytes], None] | None = None
        """Takes each 20 ms of the microphone while a call is on."""
        self.trouble: str | None = None
        """Why the camera gives no picture: a key of the error list."""
        self.tells: Callable[[str | None], None] = lambda _trouble: None
        """Hears of each change of `trouble`."""

    def start(self) -> None:
        """Open the devices."""
        loop = asyncio.get_running_loop()
        camera = self._equipment.camera
        camera.tells = self._judge
        loop.call_soon(lambda: self._judge(camera.trouble))
        self._tasks = [loop.create_task(self._look()), loop.create_task(self._listen())]

    async def close(self) -> None:
        """Let go of the devices."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._equipment.camera.close()
        await self._equipment.microphone.close()
        await self._equipment.speaker.close()

    def rest(self) -> None:
        """The call is over: nothing of what was chosen in it holds for the next one."""
        self.withdraw("stopped")
        self.paused = self.muted = self.remote_paused = False

    @property
    def blank(self) -> bool:
        """A pause of either side: nobody is seen, nobody is heard."""
        return self.paused or self.remote_paused

    @property
    def pictureless(self) -> bool:
        """Nothing that leaves is worth looking at."""
        return self.blank or (self.hidden and not self.lent)

    def standing(self) -> tuple[Body, ...]:
        """What a page that begins, or was reloaded, is told of the visitor's picture: also what is not so."""
        return (
            PrivacyPause(active=self.paused),
            PictureHidden(active=self.hidden),
            CameraNews(key=self.trouble),
        )

    def show_remote(self, frame: av.VideoFrame) -> None:
        """Show the expert's picture, or a plain one in their privacy pause."""
        self._show("remote", neutral(frame.width, frame.height) if self.remote_paused else frame)

    def play(self, samples: bytes) -> None:
        """Let the expert be heard; in their privacy pause silence, so that the loudspeaker's buffers stay filled."""
        self._equipment.speaker.play(bytes(len(samples)) if self.remote_paused else samples)

    @property
    def queued_s(self) -> float:
        """Seconds of the expert's sound that wait in the loudspeaker's buffers; 0 when nobody knows."""
        return self._equipment.speaker.queued_s

    async def _look(self) -> None:
        while True:
            try:
                # Not wait_for: on 3.11 it loses a cancellation that comes together with a picture.
                async with asyncio.timeout(PATIENCE_S):
                    frame = await self._equipment.camera.picture()
                self._size = (frame.width, frame.height)
                self.faces.put(frame)
            except TimeoutError:
                frame = neutral(*self._size)
            if self.blank or self.hidden:
                frame = neutral(*self._size)
            if not self.lent:
                self.send(neutral(*self._size) if self._clock() < self.plain_until else frame)
            self._show("self", frame, mirrored=True)

    def send(self, frame: av.VideoFrame) -> None:
        """Put a yuv420p picture on the track; in a pause, a plain one in its place."""
        if self.blank:
            frame = neutral(frame.width, frame.height)
        frame.pts = int(self._clock() * VIDEO_CLOCK)
        frame.time_base = Fraction(1, VIDEO_CLOCK)
        self.pictures.put(frame)

    def _judge(self, trouble: str | None) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self.tells(trouble)

    async def _listen(self) -> None:
        while True:
            samples = await self._equipment.microphone.samples()
            if self.hears is not None:
                self.hears(bytes(CHUNK_BYTES) if self.blank or self.muted else samples)

    def _show(self, stream: str, frame: av.VideoFrame, *, mirrored: bool = False) -> None:
        if frame.format.name not in {"yuv420p", "yuvj420p"}:
            frame = frame.reformat(format="yuv420p")
        with self._equipment.frames.publish(stream, frame.width, frame.height) as memory:
            copy_into(frame, memory, mirrored=mirrored)
