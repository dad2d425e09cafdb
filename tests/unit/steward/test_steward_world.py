"""What the screen and the agent's page are told of the kiosk."""

from devices.printer.ports import Abilities, PrinterStatus, Supply
from devices.receipt.ports import ReceiptStatus
from kiosk.core.events import EventLog
from kiosk.steward.world import WorldBook
from session.protocol.kiosk_relay import KioskStatus
from session.protocol.local import VisitStage, World


class Listeners:
    """A book and what it told."""

    def __init__(self) -> None:
        self.worlds: list[World] = []
        self.statuses: list[KioskStatus] = []
        self.book = WorldBook(self.worlds.append, self.statuses.append, EventLog(None, "test"))
        self.book.printer(PrinterStatus(None))


def test_the_screen_is_told_only_when_something_changed() -> None:
    told = Listeners()
    told.book.changed()
    told.book.changed()
    assert len(told.worlds) == 1


def test_the_tile_says_free_in_use_help_and_closed() -> None:
    told = Listeners()
    states = [told.book.status().state]
    told.book.stage(VisitStage(stage="reading"))
    states.append(told.book.status().state)
    told.book.facts.help = "ringing"
    states.append(told.book.status().state)
    told.book.facts.closed = "agent"
    states.append(told.book.status().state)
    assert states == ["free", "in-use", "help", "closed"]


def test_the_tile_never_says_where_in_the_visit_someone_is() -> None:
    told = Listeners()
    told.book.stage(VisitStage(stage="reading"))
    told.book.stage(VisitStage(stage="signing"))
    assert [status.state for status in told.statuses].count("in-use") == 1


def test_a_dead_printer_is_a_fault_the_screen_knows_before_anyone_prints() -> None:
    told = Listeners()
    told.book.printer(PrinterStatus("printer.paper-empty"))
    assert told.worlds[-1].printer.usable is False
    assert told.worlds[-1].faults == ["printer.paper-empty"]


def test_low_ink_is_for_the_agent_and_no_visitor_hears_of_it() -> None:
    told = Listeners()
    low = PrinterStatus(None, abilities=Abilities(duplex=True), supplies=(Supply("black", False, 6),))
    told.book.printer(low)
    assert told.worlds[-1].faults == []
    assert told.worlds[-1].printer.usable is True
    assert told.statuses[-1].faults == ["printer.toner-low"]


def test_a_roll_that_ends_soon_is_for_the_agent_until_it_is_at_its_end() -> None:
    told = Listeners()
    told.book.tickets(ReceiptStatus(None, paper_low=True))
    assert told.statuses[-1].faults == ["receipt.paper-low"]
    assert told.worlds[-1].faults == []
    told.book.tickets(ReceiptStatus("receipt.paper-empty", paper_low=True))
    assert told.statuses[-1].faults == ["receipt.paper-empty"]


def test_what_a_printer_can_do_is_remembered_while_it_is_off() -> None:
    told = Listeners()
    told.book.printer(PrinterStatus(None, abilities=Abilities(duplex=True, colour=True)))
    told.book.printer(PrinterStatus("printer.device-offline"))
    printer = told.worlds[-1].printer
    assert (printer.usable, printer.duplex, printer.colour) == (False, True, True)


def test_no_relay_set_is_not_the_same_as_a_relay_that_does_not_answer() -> None:
    told = Listeners()
    assert told.book.world().link == "none"
    told.book.link(up=False)
    assert told.book.world().link == "offline"
    assert "link.relay-unreachable" in told.book.faults()
