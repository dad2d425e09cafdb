"""One device opened through SANE, by python-sane. It can hang in a backend: only ever in a child.

A binding and not `scanimage`: a batch of that one goes on with the next page after it was told to stop
(seen with 1.1.1), and a killed one leaves its job on the scanner. Here another thread calls `sane_cancel`.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sane

from devices.scanner.address import ScannerAddress
from devices.scanner.options import A4_MM, Abilities, abilities, longest
from devices.scanner.ports import Order

ScanError = sane._sane.error  # noqa: SLF001 - the only name that python-sane has for it
_BY_URL = Path(__file__).with_name("sane.d")


def configure(address: ScannerAddress) -> None:
    """Choose SANE's settings for this address, for this process.

    A scanner known by its URL is not looked for: sane-airscan would ask the whole network, and fail
    where there is no Avahi to ask.
    """
    config = address.config or (str(_BY_URL) if address.web else "")
    if config:
        os.environ["SANE_CONFIG_DIR"] = config


@contextmanager
def opened(address: ScannerAddress) -> Iterator["Session"]:
    """The device, in a SANE of its own: backends keep what they once found until they are ended.

    Raises:
        ScanError: it cannot be opened.
    """
    sane.init()
    try:
        session = Session(sane.open(address.device))
        try:
            yield session
        finally:
            session.close()
    finally:
        sane.exit()


class Session:
    """An open device. `cancel` may be called by another thread, at any time."""

    def __init__(self, device: sane.SaneDev) -> None:
        self._device = device
        self._lock = threading.Lock()
        self._open = True

    def abilities(self) -> Abilities:
        """What it can do."""
        return abilities(self._device.opt)

    def prepare(self, order: Order) -> None:
        """Choose source, grey, resolution and A4. Each choice may change what the next may be."""
        able = self.abilities()
        if name := able.sources[order.source]:
            self._device.source = name
        if able.grey:
            self._device.mode = able.grey
        if able.resolution is not None:
            self._device.resolution = able.nearest(order.dpi)
        for corner, size in (("br_x", A4_MM[0]), ("br_y", A4_MM[1])):
            far = longest(self._device.opt, corner, size)
            if far is not None:
                setattr(self._device, corner.replace("br", "tl"), 0.0)
                setattr(self._device, corner, far)

    def read(self, file: Path, progress: Callable[[float], None]) -> None:
        """Read the next page into `file`; it appears there when it is whole.

        Raises:
            ScanError: there is none, or why not.
        """

        # python-sane does not survive an exception in here.
        def line(now: int, whole: int) -> None:
            progress(min(now / whole, 1.0) if whole > 0 else 0.0)

        self._device.start()
        picture = self._device.snap(no_cancel=True, progress=line)
        part = file.with_suffix(".part")
        picture.save(part, "PPM")
        part.rename(file)

    def cancel(self) -> None:
        """Stop what is being read, and what the device would read next."""
        with self._lock:
            if self._open:
                self._device.cancel()

    def close(self) -> None:
        """Free the device."""
        with self._lock:
            self._open = False
            self._device.cancel()
            self._device.close()
