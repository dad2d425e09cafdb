"""Reads a blocking source in a thread of its own and hands its newest picture to asyncio."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator

import av

from devices.camera.ports import Frozen, Live, Missing, Opening, Status

RETRY_S = 2.0
FROZEN_AFTER_S = 2.0
TEST_S = 5.0

Source = Callable[[threading.Event], Iterator[av.VideoFrame]]
"""Opens a device and yields its pictures until the event is set.

It may raise OSError or av.FFmpegError, or simply end, when the device is lost.
"""


class Grabber:
    """A camera over a `Source`; a lost device is opened again every 2 s."""

    def __init__(self, source: Source, clock: Callable[[], float]) -> None:
        self._source = source
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._stop = threading.Event()
        self._fresh = asyncio.Event()
        self._settled = asyncio.Event()
        self._newest: av.VideoFrame | None = None
        self._seen_at = 0.0
        self._state: Status = Opening()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def status(self) -> Status:
        """Tell how the camera is now."""
        if isinstance(self._state, Live) and self._clock() - self._seen_at > FROZEN_AFTER_S:
            return Frozen()
        return self._state

    async def self_test(self) -> Status:
        """Wait for a picture or a failure, 5 s at most, and tell how the camera is."""
        self._settled.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TEST_S):
                await self._settled.wait()
        return self.status()

    async def picture(self) -> av.VideoFrame:
        """Wait for the next picture."""
        while (frame := self._newest) is None:
            self._fresh.clear()
            await self._fresh.wait()
        self._newest = None
        return frame

    async def close(self) -> None:
        """Stop reading; a device that hangs is left to the end of the process."""
        self._stop.set()
        await asyncio.to_thread(self._thread.join, 1.0)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                for frame in self._source(self._stop):
                    self._tell(self._took, frame)
                    if self._stop.is_set():
                        return
            except (OSError, av.FFmpegError):
                pass
            self._tell(self._lost)
            self._stop.wait(RETRY_S)

    def _tell(self, report: Callable[..., None], *values: av.VideoFrame) -> None:
        if not self._stop.is_set() and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(report, *values)

    def _took(self, frame: av.VideoFrame) -> None:
        self._newest = frame
        self._seen_at = self._clock()
        self._state = Live(frame.width, frame.height)
        self._fresh.set()
        self._settled.set()

    def _lost(self) -> None:
        self._state = Missing()
        self._settled.set()


class AbsentCamera:
    """No camera, or none that its URI can name."""

    def status(self) -> Status:
        """Always missing."""
        return Missing()

    async def self_test(self) -> Status:
        """Always missing."""
        return Missing()

    async def picture(self) -> av.VideoFrame:
        """Wait for ever."""
        await asyncio.Event().wait()
        raise AssertionError

    async def close(self) -> None:
        """Nothing is held."""
