"""Change a few values of a TOML file a person wrote, and leave every other character as it is.

A line editor, proved by the parser: what comes out reads back as what was there with exactly these values changed, or
it is refused. A person's comments, order and spaces stay, which a library that writes TOML anew would not promise more.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.core.errors import UserFacingError
from kiosk.core.toml import parse

_HEADER = re.compile(r"\s*\[\s*(?P<name>[A-Za-z0-9_-]+)\s*\]\s*(#.*)?$")
_ANY_HEADER = re.compile(r"\s*\[")
_ASIDE = re.compile(r"\s*(#.*)?$")


@dataclass(frozen=True)
class Change:
    """`table.key` becomes the text `value`."""

    table: str
    key: str
    value: str


def edited(text: str, changes: Sequence[Change], name: str) -> str:
    """`text` with these values, each in its place, at the end of its table, or in a new table at the end.

    Raises:
        UserFacingError: `settings.value-wrong`: `text` is no TOML, or is written in a way that this does not
            follow (a value of several lines, a dotted key), and no character of it was changed.
    """
    wanted = parse(text, name)
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    for change in changes:
        _put(lines, change, newline)
        _expect(wanted, change)
    made = "".join(lines)
    if _read_back(made, name) != wanted:
        keys = ", ".join(f"{change.table}.{change.key}" for change in changes)
        raise UserFacingError(
            "settings.value-wrong", f"{name} : {keys} est à écrire à la main dans ce fichier"
        )
    return made


def _expect(wanted: dict[str, Any], change: Change) -> None:
    table = wanted.setdefault(change.table, {})
    if isinstance(table, dict):
        table[change.key] = change.value


def _read_back(text: str, name: str) -> dict[str, Any] | None:
    try:
        return parse(text, name)
    except UserFacingError:
        return None


def _put(lines: list[str], change: Change, newline: str) -> None:
    said = json.dumps(change.value, ensure_ascii=False).replace("\x7f", "\\u007f")
    start, end = _table(lines, change.table)
    if start < 0:
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += newline
        gap = [newline] if lines and lines[-1].strip() else []
        lines += [*gap, f"[{change.table}]{newline}", f"{change.key} = {said}{newline}"]
        return
    key = re.compile(rf"(?P<before>\s*[\"']?{re.escape(change.key)}[\"']?\s*=\s*)(?P<rest>.*)", re.DOTALL)
    for number in range(start, end):
        found = key.fullmatch(lines[number])
        if found:
            lines[number] = found["before"] + said + _after_value(found["rest"])
            return
    at = end
    while at > start and _ASIDE.fullmatch(lines[at - 1].rstrip("\r\n")):
        at -= 1  # what stands before the next table, or ends this one, stays there
    if not lines[at - 1].endswith("\n"):
        lines[at - 1] += newline
    lines.insert(at, f"{change.key} = {said}{newline}")


def _table(lines: list[str], name: str) -> tuple[int, int]:
    """The lines of a table below its header; (-1, -1) where there is none."""
    start = -1
    for number, line in enumerate(lines):
        header = _HEADER.match(line.rstrip("\r\n"))
        if start >= 0 and _ANY_HEADER.match(line):
            return start, number
        if header and header["name"] == name:
            start = number + 1
    return (start, len(lines)) if start >= 0 else (-1, -1)


def _after_value(rest: str) -> str:
    """What follows a value on its line: spaces, a comment, the line's end."""
    value = re.match(r"\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'|[^#\s]+", rest)
    return rest[value.end() :] if value else rest
