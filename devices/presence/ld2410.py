"""An LD2410 radar on a serial line, for us alone. Nothing is ever written to it."""

import asyncio
import contextlib
import os
import select
import termios
from collections.abc import AsyncGenerator, AsyncIterator

import serial

from devices.presence.address import SensorAddress
from devices.presence.frames import Decoder, Report
from devices.presence.ports import PresenceStatus, Sensed, Trouble, Unknown
from kiosk.core.system import Hindrance, hindrance

SILENT_S = 3.0
"""It reports ten times a second."""
AGAIN_S = 1.0
LOOK_S = 0.1
"""Between two looks at the line: a sensor that says more than it should costs no more."""
LINGER = 20
"""Reports in a row without anybody before nobody is there: a person who reads hardly moves."""
_MOST = 4096


class Ld2410:
    """The sensor of an address, found again when it was unplugged."""

    def __init__(self, address: SensorAddress) -> None:
        self._address = address

    async def status(self) -> PresenceStatus:
        """Open the line, and wait for one report."""
        async with contextlib.aclosing(self._watch(linger=1)) as watch:
            return await anext(watch)

    async def watch(self) -> AsyncIterator[PresenceStatus]:
        """The status now and at each change, for ever."""
        last: PresenceStatus | None = None
        while True:
            async with contextlib.aclosing(self._watch(LINGER)) as watch:
                async for status in watch:
                    if status != last:
                        last = status
                        yield status
            await asyncio.sleep(AGAIN_S)

    async def _watch(self, linger: int) -> AsyncGenerator[PresenceStatus, None]:
        """Until the line is lost, and why; silence is said and waited through."""
        line = _open(self._address)
        if isinstance(line, Unknown):
            yield line
            return
        decoder, absent, quiet = Decoder(), 0, 0.0
        try:
            while True:
                data = _read(line)
                if data is None:
                    yield Unknown("presence.sensor-missing")
                    return
                reports = decoder.feed(data)
                quiet = 0.0 if reports else quiet + LOOK_S
                if quiet >= SILENT_S:
                    yield Unknown("presence.sensor-silent")
                    quiet = 0.0
                for report in reports:
                    absent = 0 if self._near(report) else absent + 1
                    if absent == 0 or absent >= linger:
                        yield Sensed(absent == 0)
                await asyncio.sleep(LOOK_S)
        finally:
            line.close()

    def _near(self, report: Report) -> bool:
        return report.within(self._address.reach_cm)


_WHY: dict[Hindrance, Trouble] = {
    "gone": "presence.sensor-missing",
    "denied": "presence.access-denied",
    "busy": "presence.sensor-busy",
}


def _open(address: SensorAddress) -> serial.Serial | Unknown:
    try:
        return serial.Serial(address.path, address.baud, timeout=0, exclusive=True)
    except (OSError, serial.SerialException, ValueError, termios.error) as error:
        return Unknown(_WHY[hindrance(error)])


def _read(line: serial.Serial) -> bytes | None:
    """What it says now, perhaps nothing; None once the line is lost."""
    try:
        if not select.select([line.fileno()], [], [], 0)[0]:
            return b""
        return os.read(line.fileno(), _MOST) or None  # readable and empty: unplugged
    except BlockingIOError:
        return b""
    except (OSError, serial.PortNotOpenError):
        return None
