"""How a sensor is named: `ld2410:/dev/serial/by-id/…[?baud=256000][&reach=300]`."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from kiosk.core.toml import nearest

USUAL_BAUD = 256000
USUAL_REACH_CM = 300
_BAUDS = frozenset({9600, 19200, 38400, 57600, 115200, 230400, 256000, 460800})
_REACHES = range(50, 601)
_FORM = "ld2410:/dev/serial/by-id/…?baud=256000&reach=300"


@dataclass(frozen=True)
class SensorAddress:
    """A radar on a serial line. What is farther than `reach_cm` is a passer-by."""

    path: str
    baud: int
    reach_cm: int


def parse_address(uri: str) -> SensorAddress:
    """Read a sensor's URI.

    Raises:
        ValueError: it is not one, with the form that is.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        raise _wrong(uri, uri.partition(":")[0]) from None
    asked = parse_qs(parts.query, keep_blank_values=True)
    path = unquote(parts.path)
    baud = asked.pop("baud", [str(USUAL_BAUD)])[0]
    reach = asked.pop("reach", [str(USUAL_REACH_CM)])[0]
    if parts.scheme != "ld2410" or parts.netloc or parts.fragment or not path.startswith("/") or "\0" in path:
        raise _wrong(uri, parts.scheme)
    if asked or not baud.isdecimal() or int(baud) not in _BAUDS:
        raise ValueError(f"{uri!r} : {_FORM} ; baud parmi {', '.join(map(str, sorted(_BAUDS)))}")
    if not reach.isdecimal() or int(reach) not in _REACHES:
        raise ValueError(f"{uri!r} : {_FORM} ; reach de {_REACHES[0]} à {_REACHES[-1]} cm")
    return SensorAddress(path, int(baud), int(reach))


def _wrong(uri: str, scheme: str) -> ValueError:
    meant = "" if scheme == "ld2410" else nearest(scheme, ["ld2410"])
    return ValueError(f"{uri!r} : {_FORM}{meant}")
