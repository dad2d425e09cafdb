"""The verb `discover`: one finder of devices, in a child that can be killed where it hangs."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.discovery.ports import Around, Looked
from kiosk.confine.child import Box, Talk

Finder = Callable[[Around], Looked]


def _queues() -> Finder:
    from devices.discovery.printers import queues

    return queues


def _driverless() -> Finder:
    from devices.discovery.printers import driverless

    return driverless


def _attached() -> Finder:
    from devices.discovery.printers import attached

    return attached


def _known_to_sane() -> Finder:
    from devices.discovery.scanners import known_to_sane

    return known_to_sane


def _announced() -> Finder:
    from devices.discovery.scanners import announced

    return announced


def _serial_lines() -> Finder:
    from devices.discovery.nodes import serial_lines

    return serial_lines


def _usb_printers() -> Finder:
    from devices.discovery.nodes import usb_printers

    return usb_printers


def _cameras() -> Finder:
    from devices.discovery.nodes import cameras

    return cameras


def _other_usb() -> Finder:
    from devices.discovery.nodes import other_usb

    return other_usb


def _sound() -> Finder:
    from devices.discovery.sound import sound

    return sound


def _power() -> Finder:
    from devices.discovery.power import power

    return power


LOAD: dict[str, Callable[[], Finder]] = {
    "queues": _queues,
    "driverless": _driverless,
    "attached": _attached,
    "usb-printers": _usb_printers,
    "sane": _known_to_sane,
    "airscan": _announced,
    "cameras": _cameras,
    "sound": _sound,
    "serial": _serial_lines,
    "usb": _other_usb,
    "ups": _power,
}
"""By the names of `devices.discovery.look.FINDERS`."""


def discover(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Run the finder called `finder`, or ask at `address`."""
    if request.get("address"):
        from devices.discovery.address import at_address

        return dataclasses.asdict(at_address(str(request["address"])))
    words = {name: str(request[name]) for name in ("cups", "account", "keeper")}
    around = Around(Path(str(request["root"])), **words)
    return dataclasses.asdict(LOAD[str(request["finder"])]()(around))
