"""What a printer can do and what it holds, from its own attributes (RFC 8011; PWG 5100.13, 5100.9). Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from devices.printer.ports import Abilities, Supply, Tint, Tray

ASKED = (
    "sides-supported",
    "print-color-mode-supported",
    "copies-supported",
    "page-ranges-supported",
    "media-ready",
    "printer-supply",
    "printer-input-tray",
    "marker-names",
    "marker-colors",
    "marker-levels",
    "marker-types",
)
"""The attributes read here, by the names a printer and CUPS both give them."""

A4 = "iso_a4_210x297mm"
_MOST_COPIES = 99
# A printer says a lot of itself; a page of maintenance has room for this much.
_MOST_PARTS = 12
_TINTS: tuple[tuple[str, Tint], ...] = (
    ("black", "black"),
    ("cyan", "cyan"),
    ("magenta", "magenta"),
    ("yellow", "yellow"),
    ("#000000", "black"),
    ("#00ffff", "cyan"),
    ("#ff00ff", "magenta"),
    ("#ffff00", "yellow"),
)
_WASTE = ("waste", "receptacle")
# No trays: « let the printer choose », and the slot for one sheet at a time.
_NO_TRAY = frozenset({"auto", "manual"})

Attributes = Mapping[str, list[Any]]


def abilities_of(found: Attributes) -> Abilities:
    """What may be asked of it; what it does not say, it cannot."""
    sides = _words(found, "sides-supported")
    modes = _words(found, "print-color-mode-supported")
    media = _words(found, "media-ready")
    return Abilities(
        duplex="two-sided-long-edge" in sides,
        colour="color" in modes,
        copies=min(max((int(most) for most in found.get("copies-supported", [])), default=1), _MOST_COPIES),
        ranges=True in found.get("page-ranges-supported", []),
        a4=A4 in media if media else None,
    )


def supplies_of(found: Attributes) -> tuple[Supply, ...]:
    """Ink, toner and what collects their waste; from `printer-supply`, else from `marker-…`."""
    told = [_supply(pairs) for pairs in _octets(found, "printer-supply")]
    return tuple((told or list(_markers(found)))[:_MOST_PARTS])


def trays_of(found: Attributes) -> tuple[Tray, ...]:
    """The paper trays, in the printer's own order."""
    trays: list[Tray] = []
    for pairs in _octets(found, "printer-input-tray"):
        name = pairs.get("name", "").casefold()
        if name in _NO_TRAY or pairs.get("type") == "sheetFeedManual" or len(trays) == _MOST_PARTS:
            continue
        most, level = _number(pairs.get("maxcapacity")), _number(pairs.get("level"))
        # -3 means « at least one sheet », -2 « I do not know »: neither is a count (RFC 3805, prtInputCurrentLevel).
        trays.append(Tray(name[:40], level if level >= 0 else None, most if most > 0 else None))
    return tuple(trays)


def _supply(pairs: Mapping[str, str]) -> Supply:
    """One value of `printer-supply`; the level of what collects waste is the room left in it (RFC 3805)."""
    most, level = _number(pairs.get("maxcapacity")), _number(pairs.get("level"))
    kind = f"{pairs.get('class', '')} {pairs.get('type', '')}".casefold()
    percent = round(100 * level / most) if most > 0 and 0 <= level <= most else None
    return Supply(_tint(pairs.get("colorantname", "")), any(word in kind for word in _WASTE), percent)


def _markers(found: Attributes) -> Iterator[Supply]:
    levels = found.get("marker-levels", [])
    for number, name in enumerate(_words(found, "marker-names")):
        level = levels[number] if number < len(levels) and isinstance(levels[number], int) else -1
        hue, kind = _at(found, "marker-colors", number), _at(found, "marker-types", number)
        waste = any(word in f"{kind} {name}".casefold() for word in _WASTE)
        yield Supply(_tint(f"{name} {hue}"), waste, level if 0 <= level <= 100 else None)


def _tint(words: str) -> Tint:
    low = words.casefold()
    return next((tint for word, tint in _TINTS if word in low), "other")


def _octets(found: Attributes, name: str) -> Iterator[dict[str, str]]:
    """The `key=value;` pairs of each value."""
    for value in _words(found, name):
        yield {
            key.strip().casefold(): text.strip()
            for key, _, text in (p.partition("=") for p in value.split(";"))
        }


def _words(found: Attributes, name: str) -> list[str]:
    return [str(value) for value in found.get(name, [])]


def _at(found: Attributes, name: str, number: int) -> str:
    values: Iterable[Any] = found.get(name, [])
    return next((str(value) for at, value in enumerate(values) if at == number), "")


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else -2
