"""Values of a directory's entry, whatever shape they came in: nothing in it is taken on trust.

The dump writes lists and objects, the API the same as JSON texts, older exports a plain text.
"""

import json
import re
import unicodedata
from typing import Any

LINE = 240
TEXT = 1200
MANY = 12
"""Values kept of one field (addresses, numbers, sites)."""

_TAG = re.compile(r"<[^>]{0,200}>")
_HIDDEN = {"Cc", "Cf", "Co", "Cs"}
_INSEE = re.compile(r"(?:\d{2}|2[AB])\d{3}")


def text(value: Any, most: int = LINE) -> str:
    """One line of plain text: no markup, no control or direction sign, no more than `most` characters."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    plain = str(value)[: 8 * most]
    if "<" in plain:
        plain = _TAG.sub(" ", plain)
    if not plain.isprintable():
        plain = _visible(plain)
    words = " ".join(plain.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _visible(plain: str) -> str:
    """The same without control, direction and private signs. Most texts have none and never come here."""
    return "".join(" " if unicodedata.category(sign) in _HIDDEN else sign for sign in plain)


def items(value: Any) -> list[Any]:
    """The elements of a field: a list, a list written as a text, one object, one text; at most `MANY`."""
    value = unpacked(value)
    if value is None or value == "":
        return []
    return value[:MANY] if isinstance(value, list) else [value]


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects among the elements of a field."""
    return [item for item in items(value) if isinstance(item, dict)]


def unpacked(value: Any) -> Any:
    """A value that may have been written as a JSON text."""
    if isinstance(value, str) and value.lstrip()[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def has(value: Any) -> bool:
    """Whether a field says anything."""
    return unpacked(value) not in (None, "", [], {}, "[]")


def number(value: Any) -> float | None:
    """A number, also with a comma; None when it is none."""
    found = text(value, 40).replace(",", ".")
    if not re.fullmatch(r"[-+]?\d{1,4}(\.\d{1,40})?", found):
        return None
    return float(found)


def insee(value: Any) -> str:
    """A commune's code; empty when it is none."""
    if isinstance(value, str) and _INSEE.fullmatch(value):
        return value
    found = text(value, 12).upper()
    return found if _INSEE.fullmatch(found) else ""
