"""What a camera is to the rest of the kiosk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import av


@dataclass(frozen=True)
class Live:
    """Pictures come, at this size."""

    width: int
    height: int


@dataclass(frozen=True)
class Opening:
    """The device is being opened for the first time, or rests."""


@dataclass(frozen=True)
class Missing:
    """The device is not there, or went away; it is tried again by itself."""

    key: str = "camera.device-missing"


@dataclass(frozen=True)
class Denied:
    """The device is there and not ours to open; it is tried again by itself."""

    key: str = "camera.access-denied"


@dataclass(frozen=True)
class Busy:
    """Another program has the device; it is tried again by itself."""

    key: str = "camera.device-busy"


@dataclass(frozen=True)
class Frozen:
    """The device is there and gives no pictures, or always the same one; it is opened again by itself."""

    key: str = "camera.picture-frozen"


Absent = Missing | Denied | Busy
Status = Live | Opening | Absent | Frozen


def trouble_of(status: Status) -> str | None:
    """The key of the error list for it; None when pictures come or are about to."""
    match status:
        case Live() | Opening():
            return None
        case Missing(key=key) | Denied(key=key) | Busy(key=key) | Frozen(key=key):
            return key


class Camera(Protocol):
    """A source of pictures."""

    tells: Callable[[str | None], None]
    """Hears of each change of `trouble`, however short."""

    @property
    def trouble(self) -> str | None:
        """The error key of why no picture comes, or None."""

    def status(self) -> Status:
        """Tell how the camera is now."""

    async def self_test(self) -> Status:
        """Wait for a picture or a failure, 5 s at most, and tell how the camera is."""

    async def picture(self) -> av.VideoFrame:
        """Wait for the next picture, yuv420p; older ones are skipped. A lost or frozen camera gives none."""

    async def rest(self) -> None:
        """Let go of the device until `wake`, for another program or another part of this one."""

    def wake(self) -> None:
        """Open it again; harmless when it is open."""

    async def close(self) -> None:
        """Let go of the device for good."""
