"""How a scanner is named: `escl://HOST[:PORT]/eSCL`, or `sane:DEVICE` for any other that SANE knows."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from kiosk.core.toml import nearest

FORMS = "escl://HOTE[:PORT]/eSCL, escls://… ou sane:APPAREIL[?config=DOSSIER]"
_HTTP = {"escl": ("http", 80), "escls": ("https", 443)}


@dataclass(frozen=True)
class ScannerAddress:
    """`device` is SANE's name for it; `web` its eSCL root, empty where it is reached otherwise.

    `config` is a folder of SANE's own settings to use instead of the machine's, or empty.
    """

    device: str
    web: str = ""
    config: str = ""


def parse_address(uri: str) -> ScannerAddress:
    """Read a scanner's URI.

    Raises:
        ValueError: it is not one, with the forms that are.
    """
    scheme, _, rest = uri.partition(":")
    if scheme in _HTTP:
        return _escl(uri)
    name, _, query = rest.partition("?")
    config = parse_qs(query).get("config", [""])[0]
    if scheme == "sane" and name and name.isprintable() and not name.startswith("-"):
        return ScannerAddress(unquote(name), _web_of(name), config)
    known = (*_HTTP, "sane")
    raise ValueError(f"{uri!r} : {FORMS}{'' if scheme in known else nearest(scheme, known)}")


def _escl(uri: str) -> ScannerAddress:
    try:
        parts = urlsplit(uri)
        scheme, port = _HTTP[parts.scheme]
        port = parts.port or port
    except ValueError:
        raise ValueError(f"{uri!r} : {FORMS}") from None
    if not parts.hostname or not parts.hostname.isprintable() or parts.query or parts.fragment:
        raise ValueError(f"{uri!r} : {FORMS}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    web = f"{scheme}://{host}:{port}/{parts.path.strip('/') or 'eSCL'}"
    # sane-airscan opens `protocol:name:URL` at once, without looking for scanners around it.
    return ScannerAddress(f"airscan:escl:scanner:{web}", web)


def _web_of(name: str) -> str:
    """A device of sane-airscan given by its URL can be asked by eSCL as well."""
    if not name.startswith("airscan:escl:"):
        return ""
    _, _, url = name.removeprefix("airscan:escl:").partition(":")
    return url.rstrip("/") if url.startswith(("http://", "https://")) else ""
