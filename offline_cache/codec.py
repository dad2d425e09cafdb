"""Sheets, and other frozen dataclasses, to JSON and back. The JSON is canonical: equal sheets give equal bytes, hence equal hashes."""

import dataclasses
import json
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
def _things(kind: type) -> dict[str, type | None]:
    """Per field that holds things: their kind, or None where each says its own (`t`)."""
    hints = typing.get_type_hints(kind, vars(model))
    inner = {name: _kind_in(hint) for name, hint in hints.items()}
    return {name: found for name, found in inner.items() if found is not str}


def _kind_in(hint: Any) -> type | None:
    """The kind of thing within a hint; `str` stands for a hint that holds none."""
    kinds = [part for part in _leaves(hint) if dataclasses.is_dataclass(part)]
    if not kinds:
        return str
    return typing.cast("type", kinds[0]) if len(kinds) == 1 and kinds[0] not in _TAGGED else None


def _leaves(hint: Any) -> list[Any]:
    inner = typing.get_args(hint)
    return [leaf for part in inner for leaf in _leaves(part)] if inner else [hint]


def _build(kind: type, data: dict[str, Any]) -> Any:
    """One thing with all it holds: a page is tens of thousands of them, so what needs no reading is not read."""
    data.pop("t", None)
    things = _things(kind)
    for name, item in data.items():
        if type(item) not in _ATOMS:
            data[name] = _held(things[name], item) if name in things else _bare(item)
    return kind(**data)


def _held(kind: type | None, data: Any) -> Any:
    if type(data) is list:
        return tuple([_held(kind, item) for item in data])
    return _build(_BLOCKS[data["t"]] if "t" in data else kind or _unknown(data), data)


def _bare(data: Any) -> Any:
    """A list of texts, or of lists of texts, as tuples."""
    if type(data) is list:
        return tuple([_bare(item) for item in data])
    if type(data) in _ATOMS:
        return data
    raise TypeError(f"not expected here: {type(data).__name__}")


def _unknown(data: dict[str, Any]) -> typing.NoReturn:
    raise KeyError(f"no kind is told: {sorted(data)}")
