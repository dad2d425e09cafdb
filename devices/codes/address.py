"""How a code reader is named: `codes:/dev/serial/by-id/…[?baud=9600]`."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from kiosk.core.toml import nearest

USUAL_BAUD = 9600
_BAUDS = frozenset({1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200})
_FORM = "codes:/dev/serial/by-id/…?baud=9600"


@dataclass(frozen=True)
class ReaderAddress:
    """A reader on a serial line. Over USB the rate means nothing."""

    path: str
    baud: int


def parse_address(uri: str) -> ReaderAddress:
    """Read a reader's URI.

    Raises:
        ValueError: it is not one, with the form that is.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        raise ValueError(f"{uri!r} : {_FORM}") from None
    asked = parse_qs(parts.query, keep_blank_values=True)
    path = unquote(parts.path)
    said = asked.pop("baud", [str(USUAL_BAUD)])[0]
    if parts.scheme != "codes" or parts.netloc or parts.fragment or not path.startswith("/") or "\0" in path:
        meant = "" if parts.scheme == "codes" else nearest(parts.scheme, ["codes"])
        raise ValueError(f"{uri!r} : {_FORM}{meant}")
    if asked or not said.isdecimal() or int(said) not in _BAUDS:
        rates = ", ".join(map(str, sorted(_BAUDS)))
        raise ValueError(f"{uri!r} : {_FORM} ; baud parmi {rates}")
    return ReaderAddress(path, int(said))
