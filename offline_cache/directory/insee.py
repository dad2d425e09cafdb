"""INSEE's own files of communes as a table of old codes: `v_commune_AAAA.csv` or `v_mvt_commune_AAAA.csv`.

The first lists each delegated or associated commune and each arrondissement with the commune it belongs
to (COMPARENT); the second every event since 1943 (MOD, DATE_EFF, code before and code after).
"""

import csv
from collections.abc import Iterable
from pathlib import Path

from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal

_MERGED = {"31", "32", "33", "34", "41", "50"}
"""Merger, new commune, association, its end in a merger, change of department, change of seat."""
_RESTORED = "21"
MAX_ROWS = 200_000


def read_communes(path: Path) -> dict[str, str]:
    """Old code to new code.

    Raises:
        UserFacingError: `content.file-refused` when the columns are of neither file; as `refusal`.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            first = file.readline()
            separator = ";" if first.count(";") > first.count(",") else ","
            columns = [name.strip().strip('"').upper() for name in first.split(separator)]
            rows = (
                row
                for row, _ in zip(
                    csv.DictReader(file, columns, delimiter=separator), range(MAX_ROWS), strict=False
                )
            )
            if {"COM", "COMPARENT"} <= set(columns):
                return _parents(rows)
            if {"MOD", "DATE_EFF", "COM_AV", "COM_AP"} <= set(columns):
                return _events(rows)
    except OSError as error:
        raise refusal(error, path) from None
    except csv.Error as error:
        raise UserFacingError("content.file-refused", f"{path.name} : {error}") from None
    raise UserFacingError(
        "content.file-refused",
        f"{path.name}, ligne 1 : on attend les colonnes COM et COMPARENT, ou COM_AV et COM_AP",
    )


def _parents(rows: Iterable[dict[str, str]]) -> dict[str, str]:
    """A delegated commune may bear the code of the whole: that is no change."""
    pairs = ((_cell(row, "COM"), _cell(row, "COMPARENT")) for row in rows)
    return {com: parent for com, parent in pairs if com and parent and com != parent}


def _events(rows: Iterable[dict[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: _day(_cell(row, "DATE_EFF"))):
        before, after = _cell(row, "COM_AV"), _cell(row, "COM_AP")
        kinds = {_cell(row, "TYPECOM_AV"), _cell(row, "TYPECOM_AP")}
        if kinds - {"COM", ""} or before == after:
            continue
        if _cell(row, "MOD") == _RESTORED:
            found.pop(after, None)
        elif _cell(row, "MOD") in _MERGED:
            found[before] = after
    return found


def _cell(row: dict[str, str], name: str) -> str:
    return (row.get(name) or "").strip()


def _day(written: str) -> str:
    """« 2019-01-01 » or « 01/01/2019 », to sort by."""
    parts = written.split("/")
    return "-".join(reversed(parts)) if len(parts) == 3 else written
