"""When a call is connected, lost, and asked for again: pure transitions.

A connection is one generation of a call. The browser offers; when nothing is heard for 2 s the
kiosk asks for the next generation, and again every second while the call lives. A browser begins a
generation when it is first asked for and lets go of the one before, so one number is asked for until
even a slow browser had time to offer it; only then is that offer taken for lost, and the next number
asked for. A generation that has been offered gets time to connect before the next is asked for.
"""

from dataclasses import dataclass, replace
from enum import Enum

LOST_AFTER_S = 2.0
ASK_EVERY_S = 1.0
OFFER_WITHIN_S = (2.0, 4.0, 8.0)
"""What the first, the second and each later generation of one loss gets to be offered. An asking that was
not heard costs nothing of it: the same number is asked for again, and the browser begins it then."""
OFFER_EXPECTED_S = 20.0
"""The first offer waits for the expert's camera, and for their yes to it; later it was lost on its way."""
CONNECT_WITHIN_S = 8.0
"""A path over a relay server in TLS takes seconds to be found; asking sooner would cut it short."""


class Phase(Enum):
    """Where the call stands."""

    EXPECTING = "expecting"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    LOST = "lost"
    ENDED = "ended"


@dataclass(frozen=True)
class State:
    """`generation` is the one answered last, `wanted` the newest asked for; times are seconds.

    `raised_at`: when `wanted` was asked for first; `raises`: how often it grew since the connection was lost.
    """

    phase: Phase
    wanted: int
    generation: int = -1
    heard_at: float = 0.0
    asked_at: float = 0.0
    raised_at: float = 0.0
    raises: int = 0
    connected_once: bool = False


@dataclass(frozen=True)
class Offered:
    """The browser offered this generation."""

    generation: int


@dataclass(frozen=True)
class Connected:
    """The path and its keys are ready."""

    generation: int


@dataclass(frozen=True)
class Heard:
    """Something of the other side arrived: RTP, RTCP or a heartbeat."""

    generation: int


@dataclass(frozen=True)
class Failed:
    """The connection gave up."""

    generation: int


@dataclass(frozen=True)
class Stalled:
    """We did not run for so many seconds: what was not heard meanwhile is nobody's silence."""

    seconds: float


@dataclass(frozen=True)
class Tick:
    """Time passed."""


@dataclass(frozen=True)
class Ended:
    """Either side, or the steward, ended the call."""


Event = Offered | Connected | Heard | Failed | Stalled | Tick | Ended


@dataclass(frozen=True)
class Answer:
    """Close the previous connection and answer this generation's offer."""

    generation: int


@dataclass(frozen=True)
class Ask:
    """Ask for an offer of this generation."""

    generation: int
    reason: str


@dataclass(frozen=True)
class Tell:
    """Tell the screen where the call stands."""

    phase: Phase


@dataclass(frozen=True)
class Close:
    """Close the connection for good."""


Effect = Answer | Ask | Tell | Close
Step = tuple[State, tuple[Effect, ...]]


def begin(generation: int, now: float, *, resumed: bool) -> Step:
    """Start a call at this generation.

    A resumed call (the media process is new, the call is not) asks for its offer at once; a fresh one
    waits a good while, because the expert's browser offers when its camera is ready.
    """
    if not resumed:
        return State(Phase.EXPECTING, generation, asked_at=now), ()
    state = State(Phase.LOST, generation, asked_at=now, raised_at=now, connected_once=True)
    return state, (Tell(Phase.LOST), Ask(generation, "restarted"))


def transition(state: State, event: Event, now: float) -> Step:
    """Advance; what belongs to an older generation changes nothing."""
    match event:
        case _ if state.phase is Phase.ENDED:
            return state, ()
        case Ended():
            return replace(state, phase=Phase.ENDED), (Tell(Phase.ENDED), Close())
        case Offered(generation):
            return _offered(state, generation, now)
        case Stalled(seconds):
            return _later(state, seconds), ()
        case Tick():
            return _tick(state, now)
        case Connected(generation) | Heard(generation) | Failed(generation):
            return _news(state, event, generation, now)


def _later(state: State, seconds: float) -> State:
    return replace(
        state,
        heard_at=state.heard_at + seconds,
        asked_at=state.asked_at + seconds,
        raised_at=state.raised_at + seconds,
    )


def _news(state: State, event: Connected | Heard | Failed, generation: int, now: float) -> Step:
    if generation != state.generation:
        return state, ()
    if not isinstance(event, Failed):
        return _alive(state, now, connected=isinstance(event, Connected))
    return (state, ()) if state.phase is Phase.LOST else _lost(state, now, "failed")


def _offered(state: State, generation: int, now: float) -> Step:
    if generation < max(state.wanted, state.generation):
        return state, ()
    told = Phase.LOST if state.connected_once else Phase.CONNECTING
    after = replace(
        state, phase=Phase.CONNECTING, generation=generation, wanted=generation, heard_at=now, asked_at=now
    )
    # Someone who saw "lost" is not told of every attempt, only of the one that succeeds.
    return after, (Answer(generation),) if told is Phase.LOST else (Tell(told), Answer(generation))


def _alive(state: State, now: float, *, connected: bool) -> Step:
    after = replace(state, heard_at=now)
    if state.phase is Phase.CONNECTED or (state.phase is Phase.CONNECTING and not connected):
        return after, ()
    return replace(after, phase=Phase.CONNECTED, connected_once=True), (Tell(Phase.CONNECTED),)


def _lost(state: State, now: float, reason: str) -> Step:
    # Asked for before, in an outage that healed: a browser that heard of it late lets go of the old connection
    # to offer it, and that offer is on its way.
    wanted = max(state.wanted, state.generation + 1)
    after = replace(
        state, phase=Phase.LOST, wanted=wanted, asked_at=now, raised_at=now, raises=0, connected_once=True
    )
    told = state.phase is Phase.CONNECTED or not state.connected_once
    ask = Ask(wanted, reason)
    return after, (Tell(Phase.LOST), ask) if told else (ask,)


def _tick(state: State, now: float) -> Step:
    match state.phase:
        case Phase.EXPECTING if now - state.asked_at >= OFFER_EXPECTED_S:
            # Asked for, but not told: the expert may be reading their browser's question about the camera.
            after, _ = _lost(state, now, "unoffered")
            return replace(after, connected_once=False), (Ask(after.wanted, "unoffered"),)
        case Phase.CONNECTED if now - state.heard_at >= LOST_AFTER_S:
            return _lost(state, now, "silent")
        case Phase.CONNECTING if now - state.asked_at >= CONNECT_WITHIN_S:
            return _lost(state, now, "unreached")
        case Phase.LOST if now - state.asked_at >= ASK_EVERY_S:
            after = replace(state, asked_at=now)
            if now - state.raised_at >= OFFER_WITHIN_S[min(state.raises, len(OFFER_WITHIN_S) - 1)]:
                after = replace(after, wanted=state.wanted + 1, raised_at=now, raises=state.raises + 1)
            return after, (Ask(after.wanted, "again"),)
        case _:
            return state, ()
