"""Which picture leaves, and with how many bits: a pure decision from what the receiver reports.

Two things are held apart. The *rate* follows the path: cut at once when packets wait or are lost, or
when the receiver's estimate falls, and after the first trouble raised slowly while all is calm. The
*rung* follows the rate: down at once, as far as the rate asks, and up one at a time after a wait, which
doubles when the rung above had to be left again soon.

A receiver's estimate (REMB) knows no more of a path than what was sent over it, so a low one that does
not fall forbids more and takes nothing away. Until the first trouble a high one is followed: it comes of a
probe (`session.engine.opening`).
"""

from dataclasses import dataclass, field, replace

from session.engine.effort import Pace, judge
from session.engine.quality import LADDER, RUNGS
from session.protocol.quality import Rung

WAITING_S = 0.15
"""Round trip beyond the shortest one: so much waits in front of a slow line."""
JAMMED_S = 0.4
LOSSY = 0.10
"""Below, retransmission mends it; at 5 % by chance nothing is gained by sending less."""
LOSSLESS = 0.01
VERY_LOSSY = 0.25
UNHEARD_S = 2.5
"""Moving pictures are reported on every second: silence means that reports do not come through."""
CUT_EVERY_S = 1.5
"""A cut needs a round trip, and the next report, to show."""
CALM_S = 2.0
FIRST_STEP = 1.4
"""With each report, until the first trouble: what was added last must have been reported on."""
FIRST_STEP_S = 0.7
STEP_GROWTH = 1.03
"""A receiver's estimate stops growing before a slow line's queue is full."""
STEP_ANYWAY_S = 10.0
"""One that stands for so long may just not come any more."""
PROBED = 0.85
"""Of the estimate: the voice and the headers need room too."""
PROBED_STEP = 2.0
"""At most, at a time: what carries a few packets at once does not always carry as many each second."""
STEP_CALM_S = 0.04
"""What waits after a first step says that the path is full."""
FAR_GROWTH = 1.2
GROWTH = 1.08
NEAR_GROWTH = 1.01
"""Per second, after the first trouble: far from the rate that made it, nearer, and at it."""
FAR = 0.5
NEAR = 0.85
ONE_TROUBLE_S = 4.0
"""Cuts that follow one another are of one trouble: what made it is the rate before the first."""
IDLE = 0.6
"""Of the rate: who sends less has little to show, and a path that is not asked cannot tell."""
FIRST_WAIT_S = 1.5
WAIT_S = 6.0
LONGEST_WAIT_S = 192.0
PROBATION_S = 12.0
"""A rung left again within this time was tried in vain."""
PROVEN_S = 60.0
VOICE = len(RUNGS) - 1
STILLS = RUNGS.index("stills")
SMALLEST_MOVING = RUNGS.index("360p15")
BASE_DRIFT = 0.01
IDLE_DRIFT = 0.1
ORDINARY_S = 0.12
"""An empty path is taken to be no longer, until it shows: the first measure may find it full already."""
FRESH_S = 1.6
"""Nothing is added while no report says what became of the last addition; stills are reported on half as often."""


@dataclass(frozen=True)
class Measures:
    """What is new since the last look; None where nothing was reported."""

    wish: int | None = None
    """The receiver's estimate, bits per second of picture."""
    loss: float | None = None
    round_trip: float | None = None
    """Seconds."""
    sent: float = 0.0
    """Bits per second of picture that left lately."""
    share: float | None = None
    """Of the pictures that were due, those this machine had ready."""
    unheard: float | None = 0.0
    """Seconds since any report; None while the first is not due yet."""


@dataclass(frozen=True)
class Send:
    """From now on pictures are made at this rung and rate."""

    rung: Rung
    bitrate: int


@dataclass(frozen=True)
class Tell:
    """Say so on both ends; `weak` when the path asks for it."""

    rung: Rung
    weak: bool


Effect = Send | Tell


@dataclass(frozen=True)
class State:
    """Where the ladder stands. Times are seconds of one clock, rungs indices of `RUNGS`."""

    ceiling: int
    rung: int
    rate: float
    looked_at: float
    moved_at: float
    cut_at: float
    calm_since: float
    grown_at: float
    climbed_at: float | None = None
    wait: float = FIRST_WAIT_S
    trouble_at: float | None = None
    jam: float | None = None
    """The rate at which there was trouble last."""
    wish: int | None = None
    followed: bool = False
    """The estimate was once above the rate, as after a probe: it is trusted, until the first trouble."""
    stepped_wish: int | None = None
    """The estimate at the last of the first steps."""
    shortest: float | None = None
    """The round trip of an empty path."""
    pace: Pace = field(default_factory=Pace)

    @property
    def highest(self) -> int:
        """The best rung that setting and machine allow."""
        return min(max(self.ceiling, SMALLEST_MOVING), self.ceiling + self.pace.step)

    @property
    def weak(self) -> bool:
        """Whether the path forces less than could be sent, in the first seconds of a call not yet."""
        return self.rung > self.highest and self.jam is not None


Step = tuple[State, tuple[Effect, ...]]


