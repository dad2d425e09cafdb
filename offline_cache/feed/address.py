"""Where an edition may be fetched from: https only; plain http on this machine itself, for a try."""

import ipaddress

import httpx

from kiosk.core.errors import UserFacingError

FEEDS = {
    "vosdroits-3.3": "https://lecomarquage.service-public.fr/vdd/3.3/part/zip/vosdroits-latest.zip",
    "vosdroits-3.4": "https://lecomarquage.service-public.gouv.fr/vdd/3.4/part/zip/vosdroits-latest.zip",
    "vosdroits-3.5": "https://lecomarquage.service-public.gouv.fr/vdd/3.5/part/zip/vosdroits-latest.zip",
}
"""What DILA publishes for the public (particuliers), by schema; `content.feed` of the settings names one."""

DEFAULT_FEED = "vosdroits-3.4"


def checked(text: str) -> httpx.URL:
    """An address that may be asked.

    Raises:
        UserFacingError: `content.address-refused`.
    """
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        raise UserFacingError("content.address-refused", f"{text} : ce n'est pas une adresse") from None
    if not url.host or url.userinfo:
        raise UserFacingError("content.address-refused", f"{_shown(url)} : il faut https://machine/fichier")
    if url.scheme != "https" and not (url.scheme == "http" and _is_here(url)):
        raise UserFacingError("content.address-refused", f"{_shown(url)} : il faut une adresse https")
    return url


def onward(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirection leads: never from a server elsewhere to this machine.

    Raises:
        UserFacingError: `content.address-refused`.
    """
    try:
        target = checked(str(url.join(location)))
    except httpx.InvalidURL:
        raise UserFacingError("content.address-refused", "redirection illisible") from None
    if _is_here(target) and not _is_here(url):
        raise UserFacingError("content.address-refused", f"{_shown(target)} : redirection vers cette machine")
    return target


def _is_here(url: httpx.URL) -> bool:
    host = url.host.strip("[]")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_loopback or mapped.is_unspecified)


def _shown(url: httpx.URL) -> str:
    """Without a password that somebody put into it."""
    return str(url.copy_with(userinfo=b""))
