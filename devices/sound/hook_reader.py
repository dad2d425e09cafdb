"""The hook's wire, opened and followed; opened again when it is lost, and then it counts as hung up."""

import array
import asyncio
import fcntl
import os
from collections.abc import Callable
from typing import Any

import serial

from devices.sound.hook import CODES, EV_KEY, EVENT, Events, Hook, HookAddress

RETRY_S = 1.0
LOOK_S = 0.03
READ = 1024 * EVENT.size
"""Bytes taken at one look: a device that never stops talking is heard no faster."""
_READ_STATE = {"key": 0x80604518, "switch": 0x8008451B}
"""EVIOCGKEY(96) and EVIOCGSW(8) of <linux/input.h>: what is pressed and switched now."""


async def follow(
    address: HookAddress,
    clock: Callable[[], float],
    tell: Callable[[bool], None],
    port_at: Callable[..., Any] = serial.Serial,
) -> None:
    """Say each change, for ever; the first word is what the contact is when that is not hung up."""
    hook = Hook()
    while True:
        wire = _open_input(address) if address.wire == "input" else _open_line(address, port_at)
        while wire is not None:
            said = wire()
            if isinstance(said, OSError):
                break
            if said is not None:
                hook = hook.says(said, clock())
            hook = _settle(hook, clock(), tell)
            await asyncio.sleep(LOOK_S)
        # A handset that was unplugged is no longer at anybody's ear.
        hook = hook.says(False, clock())
        until = clock() + RETRY_S
        while clock() < until:
            hook = _settle(hook, clock(), tell)
            await asyncio.sleep(LOOK_S)


def _settle(hook: Hook, now: float, tell: Callable[[bool], None]) -> Hook:
    settled = hook.settled(now)
    if settled.lifted != hook.lifted:
        tell(settled.lifted)
    return settled


Wire = Callable[[], bool | OSError | None]
"""What is new on the wire, or that it is gone."""


def _open_input(address: HookAddress) -> Wire | None:
    try:
        device = os.open(address.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    events = Events(address)
    first = _state(device, address)

    def read() -> bool | OSError | None:
        nonlocal first
        known, first = first, None
        try:
            data = os.read(device, READ)
        except BlockingIOError:
            return known
        except OSError as error:
            os.close(device)
            return error
        if not data:
            os.close(device)
            return OSError("hung up")
        said = events.read(data)
        return known if said is None else said

    return read


def _state(device: int, address: HookAddress) -> bool | None:
    """As it is now, which a kernel's device knows; a pipe does not."""
    kind, code = CODES[address.name]
    bits = array.array("B", bytes(96))
    try:
        fcntl.ioctl(device, _READ_STATE["key" if kind == EV_KEY else "switch"], bits, True)
    except OSError:
        return None
    return bool(bits[code // 8] >> code % 8 & 1) == address.lifted


def _open_line(address: HookAddress, port_at: Callable[..., Any]) -> Wire | None:
    try:
        port = port_at(address.path, exclusive=True)
    except (OSError, ValueError):
        return None

    def read() -> bool | OSError | None:
        try:
            return bool(getattr(port, address.name)) == address.lifted
        except OSError as error:
            port.close()
            return error

    return read
