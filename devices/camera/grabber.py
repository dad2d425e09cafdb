"""Reads a blocking source in a thread of its own and hands its newest picture to asyncio."""

import asyncio
import contextlib
import errno
import threading
from collections.abc import Callable, Generator

import av
import numpy as np

from devices.camera.ports import Absent, Busy, Denied, Frozen, Live, Missing, Opening, Status, trouble_of
from devices.camera.stillness import FROZEN_AFTER_S, Stillness, digest
from kiosk.core.priority import step_back

RETRY_S = 2.0
TEST_S = 5.0
STUCK_S = 8.0
"""A driver that neither gives a picture nor fails for this long is left alone and the device opened anew."""
WATCH_S = 0.25
ABANDONED_MAX = 3
"""Threads that hang in a driver; beyond them only the end of the process helps."""

Pictures = Generator[av.VideoFrame, None, None]
Source = Callable[[threading.Event], Pictures]
"""Opens a device and yields its pictures until the event is set.

It may raise OSError or av.FFmpegError, or simply end, when the device is lost.
"""


class Grabber:
    """A camera over a `Source`; a lost or frozen device is opened again by itself."""

    def __init__(self, source: Source, clock: Callable[[], float]) -> None:
        self._source = source
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._fresh = asyncio.Event()
        self._settled = asyncio.Event()
        self._newest: av.VideoFrame | None = None
        self._moved_at = 0.0
        self._state: Status = Opening()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._watching: asyncio.Task[None] | None = None
        self._told: str | None = None
        self.tells: Callable[[str | None], None] = lambda _trouble: None
        """Hears of each change of `trouble`, however short."""
        self.wake()

    @property
    def trouble(self) -> str | None:
        """The error key of why no picture comes, or None."""
        return trouble_of(self.status())

    def status(self) -> Status:
        """Tell how the camera is now."""
        if isinstance(self._state, Live) and self._clock() - self._moved_at > FROZEN_AFTER_S:
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

    async def rest(self) -> None:
        """Let go of the device; one that hangs is left to the end of the process."""
        self._stop.set()
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        if self._threads:
            await asyncio.to_thread(self._threads[-1].join, 1.0)
        self._newest, self._state = None, Opening()

    def wake(self) -> None:
        """Open the device, or open it again."""
        if self._watching is None:
            self._begin()
            self._watching = self._loop.create_task(self._watch())

    async def close(self) -> None:
        """Stop reading; a device that hangs is left to the end of the process."""
        await self.rest()

    # ---- on asyncio's side

    def _begin(self) -> None:
        self._stop = threading.Event()
        self._moved_at = self._clock()
        thread = threading.Thread(target=self._run, args=(self._stop,), name="camera", daemon=True)
        self._threads = [*(old for old in self._threads if old.is_alive()), thread]
        thread.start()

    async def _watch(self) -> None:
        """Leave a driver that hangs, and open the device in another thread."""
        while True:
            await asyncio.sleep(WATCH_S)
            self._report()
            if self._clock() - self._moved_at > STUCK_S and len(self._threads) <= ABANDONED_MAX:
                self._stop.set()
                self._state = Frozen()
                self._begin()

    def _report(self) -> None:
        trouble = self.trouble
        if trouble != self._told:
            self._told = trouble
            self.tells(trouble)

    def _took(self, stop: threading.Event, frame: av.VideoFrame) -> None:
        if stop is not self._stop:
            return
        self._newest = frame
        self._moved_at = self._clock()
        self._state = Live(frame.width, frame.height)
        self._report()
        self._fresh.set()
        self._settled.set()

    def _lost(self, stop: threading.Event, state: Status) -> None:
        if stop is not self._stop:
            return
        self._moved_at = self._clock()
        self._newest, self._state = None, state
        self._report()
        self._settled.set()

    # ---- in the thread

    def _run(self, stop: threading.Event) -> None:
        step_back()  # reading five million pixels a time must not keep sound waiting
        stillness = Stillness()
        while not stop.is_set():
            state = self._look(stop, stillness)
            self._tell(self._lost, stop, state)
            if not isinstance(state, Frozen):
                stop.wait(RETRY_S)

    def _look(self, stop: threading.Event, stillness: Stillness) -> Status:
        """One opening of the device, to its end, and why it ended."""
        stillness.opened(self._clock())
        try:
            # Closed at once when we leave: a device that is still open cannot be opened again.
            with contextlib.closing(self._source(stop)) as frames:
                for frame in frames:
                    if stop.is_set():
                        return Opening()
                    if stillness.look(digest(_luma(frame)), self._clock()):
                        return Frozen()
                    if stillness.frozen:
                        self._tell(self._lost, stop, Frozen())
                    else:
                        self._tell(self._took, stop, frame)
        except (OSError, av.FFmpegError) as error:
            return why(error)
        return Missing()

    def _tell(self, report: Callable[..., None], stop: threading.Event, value: object) -> None:
        if not stop.is_set() and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(report, stop, value)


def why(error: OSError | av.FFmpegError) -> Absent:
    """What a failed opening says of the device."""
    if isinstance(error, PermissionError | av.HTTPUnauthorizedError | av.HTTPForbiddenError):
        return Denied()
    if error.errno == errno.EBUSY or isinstance(error, av.HTTPServerError):
        return Busy()
    return Missing()


def _luma(frame: av.VideoFrame) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: frame.height, : frame.width]


class AbsentCamera:
    """No camera."""

    def __init__(self) -> None:
        self.tells: Callable[[str | None], None] = lambda _trouble: None
        """Nothing changes here."""

    @property
    def trouble(self) -> str | None:
        """Always the same."""
        return Missing().key

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

    async def rest(self) -> None:
        """Nothing is held."""

    def wake(self) -> None:
        """There is nothing to open."""

    async def close(self) -> None:
        """Nothing is held."""