def begin(ceiling: Rung, now: float) -> Step:
    """Start one rung below the highest: the path is not known, and the voice is to be heard at once."""
    top = RUNGS.index(ceiling)
    rung = min(top + 1, SMALLEST_MOVING) if top < SMALLEST_MOVING else top
    state = State(top, rung, LADDER[RUNGS[rung]].start_bitrate, now, now, now - CUT_EVERY_S, now, now)
    return state, _effects(None, state)


def resume(state: State, now: float) -> Step:
    """Go on over a new connection: another path perhaps, but no better one is promised."""
    rung = min(max(state.rung, state.highest), STILLS)
    quality = LADDER[RUNGS[rung]]
    after = replace(
        state, rung=rung, rate=float(quality.clamp(int(state.rate))), looked_at=now, moved_at=now, cut_at=now,
        calm_since=now, climbed_at=None, wish=None, followed=False, stepped_wish=None, shortest=None,
    )  # fmt: skip
    return after, _effects(None, after)


def look(state: State, seen: Measures, now: float) -> Step:
    """Weigh what was reported since the last look, at least once a second."""
    before = state
    if seen.share is not None and state.rung < VOICE:
        lowest = max(0, SMALLEST_MOVING - state.ceiling)
        state = replace(state, pace=judge(state.pace, seen.share, now, lowest))
    state = _timed(state, seen)
    cut = _cut_to(state, seen, now)
    if cut is not None:
        state = _lower(state, seen, cut, now)
    elif _calm(state, seen):
        state = _raise(state, seen, now)
    else:
        state = replace(state, calm_since=now)
    wish = _wish(state, seen.wish)
    state = replace(state, wish=state.wish if wish is None and state.rung < STILLS else wish)
    state = replace(_placed(state, now), looked_at=now)
    return state, _effects(before, state)


def _timed(state: State, seen: Measures) -> State:
    trip, shortest = seen.round_trip, state.shortest
    if trip is None:
        return state
    if shortest is None or trip < shortest:
        return replace(state, shortest=min(trip, ORDINARY_S) if shortest is None else trip)
    # A path that became longer for good is an empty path again after a minute or so.
    # Sooner when it stays long although little is sent.
    drift = IDLE_DRIFT if state.jam is not None and state.rate < FAR * state.jam else BASE_DRIFT
    return replace(state, shortest=shortest + drift * (trip - shortest))


def _waiting(state: State, seen: Measures) -> float:
    if seen.round_trip is None or state.shortest is None:
        return 0.0
    return seen.round_trip - state.shortest


def _cut_to(state: State, seen: Measures, now: float) -> float | None:
    """The rate that the path asks for at once, or None; without a picture there is nothing to cut."""
    if state.rung == VOICE:
        return None
    wish = _wish(state, seen.wish)
    fallen = wish is not None and state.wish is not None and wish < 0.97 * state.wish
    if (
        wish is not None
        and (fallen or _in_trouble(state, now))
        and wish < state.rate
        and seen.sent > IDLE * state.rate
    ):
        return float(wish)
    if now - state.cut_at < CUT_EVERY_S:
        return None
    loss = seen.loss or 0.0
    if loss > VERY_LOSSY:
        # What arrived is what the path carries.
        return max(0.3 * state.rate, min(0.5 * state.rate, NEAR * (1 - loss) * seen.sent))
    part = _part(state, seen)
    if part is None:
        return None
    # The estimate is what arrived lately, when less than a part of what leaves.
    arrived = wish if wish is not None and seen.sent > IDLE * state.rate else state.rate
    return max(0.3 * state.rate, min(part * state.rate, float(arrived)))


def _wish(state: State, wish: int | None) -> int | None:
    """Of a still now and then the receiver's estimator makes nothing of use."""
    return wish if state.rung < STILLS else None


def _part(state: State, seen: Measures) -> float | None:
    waiting, loss = _waiting(state, seen), seen.loss or 0.0
    unheard = state.rung < STILLS and (seen.unheard or 0.0) > UNHEARD_S
    if waiting > JAMMED_S or unheard:
        return 0.5
    if waiting > WAITING_S:
        return 0.7
    # A still now and then is not what loses packets, and is sent again.
    return 1 - loss / 2 if loss > LOSSY and state.rung < STILLS else None


def by_chance(state: State, seen: Measures, before: bool) -> bool:
    """Whether packets are lost though nothing waits: then there is room to send one of them twice.

    Not for stills: nobody sees one come two round trips later, and their line has no room.
    """
    if state.rung >= STILLS:
        return False
    if seen.loss is None:
        return before
    return LOSSLESS < seen.loss < LOSSY and _waiting(state, seen) < WAITING_S / 2


def _calm(state: State, seen: Measures) -> bool:
    return _waiting(state, seen) < WAITING_S / 2 and (seen.loss or 0.0) < LOSSY


def _lower(state: State, seen: Measures, rate: float, now: float) -> State:
    after = replace(state, rate=rate, cut_at=now, calm_since=now)
    if _in_trouble(state, now):
        return after
    # Between two stills nearly nothing leaves: what jams then is not the picture.
    ours = state.rung < STILLS or seen.sent > IDLE * state.rate or state.jam is None
    return replace(after, jam=state.rate if ours else state.jam, trouble_at=now)


