"""A machine that falls behind sends a smaller picture, and tries the larger one after a rest."""

from session.engine.effort import BEHIND, UP_AFTER_S, Pace, judge

LOWEST = 2


def _play(pace: Pace, *lasting: tuple[int, float]) -> Pace:
    now = 100.0
    for seconds, share in lasting:
        for _ in range(seconds):
            pace = judge(pace, share, now, LOWEST)
            now += 1.0
    return pace


def test_a_short_hiccup_changes_nothing() -> None:
    assert _play(Pace(), (3, 0.2), (1, 1.0), (3, 0.2)).step == 0


def test_it_goes_down_step_by_step_and_no_further_than_the_last() -> None:
    assert _play(Pace(), (4, 0.2)).step == 1
    assert _play(Pace(), (60, 0.2)).step == LOWEST


def test_it_goes_up_only_after_a_long_rest() -> None:
    low = _play(Pace(), (4, BEHIND - 0.1))
    assert _play(low, (20, 1.0)).step == 1
    assert _play(low, (21, 1.0)).step == 0


def test_a_size_that_was_tried_in_vain_is_tried_again_after_twice_the_rest() -> None:
    again = _play(Pace(), (4, 0.2), (21, 1.0), (4, 0.2))
    assert (again.step, again.rest) == (1, 2 * UP_AFTER_S)
    assert _play(again, (21, 1.0)).step == 1
    assert _play(again, (41, 1.0)).step == 0
