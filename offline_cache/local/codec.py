"""The town to JSON and back. Canonical: equal towns give equal bytes."""

import dataclasses
import json
import types
import typing
from datetime import date
from functools import cache
from typing import Any

from offline_cache.local import model
from offline_cache.local.model import Town


def encode_town(town: Town) -> bytes:
    """Write a town as UTF-8 JSON."""
    return json.dumps(_plain(town), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def decode_town(data: bytes) -> Town:
    """Read what `encode_town` wrote.

    Raises:
        ValueError: the bytes are no town.
    """
    try:
        return typing.cast("Town", _build(Town, json.loads(data)))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a town: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(item)
            for field in dataclasses.fields(value)
            if (item := getattr(value, field.name)) != field.default
        }
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, vars(model))


def _build(kind: type, data: dict[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{key: _value(hints[key], item) for key, item in data.items()})


def _value(hint: Any, data: Any) -> Any:
    if isinstance(hint, types.UnionType):
        if data is None:
            return None
        hint = next(member for member in typing.get_args(hint) if member is not types.NoneType)
    if hint is date:
        return date.fromisoformat(data)
    if isinstance(data, list):
        return tuple(_value(typing.get_args(hint)[0], item) for item in data)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _build(hint, data)
    return data
