"""The sources a camera URI may name, and the table they are found in."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs

import av

from devices.camera.grabber import AbsentCamera, Grabber, Source
from devices.camera.ports import Camera

Painter = Callable[[int, int, int], av.VideoFrame]
"""Paints demo picture `number` at `width`×`height`."""


@dataclass(frozen=True)
class Wish:
    """What the caller can use: pictures are scaled down to fit, and thinned to `fps`."""

    width: int
    height: int
    fps: int


def open_camera(uri: str, wish: Wish, clock: Callable[[], float], painter: Painter) -> Camera:
    """Open the camera that a URI names; inside a running event loop.

    `camera:/dev/video0` is a V4L2 device; `camera:file:CLIP` any file PyAV reads, looped in real
    time; `camera:demo?size=640x360&fps=15` a moving picture made by `painter`. Any other URI is a
    missing camera.
    """
    scheme, _, rest = uri.partition(":")
    if scheme != "camera":
        return AbsentCamera()
    if rest.startswith("/dev/"):
        source = _v4l2(rest, wish)
    elif rest.startswith("file:"):
        source = _file(rest.removeprefix("file:"), wish, clock)
    elif rest.partition("?")[0] == "demo":
        source = _demo(rest.partition("?")[2], wish, clock, painter)
    else:
        return AbsentCamera()
    return Grabber(source, clock)


class Pace:
    """Keeps a source in real time on fixed ticks, so that delays do not add up."""

    def __init__(self, fps: float, clock: Callable[[], float]) -> None:
        self._period = 1.0 / fps
        self._clock = clock
        self._next = clock()

    def wait(self, stop: threading.Event) -> bool:
        """Wait for the next tick; False when told to stop. Ticks missed by far are given up."""
        self._next = max(self._next + self._period, self._clock() - self._period)
        return not stop.wait(max(0.0, self._next - self._clock()))


def _fitted(frame: av.VideoFrame, wish: Wish) -> av.VideoFrame:
    scale = min(1.0, wish.width / frame.width, wish.height / frame.height)
    width, height = (max(2, round(side * scale / 2) * 2) for side in (frame.width, frame.height))
    if (width, height, "yuv420p") == (frame.width, frame.height, frame.format.name):
        return frame
    return frame.reformat(width=width, height=height, format="yuv420p")


def _file(path: str, wish: Wish, clock: Callable[[], float]) -> Source:
    def source(stop: threading.Event) -> Iterator[av.VideoFrame]:
        pace: Pace | None = None
        while not stop.is_set():
            with av.open(path) as container:
                stream = container.streams.video[0]
                rate = float(stream.average_rate or wish.fps)
                every = max(1, round(rate / wish.fps))
                pace = pace or Pace(rate, clock)
                number = -1
                for number, frame in enumerate(container.decode(stream)):
                    if not pace.wait(stop):
                        return
                    if number % every == 0:
                        yield _fitted(frame, wish)
                if number < 0:
                    return  # without a picture there is nothing to wait for: it would be opened without end

    return source


def _v4l2(path: str, wish: Wish) -> Source:
    def source(stop: threading.Event) -> Iterator[av.VideoFrame]:
        # Most USB cameras reach 720p at 30 frames only as MJPEG; some know no MJPEG at all.
        size = {"video_size": f"{wish.width}x{wish.height}", "framerate": str(wish.fps)}
        for options in ({**size, "input_format": "mjpeg"}, size, {}):
            try:
                container = av.open(path, format="v4l2", options=options, timeout=(5.0, 2.0))
            except (av.FFmpegError, OSError):
                if not options:
                    raise
                continue
            with container:
                for frame in container.decode(video=0):
                    yield _fitted(frame, wish)
                    if stop.is_set():
                        return
            return

    return source


def _demo(query: str, wish: Wish, clock: Callable[[], float], painter: Painter) -> Source:
    asked = parse_qs(query)
    width, _, height = asked.get("size", [f"{wish.width}x{wish.height}"])[0].partition("x")
    fps = min(float(asked.get("fps", [str(wish.fps)])[0]), wish.fps)

    def source(stop: threading.Event) -> Iterator[av.VideoFrame]:
        pace = Pace(fps, clock)
        number = 0
        while pace.wait(stop):
            yield _fitted(painter(number, int(width), int(height)), wish)
            number += 1

    return source
