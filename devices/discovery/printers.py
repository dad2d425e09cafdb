"""A4 printers: the queues CUPS has, and the printers that could have one. pycups can hang: only in a child."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import cups

from devices.discovery.ports import Around, Found, Looked
from devices.discovery.tool import ask
from devices.printer.ipp import NoAnswerError, describe

_LOOK_S = 4
_USB_S = 6


def queues(around: Around) -> Looked:
    """What CUPS has already: these names go into the settings."""
    try:
        found = cups.Connection(host=around.cups).getPrinters()
    except (RuntimeError, cups.IPPError, cups.HTTPError) as error:
        return Looked("files CUPS", trouble=f"CUPS ne répond pas à {around.cups} ({error})")
    return Looked("files CUPS", tuple(_queue(around.cups, name, said) for name, said in found.items()))


def queue_uri(server: str, name: str) -> str:
    """A queue's name in the settings."""
    if server.startswith("/"):
        return f"cups://{quote(server)}?queue={quote(name, safe='')}"
    return f"cups://{server}/{quote(name, safe='')}"


def _queue(server: str, name: str, said: Mapping[str, Any]) -> Found:
    model = str(said.get("printer-make-and-model") or said.get("printer-info") or name)
    where = str(said.get("device-uri", ""))
    return Found("printer", f"{model}, file « {name} »", queue_uri(server, name), where, alias=where)


def driverless(_around: Around) -> Looked:
    """Printers that announce themselves on the network (DNS-SD), each by its own IPP address."""
    said = ask(["ippfind", "-T", str(_LOOK_S), "_ipp._tcp", "_ipps._tcp"], _LOOK_S + 2)
    trouble = said.trouble
    if "Daemon not running" in trouble:
        trouble = "avahi-daemon ne tourne pas : « sudo apt install avahi-daemon », ou donner --address"
    elif not said.text and "(1)" in trouble:
        trouble = ""  # ippfind's way of saying that there is none
    found = [printer_at(uri, uri) for uri in printers_in(said.text)]
    return Looked("imprimantes du réseau", tuple(found), trouble)


def printers_in(text: str) -> list[str]:
    """The lines of ippfind; an encrypted address is left out where the same printer has a plain one."""
    uris = [line.strip() for line in text.splitlines() if line.strip().startswith(("ipp://", "ipps://"))]
    plain = {urlsplit(uri).hostname for uri in uris if uri.startswith("ipp:")}
    chosen = [uri for uri in uris if uri.startswith("ipp:") or urlsplit(uri).hostname not in plain]
    return list(dict.fromkeys(chosen))


def printer_at(uri: str, fallback: str) -> Found:
    """A printer by its IPP address: its model, and the command that makes its queue."""
    try:
        name = describe(uri) or fallback
    except NoAnswerError as error:
        return Found("printer", fallback, "", f"ne répond pas en IPP ({error})", "unusable", False)
    return Found("printer", name, "", make_queue(uri), sure=False, alias=uri)


def make_queue(device: str, name: str = "borne") -> str:
    """How a queue is made, as the guide says."""
    return f"file à faire : --make-queue {device} ; ou : sudo {' '.join(lpadmin(device, name))}"


def lpadmin(device: str, name: str, server: str = "") -> list[str]:
    """The command that makes a queue without a driver; one that waits for its printer and goes on."""
    where = ["-h", server] if server else []
    model = ["-m", "everywhere", "-o", "printer-error-policy=retry-current-job"]
    return ["lpadmin", *where, "-p", name, "-E", "-v", device, *model]


def attached(around: Around) -> Looked:
    """Printers that CUPS's own back ends see by USB (CUPS-Get-Devices)."""
    try:
        seen = cups.Connection(host=around.cups).getDevices(
            limit=32, timeout=_USB_S, include_schemes=["usb", "ippusb", "hp"]
        )
    except (RuntimeError, cups.IPPError, cups.HTTPError) as error:
        return Looked("imprimantes USB de CUPS", trouble=f"CUPS ne dit pas ce qu'il voit ({error})")
    return Looked("imprimantes USB de CUPS", tuple(_attached(seen.items())))


def _attached(seen: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterable[Found]:
    for uri, said in seen:
        if ":/" not in uri:  # a back end's own name: there is nothing behind it
            continue
        name = str(said.get("device-make-and-model") or said.get("device-info") or uri)
        yield Found("printer", name, "", make_queue(uri), sure=False, alias=uri)
