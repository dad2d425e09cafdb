"""The sources a camera URI may name, and the table they are found in."""

import errno
import threading
from collections.abc import Callable
from dataclasses import dataclass

import av

from devices.camera.address import CameraAddress, parse_address
from devices.camera.grabber import AbsentCamera, Grabber, Pictures, Source
from devices.camera.ports import Camera

Painter = Callable[[int, int, int], av.VideoFrame]
"""Paints demo picture `number` at `width`×`height`."""


OPEN_S, SILENCE_S = 5.0, 2.0
"""A device that answers for ever is given up: how long opening may take, and a picture."""
MAX_PIXELS = 25_000_000


@dataclass(frozen=True)
class Wish:
    """What the caller can use: pictures are scaled down to fit, and thinned to `fps`."""

    width: int
    height: int
    fps: int


def open_camera(uri: str, wish: Wish, clock: Callable[[], float], painter: Painter) -> Camera:
    """Open the camera that a URI names; inside a running event loop.

    `camera:/dev/video0` is a V4L2 device; `camera:http://…`, `https` or `rtsp` one on the network, which
    sends JPEG pictures or a film; `camera:file:CLIP` any file PyAV reads, looped in real time;
    `camera:demo?size=640x360&fps=15` a moving picture made by `painter`. Any other URI is a missing camera.
    """
    try:
        address = parse_address(uri)
    except ValueError:
        return AbsentCamera()
    match address.kind:
        case "v4l2":
            source = _v4l2(address.where, wish)
        case "network":
            source = _network(address.where, wish, clock)
        case "file":
            source = _file(address.where, wish, clock)
        case "demo":
            source = _demo(address, wish, clock, painter)
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
    def source(stop: threading.Event) -> Pictures:
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
    def source(stop: threading.Event) -> Pictures:
        # Most USB cameras reach 720p at 30 frames only as MJPEG; some know no MJPEG at all.
        size = {"video_size": f"{wish.width}x{wish.height}", "framerate": str(wish.fps)}
        for options in ({**size, "input_format": "mjpeg"}, size, {}):
            try:
                container = av.open(path, format="v4l2", options=options, timeout=(OPEN_S, SILENCE_S))
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


def _network(url: str, wish: Wish, clock: Callable[[], float]) -> Source:
    """A camera on the network gives as many pictures as it likes: those too many are left out."""

    def source(stop: threading.Event) -> Pictures:
        # Little is looked at before the first picture, and none is kept back: what is shown is now.
        options = {"fflags": "nobuffer", "probesize": "500000", "analyzeduration": "200000"}
        if url.startswith("rtsp:"):
            options["rtsp_transport"] = "tcp"
        due = clock()
        with av.open(url, options=options, timeout=(OPEN_S, SILENCE_S)) as container:
            stream = container.streams.video[0]
            stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
            for frame in container.decode(stream):
                if stop.is_set():
                    return
                if frame.width * frame.height > MAX_PIXELS:
                    raise OSError(errno.EMSGSIZE, f"{frame.width} x {frame.height}")
                if clock() >= due:
                    due = max(due + 1 / wish.fps, clock() - 1 / wish.fps)
                    yield _fitted(frame, wish)

    return source


def _demo(address: CameraAddress, wish: Wish, clock: Callable[[], float], painter: Painter) -> Source:
    width, height = address.size or (wish.width, wish.height)
    fps = min(address.fps or wish.fps, wish.fps)

    def source(stop: threading.Event) -> Pictures:
        pace = Pace(fps, clock)
        number = 0
        while pace.wait(stop):
            yield _fitted(painter(number, width, height), wish)
            number += 1

    return source
