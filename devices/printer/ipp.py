"""Ask a printer itself, by IPP (RFC 8010): CUPS learns only after 25 s that one was switched off.

Two read-only operations, a few attributes: enough to know whether it answers, what ails it, and
whether it holds a job of ours.
"""

import http.client
import ssl
import struct
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

GET_JOBS, GET_PRINTER_ATTRIBUTES = 0x000A, 0x000B
_OPERATION, _END = 0x01, 0x03
_INTEGERS = frozenset({0x21, 0x23})
_TIMEOUT_S = 3.0
_MAX_ANSWER = 1024 * 1024

Attributes = dict[str, list[Any]]


class NoAnswerError(Exception):
    """The printer did not answer, or not in IPP."""


@dataclass(frozen=True)
class PrinterAnswer:
    """What the printer says of itself: `state` is 3 idle, 4 processing, 5 stopped."""

    state: int
    reasons: list[str] = field(default_factory=list)


def ask_printer(uri: str) -> PrinterAnswer:
    """Its state and reasons.

    Raises:
        NoAnswerError: it is off, unplugged, or does not speak IPP.
    """
    groups = _ask(
        uri, GET_PRINTER_ATTRIBUTES, [("requested-attributes", "printer-state", "printer-state-reasons")]
    )
    found = groups[0] if groups else {}
    reasons = [str(reason) for reason in found.get("printer-state-reasons", []) if reason != "none"]
    return PrinterAnswer(int(found.get("printer-state", [3])[0]), reasons)


def describe(uri: str) -> str:
    """Its maker and model, as it says them.

    Raises:
        NoAnswerError: as `ask_printer`.
    """
    groups = _ask(uri, GET_PRINTER_ATTRIBUTES, [("requested-attributes", "printer-make-and-model")])
    return str(groups[0].get("printer-make-and-model", [""])[0]) if groups else ""


def ask_job(uri: str, name: str) -> int | None:
    """The `job-state` of the youngest job called `name` that the printer remembers, or None.

    Raises:
        NoAnswerError: as `ask_printer`.
    """
    wanted = ("requested-attributes", "job-id", "job-name", "job-state")
    states: list[tuple[int, int]] = []
    for which in ("not-completed", "completed"):
        jobs = _ask(uri, GET_JOBS, [("which-jobs", which), wanted])
        ours = [job for job in jobs if job.get("job-name") == [name]]
        states += [(int(job["job-id"][0]), int(job["job-state"][0])) for job in ours]
    return max(states)[1] if states else None


def _ask(uri: str, operation: int, extra: list[tuple[str, ...]]) -> list[Attributes]:
    parts = urlsplit(uri)
    host, port = parts.hostname or "", parts.port or 631
    connection = _connection(parts.scheme, host, port)
    try:
        body = encode(operation, uri, extra)
        connection.request("POST", parts.path or "/", body, {"Content-Type": "application/ipp"})
        answer = connection.getresponse().read(_MAX_ANSWER)
        return decode(answer)
    except (OSError, http.client.HTTPException, ValueError, struct.error, IndexError) as error:
        raise NoAnswerError(str(error)) from None
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int) -> http.client.HTTPConnection:
    match scheme:
        case "ipp" | "http":
            return http.client.HTTPConnection(host, port, timeout=_TIMEOUT_S)
        case "ipps" | "https":
            # A printer's certificate is its own making; nothing private is sent here.
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            return http.client.HTTPSConnection(host, port, timeout=_TIMEOUT_S, context=context)
        case _:
            raise NoAnswerError(f"{scheme} is not IPP")


def encode(operation: int, uri: str, extra: list[tuple[str, ...]]) -> bytes:
    """An IPP/2.0 request: its charset, language and target, then keyword attributes."""
    out = bytearray(struct.pack(">BBHIB", 2, 0, operation, 1, _OPERATION))
    fixed = [(0x47, "attributes-charset", "utf-8"), (0x48, "attributes-natural-language", "en")]
    for tag, name, value in [*fixed, (0x45, "printer-uri", uri)]:
        out += _attribute(tag, name, value)
    for name, *values in extra:
        for index, value in enumerate(values):
            out += _attribute(0x44, "" if index else name, value)
    out.append(_END)
    return bytes(out)


def _attribute(tag: int, name: str, value: str) -> bytes:
    raw_name, raw = name.encode(), value.encode()
    return struct.pack(">BH", tag, len(raw_name)) + raw_name + struct.pack(">H", len(raw)) + raw


def decode(answer: bytes) -> list[Attributes]:
    """The groups of an answer after the first (which only says how it went).

    Raises:
        ValueError, struct.error, IndexError: it is no IPP answer, or an error status.
    """
    status = struct.unpack_from(">H", answer, 2)[0]
    if status >= 0x0100:
        raise ValueError(f"IPP status {status:#06x}")
    groups: list[Attributes] = []
    at, name = 8, ""
    while answer[at] != _END:
        tag = answer[at]
        at += 1
        if tag < 0x10:  # a delimiter opens a group
            groups.append({})
            continue
        (length,) = struct.unpack_from(">H", answer, at)
        name = answer[at + 2 : at + 2 + length].decode("utf-8", "replace") or name
        at += 2 + length
        (length,) = struct.unpack_from(">H", answer, at)
        raw = answer[at + 2 : at + 2 + length]
        at += 2 + length
        value = struct.unpack(">i", raw)[0] if tag in _INTEGERS else raw.decode("utf-8", "replace")
        groups[-1].setdefault(name, []).append(value)
    return groups[1:]
