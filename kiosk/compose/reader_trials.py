"""Rows and trials of the code reader: the maintenance page, `kiosk devices status`, and the trial's child."""

import select
import stat
import time
from pathlib import Path
from typing import Any

from devices.codes.address import parse_address
from devices.codes.decode import QUIET_S
from devices.codes.ports import Code, Missing, Reading
from devices.codes.serial_reader import SerialReader, open_reader
from kiosk.confine.child import Box, Talk
from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.steward.staff import Finding

SHOW_S = 15.0


def reader_now(uri: str) -> Finding:
    """As its line says: what the screen on stage holds is not opened a second time."""
    try:
        path = Path(parse_address(uri).path)
    except ValueError as error:
        raise UserFacingError("settings.value-wrong", f"devices.codes : {error}") from None
    try:
        there = stat.S_ISCHR(path.stat().st_mode)
    except OSError:
        there = False
    return Finding("branché") if there else _troubled("codes.reader-missing")


def reader(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Wait for someone to hold a code before the reader of `request["uri"]`."""
    opened = open_reader(parse_address(str(request["uri"])))
    if isinstance(opened, Missing):
        return {"said": ERRORS[opened.key].cause, "key": opened.key}
    try:
        finding = _read(opened, time.monotonic() + SHOW_S)
    finally:
        opened.close()
    return {"said": finding.status, "key": finding.key}


def _read(opened: SerialReader, ends: float) -> Finding:
    while time.monotonic() < ends:
        if select.select([opened.descriptor], [], [], QUIET_S)[0]:
            opened.take()
            if isinstance(opened.status, Missing):
                return _troubled(opened.status.key)
        elif (reading := opened.pause()) is not None:
            return _told(reading)
    return Finding(f"aucun code n'a été lu en {SHOW_S:.0f} s", "codes.nothing-read")


def _told(reading: Reading) -> Finding:
    """How much was read; not what: whose paper was at hand is nobody's business."""
    if isinstance(reading, Code):
        return Finding(f"un code a été lu, {len(reading.text)} signes")
    why = {"long": "trop long", "signs": "avec des signes qui ne se lisent pas"}[reading.why]
    return Finding(f"un code a été lu, {why} : le lecteur marche")


def _troubled(key: str) -> Finding:
    return Finding(ERRORS[key].cause, key)
