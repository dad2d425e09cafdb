"""How a printer is named: `cups://HOST[:PORT]/QUEUE` or `cups:///path/cups.sock?queue=QUEUE`."""

import difflib
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

_SCHEME = "cups"
_FORMS = "cups://SERVEUR[:PORT]/FILE ou cups:///run/cups/cups.sock?queue=FILE"
# What a printer's own address looks like: it is for CUPS, which then has a queue of that name for us.
_PRINTERS = frozenset(
    {"ipp", "ipps", "http", "https", "socket", "lpd", "usb", "dnssd", "hp", "implicitclass"}
)


@dataclass(frozen=True)
class CupsAddress:
    """A queue of a CUPS server: `host` is a name, or the path of its socket."""

    host: str
    port: int
    queue: str


def parse_address(uri: str) -> CupsAddress:
    """Read a printer's URI.

    Raises:
        ValueError: it is not one, with the two forms that are and the nearest to what was meant.
    """
    try:
        parts = urlsplit(uri)
        port = parts.port or 631
    except ValueError:
        raise _wrong(uri, "ce n'est pas une adresse") from None
    if not uri.isprintable():
        raise _wrong(uri, "elle a des caractères invisibles")
    if parts.scheme != _SCHEME:
        raise _wrong(uri, _other_scheme(parts.scheme, uri))
    if parts.hostname and parts.path.strip("/"):
        return _checked(uri, CupsAddress(parts.hostname, port, unquote(parts.path.strip("/"))))
    queue = parse_qs(parts.query).get("queue", [""])[0]
    if parts.netloc:
        raise _wrong(uri, f"il manque la file : cups://{parts.netloc}/FILE")
    if not parts.path.startswith("/"):
        raise _wrong(uri, f"essayer cups://localhost/{parts.path or 'FILE'}")
    if not queue:
        raise _wrong(uri, f"il manque la file : cups://{parts.path}?queue=FILE")
    return CupsAddress(unquote(parts.path), 0, queue)


def _checked(uri: str, address: CupsAddress) -> CupsAddress:
    """No queue of CUPS has a slash in its name: who writes one copied the path of a web page of CUPS."""
    if "/" in address.queue:
        name = address.queue.rstrip("/").rsplit("/", 1)[-1]
        raise _wrong(uri, f"une file n'a pas de « / » ; essayer cups://{address.host}/{name[:40]}")
    return address


def _other_scheme(scheme: str, uri: str) -> str:
    if scheme in _PRINTERS:
        return (
            "c'est l'adresse de l'imprimante ; en faire une file de CUPS "
            f"(lpadmin -p borne -E -v {uri} -m everywhere), puis cups://localhost/borne"
        )
    if difflib.get_close_matches(scheme, [_SCHEME], cutoff=0.6):
        return f"« {scheme} » n'existe pas ; essayer {_SCHEME}{uri[len(scheme) :]}"
    return (
        f"« {scheme} » n'est pas d'une imprimante A4"
        if scheme
        else f"essayer cups://localhost/{uri or 'FILE'}"
    )


def _wrong(uri: str, why: str) -> ValueError:
    return ValueError(f"{uri[:200]!r} : {why}. Attendu : {_FORMS}")
