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
_SPACE = re.compile(r"\s+")


def text(value: Any, most: int = LINE) -> str:
    """One line of plain text: no markup, no control or direction sign, no more than `most` characters."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    plain = _TAG.sub(" ", str(value)[: 8 * most])
    kept = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"} else " " for c in plain)
    words = _SPACE.sub(" ", kept).strip()
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


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
    found = text(value, 12).upper()
    return found if re.fullmatch(r"(\d{2}|2[AB])\d{3}", found) else ""
