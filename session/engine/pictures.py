"""I420 pictures as numpy sees them."""

import av
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]

NEUTRAL = (46, 128, 128)
"""Y, U, V of the picture that stands for a paused or lost camera: a dark, plain grey."""


def planes(frame: av.VideoFrame) -> tuple[Plane, Plane, Plane]:
    """View the planes of a yuv420p frame without copying: (height, width) uint8, rows top first."""
    width, height = frame.width, frame.height
    sizes = ((height, width), *(((height + 1) // 2, (width + 1) // 2),) * 2)
    views = (
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:rows, :columns]
        for plane, (rows, columns) in zip(frame.planes, sizes, strict=True)
    )
    luma, blue, red = views
    return luma, blue, red


def copy_into(frame: av.VideoFrame, memory: memoryview, *, mirrored: bool = False) -> None:
    """Copy a yuv420p frame into tight I420 memory, left and right swapped when `mirrored`."""
    at = 0
    target = np.frombuffer(memory, np.uint8)
    for plane in planes(frame):
        size = plane.size
        np.copyto(target[at : at + size].reshape(plane.shape), plane[:, ::-1] if mirrored else plane)
        at += size


def from_planes(parts: tuple[Plane, Plane, Plane]) -> av.VideoFrame:
    """Build a yuv420p frame from (height, width) luma and half-size chroma planes."""
    height, width = parts[0].shape
    frame = av.VideoFrame(width, height, "yuv420p")
    for view, part in zip(planes(frame), parts, strict=True):
        np.copyto(view, part)
    return frame


def neutral(width: int, height: int) -> av.VideoFrame:
    """Return a plain picture that shows nothing of the room."""
    frame = av.VideoFrame(width, height, "yuv420p")
    for plane, value in zip(frame.planes, NEUTRAL, strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    return frame
