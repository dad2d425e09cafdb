"""The counters' file: TOML, one `[[desk]]` each, unknown keys refused with the nearest name."""

import dataclasses
import difflib
import tomllib
import typing
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.core.errors import UserFacingError
from session.relay.queue.hours import DAYS, Hours, parse_span
from session.relay.queue.model import DeskSetup


def load_desks(path: Path) -> list[DeskSetup]:
    """Read a counters' file.

    Raises:
        UserFacingError: `settings.file-missing`, `settings.key-unknown`, `settings.value-wrong`.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise UserFacingError("settings.file-missing", str(path)) from None
    return parse_desks(text, path.name)


def parse_desks(text: str, name: str = "desks.toml") -> list[DeskSetup]:
    """Check and build counters from TOML text; errors as `load_desks`."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserFacingError("settings.value-wrong", f"{name} : {error}") from None
    entries = document.pop("desk", [])
    if document:
        raise UserFacingError(
            "settings.key-unknown", f"{name} : [{next(iter(document))}], attendu : [[desk]]"
        )
    if not isinstance(entries, list) or not entries:
        raise UserFacingError("settings.value-wrong", f"{name} : aucun [[desk]]")
    desks = [_desk(entry, f"{name}, guichet {rank}") for rank, entry in enumerate(entries, 1)]
    if len({desk.desk for desk in desks}) < len(desks):
        raise UserFacingError("settings.value-wrong", f"{name} : deux guichets portent le même « desk »")
    return desks


def hours_of(desk: DeskSetup) -> Hours:
    """The opening hours of a counter that was checked.

    Raises:
        ValueError: a span or date is not one.
    """
    week = tuple(tuple(parse_span(text) for text in desk.hours.get(day, [])) for day in DAYS)
    return Hours(week, frozenset(date.fromisoformat(day) for day in desk.closed))


def _desk(entry: Any, where: str) -> DeskSetup:
    if not isinstance(entry, dict):
        raise UserFacingError("settings.value-wrong", f"{where} : doit être une table")
    hints = typing.get_type_hints(DeskSetup)
    for key, value in entry.items():
        if key not in hints:
            raise _unknown(where, key, list(hints))
        if not _fits(value, hints[key]):
            raise UserFacingError("settings.value-wrong", f"{where} : {key}")
    for needed in (
        f.name for f in dataclasses.fields(DeskSetup) if f.name in {"desk", "administration", "name"}
    ):
        if not entry.get(needed):
            raise UserFacingError("settings.value-wrong", f"{where} : {needed} manque")
    return _checked(DeskSetup(**entry), where)


def _checked(desk: DeskSetup, where: str) -> DeskSetup:
    for day in desk.hours:
        if day not in DAYS:
            raise _unknown(where, f"hours.{day}", [f"hours.{d}" for d in DAYS])
    try:
        hours_of(desk)
        ZoneInfo(desk.timezone)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise UserFacingError("settings.value-wrong", f"{where} : {error}") from None
    return desk


def _fits(value: object, hint: Any) -> bool:
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if hint is str:
        return isinstance(value, str) and len(value) <= 200
    if typing.get_origin(hint) is dict:
        return isinstance(value, dict) and all(_fits(v, list[str]) for v in value.values())
    return isinstance(value, list) and all(isinstance(v, str) and len(v) <= 200 for v in value)


def _unknown(where: str, key: str, known: list[str]) -> UserFacingError:
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.0)[0]
    return UserFacingError("settings.key-unknown", f"{where} : {key} ; vouliez-vous dire « {nearest} » ?")
