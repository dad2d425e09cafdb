"""The verb `discover`: one finder, in a child that can be killed where it hangs."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.discovery.ports import Around, Looked
from kiosk.confine.child import Box, Talk

Finder = Callable[[Around], Looked]


@dataclass(frozen=True)
class Entry:
    """A finder and how long it may take, in seconds."""

    label: str
    load: Callable[[], Finder]
    deadline_s: float = 10.0


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


FINDERS = {
    "queues": Entry("files CUPS", _queues),
    "driverless": Entry("imprimantes du réseau", _driverless, 30.0),
    "attached": Entry("imprimantes USB de CUPS", _attached, 15.0),
    "usb-printers": Entry("imprimantes USB", _usb_printers),
    "sane": Entry("scanners SANE", _known_to_sane, 30.0),
    "airscan": Entry("scanners du réseau", _announced, 15.0),
    "cameras": Entry("caméras", _cameras),
    "sound": Entry("son", _sound, 20.0),
    "serial": Entry("ports série", _serial_lines),
    "usb": Entry("autres appareils USB", _other_usb),
    "ups": Entry("onduleurs (NUT)", _power),
}
ADDRESS_S = 30.0


def discover(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Run the finder called `finder`, or ask at `address`."""
    if request.get("address"):
        from devices.discovery.address import at_address

        return dataclasses.asdict(at_address(str(request["address"])))
    words = {name: str(request[name]) for name in ("cups", "account", "keeper")}
    around = Around(Path(str(request["root"])), **words)
    return dataclasses.asdict(FINDERS[str(request["finder"])].load()(around))
