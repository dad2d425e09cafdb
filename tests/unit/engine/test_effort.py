"""A machine that falls behind sends a smaller picture, and tries the large one after a rest."""

from session.engine.effort import BEHIND, SCALES, Effort, Pace, judge


def _play(pace: Pace, *lasting: tuple[int, float]) -> Pace:
    now = 100.0
    for seconds, share in lasting:
        for _ in range(seconds):
            pace = judge(pace, share, now)
            now += 1.0
    return pace


def test_a_short_hiccup_changes_nothing() -> None:
    assert _play(Pace(), (3, 0.2), (1, 1.0), (3, 0.2)).step == 0


def test_it_goes_down_step_by_step_and_no_further_than_the_last() -> None:
    assert _play(Pace(), (4, 0.2)).step == 1
    assert _play(Pace(), (60, 0.2)).step == len(SCALES) - 1


def test_it_goes_up_only_after_a_long_rest() -> None:
    low = _play(Pace(), (4, BEHIND - 0.1))
    assert _play(low, (20, 1.0)).step == 1
    assert _play(low, (21, 1.0)).step == 0


def test_a_new_connection_that_counts_from_zero_is_no_failure() -> None:
    now = [0.0]
    effort = Effort(lambda: now[0])
    for taken, sent in ((300, 300), (330, 0), (360, 30), (390, 60)):
        effort.count(taken, sent)
        now[0] += 10
    assert effort.scale == 1.0
