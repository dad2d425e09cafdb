"""A power cut costs a visitor nothing while the battery lasts, and loses nothing when it ends."""

from dataclasses import dataclass, field

import pytest

from devices.power.ports import PowerStatus, Supply, Unheard
from kiosk.core.clock import ManualClock
from kiosk.core.errors import ERRORS
from kiosk.core.events import EventLog
from kiosk.steward.power import LEAST_S, MOST_S, SHEETS_S, SILENT_S, UNKNOWN_S, PowerDesk, leave_s
from kiosk.steward.world import WorldBook
from session.protocol.kiosk_relay import KioskStatus
from session.protocol.local import World

MAINS = Supply(mains=True, charge=100, left_s=3600)
BATTERY = Supply(mains=False, charge=80, left_s=1500)
LOW = Supply(mains=False, low=True, charge=8, left_s=150)


@dataclass
class Hall:
    """A kiosk with a visitor and a printer."""

    visitor: bool = True
    sheet: bool = False
    done: list[str] = field(default_factory=list)

    def visiting(self) -> bool:
        return self.visitor

    def printing(self) -> bool:
        return self.sheet

    def end_visit(self) -> None:
        self.done.append("end")

    def shut_down(self) -> None:
        self.done.append("off")


class Cut:
    """A desk and all it told."""

    def __init__(self) -> None:
        self.hall = Hall()
        self.worlds: list[World] = []
        self.tiles: list[KioskStatus] = []
        self.clock = ManualClock()
        events = EventLog(None, "test")
        self.book = WorldBook(self.worlds.append, self.tiles.append, events)
        self.desk = PowerDesk(self.hall, self.book, self.clock, events)

    def hear(self, *said: PowerStatus) -> None:
        for status in said:
            self.desk.heard(status)

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.advance(1)
            self.desk.tick()


@pytest.fixture
def cut() -> Cut:
    return Cut()


def test_on_the_battery_the_agent_is_told_and_nothing_changes_for_the_visitor(cut: Cut) -> None:
    cut.hear(MAINS)
    before = cut.book.world()
    cut.hear(BATTERY)
    cut.wait(3600)
    assert cut.book.world() == before
    assert "power.battery-used" in cut.tiles[-1].faults
    assert cut.hall.done == []
    cut.hear(MAINS)
    assert "power.battery-used" not in cut.tiles[-1].faults


def test_nearly_empty_no_visit_begins_and_the_visitor_is_told_how_long_there_is(cut: Cut) -> None:
    cut.hear(BATTERY, LOW)
    assert (cut.worlds[-1].closed, cut.worlds[-1].leave_s) == ("power.battery-low", 90)
    cut.wait(89)
    assert cut.hall.done == []
    cut.wait(1)
    assert cut.hall.done == ["end"], "once, when the time is over"
    cut.wait(5)
    assert cut.hall.done == ["end"], "the wipe is waited for"
    cut.hall.visitor = False
    cut.wait(10)
    assert cut.hall.done == ["end", "off"], "once"


def test_a_wipe_that_hangs_does_not_wait_for_the_battery_to_be_empty(cut: Cut) -> None:
    cut.hear(LOW)
    cut.wait(90 + SHEETS_S - 1)
    assert cut.hall.done == ["end"]
    cut.wait(1)
    assert cut.hall.done == ["end", "off"]


def test_a_visitor_who_leaves_by_themselves_ends_it_sooner(cut: Cut) -> None:
    cut.hear(LOW)
    cut.hall.visitor = False
    cut.wait(1)
    assert cut.hall.done == ["off"]


def test_a_sheet_that_prints_comes_out_first_but_one_that_waits_for_paper_holds_nothing(cut: Cut) -> None:
    cut.hear(LOW)
    cut.hall.visitor, cut.hall.sheet = False, True
    cut.wait(90 + SHEETS_S - 1)
    assert cut.hall.done == []
    cut.wait(1)
    assert cut.hall.done == ["off"]


def test_the_mains_that_come_back_in_time_open_the_kiosk_again(cut: Cut) -> None:
    cut.hear(LOW, MAINS)
    assert (cut.worlds[-1].closed, cut.worlds[-1].leave_s) == (None, None)
    cut.wait(600)
    assert cut.hall.done == []


def test_the_mains_open_no_machine_that_the_agent_closed(cut: Cut) -> None:
    cut.book.facts.closed = "agent"
    cut.hear(LOW, MAINS)
    assert cut.book.world().closed == "agent"


def test_a_supply_that_falls_silent_on_its_battery_is_taken_for_empty(cut: Cut) -> None:
    cut.hear(BATTERY, Unheard("power.data-stale"))
    cut.wait(SILENT_S - 1)
    assert cut.worlds[-1].leave_s is None
    cut.wait(1)
    assert cut.worlds[-1].leave_s == LEAST_S


def test_a_supply_that_falls_silent_on_the_mains_is_only_told(cut: Cut) -> None:
    cut.hear(MAINS, Unheard("power.server-lost"))
    cut.wait(3600)
    assert cut.book.world().leave_s is None
    assert "power.server-lost" in cut.tiles[-1].faults
    assert cut.book.world().faults == ["printer.device-offline"], "no visitor is told"


@pytest.mark.parametrize(
    ("supply", "seconds"),
    [
        (LOW, 90),
        (Supply(mains=False, low=True, left_s=3600), MOST_S),
        (Supply(mains=False, low=True, left_s=5), LEAST_S),
        (Supply(mains=False, low=True), UNKNOWN_S),
        (Supply(mains=True, forced=True, left_s=3600), LEAST_S),
    ],
)
def test_how_long_a_visitor_has_follows_from_what_the_battery_has(supply: Supply, seconds: int) -> None:
    assert leave_s(supply) == seconds


def test_every_trouble_of_a_supply_has_its_remedy() -> None:
    for status in (BATTERY, LOW, Supply(mains=True, worn=True)):
        assert status.trouble in ERRORS
    for key in ("power.server-lost", "power.name-unknown", "power.data-stale", "power.answer-invalid"):
        assert key in ERRORS
