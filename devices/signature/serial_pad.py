"""A pad on a serial line, for us alone, read without ever waiting."""

import os

import serial

from devices.signature.address import PadAddress
from devices.signature.packets import Decoder
from devices.signature.ports import Garbled, Live, Missing, PadStatus, PadTrouble, Pen
from kiosk.core.system import Hindrance, hindrance

_MOST = 4096
_WHY: dict[Hindrance, PadTrouble] = {
    "gone": "signature.pad-missing",
    "denied": "signature.access-denied",
    "busy": "signature.pad-busy",
}


class SerialPad:
    """An open pad. `read` when `descriptor` is readable."""

    def __init__(self, line: serial.Serial, address: PadAddress) -> None:
        self._line = line
        self._decoder = Decoder(address.format)
        self._ratio = address.format.ratio
        self._status: PadStatus = Live()

    @property
    def descriptor(self) -> int:
        """The line's file descriptor."""
        return int(self._line.fileno())

    @property
    def ratio(self) -> float:
        """Height over width of its surface."""
        return self._ratio

    @property
    def status(self) -> PadStatus:
        """As it was last seen."""
        return self._status

    def read(self) -> list[Pen]:
        """Where the pen went since the last time."""
        try:
            data = os.read(self.descriptor, _MOST)
        except BlockingIOError:
            return []
        except (OSError, serial.PortNotOpenError):
            data = b""
        if not data:  # readable and empty: unplugged
            self._status = Missing("signature.pad-missing")
            return []
        pens = self._decoder.feed(data)
        self._status = Garbled() if self._decoder.garbled else Live()
        return pens

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()


def open_pad(address: PadAddress) -> SerialPad | Missing:
    """Open the line: the pad, or why it is not to be had now."""
    try:
        line = serial.Serial(address.path, address.baud, timeout=0, exclusive=True)
    except (OSError, serial.SerialException) as error:
        return Missing(_WHY[hindrance(error)])
    return SerialPad(line, address)
