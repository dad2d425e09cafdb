"""Ink and trays as a technician reads them."""

import pytest

from devices.printer.ports import PrinterStatus, Supply, Tray
from kiosk.compose.printer_words import holdings, wants


@pytest.mark.parametrize(
    ("supply", "words"),
    [
        (Supply("black", False, 60), "Encre noire : 60 %"),
        (Supply("black", False, 6), "Encre noire : presque vide (6 %)"),
        (Supply("cyan", False, 0), "Encre cyan : vide"),
        (Supply("other", False, None), "Encre : niveau inconnu"),
        (Supply("other", True, 80), "Encre usagée : de la place"),
        (Supply("other", True, 4), "Encre usagée : presque plein"),
    ],
)
def test_each_supply_has_its_sentence(supply: Supply, words: str) -> None:
    assert holdings(PrinterStatus(None, supplies=(supply,))) == [words]


@pytest.mark.parametrize(
    ("tray", "words"),
    [
        (Tray("tray-2", 0, 250), "Bac 2 : vide"),
        (Tray("main", 200, 250), "Bac principal : environ 200 feuilles"),
        (Tray("tray-1", 1, 250), "Bac 1 : presque vide (1 feuille)"),
        (Tray("bottom", None, 250), "Bac du bas : niveau inconnu"),
        (Tray("casier", None, None), "Bac « casier » : niveau inconnu"),
    ],
)
def test_each_tray_has_its_sentence(tray: Tray, words: str) -> None:
    assert holdings(PrinterStatus(None, trays=(tray,))) == [words]


def test_only_what_needs_somebody_is_told_beside_the_state() -> None:
    supplies = (Supply("black", False, 6), Supply("cyan", False, 60))
    status = PrinterStatus(None, supplies=supplies, trays=(Tray("tray-1", 99, 250), Tray("tray-2", 0, 250)))
    assert wants(status) == ["Encre noire : presque vide (6 %)", "Bac 2 : vide"]
    assert wants(PrinterStatus(None, low=True)) == ["Encre : bientôt finie"]
    assert wants(PrinterStatus(None)) == []
