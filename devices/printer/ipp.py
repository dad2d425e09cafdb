"""Ask a printer itself, by IPP (RFC 8010): CUPS learns only after 25 s that one was switched off.

Two read-only operations, a few attributes: enough to know whether it answers, what ails it, what it can do
and holds, and whether it has a job of ours. What answers may be anything: it is read as a stranger's.
"""

import struct
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from devices.printer.abilities import ASKED
from devices.printer.ipp_wire import WireError, exchange

GET_JOBS, GET_PRINTER_ATTRIBUTES = 0x000A, 0x000B
_OPERATION, _END = 0x01, 0x03
_INTEGERS = frozenset({0x21, 0x23})
_BOOLEAN, _RANGE = 0x22, 0x33

Attributes = dict[str, list[Any]]


class NoAnswerError(Exception):
    """The printer did not answer, or not in IPP."""


@dataclass(frozen=True)
class PrinterAnswer:
    """What the printer says of itself: `state` is 3 idle, 4 processing, 5 stopped."""

    state: int
    reasons: list[str] = field(default_factory=list)
    found: Attributes = field(default_factory=dict)
    """All it said, for what it can do and holds."""


def ask_printer(uri: str) -> PrinterAnswer:
    """Its state and reasons.

    Raises:
        NoAnswerError: it is off, unplugged, or does not speak IPP.
    """
    wanted = ("requested-attributes", "printer-state", "printer-state-reasons", *ASKED)
    found = next(iter(_ask(uri, GET_PRINTER_ATTRIBUTES, [wanted])), {})
    reasons = [str(reason) for reason in found.get("printer-state-reasons", []) if reason != "none"]
    return PrinterAnswer(_integer(found, "printer-state", 3), reasons, found)


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
        states += [(_integer(job, "job-id", 0), _integer(job, "job-state", 3)) for job in ours]
    return max(states)[1] if states else None


def _ask(uri: str, operation: int, extra: list[tuple[str, ...]]) -> list[Attributes]:
    try:
        parts = urlsplit(uri)
        body = encode(operation, uri, extra)
        return decode(
            exchange(parts.scheme, parts.hostname or "", parts.port or 631, parts.path or "/", body)
        )
    except (WireError, ValueError, struct.error, IndexError) as error:
        raise NoAnswerError(str(error)) from None


def _integer(found: Attributes, name: str, default: int) -> int:
    value = next(iter(found.get(name, [])), default)
    return value if isinstance(value, int) else default


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
        groups[-1].setdefault(name, []).extend(_values(tag, raw))
    return groups[1:]


def _values(tag: int, raw: bytes) -> list[Any]:
    """One value; a range gives both its ends."""
    if tag in _INTEGERS:
        return [struct.unpack(">i", raw)[0]]
    if tag == _RANGE:
        return list(struct.unpack(">ii", raw))
    if tag == _BOOLEAN:
        return [raw == b"\x01"]
    return [raw.decode("utf-8", "replace")]
