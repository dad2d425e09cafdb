"""Sheets, and other frozen dataclasses, to JSON and back. The JSON is canonical: equal sheets give equal bytes, hence equal hashes."""

import dataclasses
import json
import types
import typing
from functools import cache
from typing import Any

from offline_cache import model
from offline_cache.model import Sheet

_BLOCKS: dict[str, type] = {kind.__name__: kind for kind in typing.get_args(model.Block)}
_TAGGED = frozenset(_BLOCKS.values())
_ATOMS = frozenset({str, int, float, bool, type(None)})


_T = typing.TypeVar("_T")


def encode(value: Any) -> bytes:
    """Write a frozen dataclass of plain fields, tuples and such dataclasses as canonical UTF-8 JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def decode(kind: type[_T], data: bytes) -> _T:
    """Read what `encode` wrote of a `kind`.

    Raises:
        ValueError: the bytes are none.
    """
    try:
        return typing.cast("_T", _build(kind, json.loads(data)))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error


def encode_sheet(sheet: Sheet) -> bytes:
    """Write a sheet as canonical UTF-8 JSON."""
    return encode(sheet)


def decode_sheet(data: bytes) -> Sheet:
    """Read what `encode_sheet` wrote.

    Raises:
        ValueError: the bytes are no sheet.
    """
    try:
        return typing.cast("Sheet", _build(Sheet, json.loads(data)))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a sheet: {error}") from error


@cache
def _defaults(kind: type) -> dict[str, Any]:
    return {f.name: f.default for f in dataclasses.fields(kind)}


def _plain(value: Any) -> Any:
    kind: type = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return [_plain(v) for v in value]
    found, defaults = {}, _defaults(kind)
    # An edition has a million of these: a frozen dataclass keeps its fields in its own dictionary.
    for name, item in vars(value).items():
        if item != defaults[name]:
            found[name] = item if type(item) in _ATOMS else _plain(item)
    if kind in _TAGGED:
        found["t"] = kind.__name__
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, vars(model))


def _build(kind: type, data: dict[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{key: _value(hints[key], item) for key, item in data.items() if key != "t"})


def _value(hint: Any, data: Any) -> Any:
    if isinstance(data, list):
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, item) for item in data)
    if not isinstance(data, dict):
        return data
    if "t" in data:
        return _build(_BLOCKS[data["t"]], data)
    if isinstance(hint, types.UnionType):
        hint = next(member for member in typing.get_args(hint) if dataclasses.is_dataclass(member))
    return _build(hint, data)
