"""What the diagnosis says of the code reader, the presence sensor and the supply, where they are set."""

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path

from devices.codes.address import parse_address as reader_address
from devices.power.address import parse_address as supply_address
from devices.power.nut import NutSupply
from devices.power.ports import Unheard
from devices.presence.address import parse_address as sensor_address
from kiosk.core.errors import ERRORS
from kiosk.core.settings import Devices
from kiosk.maintenance.content import Seen


def readers_seen(devices: Devices) -> Iterator[Seen]:
    """Each that is set. A serial line is looked at and not opened: the kiosk may have it."""
    try:
        if devices.codes:
            yield _line("lecteur de codes", Path(reader_address(devices.codes).path), "codes.reader-missing")
        if devices.presence:
            yield _line(
                "détecteur de présence",
                Path(sensor_address(devices.presence).path),
                "presence.sensor-missing",
            )
        if devices.ups:
            yield _supply(devices.ups)
    except ValueError as error:
        yield Seen("lecteurs", ok=False, detail=str(error), remedy="Corriger la ligne de [devices].")


def _line(name: str, path: Path, key: str) -> Seen:
    try:
        there = stat.S_ISCHR(path.stat().st_mode)
    except OSError:
        there = False
    return Seen(name, ok=True, detail=f"{path} : branché") if there else _wrong(name, key)


def _supply(uri: str) -> Seen:
    status = asyncio.run(NutSupply(supply_address(uri)).status())
    key = status.key if isinstance(status, Unheard) else status.trouble
    return _wrong("onduleur", key) if key else Seen("onduleur", ok=True, detail="sur secteur")


def _wrong(name: str, key: str) -> Seen:
    entry = ERRORS[key]
    return Seen(name, ok=False, detail=entry.cause, remedy=f"{entry.remedy[:1].upper()}{entry.remedy[1:]}.")
