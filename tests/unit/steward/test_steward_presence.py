"""The welcome screen rests when nobody was there for long, and a sensor can do nothing else."""

import pytest

from devices.presence.ports import Sensed, Unknown
from kiosk.core.clock import ManualClock
from kiosk.core.events import EventLog
from kiosk.steward.presence import PresenceDesk
from kiosk.steward.world import WorldBook
from session.protocol.kiosk_relay import KioskStatus
from session.protocol.local import VisitStage, World

REST_S = 600.0


class Hall:
    """A desk and all it told."""

    def __init__(self) -> None:
        self.worlds: list[World] = []
        self.tiles: list[KioskStatus] = []
        self.clock = ManualClock()
        events = EventLog(None, "test")
        self.book = WorldBook(self.worlds.append, self.tiles.append, events)
        self.desk = PresenceDesk(self.book, self.clock, events, REST_S)

    def wait(self, seconds: float) -> bool:
        """Whether the screen rests after so long."""
        for _ in range(int(seconds)):
            self.clock.advance(1)
            self.desk.tick()
        return self.book.world().resting


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_the_screen_rests_after_long_absence_and_wakes_at_once(hall: Hall) -> None:
    hall.desk.heard(Sensed(False))
    assert not hall.wait(REST_S - 1)
    assert hall.wait(1)
    hall.desk.heard(Sensed(True))
    assert [world.resting for world in hall.worlds] == [False, True, False]


def test_somebody_who_stands_there_keeps_it_awake(hall: Hall) -> None:
    hall.desk.heard(Sensed(True))
    assert not hall.wait(10 * REST_S)


def test_a_lost_sensor_wakes_the_screen_and_never_lets_it_rest(hall: Hall) -> None:
    hall.desk.heard(Sensed(False))
    assert hall.wait(REST_S)
    hall.desk.heard(Unknown("presence.sensor-missing"))
    assert not hall.wait(10 * REST_S)
    assert "presence.sensor-missing" in hall.tiles[-1].faults
    assert "presence.sensor-missing" not in hall.worlds[-1].faults, "no visitor is told"


def test_a_visit_that_the_sensor_does_not_see_is_none_of_its_business(hall: Hall) -> None:
    hall.desk.heard(Sensed(False))
    hall.book.stage(VisitStage(stage="reading"))
    assert not hall.wait(10 * REST_S)
    hall.book.stage(VisitStage(stage="welcome"))
    assert not hall.wait(REST_S - 1), "counted from the visit's end"
    assert hall.wait(1)


def test_without_a_sensor_nothing_rests(hall: Hall) -> None:
    assert not hall.wait(10 * REST_S)
