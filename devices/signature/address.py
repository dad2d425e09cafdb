"""How a signature pad is named: `topaz:/dev/ttyUSB0[?baud=…]` or `wacom:/dev/ttyS0[?baud=…]`."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from devices.signature.packets import TOPAZ, WACOM, Format
from kiosk.core.toml import nearest

_FORMATS = {"topaz": (TOPAZ, 19200), "wacom": (WACOM, 9600)}
_BAUDS = frozenset({9600, 19200, 38400, 57600, 115200})
_FORMS = "topaz:/dev/ttyUSB0?baud=19200 ou wacom:/dev/ttyS0?baud=9600"


@dataclass(frozen=True)
class PadAddress:
    """A pad on a serial line."""

    format: Format
    path: str
    baud: int


def parse_address(uri: str) -> PadAddress:
    """Read a pad's URI.

    Raises:
        ValueError: it is not one, with the two forms that are.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        raise _wrong(uri, uri.partition(":")[0]) from None
    asked = parse_qs(parts.query)
    path = unquote(parts.path)
    if parts.scheme not in _FORMATS or parts.netloc or not path.startswith("/"):
        raise _wrong(uri, parts.scheme)
    format_, usual = _FORMATS[parts.scheme]
    said = asked.pop("baud", [str(usual)])[0]
    if asked or not said.isdecimal() or int(said) not in _BAUDS:
        raise _wrong(uri, parts.scheme)
    return PadAddress(format_, path, int(said))


def _wrong(uri: str, scheme: str) -> ValueError:
    meant = "" if scheme in _FORMATS else nearest(scheme, _FORMATS)
    return ValueError(f"{uri!r} : {_FORMS}{meant}")
