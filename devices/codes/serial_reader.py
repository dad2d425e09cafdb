"""A code reader on a serial line, for us alone, read without ever waiting. Nothing is ever written to it."""

import contextlib
import os
import termios

import serial

from devices.codes.address import ReaderAddress
from devices.codes.decode import Burst
from devices.codes.ports import Live, Missing, ReaderStatus, ReaderTrouble, Reading
from kiosk.core.system import Hindrance, hindrance

_MOST = 4096
_WHY: dict[Hindrance, ReaderTrouble] = {
    "gone": "codes.reader-missing",
    "denied": "codes.access-denied",
    "busy": "codes.reader-busy",
}


class SerialReader:
    """An open reader. `take` when `descriptor` is readable, `pause` once it has been quiet."""

    def __init__(self, line: serial.Serial) -> None:
        self._line = line
        self._burst = Burst()
        self._status: ReaderStatus = Live()

    @property
    def descriptor(self) -> int:
        """The line's file descriptor."""
        return int(self._line.fileno())

    @property
    def status(self) -> ReaderStatus:
        """As it was last seen."""
        return self._status

    def take(self) -> None:
        """Take in what the line says. A line that does not stop is noise: nothing of it is a code."""
        try:
            data = os.read(self.descriptor, _MOST)
        except BlockingIOError:
            return
        except (OSError, serial.PortNotOpenError):
            data = b""
        if not data:  # readable and empty: unplugged
            self._status = Missing("codes.reader-missing")
            return
        self._burst.add(data)
        if self._burst.noisy:
            self._status = Missing("codes.reader-noisy")

    def pause(self) -> Reading | None:
        """The code that ended with this silence, if there is one."""
        return self._burst.end() if isinstance(self._status, Live) else None

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()


def open_reader(address: ReaderAddress) -> SerialReader | Missing:
    """Open the line: the reader, or why it is not to be had now.

    What it said while nobody listened is thrown away: it was read by whoever stood here before.
    """
    try:
        line = serial.Serial(address.path, address.baud, timeout=0, exclusive=True)
    except (OSError, serial.SerialException, ValueError, termios.error) as error:
        return Missing(_WHY[hindrance(error)])
    with contextlib.suppress(OSError, termios.error):
        line.reset_input_buffer()
    return SerialReader(line)
