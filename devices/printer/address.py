"""How a printer is named: `cups://HOST[:PORT]/QUEUE` or `cups:///path/cups.sock?queue=QUEUE`."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class CupsAddress:
    """A queue of a CUPS server: `host` is a name, or the path of its socket."""

    host: str
    port: int
    queue: str


def parse_address(uri: str) -> CupsAddress:
    """Read a printer's URI.

    Raises:
        ValueError: it is not one, with the two forms that are.
    """
    parts = urlsplit(uri)
    if parts.scheme == "cups" and parts.hostname and parts.path.strip("/"):
        return CupsAddress(parts.hostname, parts.port or 631, unquote(parts.path.strip("/")))
    queue = parse_qs(parts.query).get("queue", [""])[0]
    if parts.scheme == "cups" and not parts.netloc and parts.path.startswith("/") and queue:
        return CupsAddress(unquote(parts.path), 0, queue)
    raise ValueError(f"{uri!r}: cups://HOST[:PORT]/QUEUE or cups:///path/cups.sock?queue=QUEUE")
