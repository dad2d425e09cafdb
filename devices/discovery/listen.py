"""Who is at the end of a serial line that says nothing of itself: a pad, a code reader and a presence sensor speak first.

Nothing is written. A pad and a reader speak when somebody writes on one, or holds a code before the other.
"""

import asyncio
import select
import time
from typing import Protocol

from devices.codes.address import parse_address as reader_address
from devices.codes.decode import QUIET_S
from devices.codes.ports import Code
from devices.codes.ports import Missing as NoReader
from devices.codes.serial_reader import open_reader
from devices.discovery.ports import Found
from devices.presence.address import parse_address as sensor_address
from devices.presence.ld2410 import Ld2410
from devices.presence.ports import Sensed
from devices.signature.address import parse_address as pad_address
from devices.signature.ports import Missing as NoPad
from devices.signature.serial_pad import open_pad
from kiosk.core.errors import ERRORS

LISTEN_S = 15.0
_WRITTEN = 20
"""Points with the pen down: noise does not make so many."""


def parse_line(uri: str) -> None:
    """Check the name of a line.

    Raises:
        ValueError: it is none, with the forms that are.
    """
    match uri.partition(":")[0]:
        case "codes":
            reader_address(uri)
        case "ld2410":
            sensor_address(uri)
        case _:
            pad_address(uri)


def listen(uri: str) -> Found:
    """Hear what the line says, 15 s at most.

    Raises:
        ValueError: as `parse_line`.
    """
    match uri.partition(":")[0]:
        case "codes":
            return _reader(uri)
        case "ld2410":
            return asyncio.run(_sensor(uri))
        case _:
            return _pad(uri)


class _Line(Protocol):
    @property
    def descriptor(self) -> int: ...


def _speaks(line: _Line, within_s: float) -> bool:
    return bool(select.select([line.descriptor], [], [], within_s)[0])


def _pad(uri: str) -> Found:
    pad = open_pad(pad_address(uri))
    if isinstance(pad, NoPad):
        return Found("signature", uri, "", ERRORS[pad.key].cause, "unusable", sure=False)
    ends, heard = time.monotonic() + LISTEN_S, 0
    try:
        while time.monotonic() < ends and heard < _WRITTEN and not isinstance(pad.status, NoPad):
            if _speaks(pad, 0.2):
                heard += sum(pen.down for pen in pad.read())
    finally:
        pad.close()
    if heard < _WRITTEN:
        return Found("signature", uri, "", "rien n'a été écrit dessus", "unusable", sure=False)
    return Found("signature", "Tablette de signature", uri, "a écrit")


def _reader(uri: str) -> Found:
    reader = open_reader(reader_address(uri))
    if isinstance(reader, NoReader):
        return Found("codes", uri, "", ERRORS[reader.key].cause, "unusable", sure=False)
    ends = time.monotonic() + LISTEN_S
    try:
        while time.monotonic() < ends and not isinstance(reader.status, NoReader):
            if _speaks(reader, QUIET_S):
                reader.take()
            elif isinstance(reader.pause(), Code):
                return Found("codes", "Lecteur de codes", uri, "a lu un code")
    finally:
        reader.close()
    return Found("codes", uri, "", "aucun code lisible n'a été lu", "unusable", sure=False)


async def _sensor(uri: str) -> Found:
    status = await Ld2410(sensor_address(uri)).status()
    if isinstance(status, Sensed):
        note = "voit quelqu'un" if status.there else "ne voit personne"
        return Found("presence", "Détecteur de présence", uri, note)
    return Found("presence", uri, "", ERRORS[status.key].cause, "unusable", sure=False)
