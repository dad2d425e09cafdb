"""The picture gives way to the voice at once, comes back slowly, and does not flap."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session.engine import ladder
from session.engine.ladder import Measures, Send, State, Tell
from session.engine.quality import LADDER, RUNGS
from session.protocol.quality import Rung

TICK_S = 0.25


def _calm(_now: float, state: State) -> Measures:
    return Measures(round_trip=0.05, loss=0.0, sent=state.rate)


@dataclass
class Path:
    """A line of so many bits per second with a buffer: what a receiver behind it would report."""

    capacity: float
    buffer_s: float = 0.3
    empty_s: float = 0.05
    queue: float = 0.0

    def __call__(self, _now: float, state: State) -> Measures:
        rate = 0.0 if RUNGS[state.rung] == "voice" else state.rate
        full = self.buffer_s * self.capacity
        self.queue = max(0.0, self.queue + (rate - self.capacity) * TICK_S)
        lost = max(0.0, self.queue - full)
        self.queue = min(self.queue, full)
        share = lost / (rate * TICK_S) if rate else 0.0
        return Measures(round_trip=self.empty_s + self.queue / self.capacity, loss=share, sent=rate)


@dataclass
class Run:
    """A ladder played through time; `rungs` has each change."""

    state: State
    now: float = 0.0
    rungs: list[tuple[float, Rung]] = field(default_factory=list)

    @classmethod
    def begin(cls, ceiling: Rung = "720p30") -> "Run":
        state, effects = ladder.begin(ceiling, 0.0)
        assert [type(effect) for effect in effects] == [Send, Tell]
        return cls(state)

    def play(self, seconds: float, path: Callable[[float, State], Measures]) -> "Run":
        for _ in range(int(seconds / TICK_S)):
            self.now += TICK_S
            self.state, effects = ladder.look(self.state, path(self.now, self.state), self.now)
            self.rungs += [(self.now, e.rung) for e in effects if isinstance(e, Tell)]
        return self

    @property
    def rung(self) -> Rung:
        return RUNGS[self.state.rung]


def _climbs(run: Run) -> int:
    order = [RUNGS.index(rung) for _, rung in run.rungs]
    return sum(later < sooner for sooner, later in pairwise(order))


def test_a_good_path_is_at_its_best_within_six_seconds_one_rung_below_before() -> None:
    run = Run.begin()
    assert run.rung == "480p30"
    assert run.play(6, _calm).rung == "720p30"
    assert run.play(60, _calm).state.rate == LADDER["720p30"].max_bitrate
    assert not run.state.weak


def test_the_setting_is_the_ceiling() -> None:
    assert Run.begin("360p15").play(120, _calm).rung == "360p15"
    assert Run.begin("480p30").play(120, _calm).rung == "480p30"
    assert not Run.begin("360p15").play(120, _calm).state.weak


def test_nothing_is_added_before_anything_was_reported() -> None:
    run = Run.begin().play(10, lambda _now, state: Measures(sent=state.rate, unheard=None))
    assert run.state.rate == LADDER["480p30"].start_bitrate


def _probed(capacity: int, growth: float = 1.0) -> Callable[[float, State], Measures]:
    """A receiver that a probe told what the path carries, and that takes it for more as long as nothing waits."""
    path = Path(capacity)

    def report(now: float, state: State) -> Measures:
        return replace(path(now, state), wish=int(capacity * growth**now))

    return report


def test_what_a_probe_found_is_taken_and_nothing_beyond_it() -> None:
    narrow = Run.begin().play(20, _probed(450_000))
    assert narrow.state.rate == pytest.approx(0.85 * 450_000)
    assert narrow.state.jam is None
    assert narrow.rung == "480p30"
    wide = Run.begin().play(2.5, _probed(2_600_000))
    assert wide.rung == "720p30"
    assert wide.play(1, _probed(2_600_000)).state.rate == pytest.approx(0.85 * 2_600_000)


def test_a_probe_is_followed_by_doublings_and_on_with_the_estimate() -> None:
    run = Run.begin()
    rates = []
    for _ in range(20):
        run.play(TICK_S, _probed(2_600_000))
        rates.append(run.state.rate)
    assert max(after / before for before, after in pairwise(rates)) <= 2
    grown = Run.begin().play(10, _probed(400_000, growth=1.02))
    assert 0.84 * 400_000 < grown.state.rate < 0.86 * 400_000 * 1.02**10


def test_without_a_probe_steps_are_taken_while_the_estimate_grows_and_not_when_it_stands() -> None:
    def estimate(until: float) -> Callable[[float, State], Measures]:
        return lambda now, s: replace(_calm(now, s), wish=int(200_000 * 1.08 ** min(now, until)))

    start = LADDER["480p30"].start_bitrate
    stands = Run.begin().play(9, estimate(1.0))
    assert stands.state.rate == pytest.approx(1.4 * start)
    # It may also just not come any more.
    assert stands.play(3, estimate(1.0)).state.rate == pytest.approx(1.4**2 * start)
    assert Run.begin().play(12, estimate(60.0)).state.rate > 4 * start


@pytest.mark.parametrize(
    ("capacity", "settled"),
    [(3_000_000, "720p30"), (450_000, "480p30"), (170_000, "360p15"), (60_000, "stills"), (9_000, "voice")],
)
def test_each_path_finds_its_rung_and_keeps_it(capacity: int, settled: Rung) -> None:
    run = Run.begin().play(60, Path(capacity))
    seen = Run(run.state, run.now).play(120, Path(capacity))
    at = RUNGS.index(settled)
    # Without a picture nothing is known: a still now and then is the only way to find out.
    near = set(RUNGS[at : at + 2]) if settled != "voice" else {"stills", "voice"}
    assert {rung for _, rung in seen.rungs} <= near
    assert _climbs(seen) <= 3


def test_a_path_that_narrows_is_followed_within_three_seconds_as_far_down_as_it_asks() -> None:
    run = Run.begin().play(30, _calm)
    narrowed = run.now
    run.play(8, Path(70_000))
    moving = [at for at, rung in run.rungs if at > narrowed and rung in {"stills", "voice"}]
    assert moving
    assert moving[0] - narrowed <= 5.0
    assert run.rungs[-1][0] - narrowed <= 8.0


def test_the_first_cut_comes_with_the_first_bad_report() -> None:
    run = Run.begin().play(30, _calm)
    before = run.state.rate
    run.play(TICK_S, lambda _now, state: Measures(round_trip=0.9, loss=0.0, sent=state.rate))
    assert run.state.rate == 0.5 * before


def test_chance_loss_of_five_per_cent_takes_nothing_away() -> None:
    run = Run.begin().play(40, lambda _now, state: Measures(round_trip=0.2, loss=0.05, sent=state.rate))
    assert run.rung == "720p30"


@pytest.mark.parametrize(
    ("seen", "before", "after"),
    [
        pytest.param(Measures(loss=0.05, round_trip=0.1), False, True, id="some"),
        pytest.param(Measures(loss=0.0, round_trip=0.1), True, False, id="none"),
        pytest.param(Measures(loss=0.05, round_trip=0.4), True, False, id="for want of room"),
        pytest.param(Measures(loss=0.2, round_trip=0.1), True, False, id="too many"),
        pytest.param(Measures(round_trip=0.1), True, True, id="not reported"),
    ],
)
def test_loss_is_by_chance_where_nothing_waits(seen: Measures, before: bool, after: bool) -> None:
    state, _ = ladder.begin("720p30", 0.0)
    state = replace(state, shortest=0.1)
    assert ladder.by_chance(state, seen, before) is after
    assert not ladder.by_chance(replace(state, rung=RUNGS.index("stills")), seen, before)


def test_a_fifth_lost_by_chance_leaves_stills_beside_the_voice() -> None:
    run = Run.begin().play(120, lambda _now, state: Measures(round_trip=0.1, loss=0.2, sent=state.rate))
    assert run.rung == "stills"
    assert _climbs(run) == 0


def test_heavy_loss_cuts_to_what_arrived() -> None:
    run = Run.begin().play(30, _calm)
    run.play(TICK_S, lambda _now, state: Measures(round_trip=0.05, loss=0.5, sent=state.rate))
    assert run.state.rate == pytest.approx(0.425 * LADDER["720p30"].max_bitrate)
    assert run.state.weak or run.rung == "720p30"


def test_an_estimate_that_falls_is_heeded_and_one_that_is_merely_low_is_not() -> None:
    low = Run.begin().play(
        30, lambda _n, s: Measures(wish=150_000, round_trip=0.05, loss=0.0, sent=0.2 * s.rate)
    )
    assert low.rung == "720p30"
    fell = Run.begin().play(
        20, lambda _n, s: Measures(wish=2_400_000, round_trip=0.05, loss=0.0, sent=s.rate)
    )
    fell.play(TICK_S, lambda _n, s: Measures(wish=400_000, round_trip=0.05, loss=0.0, sent=s.rate))
    assert (fell.rung, fell.state.rate) == ("480p30", 400_000)


def test_it_comes_back_one_rung_at_a_time_and_slower_than_it_went() -> None:
    run = Run.begin().play(30, _calm).play(10, Path(60_000))
    assert run.rung in {"stills", "voice"}
    run.rungs.clear()
    back = run.now
    run.play(180, _calm)
    climbed = [rung for _, rung in run.rungs]
    assert climbed[-3:] == ["360p15", "480p30", "720p30"]
    assert run.rungs[0][0] - back > ladder.CALM_S
    gaps = [later - sooner for (sooner, _), (later, _) in pairwise(run.rungs)]
    assert min(gaps) >= ladder.WAIT_S


def test_a_rung_tried_in_vain_is_tried_again_after_twice_the_wait() -> None:
    run = Run.begin().play(30, _calm).play(10, Path(60_000))
    waits: list[float] = []

    def trap(_now: float, state: State) -> Measures:
        """Whatever moves is jammed, stills are not."""
        moves = state.rung < ladder.STILLS
        return Measures(round_trip=1.0 if moves else 0.05, loss=0.0, sent=state.rate)

    for _ in range(1200):
        before = state_rung = run.state.rung
        run.play(TICK_S, trap)
        if run.state.rung > before and state_rung < ladder.STILLS:
            waits.append(run.state.wait)
    assert len(waits) >= 3
    assert waits == sorted(waits)
    assert waits[2] >= 2 * waits[1] >= 4 * waits[0] or waits[-1] == ladder.LONGEST_WAIT_S


def test_the_voice_alone_remains_where_not_even_a_still_gets_through_and_stills_come_back() -> None:
    run = Run.begin().play(40, lambda _now, s: Measures(round_trip=1.5, loss=0.4, sent=s.rate))
    assert run.rung == "voice"
    run.rungs.clear()
    run.play(240, _calm)
    assert [rung for _, rung in run.rungs] == ["stills", "360p15", "480p30", "720p30"]


def test_reports_that_stay_away_are_a_bad_sign_but_not_of_stills() -> None:
    silent = Run.begin().play(20, _calm).play(10, lambda _n, s: Measures(sent=s.rate, unheard=5.0))
    assert silent.rung in {"stills", "360p15"}
    rate = silent.play(20, lambda _n, s: Measures(sent=s.rate, unheard=9.0)).state.rate
    assert silent.rung == "stills"
    assert silent.play(20, lambda _n, s: Measures(sent=s.rate, unheard=9.0)).state.rate == rate


def test_a_machine_that_falls_behind_sends_smaller_pictures_and_blames_no_path() -> None:
    slow = Run.begin().play(20, lambda _n, s: Measures(round_trip=0.05, loss=0.0, sent=s.rate, share=0.4))
    assert slow.rung == "360p15"
    assert not slow.state.weak
    rested = slow.play(200, lambda _n, s: Measures(round_trip=0.05, loss=0.0, sent=s.rate, share=1.0))
    assert rested.rung == "720p30"


def test_a_longer_path_is_an_empty_one_after_a_while() -> None:
    """A satellite: what is long is the path, and not what waits before it."""
    run = Run.begin().play(300, lambda _now, s: Measures(round_trip=0.6, loss=0.0, sent=s.rate))
    assert run.rung == "720p30"


def test_a_new_connection_goes_on_where_the_last_one_was_and_measures_anew() -> None:
    run = Run.begin().play(30, _calm).play(20, Path(170_000))
    before = run.state
    state, effects = ladder.resume(before, run.now)
    assert state.rung == min(before.rung, ladder.STILLS)
    assert (state.shortest, state.wish) == (None, None)
    assert [type(effect) for effect in effects] == [Send, Tell]
    voice, _ = ladder.resume(replace(before, rung=ladder.VOICE), run.now)
    assert RUNGS[voice.rung] == "stills"


def _rates(effects: Iterable[ladder.Effect]) -> list[Send]:
    return [effect for effect in effects if isinstance(effect, Send)]


@given(
    st.lists(
        st.builds(
            Measures,
            wish=st.none() | st.integers(0, 10_000_000),
            loss=st.none() | st.floats(0, 1),
            round_trip=st.none() | st.floats(0, 10),
            sent=st.floats(0, 5_000_000),
            share=st.none() | st.floats(0, 3),
            unheard=st.none() | st.floats(0, 30),
        ),
        max_size=120,
    ),
    st.sampled_from(["720p30", "480p30", "360p15"]),
)
def test_whatever_is_reported_the_rate_fits_the_rung_and_no_climb_skips_one(
    reports: list[Measures], ceiling: Rung
) -> None:
    state, _ = ladder.begin(ceiling, 0.0)
    now = 0.0
    for seen in reports:
        now += TICK_S
        before = state.rung
        state, effects = ladder.look(state, seen, now)
        assert state.rung >= max(before - 1, RUNGS.index(ceiling))
        for sent in _rates(effects):
            quality = LADDER.get(sent.rung)
            if quality is not None:
                assert quality.min_bitrate <= sent.bitrate <= quality.max_bitrate


def test_trouble_while_hardly_a_picture_leaves_says_nothing_of_what_the_path_carries() -> None:
    """A document, or a machine that is busy for a moment: afterwards the picture comes back as after any trouble."""
    run = Run.begin("360p15").play(30, _calm)
    run.play(15, lambda _now, _state: Measures(round_trip=0.9, loss=0.4, sent=0.0))
    assert run.rung == "voice"
    assert run.state.jam is not None
    assert run.state.jam >= LADDER["360p15"].min_bitrate
    assert run.play(30, _calm).rung == "360p15"
