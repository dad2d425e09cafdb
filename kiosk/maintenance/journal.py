"""The log in words: the last events a technician asks about, one French sentence each.

What visitors read, search or write is not told, not even as a number: an event of a visit's own doing has no
sentence here. Ids of jobs and documents are left out: they help nobody who stands in front of the machine.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.core.errors import ERRORS
from kiosk.maintenance.table import kind_of
from kiosk.maintenance.words import QUIET, WORDS

LAST = 200
_TAIL = 2 << 20
"""Bytes read from the end of the log: some 10,000 events, of which most are a visit's."""


@dataclass(frozen=True)
class Told:
    """One event: when (RFC 3339), in words, of which device (empty: of the kiosk), and the code of its error."""

    at: str
    words: str
    device: str = ""
    code: str = ""


def last_events(path: Path, device: str = "", labels: Mapping[str, str] | None = None) -> list[Told]:
    """The last `LAST` events worth telling, newest first; of one device only when it is named.

    `labels` gives devices their names. A line that cannot be read is passed over.
    """
    found: list[Told] = []
    for event in _backwards(path):
        told = tell(event, labels or {})
        if told is not None and (not device or told.device == device):
            found.append(told)
            if len(found) == LAST:
                break
    return found


def tell(event: Mapping[str, Any], labels: Mapping[str, str]) -> Told | None:
    """One event in words, or None when it is not for the technician."""
    name = str(event.get("event", ""))
    entry = WORDS.get(name)
    if entry is None:
        return None if name in QUIET or not name else Told(str(event.get("at", "")), name)
    key = next((str(event[field]) for field in ("key", "error", "reason", "status") if event.get(field)), "")
    device = str(event.get("device") or entry.device)
    words = entry.words(_Fields(event, labels))
    if not words:
        return None
    code = str(event.get("code", "")) if name == "error.shown" else ERRORS[key].code if key in ERRORS else ""
    return Told(str(event.get("at", "")), f"{words[:1].upper()}{words[1:]}", device, code)


class _Fields(dict[str, str]):
    """An event's fields in words; one that is missing says so rather than fail a line of a log."""

    def __init__(self, event: Mapping[str, Any], labels: Mapping[str, str]) -> None:
        super().__init__({name: _word(name, value, labels) for name, value in event.items()})
        self.given = event

    def __missing__(self, key: str) -> str:
        return "?"


def _word(name: str, value: object, labels: Mapping[str, str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    text = str(value)
    if text in ERRORS:
        return ERRORS[text].cause
    if name == "device":
        return labels.get(text, kind_of(text).label)
    return text


def _backwards(path: Path) -> Iterator[dict[str, Any]]:
    """Events from the end of the file; the first line of what is read may be cut, and is passed over."""
    try:
        with path.open("rb") as log:
            size = log.seek(0, 2)
            log.seek(max(0, size - _TAIL))
            lines = log.read(_TAIL).splitlines()
    except OSError:
        return
    for line in reversed(lines):
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(event, dict):
            yield event
