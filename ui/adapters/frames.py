"""Pictures from the media process to QML: newest wins, set on the GUI thread.

`setVideoFrame` from another thread stalls; on this one a 720p frame costs about half a millisecond.
QtMultimedia is loaded by `prepare`: most visits never see a picture, and it would delay every screen.
"""

import socket
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QSocketNotifier
from shiboken6 import isValid

from kiosk.link.ring import Frame, RingReader

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame, QVideoSink


class FrameRelay(QObject):
    """Copies each stream's newest frame into the sink QML gave for it."""

    def __init__(self) -> None:
        super().__init__()
        self._reader: RingReader | None = None
        self._notifier: QSocketNotifier | None = None
        self._sinks: dict[str, QVideoSink] = {}
        self.shown: dict[str, int] = {}
        """Frames given to QML so far, by stream."""

    def prepare(self) -> None:
        """Before a page with a picture is drawn: QML's sink has its Python type only from now on."""
        import PySide6.QtMultimedia  # noqa: PLC0415, F401 - see the module

    def sink(self, stream: str, sink: QObject) -> None:
        """Draw `stream` here from now on, until QML destroys the sink with its page."""
        from PySide6.QtMultimedia import QVideoSink  # noqa: PLC0415 - see the module

        if not isinstance(sink, QVideoSink):
            raise TypeError("kiosk.video wants a VideoOutput's videoSink")
        self._sinks[stream] = sink

    def open(self, path: Path) -> bool:
        """Listen to the media process at `path`; false when it is not there (any more)."""
        self.close()
        try:
            self._reader = RingReader(path)
        except OSError:
            return False
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._ready)
        return True

    def close(self) -> None:
        """Stop listening; sinks keep their last picture until QML lets go of them."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _ready(self, _descriptor: socket.socket | int) -> None:
        reader = self._reader
        if reader is None:
            return
        while (frame := reader.receive()) is not None:
            self._show(frame)
        if reader.closed:
            self.close()

    def _show(self, frame: Frame) -> None:
        sink = self._sinks.get(frame.stream)
        # `destroyed` comes too late or never for an object that QML owns: ask each time.
        if sink is None or not isValid(sink):
            self._sinks.pop(frame.stream, None)
            return
        sink.setVideoFrame(video_frame(frame))
        self.shown[frame.stream] = self.shown.get(frame.stream, 0) + 1


def video_frame(frame: Frame) -> "QVideoFrame":
    """An I420 picture as Qt's YUV420P; Qt may pad its rows."""
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat  # noqa: PLC0415 - see the module

    picture = QVideoFrame(
        QVideoFrameFormat(QSize(frame.width, frame.height), QVideoFrameFormat.PixelFormat.Format_YUV420P)
    )
    if not picture.map(QVideoFrame.MapMode.WriteOnly):
        raise MemoryError("Qt cannot map a video frame")
    half = ((frame.width + 1) // 2, (frame.height + 1) // 2)
    sizes = ((frame.width, frame.height), half, half)
    for index, (plane, (width, height)) in enumerate(zip(frame.planes, sizes, strict=True)):
        stride = picture.bytesPerLine(index)
        target = memoryview(picture.bits(index))
        if stride == width:
            target[: width * height] = plane
            continue
        for row in range(height):
            target[row * stride : row * stride + width] = plane[row * width : (row + 1) * width]
    picture.unmap()
    return picture
