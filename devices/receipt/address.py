"""How a ticket printer is named: `escpos+tcp://HOST[:PORT]`, `escpos+serial:/dev/…[?baud=…]`, `escpos+usb:/dev/usb/lp0`.

Each may say `width=58` or `width=80`, the roll in millimetres.
"""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from kiosk.core.toml import nearest

_SCHEMES = ("escpos+tcp", "escpos+serial", "escpos+usb")
DEFAULT_PORT = 9100
DEFAULT_BAUD = 19200
_BAUDS = frozenset({9600, 19200, 38400, 57600, 115200})
_FORMS = "escpos+tcp://HÔTE[:PORT], escpos+serial:/dev/ttyUSB0?baud=19200 ou escpos+usb:/dev/usb/lp0, et width=58 ou 80"

# What the system keeps of a serial line's output, bytes.
_HELD = 4096

# Dots across the printable part of a roll, at 8 dots a millimetre.
DOTS = {58: 384, 80: 576}


@dataclass(frozen=True)
class ReceiptAddress:
    """Where a ticket printer is. `target` is a host name or a device's path."""

    wire: Literal["tcp", "serial", "usb"]
    target: str
    port: int = 0
    baud: int = 0
    width_mm: int = 80

    @property
    def dots(self) -> int:
        """Dots across its paper."""
        return DOTS[self.width_mm]

    @property
    def lag_s(self) -> float:
        """How long what was written may take to arrive: a serial line holds a page of it, 10 bits a byte."""
        return 2 * _HELD * 10 / self.baud if self.baud else 0.0


def parse_address(uri: str) -> ReceiptAddress:
    """Read a ticket printer's URI.

    Raises:
        ValueError: it is not one, with the forms that are.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        raise _wrong(uri, uri.partition(":")[0]) from None
    asked = parse_qs(parts.query)
    try:
        port = parts.port
        width = int(asked.pop("width", ["80"])[0])
        baud = int(asked.pop("baud", [str(DEFAULT_BAUD)])[0])
    except ValueError:
        raise _wrong(uri, parts.scheme) from None
    if asked or width not in DOTS or baud not in _BAUDS:
        raise _wrong(uri, parts.scheme)
    path = unquote(parts.path)
    if parts.scheme == "escpos+tcp" and parts.hostname and not path.strip("/"):
        return ReceiptAddress("tcp", parts.hostname, port or DEFAULT_PORT, 0, width)
    if parts.netloc or not path.startswith("/"):
        raise _wrong(uri, parts.scheme)
    if parts.scheme == "escpos+serial":
        return ReceiptAddress("serial", path, 0, baud, width)
    if parts.scheme == "escpos+usb":
        return ReceiptAddress("usb", path, 0, 0, width)
    raise _wrong(uri, parts.scheme)


def _wrong(uri: str, scheme: str) -> ValueError:
    meant = "" if scheme in _SCHEMES else nearest(scheme, _SCHEMES)
    return ValueError(f"{uri!r} : {_FORMS}{meant}")
