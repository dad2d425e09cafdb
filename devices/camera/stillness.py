"""Whether a camera that gives pictures is alive: its sensor's noise never makes the same one twice. Pure."""

import zlib

import numpy as np
from numpy.typing import NDArray

FROZEN_AFTER_S = 2.5
"""The same picture, or none, for this long: noticed within 3 s."""
AGAIN_MAX_S = 30.0
"""A camera that stays frozen, a covered one perhaps, is opened again ever more seldom, to this."""
STEP = 8


def digest(luma: NDArray[np.uint8]) -> int:
    """A number for a picture, `(height, width) uint8`: of each 8th pixel of each 8th row, some microseconds."""
    return zlib.crc32(luma[::STEP, ::STEP].tobytes())


class Stillness:
    """Judges one camera's pictures, one opening after the other."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._since = 0.0
        self._patience = FROZEN_AFTER_S
        self.frozen = False
        """The picture is the same as before the device was opened again, or for too long."""

    def opened(self, now: float) -> None:
        """The device was opened (again): it has a whole while to show that it is alive."""
        self._since = now

    def look(self, picture: int, now: float) -> bool:
        """Take a picture's digest; True when the device should be opened again now."""
        if picture != self._last:
            self._last, self._since = picture, now
            self._patience, self.frozen = FROZEN_AFTER_S, False
            return False
        if now - self._since < self._patience:
            return False
        self.frozen = True
        self._patience = min(2 * self._patience, AGAIN_MAX_S)
        return True
