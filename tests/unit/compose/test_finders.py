"""The two tables of finders agree."""

from devices.discovery.look import FINDERS
from devices.discovery.usb import table
from kiosk.compose.finders import LOAD


def test_every_finder_that_is_asked_can_be_run_and_no_other() -> None:
    assert set(FINDERS) == set(LOAD)


def test_every_known_device_is_of_a_kind_that_is_looked_for() -> None:
    assert {known.kind for known in table().values()} <= {"receipt", "signature", "codes", "ups", "unknown"}
    assert all(len(numbers) in {4, 9} and numbers == numbers.lower() for numbers in table())
