"""What crosses a simulated device's wire, a line each: the evidence kept beside a provoked fault.

Written when the variable `VG_WIRE` names a folder. A line is `SECONDS WAY WHAT`: the machine's monotonic clock, `>` from the kiosk,
`<` to it, `*` what a hand did to the device; bytes in hexadecimal, their head alone when there are many.
"""

import os
import time
from pathlib import Path
from typing import IO

FOLDER = "VG_WIRE"
_HEAD = 48


class Transcript:
    """One device's lines. Without the variable, nothing is written."""

    def __init__(self, device: str) -> None:
        self._file: IO[str] | None = None
        if path := path_of(device):
            self._file = path.open("a", encoding="utf-8", buffering=1)

    def heard(self, what: bytes | str) -> None:
        """From the kiosk."""
        self._line(">", what)

    def said(self, what: bytes | str) -> None:
        """To the kiosk."""
        self._line("<", what)

    def done(self, what: str) -> None:
        """By a hand, to the device itself."""
        self._line("*", what)

    def close(self) -> None:
        """The last line was written."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _line(self, way: str, what: bytes | str) -> None:
        if self._file is not None:
            words = what if isinstance(what, str) else _shown(what)
            self._file.write(f"{time.monotonic():.3f} {way} {words}\n")


def path_of(device: str) -> Path | None:
    """Where the lines of a device go, if anywhere."""
    folder = os.environ.get(FOLDER)
    return Path(folder) / f"{device}.txt" if folder else None


def _shown(data: bytes) -> str:
    more = f" … {len(data)} octets" if len(data) > _HEAD else ""
    return data[:_HEAD].hex(" ") + more
