"""An address that a technician gives: what is asked there, and how.

A bare host is asked by HTTP only, on the ports of IPP and eSCL, and its port 9100 is only opened: an office printer would
print whatever is written there. A URI names its protocol, and is the technician's word that it may be spoken.
"""

import asyncio
import contextlib
import difflib
import socket
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from devices.discovery.listen import listen, parse_line
from devices.discovery.ports import Found, Hindrance, Looked
from devices.discovery.printers import printer_at
from devices.discovery.scanners import scanner_at
from devices.printer.ipp import NoAnswerError, describe
from devices.receipt.address import DEFAULT_PORT
from devices.receipt.escpos import EscposPrinter
from devices.scanner.address import parse_address as scanner_address
from kiosk.core.errors import ERRORS

_CONNECT_S = 2.0
_SCHEMES = {
    "ipp": "ipp", "ipps": "ipp", "escl": "escl", "escls": "escl", "escpos+tcp": "receipt",
    "escpos+serial": "receipt", "escpos+usb": "receipt", "topaz": "line", "wacom": "line",
    "codes": "line", "ld2410": "line",
}  # fmt: skip
FORMS = "192.168.1.20, ipp://HÔTE/ipp/print, escl://HÔTE/eSCL, escpos+tcp://HÔTE, escpos+serial:/dev/…, topaz:/dev/…, codes:/dev/…, ld2410:/dev/…"


@dataclass(frozen=True)
class Probe:
    """What is to be asked: `text` is a host's name, or a URI."""

    way: Literal["host", "ipp", "escl", "receipt", "line"]
    text: str


def parse_probe(text: str) -> Probe:
    """Read an address.

    Raises:
        ValueError: it is none, with the forms that are and the nearest.
    """
    scheme, colon, rest = text.partition(":")
    if not colon or _is_ipv6(text):
        if text and all(c.isalnum() or c in ".-_:%" for c in text) and not text.startswith("-"):
            return Probe("host", text)
        raise ValueError(f"{text!r} : {FORMS}")
    match _SCHEMES.get(scheme):
        case "receipt":
            EscposPrinter(text)
            return Probe("receipt", text)
        case "line":
            parse_line(text)
            return Probe("line", text)
        case "escl":
            scanner_address(text)
            return Probe("escl", text)
        case "ipp" if rest.startswith("//") and _host(text):
            return Probe("ipp", text)
        case _:
            close = difflib.get_close_matches(scheme, _SCHEMES, n=1, cutoff=0.5)
            nearest = f" ; vouliez-vous dire « {close[0]} » ?" if close else ""
            raise ValueError(f"{text!r} : {FORMS}{nearest}")


def _is_ipv6(text: str) -> bool:
    with contextlib.suppress(OSError):
        return bool(socket.inet_pton(socket.AF_INET6, text.partition("%")[0]))
    return False


def _host(uri: str) -> str:
    try:
        parts = urlsplit(uri)
        _ = parts.port
    except ValueError:
        return ""
    return parts.hostname or ""


def at_address(text: str) -> Looked:
    """What answers there.

    Raises:
        ValueError: as `parse_probe`.
    """
    probe = parse_probe(text)
    match probe.way:
        case "host":
            found = _at_host(text)
        case "ipp":
            found = [printer_at(text, text)]
        case "escl":
            found = [_scanner(text)]
        case "receipt":
            found = [asyncio.run(_receipt(text))]
        case "line":
            found = [listen(text)]
    there = tuple(row for row in found if row.hindrance != "unusable")
    silent = next(
        (row.note for row in found if row.hindrance == "unusable"), "rien ne répond à cette adresse"
    )
    return Looked(f"adresse {text}", there, "" if there else silent)


def _at_host(host: str) -> list[Found]:
    name = f"[{host}]" if ":" in host else host
    found: list[Found] = []
    if _opens(host, 631):
        with contextlib.suppress(NoAnswerError):
            describe(f"ipp://{name}/ipp/print")
            found.append(printer_at(f"ipp://{name}/ipp/print", host))
    for port, scheme in ((80, "http"), (443, "https")):
        scanner = scanner_at(f"{scheme}://{name}:{port}/eSCL") if _opens(host, port) else None
        if scanner is not None:
            found.append(scanner)
            break
    if _opens(host, DEFAULT_PORT):
        note = f"port {DEFAULT_PORT} ouvert ; si c'est une imprimante à tickets : « --address escpos+tcp://{name} »"
        found.append(Found("unknown", host, "", note, sure=False))
    return found


def _opens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), _CONNECT_S):
            return True
    except OSError:
        return False


def _scanner(uri: str) -> Found:
    found = scanner_at(scanner_address(uri).web)
    return found or Found("scanner", uri, "", "ne répond pas en eSCL", "unusable", sure=False)


async def _receipt(uri: str) -> Found:
    """Its status bytes are asked (DLE EOT): nothing is printed by a printer that understands them."""
    status = await EscposPrinter(uri).status()
    match status.trouble:
        case "receipt.device-offline":
            return Found("receipt", uri, "", "n'a pas répondu à DLE EOT", "unusable", sure=False)
        case "receipt.device-busy" | "receipt.access-denied" as key:
            held: Hindrance = "busy" if key == "receipt.device-busy" else "denied"
            return Found("receipt", "Imprimante à tickets", uri, ERRORS[key].cause, held, sure=False)
        case None:
            return Found("receipt", "Imprimante à tickets ESC/POS", uri, f"prête (a répondu {status.said})")
        case _:
            return Found("receipt", "Imprimante à tickets ESC/POS", uri, f"a répondu {status.said}")
