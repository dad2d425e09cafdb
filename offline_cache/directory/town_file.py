"""A table a town wrote in TOML, read with every error found, each naming its line and its key, in French."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kiosk.core.toml import nearest

MAX_BYTES = 2 * 2**20


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: `line` counts from 1."""

    line: int
    key: str
    words: str

    def __str__(self) -> str:
        where = f"ligne {self.line}"
        return f"{where}, « {self.key} » : {self.words}" if self.key else f"{where} : {self.words}"


@dataclass
class Faults:
    """All that was found so far."""

    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, key: str, words: str) -> None:
        """Note one."""
        self.found.append(Fault(line, key, words))


class Row:
    """One `[[table]]` of the file: its values, checked as they are taken; each key's line."""

    def __init__(self, values: dict[str, Any], line: int, lines: dict[str, int], faults: Faults) -> None:
        self.values = values
        self.line = line
        self.faults = faults
        self._lines = lines

    def fault(self, key: str, words: str) -> None:
        """Note what is wrong with a key; the row's own line when the key is not there."""
        self.faults.add(self._lines.get(key, self.line), key, words)

    def only(self, *known: str) -> None:
        """Refuse keys that mean nothing."""
        for key in self.values:
            if key not in known:
                self.fault(key, f"clé inconnue{nearest(key, known)}")

    def text(self, key: str, *, needed: bool = False, most: int = 300) -> str:
        """A text; empty when it is not there."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fault(key, "on attend un texte entre guillemets")
            return ""
        words = " ".join(value.split())
        if needed and not words:
            self.fault(key, "il manque ce texte")
        if len(words) > most:
            self.fault(key, f"texte trop long ({most} caractères au plus)")
        return words

    def texts(self, key: str, *, most: int = 40) -> tuple[str, ...]:
        """A list of texts, or one text."""
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            self.fault(key, 'on attend une liste de textes : ["…", "…"]')
            return ()
        if len(listed) > most or any(len(item) > 300 for item in listed):
            self.fault(key, "liste ou texte trop long")
            return ()
        return tuple(" ".join(item.split()) for item in listed)

    def choice(self, key: str, known: dict[str, Any], otherwise: Any) -> Any:
        """One word among several."""
        value = self.values.get(key)
        if value is None:
            return otherwise
        if not isinstance(value, str) or value not in known:
            self.fault(key, f"on attend l'un de : {', '.join(known)}")
            return otherwise
        return known[value]

    def truth(self, key: str, *, otherwise: bool) -> bool:
        """True or false."""
        value = self.values.get(key, otherwise)
        if not isinstance(value, bool):
            self.fault(key, "on attend true ou false, sans guillemets")
            return otherwise
        return value

    def whole(self, key: str, least: int, most: int, otherwise: int) -> int:
        """A whole number."""
        value = self.values.get(key, otherwise)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.fault(key, f"on attend un nombre entier de {least} à {most}")
            return otherwise
        return value

    def degrees(self, key: str, most: float) -> float | None:
        """A latitude or a longitude."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > most:
            self.fault(key, "on attend un nombre en degrés, comme 47.85")
            return None
        return float(value)

    def day(self, key: str) -> date | None:
        """A date."""
        value = self.values.get(key)
        return None if value is None else self._day(key, value)

    def days(self, key: str) -> tuple[date, ...]:
        """Dates."""
        value = self.values.get(key, [])
        found = [self._day(key, item) for item in (value if isinstance(value, list) else [value])]
        return tuple(day for day in found if day is not None)

    def _day(self, key: str, value: Any) -> date | None:
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        elif type(value) is date:
            return value
        self.fault(key, "on attend une date année-mois-jour, comme 2026-12-02")
        return None

    def rows(self, key: str, where: "Lines", path: tuple[str, ...]) -> list["Row"]:
        """The `[[path]]` rows within this one."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(key, f"on attend des blocs [[{'.'.join(path)}]]")
            return []
        return [Row(item, *where.take(path), self.faults) for item in value]


class Lines:
    """The lines of a file's `[[table]]`s, taken in the order of the file."""

    def __init__(self, text: str) -> None:
        self._found: dict[tuple[str, ...], Iterator[tuple[int, dict[str, int]]]] = {}
        rows: dict[tuple[str, ...], list[tuple[int, dict[str, int]]]] = {}
        keys: dict[str, int] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if header := re.match(r"\s*\[\[\s*([\w.-]+)\s*\]\]", line):
                keys = {}
                rows.setdefault(tuple(header[1].split(".")), []).append((number, keys))
            elif key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line):
                keys.setdefault(key[1], number)
        self._found = {path: iter(found) for path, found in rows.items()}

    def take(self, path: tuple[str, ...]) -> tuple[int, dict[str, int]]:
        """The next row of this table: its line, and that of each of its keys."""
        return next(self._found.get(path, iter(())), (1, {}))


def read_rows(text: str, tables: Iterable[str], faults: Faults) -> tuple[dict[str, list[Row]], Lines]:
    """The rows of each table of a TOML text. What is no TOML is one fault, and no row."""
    lines = Lines(text)
    try:
        document = tomllib.loads(text) if len(text) <= MAX_BYTES else {}
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(at[1]) if at else len(text.splitlines()) or 1
        faults.add(line, "", "écriture TOML incorrecte (guillemet, crochet ou signe « = » ?)")
        document = {}
    except RecursionError:
        faults.add(1, "", "écriture TOML trop imbriquée")
        document = {}
    known = list(tables)
    for key in document:
        if key not in known:
            faults.add(_line_of(text, key), key, f"bloc inconnu{nearest(key, known)}")
    top = Row(document, 1, {}, faults)
    return {table: top.rows(table, lines, (table,)) for table in known}, lines


def _line_of(text: str, key: str) -> int:
    """Where a key or a table of the top begins."""
    begins = re.compile(rf"\s*\[*\s*{re.escape(key)}\b")
    return next((n for n, line in enumerate(text.splitlines(), 1) if begins.match(line)), 1)
