"""When a call is connected, lost and asked for again."""

from collections.abc import Sequence

from session.engine.recovery import (
    Answer,
    Ask,
    Close,
    Connected,
    Effect,
    Ended,
    Event,
    Failed,
    Heard,
    Offered,
    Phase,
    Stalled,
    State,
    Tell,
    Tick,
    begin,
    transition,
)


def _play(state: State, script: Sequence[tuple[float, Event]]) -> tuple[State, list[tuple[float, Effect]]]:
    seen: list[tuple[float, Effect]] = []
    for at, event in script:
        state, effects = transition(state, event, at)
        seen += [(at, effect) for effect in effects]
    return state, seen


def _connected() -> State:
    state, _ = begin(1, 0.0, resumed=False)
    state, effects = _play(state, [(1.0, Offered(1)), (1.2, Connected(1))])
    assert effects == [
        (1.0, Tell(Phase.CONNECTING)),
        (1.0, Answer(1)),
        (1.2, Tell(Phase.CONNECTED)),
    ]
    return state


def test_a_fresh_call_waits_for_the_browser_and_asks_when_its_offer_must_have_been_lost() -> None:
    state, effects = begin(1, 0.0, resumed=False)
    assert effects == ()
    state, said = _play(state, [(at, Tick()) for at in (5.0, 19.0)])
    assert said == []
    state, said = _play(state, [(at, Tick()) for at in (20.0, 21.0, 22.0)])
    assert said == [
        (20.0, Ask(1, "unoffered")),
        (21.0, Ask(1, "again")),
        (22.0, Ask(2, "again")),
    ]
    # It is the first the visitor hears of it.
    assert _play(state, [(23.0, Offered(2))])[1] == [(23.0, Tell(Phase.CONNECTING)), (23.0, Answer(2))]


def test_a_resumed_call_asks_at_once() -> None:
    assert begin(3, 0.0, resumed=True)[1] == (Tell(Phase.LOST), Ask(3, "restarted"))


def test_two_silent_seconds_are_a_loss_and_every_second_asks_again() -> None:
    script: list[tuple[float, Event]] = [
        (2.0, Heard(1)),
        (3.9, Tick()),
        (4.0, Tick()),
        (4.5, Tick()),
        (5.0, Tick()),
    ]
    state, effects = _play(_connected(), script)
    assert effects == [(4.0, Tell(Phase.LOST)), (4.0, Ask(2, "silent")), (5.0, Ask(2, "again"))]
    assert state.phase is Phase.LOST


def test_heartbeats_alone_keep_a_call_that_shows_and_says_nothing() -> None:
    script: list[tuple[float, Event]] = []
    for half in range(4, 400):
        script += [(half / 2, Heard(1)), (half / 2 + 0.25, Tick())]
    state, effects = _play(_connected(), script)
    assert (state.phase, effects) == (Phase.CONNECTED, [])


def test_an_offered_generation_gets_time_before_the_next_is_asked_for() -> None:
    state, _ = _play(_connected(), [(4.0, Tick())])
    state, effects = _play(state, [(4.5, Offered(2)), (6.0, Tick()), (12.4, Tick())])
    assert effects == [(4.5, Answer(2))]
    state, effects = _play(state, [(12.5, Tick())])
    assert effects == [(12.5, Ask(3, "unreached"))]


def test_a_stale_generation_changes_nothing() -> None:
    state, _ = _play(_connected(), [(4.0, Tick()), (5.0, Tick()), (6.0, Tick())])
    assert state.wanted == 3
    assert (
        _play(state, [(6.1, Offered(1)), (6.2, Offered(2)), (6.3, Connected(0)), (6.4, Failed(0))])[1] == []
    )


def test_a_short_outage_heals_by_itself() -> None:
    state, _ = _play(_connected(), [(4.0, Tick())])
    assert _play(state, [(4.4, Heard(1))])[1] == [(4.4, Tell(Phase.CONNECTED))]


def test_packets_before_the_keys_are_no_connection_yet() -> None:
    state, _ = begin(1, 0.0, resumed=False)
    state, effects = _play(state, [(1.0, Offered(1)), (1.1, Heard(1))])
    assert effects == [(1.0, Tell(Phase.CONNECTING)), (1.0, Answer(1))]


