"""When touches are no hand's."""

from hypothesis import given
from hypothesis import strategies as st

from ui.adapters.storm import CALM_S, FINGERS, LOOKS, MOST, WITHIN_S, Storm


@given(st.lists(st.floats(0.12, 5.0), max_size=60))
def test_a_hand_however_hurried_is_always_believed(pauses: list[float]) -> None:
    storm, now = Storm(), 0.0
    for pause in pauses:
        now += pause
        assert not storm.press(now)


def looked(storm: Storm, last: float) -> bool:
    """Whether it is over `CALM_S` after the last press, with all looks but one in between."""
    assert not any(storm.calm(last + at * CALM_S / LOOKS) for at in range(1, LOOKS))
    return storm.calm(last + CALM_S)


def test_more_presses_than_a_hand_makes_are_ignored_until_it_is_calm() -> None:
    storm = Storm()
    ignored = [storm.press(at / 50) for at in range(60)]
    assert ignored == [False] * MOST + [True] * (60 - MOST)
    last = 59 / 50
    assert not storm.calm(last + CALM_S - 0.01)
    assert storm.press(last + WITHIN_S + 0.2), "it is not over before the panel was calm"
    assert not storm.calm(last + CALM_S)
    assert looked(storm, last + WITHIN_S + 0.2)
    assert storm.ignored == 60 - MOST + 1
    assert not storm.calm(last + 60), "told once"
    assert not storm.press(last + 60), "and then a hand is believed again, at its first press"


def test_a_storm_is_not_over_because_the_screen_itself_stood_still() -> None:
    storm = Storm()
    for at in range(60):
        storm.press(at / 50)
    last = 59 / 50
    assert not storm.calm(last + 0.1)
    assert not storm.calm(last + 10), "presses wait behind this look"
    assert storm.press(last + 10)
    assert looked(storm, last + 10)


def test_a_storm_is_over_after_some_looks_on_a_screen_that_stands_still_at_each() -> None:
    storm = Storm()
    storm.press(0.0, FINGERS)
    assert [storm.calm(10.0 * at) for at in range(1, LOOKS + 1)] == [False] * (LOOKS - 1) + [True]


def test_a_sleeve_on_the_glass_is_no_hand() -> None:
    storm = Storm()
    assert not storm.press(0.0, FINGERS - 1)
    assert storm.press(3.0, FINGERS)
