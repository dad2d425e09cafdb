"""Delay, rate and freezes from marked pictures; median, spread and slopes of what was measured."""

from random import Random

import pytest

from kiosk.compose.bench.across.looks import Look, crossings, first_after, flow
from kiosk.compose.bench.across.spread import Spread, slope

CLIP = 150
FPS = 30
PERIOD = CLIP / FPS


def source(count: int, first: int = 0) -> list[Look]:
    """A clip of 150 pictures, played again and again."""
    return [(number / FPS, number % CLIP) for number in range(first, first + count)]


def later(sent: list[Look], delay: float) -> list[Look]:
    return [(at + delay, counter) for at, counter in sent]


def test_a_steady_delay_is_that_delay() -> None:
    sent = source(600)
    crossed = crossings(sent, later(sent, 0.12), PERIOD)
    assert len(crossed) == 600
    assert {round(crossing.delay, 6) for crossing in crossed} == {0.12}


def test_a_delay_that_grows_past_the_clip_is_still_told() -> None:
    """On a line that is too narrow each picture waits longer than the last."""
    sent = source(900)
    seen = [(at * 1.4, counter) for at, counter in sent]
    crossed = crossings(sent, seen, PERIOD)
    assert crossed[-1].delay == pytest.approx(sent[-1][0] * 0.4)
    assert crossed[-1].delay > 2 * PERIOD


def test_left_out_and_repeated_pictures_change_no_delay() -> None:
    sent = source(300)
    seen = [look for look in later(sent, 0.05) for _ in range(2)][::3]
    crossed = crossings(sent, seen, PERIOD)
    assert {round(crossing.delay, 6) for crossing in crossed} == {0.05}
    assert len(crossed) == 200


def test_after_an_outage_longer_than_the_clip_pictures_are_matched_anew() -> None:
    sent = source(900)
    seen = [(at + 0.1, counter) for at, counter in sent if not 5 < at < 21]
    crossed = crossings(sent, seen, PERIOD)
    assert {round(crossing.delay, 6) for crossing in crossed} == {0.1}
    assert first_after(crossed, 5.5) == pytest.approx(21.1)


def test_a_picture_seen_before_anything_was_noted_at_its_source_is_left_out() -> None:
    assert crossings([(10.0, 7)], [(9.0, 7), (10.1, 7)], PERIOD) == []
    assert len(crossings([(10.0, 7)], [(9.0, 6), (10.1, 7)], PERIOD)) == 1


def test_nothing_after_an_outage_is_never() -> None:
    crossed = crossings(source(30), later(source(30), 0.1), PERIOD)
    assert first_after(crossed, 5.0) is None


def test_a_flow_counts_rate_and_gaps_also_at_its_edges() -> None:
    sent = source(300)
    seen = [(at + 0.1, counter) for at, counter in sent if not 4 <= at < 5]
    said = flow(crossings(sent, seen, PERIOD), 1.0, 9.0)
    assert (said.delay_p50_ms, said.delay_p95_ms) == (100.0, 100.0)
    assert said.fps == pytest.approx(7 * FPS / 8, abs=0.2)
    assert said.longest_gap_ms == pytest.approx(1033, abs=1)
    assert said.frozen_share == pytest.approx(1.033 / 8, abs=0.001)


def test_a_picture_that_never_comes_is_frozen_all_the_time() -> None:
    said = flow([], 0.0, 8.0)
    assert (said.frozen_share, said.fps, said.delay_p50_ms) == (1.0, 0.0, None)


def test_of_two_delays_the_95th_percentile_is_the_larger() -> None:
    said = flow(crossings([(1.0, 1), (2.0, 2)], [(1.1, 1), (2.3, 2)], PERIOD), 0.0, 3.0)
    assert (said.delay_p50_ms, said.delay_p95_ms) == (200.0, 300.0)


def test_a_short_gap_is_no_freeze() -> None:
    sent = source(300)
    assert flow(crossings(sent, later(sent[::5], 0.1), PERIOD), 1.0, 9.0).frozen_share == 0


def test_runs_have_a_median_and_a_spread_and_those_without_a_figure_are_counted() -> None:
    said = Spread((3.0, None, 1.0, 10.0))
    assert (said.median, said.spread, said.missing) == (3.0, 9.0, 1)
    assert Spread((None, None)).median is None


def test_a_steady_growth_is_found_exactly() -> None:
    said = slope([5 + 0.25 * call for call in range(40)])
    assert said.per_step == pytest.approx(0.25)
    assert said.start == pytest.approx(5)
    assert said.error == pytest.approx(0, abs=1e-9)
    assert said.grows


def test_noise_alone_does_not_grow_and_growth_within_noise_is_found() -> None:
    random = Random(4)
    noise = [random.gauss(100, 5) for _ in range(200)]
    assert not slope(noise).grows
    assert slope([value + 0.1 * call for call, value in enumerate(noise)]).grows


def test_the_error_is_that_of_the_textbook() -> None:
    """x = 0…4, y = 1, 3, 2, 5, 4: slope 0.8, standard error sqrt(3.6 / 3 / 10)."""
    said = slope([1, 3, 2, 5, 4])
    assert said.per_step == pytest.approx(0.8)
    assert said.error == pytest.approx((3.6 / 3 / 10) ** 0.5)


def test_two_values_have_no_slope() -> None:
    with pytest.raises(ValueError, match="2"):
        slope([1, 2])
