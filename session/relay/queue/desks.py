"""The counters' file: TOML, one `[[desk]]` each, unknown keys refused with the nearest name."""

import dataclasses
import typing
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.core.errors import UserFacingError
from kiosk.core.toml import kind_name, nearest, parse, read
from offline_cache.directory.calendar import department
from session.relay.queue.hours import DAYS, Hours, parse_span
from session.relay.queue.model import DeskSetup

MAX_SKILL = 80


def load_desks(path: Path) -> list[DeskSetup]:
    """Read a counters' file.

    Raises:
        UserFacingError: `settings.file-missing`, `settings.key-unknown`, `settings.value-wrong`.
    """
    return parse_desks(read(path), path.name)


def parse_desks(text: str, name: str = "desks.toml") -> list[DeskSetup]:
    """Check and build counters from TOML text; errors as `load_desks`."""
    document = parse(text, name)
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
    closed = frozenset(date.fromisoformat(day) for day in desk.closed)
    special = {
        date.fromisoformat(day): tuple(parse_span(text) for text in spans)
        for day, spans in desk.special.items()
    }
    return Hours(week, closed, special, desk.holidays)


def _desk(entry: Any, where: str) -> DeskSetup:
    if not isinstance(entry, dict):
        raise UserFacingError("settings.value-wrong", f"{where} : doit être une table")
    hints = typing.get_type_hints(DeskSetup)
    for key, value in entry.items():
        if key not in hints:
            raise _unknown(where, key, list(hints))
        if not _fits(value, hints[key]):
            raise UserFacingError("settings.value-wrong", f"{where} : {key} attend {kind_name(hints[key])}")
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
    for spans in desk.hours.values():
        _check(parse_span, spans, where, "un horaire comme 09:00-12:00")
    for skill in desk.skills:
        if not skill.strip() or len(skill) > MAX_SKILL or "/" in skill:
            raise UserFacingError(
                "settings.value-wrong",
                f"{where} : « {skill} » n'est pas un sujet (80 lettres au plus, sans /)",
            )
    for spans in desk.special.values():
        _check(parse_span, spans, where, "un horaire comme 09:00-12:00")
    _check(date.fromisoformat, desk.special, where, "une date comme 2026-12-24")
    if desk.holidays and not department(desk.holidays):
        raise UserFacingError(
            "settings.value-wrong", f"{where} : holidays attend le code INSEE d'une commune, comme 45300"
        )
    _check(date.fromisoformat, desk.closed, where, "une date comme 2026-12-25")
    _check(ZoneInfo, [desk.timezone], where, "un fuseau comme Europe/Paris")
    return desk


def _check(read_one: Callable[[str], object], texts: Iterable[str], where: str, expected: str) -> None:
    for text in texts:
        try:
            read_one(text)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise UserFacingError(
                "settings.value-wrong", f"{where} : « {text} » n'est pas {expected}"
            ) from None


def _fits(value: object, hint: Any) -> bool:
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if hint is str:
        return isinstance(value, str) and len(value) <= 200
    if typing.get_origin(hint) is dict:
        return isinstance(value, dict) and all(_fits(v, list[str]) for v in value.values())
    return isinstance(value, list) and all(isinstance(v, str) and len(v) <= 200 for v in value)


def _unknown(where: str, key: str, known: list[str]) -> UserFacingError:
    return UserFacingError("settings.key-unknown", f"{where} : {key}{nearest(key, known)}")
