"""A handset on its hook, as the kernel tells of it: a pipe of `struct input_event`."""

import os
import struct
from pathlib import Path

# `struct input_event` of <linux/input.h>, as a 64-bit kernel writes it.
EVENT = struct.Struct("=qqHHi")
EV_SYN, EV_KEY, EV_MSC = 0, 1, 4
KEY_PHONE = 169
MSC_SCAN = 4
HOOK_SWITCH = 0xB0020
"""HID usage page Telephony, usage Hook Switch."""


class HookPeer:
    """Lifted and hung up by a test."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "crochet"
        self._wire = -1

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        return f"hook:input:{self.path}?code=phone"

    def start(self) -> None:
        """Plug it in."""
        os.mkfifo(self.path)
        self._wire = os.open(self.path, os.O_RDWR | os.O_NONBLOCK)

    def stop(self) -> None:
        """Unplug it."""
        os.close(self._wire)
        self.path.unlink()

    def lift(self, *, lifted: bool = True) -> None:
        """One report, as a kernel writes it: a scan code, the key, the end of the report."""
        self.send(
            self.event(EV_MSC, MSC_SCAN, HOOK_SWITCH)
            + self.event(EV_KEY, KEY_PHONE, int(lifted))
            + self.event(EV_SYN, 0, 0)
        )

    def send(self, data: bytes) -> None:
        """Anything at all."""
        os.write(self._wire, data)

    @staticmethod
    def event(kind: int, code: int, value: int) -> bytes:
        """24 bytes."""
        return EVENT.pack(1_700_000_000, 0, kind, code, value)
