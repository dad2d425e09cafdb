"""Whether a handset is lifted, or a headset plugged in: how it is named, and what its wire says. Pure.

`hook:input:/dev/input/…?code=CODE` is a switch or a key of the kernel (`struct input_event`): `phone`,
the hook of a USB handset (HID telephony), or `headphone`, a jack. `hook:serial:/dev/ttyS0?line=LINE` is
a contact on a serial port's `cts`, `dsr`, `cd` or `ri`. `&lifted=0` turns the meaning round.
"""

import struct
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from kiosk.core.toml import nearest

EVENT = struct.Struct("@llHHi")
"""`struct input_event` of a 64-bit kernel: seconds, microseconds, type, code, value (24 bytes)."""
EV_KEY, EV_SW = 0x01, 0x05
CODES = {"phone": (EV_KEY, 0xA9), "headphone": (EV_SW, 0x02), "microphone": (EV_SW, 0x04)}
LINES = ("cts", "dsr", "cd", "ri")
SETTLE_S = 0.06
"""A contact bounces for some ten milliseconds: what stands this long counts."""
_FORMS = (
    "hook:input:/dev/input/…?code=phone, ou headphone ; ou hook:serial:/dev/ttyS0?line=cts, dsr, cd ou ri"
)


@dataclass(frozen=True)
class HookAddress:
    """Where the contact is. `name` is a code of `CODES` or a line of `LINES`."""

    wire: Literal["input", "serial"]
    path: str
    name: str
    lifted: bool = True
    """What the contact's being on means."""


def parse_address(uri: str) -> HookAddress:
    """Read a hook's URI.

    Raises:
        ValueError: it is not one, with the forms that are.
    """
    parts = urlsplit(uri)
    wire, _, path = parts.path.partition(":")
    asked = parse_qs(parts.query)
    lifted = asked.pop("lifted", ["1"])[0]
    names = {"input": ("code", tuple(CODES)), "serial": ("line", LINES)}
    if parts.scheme != "hook" or wire not in names:
        raise ValueError(f"{uri!r} : {_FORMS}{nearest(wire, names)}")
    key, known = names[wire]
    name = asked.pop(key, [known[0]])[0]
    if name not in known:
        raise ValueError(f"{uri!r} : {_FORMS}{nearest(name, known)}")
    if asked or lifted not in {"0", "1"} or not path.startswith("/"):
        raise ValueError(f"{uri!r} : {_FORMS}")
    return HookAddress("input" if wire == "input" else "serial", path, name, lifted == "1")


@dataclass(frozen=True)
class Hook:
    """The contact as known: `lifted` once settled; `now` as its wire says, since `since`."""

    lifted: bool = False
    now: bool = False
    since: float = 0.0

    def says(self, on: bool, now: float) -> "Hook":
        """The wire says so."""
        return self if on == self.now else replace(self, now=on, since=now)

    def settled(self, now: float) -> "Hook":
        """What counts at `now`."""
        due = self.now != self.lifted and now - self.since >= SETTLE_S
        return replace(self, lifted=self.now) if due else self


class Events:
    """Bytes of an input device into what they say of one code; anything else says nothing."""

    def __init__(self, address: HookAddress) -> None:
        self._type, self._code = CODES[address.name]
        self._means = address.lifted
        self._rest = b""

    def read(self, data: bytes) -> bool | None:
        """The newest word in these bytes, if any."""
        given = self._rest + data
        whole = len(given) - len(given) % EVENT.size
        self._rest = given[whole:]
        said: bool | None = None
        for _, _, kind, code, value in EVENT.iter_unpack(given[:whole]):
            # 2 is a key that repeats, and no news.
            if (kind, code) == (self._type, self._code) and value in {0, 1}:
                said = (value == 1) == self._means
        return said
