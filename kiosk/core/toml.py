"""A TOML file a person wrote: read whole, and what is wrong with it said with its line."""

import difflib
import re
import tomllib
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal


def read(path: Path) -> str:
    """The file's text.

    Raises:
        UserFacingError: `settings.file-missing`, `settings.value-wrong` when it is not text, or as
            `refusal`.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserFacingError("settings.file-missing", str(path)) from None
    except OSError as error:
        raise refusal(error, path) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UserFacingError(
            "settings.value-wrong", f"{path}, ligne {line} : ce n'est pas du texte UTF-8"
        ) from None


def parse(text: str, name: str) -> dict[str, Any]:
    """The document.

    Raises:
        UserFacingError: `settings.value-wrong`, with the line where it stops being TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        where = f"ligne {at[1]}, colonne {at[2]}" if at else f"ligne {len(text.splitlines()) or 1}, à la fin"
        detail = f"{name}, {where} : écriture TOML incorrecte (guillemet, crochet ou signe « = » ?)"
        raise UserFacingError("settings.value-wrong", detail) from None


def line_of(text: str, key: str, table: str = "") -> int:
    """The line of a key of a table, or of a table itself; 1 when it cannot be found."""
    inside = not table
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*([^\]\s]+)\s*\]", line)
        if header:
            inside = not table or header[1] == table
            if not table and header[1] == key:
                return number
        if inside and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return 1


def nearest(key: str, known: Iterable[str]) -> str:
    """What somebody who wrote `key` may have meant, as the end of a sentence."""
    found = difflib.get_close_matches(key, list(known), n=1, cutoff=0.0)
    return f" ; vouliez-vous dire « {found[0]} » ?" if found else ""


def kind_name(hint: Any) -> str:
    """A type in words: what a key expects."""
    if isinstance(hint, types.GenericAlias):
        return "une liste de textes"
    words = {int: "un nombre entier", float: "un nombre", bool: "true ou false", str: "un texte"}
    return words.get(hint, "une table")
