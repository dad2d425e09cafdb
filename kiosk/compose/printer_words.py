"""The printer's ink and trays in a technician's words: « Encre noire : presque vide », « Bac 2 : vide »."""

import re

from devices.printer.ports import Level, PrinterStatus, Supply, Tint, Tray

_TINTS: dict[Tint, str] = {
    "black": "Encre noire",
    "cyan": "Encre cyan",
    "magenta": "Encre magenta",
    "yellow": "Encre jaune",
    "other": "Encre",
}
_LEVELS: dict[Level, str] = {
    "well": "bien",
    "low": "presque vide",
    "empty": "vide",
    "unknown": "niveau inconnu",
}
_WASTE: dict[Level, str] = {
    "well": "de la place",
    "low": "presque plein",
    "empty": "plein",
    "unknown": "niveau inconnu",
}
# Names of RFC 8011 and PWG 5101.1 for `media-source`; the rest keep the printer's own.
_TRAYS = {
    "main": "Bac principal",
    "alternate": "Autre bac",
    "large-capacity": "Grand bac",
    "by-pass-tray": "Bac de côté",
    "top": "Bac du haut",
    "middle": "Bac du milieu",
    "bottom": "Bac du bas",
    "photo": "Bac photo",
    "envelope": "Bac à enveloppes",
}


def holdings(status: PrinterStatus) -> list[str]:
    """One sentence for each supply and tray, in the printer's own order."""
    return [*map(supply_words, status.supplies), *map(tray_words, status.trays)]


def wants(status: PrinterStatus) -> list[str]:
    """The sentences of what somebody should see to."""
    supplies = [supply_words(one) for one in status.supplies if one.level in {"low", "empty"}]
    trays = [tray_words(one) for one in status.trays if one.level in {"low", "empty"}]
    said = [*supplies, *trays]
    return said or (["Encre : bientôt finie"] if status.low else [])


def supply_words(supply: Supply) -> str:
    """« Encre noire : 60 % »."""
    if supply.waste:
        return f"Encre usagée : {_WASTE[supply.level]}"
    if supply.level == "well":
        return f"{_TINTS[supply.tint]} : {supply.percent} %"
    left = f" ({supply.percent} %)" if supply.level == "low" else ""
    return f"{_TINTS[supply.tint]} : {_LEVELS[supply.level]}{left}"


def tray_words(tray: Tray) -> str:
    """« Bac 2 : vide »."""
    name = _TRAYS.get(tray.name) or _numbered(tray.name)
    match tray.level:
        case "well":
            return f"{name} : environ {tray.sheets} feuilles"
        case "low":
            return f"{name} : presque vide ({tray.sheets} feuille{'s' if (tray.sheets or 0) > 1 else ''})"
        case level:
            return f"{name} : {_LEVELS[level]}"


def _numbered(name: str) -> str:
    number = re.search(r"\d+", name)
    return f"Bac {number[0]}" if number else f"Bac « {name} »" if name else "Bac"
