"""When touches are no hand's."""

from hypothesis import given
from hypothesis import strategies as st

from ui.adapters.storm import CALM_S, FINGERS, MOST, WITHIN_S, Storm


@given(st.lists(st.floats(0.12, 5.0), max_size=60))
def test_a_hand_however_hurried_is_always_believed(pauses: list[float]) -> None:
    storm, now = Storm(), 0.0
    for pause in pauses:
        now += pause
        assert not storm.press(now)


def test_more_presses_than_a_hand_makes_are_ignored_until_it_is_calm() -> None:
    storm = Storm()
    ignored = [storm.press(at / 50) for at in range(60)]
    assert ignored == [False] * MOST + [True] * (60 - MOST)
    last = 59 / 50
    assert not storm.calm(last + CALM_S - 0.01)
    assert storm.press(last + WITHIN_S + 0.2), "it is not over before the panel was calm"
    assert not storm.calm(last + CALM_S)
    assert storm.calm(last + WITHIN_S + 0.2 + CALM_S)
    assert storm.ignored == 60 - MOST + 1
    assert not storm.calm(last + 60), "told once"
    assert not storm.press(last + 60), "and then a hand is believed again, at its first press"


def test_a_sleeve_on_the_glass_is_no_hand() -> None:
    storm = Storm()
    assert not storm.press(0.0, FINGERS - 1)
    assert storm.press(3.0, FINGERS)
