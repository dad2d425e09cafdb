"""What a camera is to the rest of the kiosk."""

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
    """The device is being opened for the first time."""


@dataclass(frozen=True)
class Missing:
    """The device is not there, or went away; it is tried again by itself."""

    key: str = "camera.device-missing"


@dataclass(frozen=True)
class Frozen:
    """The device is there and gives no pictures."""

    key: str = "camera.picture-frozen"


Status = Live | Opening | Missing | Frozen


class Camera(Protocol):
    """A source of pictures."""

    def status(self) -> Status:
        """Tell how the camera is now."""

    async def self_test(self) -> Status:
        """Wait for a picture or a failure, 5 s at most, and tell how the camera is."""

    async def picture(self) -> av.VideoFrame:
        """Wait for the next picture, yuv420p; older ones are skipped. A lost camera gives none."""

    async def close(self) -> None:
        """Let go of the device."""
