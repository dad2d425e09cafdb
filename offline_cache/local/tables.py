"""A TOML file of an overlay: every key with its kind in one place, unknown ones refused with the nearest name."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from offline_cache.local.problems import Problems, meant

Kind = Literal["text", "date", "number", "bool", "texts", "dates", "slug", "table", "tables"]
_EXPECTED = {
    "text": "un texte entre guillemets",
    "date": "une date sans guillemets, comme 2026-11-28",
    "number": "un nombre entier",
    "bool": "true ou false",
    "texts": 'une liste de textes, comme ["un", "deux"]',
    "dates": "une liste de dates, comme [2026-12-26, 2027-01-02]",
    "slug": "un nom court en lettres sans accent, chiffres et traits d'union, comme « club-de-judo »",
    "table": "une table",
    "tables": "une suite de tables entre doubles crochets",
}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG = 60
MAX_ROWS = 300
# Line ends may stand in a text; other control characters, and those that turn the reading direction, never.
_HIDDEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Key:
    """One key: what it holds. `longest` counts a text's characters, or a list's entries of 200 each."""

    kind: Kind
    required: bool = False
    longest: int = 200
    choices: tuple[str, ...] = ()


Keys = Mapping[str, Key]


class Row:
    """One table of a file, checked: what is wrong was noted, and reads as absent."""

    def __init__(self, file: "TableFile", name: str, number: int, values: dict[str, Any]) -> None:
        self._file = file
        self._name = name
        self._number = number
        self._values = values

    def line(self, key: str = "") -> int:
        """Where a key is written; without one, where the table begins."""
        return self._file.line(self._name, self._number, key)

    def wrong(self, key: str, said: str) -> None:
        """Note that a key's value does not do."""
        name = f"{self._name}.{key}" if self._name and key else key or self._name
        self._file.problems.add(self._file.name, self.line(key), name, said)

    def has(self, key: str) -> bool:
        """Whether a key was given and is right."""
        return key in self._values

    def text(self, key: str) -> str:
        """A text, without the spaces around it; empty when absent."""
        return str(self._values.get(key, "")).strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(str(text).strip() for text in self._values.get(key, ()))

    def number(self, key: str) -> int:
        """A number; 0 when absent."""
        return int(self._values.get(key, 0))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A truth."""
        return bool(self._values.get(key, default))

    def day(self, key: str) -> date | None:
        """A date."""
        found = self._values.get(key)
        return found if isinstance(found, date) else None

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates."""
        return tuple(self._values.get(key, ()))

    def inner(self, key: str, keys: Keys) -> "Row | None":
        """A table inside this one."""
        content = self._values.get(key)
        name = f"{self._name}.{key}" if self._name else key
        return self._file.row(name, 0, content, keys) if isinstance(content, dict) else None

    def rows(self, key: str, keys: Keys) -> "Iterator[Row]":
        """Tables inside this one."""
        name = f"{self._name}.{key}" if self._name else key
        for number, content in enumerate(self._values.get(key, ())):
            yield self._file.row(name, number, content, keys)


class TableFile:
    """One file. `top` is its outermost table, checked against `keys`; None when it is no TOML at all."""

    def __init__(self, name: str, data: bytes, keys: Keys, problems: Problems) -> None:
        self.name = name
        self.problems = problems
        self._lines: list[str] = []
        self.top: Row | None = None
        document = self._parsed(data)
        if document is not None:
            self.top = self.row("", 0, document, keys)

    def _parsed(self, data: bytes) -> dict[str, Any] | None:
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
            self._lines = text.split("\n")
            return tomllib.loads(text)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self.problems.add(
                self.name, line, "", "ce n'est pas du texte UTF-8 : enregistrer le fichier en UTF-8"
            )
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            at = re.search(r"\(at line (\d+)", str(error))
            line = int(at[1]) if at else len(self._lines)
            said = "écriture incorrecte : un guillemet, un crochet ou un signe « = » manque, ou une clé est écrite deux fois"
            self.problems.add(self.name, line, "", said)
        return None

    def line(self, table: str, number: int, key: str) -> int:
        """The line of a key of the `number`-th table of that name (from 0), or of the table itself."""
        begun, seen, inside, quoted = 1, -1, not table, False
        for count, line in enumerate(self._lines, 1):
            if quoted:
                quoted = line.count('"""') % 2 == 0
                continue
            header = re.match(r"\s*\[{1,2}\s*([^\]\s]+)\s*\]", line)
            if header:
                seen += header[1] == table
                inside = header[1] == table and seen == number
                begun = count if inside else begun
            if inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return count
            quoted = line.count('"""') % 2 == 1
        return begun

    def row(self, name: str, number: int, content: dict[str, Any], keys: Keys) -> Row:
        """Check one table against its keys."""
        row = Row(self, name, number, {})
        kept: dict[str, Any] = {}
        for key, value in content.items():
            if key not in keys:
                row.wrong(key, f"clé inconnue{meant(key, keys)}")
            elif said := _amiss(value, keys[key]):
                row.wrong(key, said)
            else:
                kept[key] = value
        for key, wanted in keys.items():
            if wanted.required and key not in content:
                row.wrong(key, f"cette clé manque : {_EXPECTED[wanted.kind]}")
            elif wanted.required and kept.get(key) == "":
                row.wrong(key, "ce texte est vide")
        return Row(self, name, number, kept)


def _amiss(value: object, key: Key) -> str:
    """What is wrong with a value; empty when nothing is."""
    if not _fits(value, key.kind):
        return f"on attend {_EXPECTED[key.kind]}"
    match value:
        case str():
            return _text_amiss(value, key)
        case list() if len(value) > (MAX_ROWS if key.kind == "tables" else key.longest):
            return f"la liste est trop longue ({len(value)} entrées)"
        case list():
            texts = (entry for entry in value if isinstance(entry, str))
            return next((said for text in texts if (said := _text_amiss(text, _ENTRY))), "")
        case int() if key.kind == "number" and not 0 <= value <= 1000:
            return "on attend un nombre de 0 à 1000"
    return ""


_ENTRY = Key("text", longest=300)


def _text_amiss(value: str, key: Key) -> str:
    if key.kind == "slug" and not (SLUG.fullmatch(value) and len(value) <= MAX_SLUG):
        return f"on attend {_EXPECTED['slug']}"
    if len(value) > key.longest:
        return f"trop long : {len(value)} caractères, {key.longest} au plus"
    if _HIDDEN.search(value):
        return "ce texte contient un caractère invisible : l'écrire à nouveau au clavier"
    if key.choices and value not in key.choices:
        return f"« {value} » n'est pas possible{meant(value, key.choices)}"
    return ""


def _fits(value: object, kind: Kind) -> bool:  # noqa: PLR0911 - one line per kind
    match kind:
        case "text" | "slug":
            return isinstance(value, str)
        case "date":
            return _is_day(value)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "bool":
            return isinstance(value, bool)
        case "texts":
            return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        case "dates":
            return isinstance(value, list) and all(map(_is_day, value))
        case "table":
            return isinstance(value, dict)
        case "tables":
            return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
