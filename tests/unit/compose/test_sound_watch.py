"""When it is said that the visitor cannot be heard, and when not."""

import pytest

from devices.sound.ports import Hushed, Live, Missing, Status
from kiosk.compose.sound_watch import OPENING_S, SURE_S, begin, look


def _told(*seen: tuple[float, Status]) -> list[tuple[float, str]]:
    heard = begin(0.0)
    told: list[tuple[float, str]] = []
    for now, status in seen:
        heard, news = look(heard, status, now)
        if news is not None:
            told.append((now, news))
    return told


def test_a_device_that_takes_a_moment_to_open_is_not_lost() -> None:
    assert _told((0.0, Missing()), (1.0, Missing()), (1.5, Live())) == [(1.5, "live")]


def test_a_device_that_never_opens_is_told_once() -> None:
    seen: list[tuple[float, Status]] = [(n / 4, Missing()) for n in range(40)]
    assert _told(*seen) == [(OPENING_S, "missing")]


def test_a_lost_device_is_told_and_told_again_when_it_is_back() -> None:
    told = _told((0.0, Live()), (1.0, Missing()), (1.0 + SURE_S, Missing()), (3.0, Live()))
    assert told == [(0.0, "live"), (1.0 + SURE_S, "missing"), (3.0, "live")]


def test_a_restart_of_the_recorder_is_no_news() -> None:
    assert _told((0.0, Live()), (1.0, Missing()), (1.2, Live()), (2.0, Live())) == [(0.0, "live")]


@pytest.mark.parametrize("state", [Hushed()])
def test_a_switched_off_microphone_is_told_at_once(state: Status) -> None:
    assert _told((0.0, Live()), (4.0, state)) == [(0.0, "live"), (4.0, "silent")]
