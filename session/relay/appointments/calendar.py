"""An expert's slots as a calendar file (iCalendar, RFC 5545). Nothing in it tells of anybody.

Written here and not by a library: every time is UTC, so that no time zone needs to be described, and what is
left of the format are four rules, with which a foreign reader is content (`test_agenda_file.py`).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from session.relay.appointments.model import Slot, moment

TYPE = "text/calendar; charset=utf-8"
_LINE = 75
"""Octets of a line, without its end (section 3.1)."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
"""Of a text (section 3.3.11)."""
_OTHER_ENDS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
"""No text has control characters; and some readers take a few of these for the end of a line."""


def calendar(slots: Iterable[tuple[Slot, bool]], desks: dict[str, str], now: datetime) -> str:
    """A calendar of these slots, each with whether somebody booked it; `desks` names their counters."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Visio-Guichet//Agenda//FR", "METHOD:PUBLISH"]
    for slot, booked in slots:
        lines += _event(slot, desks.get(slot.desk, slot.desk), now, booked=booked)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(slot: Slot, desk: str, now: datetime, *, booked: bool) -> list[str]:
    about = "Rendez-vous au guichet" if booked else "Créneau ouvert, libre"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{slot.slot}@visio-guichet",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(moment(slot.starts))}",
        f"DTEND:{_utc(moment(slot.ends))}",
        f"SUMMARY:{_text(f'{about} ({desk})')}",
        f"STATUS:{'CONFIRMED' if booked else 'TENTATIVE'}",
        f"TRANSP:{'OPAQUE' if booked else 'TRANSPARENT'}",
        "CLASS:PRIVATE",
    ]
    if slot.note:
        lines.append(f"DESCRIPTION:{_text(slot.note)}")
    return [*lines, "END:VEVENT"]


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    return _OTHER_ENDS.sub(" ", words).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """In lines of 75 octets at most, those after the first begun by a space; never inside a character."""
    part, room = "", _LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield part
            part, room = " ", _LINE - 1
        part += sign
        room -= size
    yield part
