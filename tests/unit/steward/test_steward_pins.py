"""PINs: guessing costs more and more time, and a restart does not make it cheaper."""

import pytest
from argon2 import PasswordHasher

from kiosk.core.clock import ManualClock
from kiosk.core.events import EventLog
from kiosk.steward.pins import DELAYS_S, Pins
from tests.unit.steward.steward_doubles import Memory

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def make(memory: Memory, clock: ManualClock) -> Pins:
    return Pins(memory, clock, EventLog(None, "test"), QUICK)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def memory(clock: ManualClock) -> Memory:
    memory = Memory()
    pins = make(memory, clock)
    pins.set("agent", "2580")
    pins.set("technician", "14789")
    return memory


def test_each_pin_opens_its_own_door(memory: Memory, clock: ManualClock) -> None:
    pins = make(memory, clock)
    assert pins.check("2580").role == "agent"
    assert pins.check("14789").role == "technician"


def test_two_slips_cost_nothing_then_the_delay_grows(memory: Memory, clock: ManualClock) -> None:
    pins = make(memory, clock)
    waits = []
    for _ in range(6):
        verdict = pins.check("0000")
        waits.append(verdict.wait_s)
        clock.advance(verdict.wait_s)
    assert waits == [0, 0, 5, 15, 30, 60]


def test_the_right_pin_is_not_even_looked_at_while_the_delay_runs(memory: Memory, clock: ManualClock) -> None:
    pins = make(memory, clock)
    for _ in range(3):
        pins.check("0000")
    assert pins.check("2580").role is None
    clock.advance(5)
    assert pins.check("2580").role == "agent"


def test_the_delay_survives_a_restart(memory: Memory, clock: ManualClock) -> None:
    pins = make(memory, clock)
    for _ in range(4):
        clock.advance(pins.check("0000").wait_s)
    clock.advance(-15)
    restarted = make(memory, clock)
    assert restarted.check("2580").wait_s == pytest.approx(DELAYS_S[4])


def test_pulling_the_plug_during_a_check_still_counts_as_a_try(memory: Memory, clock: ManualClock) -> None:
    class UnpluggedError(Exception):
        pass

    class Cord(PasswordHasher):
        def verify(self, *_: object) -> bool:  # type: ignore[override]
            raise UnpluggedError

    pins = Pins(memory, clock, EventLog(None, "test"), Cord())
    with pytest.raises(UnpluggedError):
        pins.check("2580")
    assert memory.value["failures"] == 1


def test_the_right_pin_clears_the_count(memory: Memory, clock: ManualClock) -> None:
    pins = make(memory, clock)
    pins.check("0000")
    pins.check("2580")
    assert memory.value["failures"] == 0


def test_no_pin_is_stored_in_clear(memory: Memory) -> None:
    assert "2580" not in repr(memory.value)
    assert str(memory.value["agent"]).startswith("$argon2")


@pytest.mark.parametrize("pin", ["", "123", "12a4", "1234567890123", "１２３４"])
def test_a_pin_of_another_form_is_refused(pin: str, clock: ManualClock) -> None:
    with pytest.raises(ValueError, match="4 to 12 digits"):
        make(Memory(), clock).set("agent", pin)


def test_an_unset_pin_opens_nothing(clock: ManualClock) -> None:
    assert make(Memory(), clock).check("").role is None
