"""How a supply is named: `nut://HOST[:PORT]/NAME`, the name it has in NUT's `ups.conf`."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.core.toml import nearest

USUAL_PORT = 3493
_FORM = "nut://127.0.0.1:3493/NOM"
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True)
class SupplyAddress:
    """A supply behind a NUT server."""

    host: str
    port: int
    name: str


def parse_address(uri: str) -> SupplyAddress:
    """Read a supply's URI.

    Raises:
        ValueError: it is not one, with the form that is.
    """
    try:
        parts = urlsplit(uri)
        port = parts.port or USUAL_PORT
    except ValueError:
        raise _wrong(uri, uri.partition(":")[0]) from None
    name = parts.path.removeprefix("/")
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme != "nut" or not parts.hostname or not plain or not _NAME.fullmatch(name):
        raise _wrong(uri, parts.scheme)
    return SupplyAddress(parts.hostname, port, name)


def _wrong(uri: str, scheme: str) -> ValueError:
    meant = "" if scheme == "nut" else nearest(scheme, ["nut"])
    return ValueError(f"{uri!r} : {_FORM}{meant}")