def test_a_connection_that_gives_up_is_asked_for_without_waiting() -> None:
    assert _play(_connected(), [(2.0, Failed(1)), (2.1, Failed(1))])[1] == [
        (2.0, Tell(Phase.LOST)),
        (2.0, Ask(2, "failed")),
    ]


def test_an_ended_call_stays_ended() -> None:
    state, effects = _play(_connected(), [(2.0, Ended())])
    assert effects == [(2.0, Tell(Phase.ENDED)), (2.0, Close())]
    assert _play(state, [(3.0, Offered(2)), (9.0, Tick()), (9.0, Ended())])[1] == []


def test_a_busy_machine_does_not_take_its_own_sleep_for_the_others_silence() -> None:
    late: list[tuple[float, Event]] = [(6.0, Stalled(4.5)), (6.0, Tick()), (6.4, Heard(1)), (8.0, Tick())]
    state, effects = _play(_connected(), late)
    assert (state.phase, effects) == (Phase.CONNECTED, [])
    assert _play(state, [(8.5, Tick())])[1] == [(8.5, Tell(Phase.LOST)), (8.5, Ask(2, "silent"))]


def _asked(seconds: int) -> list[tuple[float, int]]:
    """When which generation is asked for while nobody answers, from the loss at 4.0 on."""
    script: list[tuple[float, Event]] = [(4.0 + n / 4, Tick()) for n in range(4 * seconds + 1)]
    _, effects = _play(_connected(), script)
    return [(at, effect.generation) for at, effect in effects if isinstance(effect, Ask)]


def test_one_number_is_asked_for_every_second_and_the_next_one_ever_later() -> None:
    asked = _asked(24)
    assert [at for at, _ in asked] == [4.0 + second for second in range(25)]
    first = {generation: at for at, generation in reversed(asked)}
    assert first == {2: 4.0, 3: 6.0, 4: 10.0, 5: 18.0, 6: 26.0}


def _answered(takes: float, *, hears_from: float = 4.0) -> float | None:
    """When the offer comes of a browser that `takes` so long for one, and drops what a newer number overtakes."""
    state, begun, ready = _connected(), 1, float("inf")
    for quarter in range(4 * 60):
        now = 4.0 + quarter / 4
        if now >= ready:
            state, effects = transition(state, Offered(begun), now)
            return now if Answer(begun) in effects else None
        state, effects = transition(state, Tick(), now)
        for effect in effects:
            if isinstance(effect, Ask) and now >= hears_from and effect.generation > begun:
                begun, ready = effect.generation, now + takes
    return None


def test_a_browser_that_needs_seconds_for_an_offer_is_waited_for() -> None:
    assert _answered(0.25) == 4.25
    assert _answered(1.5) == 5.5
    assert _answered(3.5) == 9.5
    assert _answered(7.0) == 17.0


def test_a_browser_that_hears_nothing_for_long_is_asked_within_a_second_of_its_return() -> None:
    for quarter in range(4 * 40):
        back = 4.0 + quarter / 4
        answered = _answered(0.25, hears_from=back)
        assert answered is not None
        assert answered - back <= 1.25


def test_each_loss_begins_with_the_short_wait() -> None:
    script: list[tuple[float, Event]] = [(4.0 + n / 4, Tick()) for n in range(4 * 12)]
    state, _ = _play(_connected(), [*script, (16.0, Offered(4)), (16.2, Connected(4)), (18.2, Tick())])
    assert (state.phase, state.wanted, state.raises) == (Phase.LOST, 5, 0)
    _, effects = _play(state, [(19.2, Tick()), (20.2, Tick())])
    assert effects == [(19.2, Ask(5, "again")), (20.2, Ask(6, "again"))]


def test_a_browser_that_hears_late_of_what_was_asked_for_is_answered_though_the_call_had_healed() -> None:
    state, _ = _play(_connected(), [(4.0, Tick()), (5.0, Tick()), (5.5, Heard(1))])
    assert (state.phase, state.wanted) == (Phase.CONNECTED, 2)
    state, effects = _play(state, [(6.0, Failed(1)), (6.2, Offered(2))])
    assert effects == [(6.0, Tell(Phase.LOST)), (6.0, Ask(2, "failed")), (6.2, Answer(2))]
    _, effects = _play(state, [(6.4, Failed(2))])
    assert effects == [(6.4, Ask(3, "failed"))]
