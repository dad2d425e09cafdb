"""What a printer can do and holds, read from attributes as real ones give them."""

from typing import Any

import pytest

from devices.printer.abilities import abilities_of, supplies_of, trays_of
from devices.printer.cups import asked_of_cups
from devices.printer.ports import Abilities, PrinterStatus, PrintOptions, Supply, Tray, Trouble
from devices.printer.told import options_told, status_told
from kiosk.confine.conversation import OutputExceededError

OFFICE: dict[str, list[Any]] = {
    "sides-supported": ["one-sided", "two-sided-long-edge", "two-sided-short-edge"],
    "print-color-mode-supported": ["monochrome", "color", "auto"],
    "copies-supported": [1, 999],
    "page-ranges-supported": [True],
    "media-ready": ["iso_a4_210x297mm", "iso_a5_148x210mm"],
    "printer-supply": [
        "index=1;class=receptacleThatIsFilled;type=wasteToner;unit=percent;maxcapacity=100;level=4;colorantname=unknown;",
        "index=2;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=50;level=3;colorantname=black;",
        "index=3;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=-2;colorantname=cyan;",
    ],
    "printer-input-tray": [
        "type=sheetFeedAutoRemovableTray;mediafeed=0;maxcapacity=-2;level=-2;status=0;name=auto",
        "type=sheetFeedAutoRemovableTray;maxcapacity=250;level=250;status=0;name=Tray-1;",
        "type=sheetFeedAutoRemovableTray;maxcapacity=500;level=0;status=0;name=Tray-2;",
        "type=sheetFeedManual;maxcapacity=1;level=-2;status=0;name=slot;",
        "type=sheetFeedAutoNonRemovableTray;maxcapacity=25;level=-3;status=0;name=by-pass-tray;",
    ],
}


def test_an_office_printer_says_what_it_can_do() -> None:
    assert abilities_of(OFFICE) == Abilities(duplex=True, colour=True, copies=99, ranges=True, a4=True)


def test_what_a_printer_does_not_say_it_cannot_do() -> None:
    assert abilities_of({}) == Abilities(duplex=False, colour=False, copies=1, ranges=False, a4=None)
    assert abilities_of({"media-ready": ["na_letter_8.5x11in"]}).a4 is False


def test_supplies_are_read_with_the_room_left_for_waste() -> None:
    waste, black, cyan = supplies_of(OFFICE)
    assert (waste, waste.level) == (Supply("other", True, 4), "low")
    assert (black, black.level) == (Supply("black", False, 6), "low")
    assert (cyan, cyan.level) == (Supply("cyan", False, None), "unknown")


def test_a_printer_that_cups_alone_knows_is_read_by_its_markers() -> None:
    found: dict[str, list[Any]] = {
        "marker-names": ["Black Cartridge", "Kit de maintenance", "Waste Toner"],
        "marker-colors": ["#000000", "none", "none"],
        "marker-levels": [0, -1, 80],
        "marker-types": ["toner", "fuser", "waste-toner"],
    }
    assert supplies_of(found) == (
        Supply("black", False, 0),
        Supply("other", False, None),
        Supply("other", True, 80),
    )


def test_trays_leave_out_the_printers_own_choice_and_the_slot_for_one_sheet() -> None:
    trays = trays_of(OFFICE)
    assert trays == (Tray("tray-1", 250, 250), Tray("tray-2", 0, 500), Tray("by-pass-tray", None, 25))
    assert [tray.level for tray in trays] == ["well", "empty", "unknown"]


@pytest.mark.parametrize("level", ["", "lots", "1e9", "99999999999", "-"])
def test_a_level_that_is_no_number_is_not_known(level: str) -> None:
    (tray,) = trays_of({"printer-input-tray": [f"type=x;maxcapacity={level};level={level};name=a"]})
    assert tray == Tray("a", None, None)


def test_a_thousand_supplies_are_cut_short() -> None:
    told = ["type=toner;maxcapacity=100;level=1;colorantname=black;"] * 1000
    assert len(supplies_of({"printer-supply": told})) == 12


@pytest.mark.parametrize(
    ("trouble", "upkeep"),
    [
        (None, ["printer.toner-low", "printer.waste-full", "printer.tray-empty"]),
        ("printer.toner-empty", ["printer.waste-full", "printer.tray-empty"]),
        ("printer.paper-empty", ["printer.toner-low", "printer.waste-full"]),
    ],
)
def test_what_somebody_should_see_to_is_told_once(trouble: Trouble | None, upkeep: list[str]) -> None:
    status = PrinterStatus(trouble, supplies=supplies_of(OFFICE), trays=trays_of(OFFICE))
    assert status.upkeep == upkeep


def test_a_printer_that_is_well_asks_for_nobody() -> None:
    well = PrinterStatus(None, supplies=(Supply("black", False, 60),), trays=(Tray("main", 200, 250),))
    assert well.upkeep == []
    assert PrinterStatus(None, low=True).upkeep == ["printer.toner-low"]


def test_a_status_travels_between_processes_whole() -> None:
    status = PrinterStatus(None, "ok", abilities_of(OFFICE), supplies_of(OFFICE), trays_of(OFFICE), low=True)
    assert status_told(status.as_dict()) == status


@pytest.mark.parametrize(
    "told", [{"trays": [{"name": "x"}]}, {"abilities": {"wings": 2}}, {"supplies": ["x"]}]
)
def test_a_child_that_tells_nonsense_has_failed(told: dict[str, object]) -> None:
    with pytest.raises(OutputExceededError):
        status_told(told)


def test_options_that_are_not_known_print_plainly() -> None:
    assert options_told({"sides": "three-sided", "colour": "blue", "copies": -4}) == PrintOptions()


def test_every_attribute_of_a_job_is_said_so_that_no_default_of_the_queue_counts() -> None:
    assert asked_of_cups(PrintOptions()) == {
        "media": "iso_a4_210x297mm",
        "copies": "1",
        "sides": "one-sided",
    }
    asked = asked_of_cups(PrintOptions("two-sided-long-edge", colour=False, copies=3))
    assert asked["print-color-mode"] == "monochrome"
    assert asked["copies"] == "3"
    assert asked["multiple-document-handling"] == "separate-documents-collated-copies"
