"""What a V4L2 node can do, by VIDIOC_QUERYCAP (linux/videodev2.h): 104 bytes, no library."""

import errno
import fcntl
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

QUERYCAP = 0x80685600
"""_IOR('V', 0, struct v4l2_capability)."""
_LAYOUT = "=16s32s32sIII12x"
_CAPTURE, _CAPTURE_MPLANE, _DEVICE_CAPS = 0x00000001, 0x00001000, 0x80000000


@dataclass(frozen=True)
class Capability:
    """`captures`: this node gives pictures."""

    card: str
    captures: bool


@dataclass(frozen=True)
class Refused:
    """The node did not say."""

    reason: Literal["denied", "busy", "gone", "foreign"]


def ask_capability(node: Path) -> Capability | Refused:
    """Open the node without starting anything, and ask."""
    try:
        descriptor = os.open(node, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            answer = fcntl.ioctl(descriptor, QUERYCAP, bytes(struct.calcsize(_LAYOUT)))
        finally:
            os.close(descriptor)
    except OSError as error:
        return Refused(_REASONS.get(error.errno or 0, "gone"))
    return capability(answer)


_REASONS: dict[int, Literal["denied", "busy", "gone", "foreign"]] = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EBUSY: "busy",
    errno.ENOTTY: "foreign",
    errno.EINVAL: "foreign",
}


def capability(answer: bytes) -> Capability:
    """Read a `v4l2_capability`: a node's own abilities where the driver tells them, else its device's."""
    _driver, card, _bus, _version, whole, own = struct.unpack(_LAYOUT, answer)
    flags = own if whole & _DEVICE_CAPS else whole
    name = card.split(b"\0", 1)[0].decode("utf-8", "replace")
    printable = "".join(c for c in name if c.isprintable()).strip()
    return Capability(printable, bool(flags & (_CAPTURE | _CAPTURE_MPLANE)))