def _in_trouble(state: State, now: float) -> bool:
    return state.trouble_at is not None and now - state.trouble_at < ONE_TROUBLE_S


def _raise(state: State, seen: Measures, now: float) -> State:
    """A calm moment: a little more, as far as the receiver's estimate and the rung go."""
    fresh = FRESH_S if state.rung < STILLS else 2 * FRESH_S
    if seen.unheard is None or seen.unheard > fresh or state.rung == VOICE:
        return state
    wish = _wish(state, seen.wish if seen.wish is not None else state.wish)
    state = _first(state, seen, wish, now) if state.jam is None else _grown(state, seen, wish, now)
    return replace(state, rate=min(state.rate, float(LADDER[RUNGS[state.rung]].max_bitrate)))


def _first(state: State, seen: Measures, wish: int | None, now: float) -> State:
    """Until the first trouble: near what a probe found, or by steps while the receiver's estimate still grows."""
    due = now - state.grown_at >= FIRST_STEP_S
    if wish is not None and (state.followed or wish > state.rate):
        rate = min(PROBED * wish, PROBED_STEP * state.rate) if due else 0.0
        return replace(state, followed=True, rate=rate, grown_at=now) if rate > state.rate else state
    busy = seen.sent > IDLE * state.rate
    grows = wish is None or state.stepped_wish is None or wish > STEP_GROWTH * state.stepped_wish
    reported = seen.round_trip is not None and _waiting(state, seen) < STEP_CALM_S
    waited = now - state.grown_at >= STEP_ANYWAY_S
    if due and reported and (grows or waited or not busy):
        return replace(state, rate=FIRST_STEP * state.rate, stepped_wish=wish, grown_at=now)
    return state


def _grown(state: State, seen: Measures, wish: int | None, now: float) -> State:
    """After it: slowly, and the slower the nearer to the rate that made it."""
    if now - state.calm_since < CALM_S:
        return state
    rate = state.rate * _growth(state) ** (now - state.looked_at)
    if wish is not None and seen.sent > IDLE * state.rate:
        # A lower estimate than the rate forbids more, and takes nothing away.
        rate = min(rate, max(state.rate, float(wish)))
    return replace(state, rate=rate)


def _growth(state: State) -> float:
    part = state.rate / (state.jam or state.rate)
    return FAR_GROWTH if part < FAR else NEAR_GROWTH if NEAR <= part <= 1 / NEAR else GROWTH


def _placed(state: State, now: float) -> State:
    """Take the rung that the rate asks for: down at once and far enough, up by one and after the wait."""
    lower = max(state.rung, state.highest)
    while lower < VOICE and state.rate < LADDER[RUNGS[lower]].min_bitrate:
        lower += 1
    if lower > state.rung:
        return _down(state, lower, now)
    if state.rung > state.highest and _may_climb(state, now):
        return _up(state, state.rung - 1, now)
    proven = state.climbed_at is not None and now - state.climbed_at >= PROVEN_S
    return replace(state, wait=WAIT_S, climbed_at=None) if proven else state


def _down(state: State, rung: int, now: float) -> State:
    machine = rung <= state.highest
    in_vain = state.climbed_at is not None and now - state.climbed_at < PROBATION_S
    wait = min(2 * max(state.wait, WAIT_S), LONGEST_WAIT_S) if in_vain else max(state.wait, WAIT_S)
    if rung < VOICE:
        rate = max(state.rate, float(LADDER[RUNGS[rung]].min_bitrate))
        rate = min(rate, float(LADDER[RUNGS[rung]].max_bitrate))
    else:
        rate = float(LADDER["stills"].enough_bitrate)
    if machine:
        return replace(state, rung=rung, rate=rate, moved_at=now, climbed_at=None)
    return replace(state, rung=rung, rate=rate, moved_at=now, climbed_at=None, wait=wait, calm_since=now)


def _may_climb(state: State, now: float) -> bool:
    if now - state.moved_at < state.wait or now - state.calm_since < min(state.wait, CALM_S):
        return False
    # Without a picture nothing is measured but the voice: the first still is the probe.
    return state.rung == VOICE or state.rate >= LADDER[RUNGS[state.rung - 1]].enough_bitrate


def _up(state: State, rung: int, now: float) -> State:
    quality = LADDER[RUNGS[rung]]
    rate = max(state.rate, float(quality.min_bitrate))
    return replace(state, rung=rung, rate=rate, moved_at=now, climbed_at=now)


def _effects(before: State | None, after: State) -> tuple[Effect, ...]:
    rung = RUNGS[after.rung]
    found: list[Effect] = []
    if before is None or (int(before.rate), before.rung) != (int(after.rate), after.rung):
        found.append(Send(rung, int(after.rate)))
    if before is None or (before.rung, before.weak) != (after.rung, after.weak):
        found.append(Tell(rung, after.weak))
    return tuple(found)
